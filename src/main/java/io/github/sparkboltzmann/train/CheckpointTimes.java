package io.github.sparkboltzmann.train;

import java.util.function.LongSupplier;

/**
 * When a checkpoint is due: after every so many epochs, after every so many minutes, and at the end of a run.
 *
 * <p>Rounds are not cut for it: where an epoch ends inside a round of local steps, the checkpoint follows the round. Clocks decide about
 * checkpoints, but never about a byte of the result.
 */
public final class CheckpointTimes {
    private final int epochs;
    private final double minutes;
    private final LongSupplier nanos;
    private long lastStep;
    private long lastNanos;

    /**
     * @param epochs from one to the next; 0 or less for none
     * @param minutes from one to the next; 0 for none
     * @param firstStep updates that were done when the run began
     * @param nanos a clock, in nanoseconds
     */
    public CheckpointTimes(int epochs, double minutes, long firstStep, LongSupplier nanos) {
        this.epochs = epochs;
        this.minutes = minutes;
        this.nanos = nanos;
        this.lastStep = firstStep;
        this.lastNanos = nanos.getAsLong();
    }

    /** Whether one is due; see {@link CheckpointSink#isDue}. */
    public boolean isDue(long step, int updatesPerEpoch, boolean last) {
        if (step == lastStep) {
            return false;
        }
        boolean byEpochs =
                epochs > 0 && step / ((long) epochs * updatesPerEpoch) > lastStep / ((long) epochs * updatesPerEpoch);
        boolean byMinutes = minutes > 0 && nanos.getAsLong() - lastNanos >= minutes * 60e9;
        return last || byEpochs || byMinutes;
    }

    /** One was taken. */
    public void taken(long step) {
        lastStep = step;
        lastNanos = nanos.getAsLong();
    }
}
