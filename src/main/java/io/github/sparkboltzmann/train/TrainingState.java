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
    private final long stepsBefore;

    /**
     * @param bounds for each block of the learner's state a bound on what a round of local steps changes any of its numbers by: the grid on
     *     which changes are summed; {@code null} before the first such round
     * @param rateFactor what the scheduled learning rate is multiplied by
     * @param stepsBefore updates of earlier runs that this one goes on from
     */
    private TrainingState(LearnerState learner, Chains chains, double[] bounds, double rateFactor, long stepsBefore) {
        this.learner = learner;
        this.chains = chains;
        this.bounds = bounds;
        this.rateFactor = rateFactor;
        this.stepsBefore = stepsBefore;
    }

    /** The state before the first update. */
    public static TrainingState start(LearnerState learner, Chains chains) {
        return new TrainingState(learner, chains, null, 1, 0);
    }

    /** This state with other chains and bounds. */
    public TrainingState with(Chains newChains, double[] newBounds) {
        return new TrainingState(learner, newChains, newBounds, rateFactor, stepsBefore);
    }

    /** A state of the same structure with all else as it was saved. */
    TrainingState restored(
            LearnerState savedLearner,
            Chains savedChains,
            double[] savedBounds,
            double savedRateFactor,
            long savedStepsBefore) {
        return new TrainingState(savedLearner, savedChains, savedBounds, savedRateFactor, savedStepsBefore);
    }

    /** This state for a run that goes on from one of that many updates. */
    public TrainingState after(long steps) {
        return new TrainingState(learner, chains, bounds, rateFactor, steps);
    }

    /** Updates of earlier runs that this one goes on from: the keys of its draws begin after theirs, so that no draw is used twice. */
    public long stepsBefore() {
        return stepsBefore;
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
        return new TrainingState(learner.parametersOnly(), chains, bounds, rateFactor, stepsBefore);
    }

    /** A copy whose learner shares nothing, so that what is broadcast does not change. */
    public TrainingState frozen() {
        return new TrainingState(learner.copy(), chains, bounds, rateFactor, stepsBefore);
    }
}
