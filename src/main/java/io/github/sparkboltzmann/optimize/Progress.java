package io.github.sparkboltzmann.optimize;

import java.io.Serializable;

/** Where in a run an update stands: what schedules are functions of; immutable. */
public final class Progress implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long step;
    private final long totalSteps;
    private final int updatesPerEpoch;
    private final double rateFactor;
    private final long stepsBefore;

    /**
     * @param step the number of the update, from 0
     * @param totalSteps updates of the whole run
     * @param updatesPerEpoch updates an epoch
     * @param rateFactor what the scheduled learning rate is multiplied by, 1 until something halves it
     */
    public Progress(long step, long totalSteps, int updatesPerEpoch, double rateFactor) {
        this(step, totalSteps, updatesPerEpoch, rateFactor, 0);
    }

    /** @param stepsBefore updates of earlier runs, whose moments and averages this one goes on with */
    public Progress(long step, long totalSteps, int updatesPerEpoch, double rateFactor, long stepsBefore) {
        this.stepsBefore = stepsBefore;
        this.step = step;
        this.totalSteps = totalSteps;
        this.updatesPerEpoch = updatesPerEpoch;
        this.rateFactor = rateFactor;
    }

    public long step() {
        return step;
    }

    /** The number of the update over all runs, from 0. */
    public long stepOfAllRuns() {
        return stepsBefore + step;
    }

    public long totalSteps() {
        return totalSteps;
    }

    /** The epoch, counted from 1. */
    public int epoch() {
        return (int) (step / updatesPerEpoch) + 1;
    }

    public double rateFactor() {
        return rateFactor;
    }
}
