package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.sample.Chains;
import java.io.Serializable;

/** What the driver broadcasts for a round, and what a round changes: parameters with optimiser state, and the persistent chains. */
public final class TrainingState implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LearnerState learner;
    private final Chains chains;
    private final double[] bounds;
    private final double rateFactor;
    private final double[] sumBounds;

    /**
     * @param bounds for each block of the learner's state a bound on what a round of local steps changes any of its numbers by: the grid on
     *     which changes are summed; {@code null} before the first such round
     * @param sumBounds for each block of the statistics a bound on a partition's sums, where units have none of their own: the grid on which
     *     statistics are summed; {@code null} before the first update of such a machine
     * @param rateFactor what the scheduled learning rate is multiplied by
     */
    private TrainingState(LearnerState learner, Chains chains, double[] bounds, double rateFactor, double[] sumBounds) {
        this.sumBounds = sumBounds;
        this.learner = learner;
        this.chains = chains;
        this.bounds = bounds;
        this.rateFactor = rateFactor;
    }

    /** The state before the first update. */
    public static TrainingState start(LearnerState learner, Chains chains) {
        return new TrainingState(learner, chains, null, 1, null);
    }

    /** This state with other chains and bounds. */
    public TrainingState with(Chains newChains, double[] newBounds) {
        return new TrainingState(learner, newChains, newBounds, rateFactor, sumBounds);
    }

    /** This state with other bounds of sums. */
    public TrainingState withSumBounds(double[] newBounds) {
        return new TrainingState(learner, chains, bounds, rateFactor, newBounds);
    }

    /** Bounds of sums by block of the statistics; see the constructor. */
    public double[] sumBounds() {
        return sumBounds;
    }

    public LearnerState learner() {
        return learner;
    }

    public Chains chains() {
        return chains;
    }

    /** What the scheduled learning rate is multiplied by, 1 until something halves it. */
    public double rateFactor() {
        return rateFactor;
    }

    /** Bounds by block; see the constructor. */
    public double[] bounds() {
        return bounds;
    }

    /** A copy with the parameters alone, which is all that the statistics of one update need. */
    public TrainingState forOneUpdate() {
        return new TrainingState(learner.parametersOnly(), chains, bounds, rateFactor, sumBounds);
    }

    /** A copy whose learner shares nothing, so that what is broadcast does not change. */
    public TrainingState frozen() {
        return new TrainingState(learner.copy(), chains, bounds, rateFactor, sumBounds);
    }
}
