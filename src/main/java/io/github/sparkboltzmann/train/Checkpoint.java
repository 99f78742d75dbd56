package io.github.sparkboltzmann.train;

/**
 * All that a run needs to go on after some update as if it had never been interrupted; immutable.
 *
 * <p>It is taken between two rounds, which are cut at places that do not depend on it, so it may lie in the middle of an epoch.
 *
 * <pre>
 * state.*     the training state: see {@link StateArrays}
 * watch.*     best parameters and epoch, patience, the alarm's values
 * history.*   the records so far: see {@link HistoryArrays}
 * segment.*   rows, squared error and seconds since the last record
 * </pre>
 */
public final class Checkpoint {
    private final long step;
    private final int updatesPerEpoch;
    private final int localSteps;
    private final NamedArrays arrays;

    /**
     * @param step the number of the next update, from 0
     * @param localSteps of the run, as resolved
     * @param arrays not changed any more
     */
    public Checkpoint(long step, int updatesPerEpoch, int localSteps, NamedArrays arrays) {
        this.step = step;
        this.updatesPerEpoch = updatesPerEpoch;
        this.localSteps = localSteps;
        this.arrays = arrays;
    }

    /** Updates that are done: the number of the next, from 0. */
    public long step() {
        return step;
    }

    public int updatesPerEpoch() {
        return updatesPerEpoch;
    }

    public int localSteps() {
        return localSteps;
    }

    public NamedArrays arrays() {
        return arrays;
    }

    /** {@code epoch 4 and 17 of 100 updates}. */
    public String place() {
        long rest = step % updatesPerEpoch;
        return "epoch " + step / updatesPerEpoch
                + (rest == 0 ? "" : " and " + rest + " of " + updatesPerEpoch + " updates");
    }
}
