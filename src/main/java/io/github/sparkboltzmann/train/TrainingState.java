package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.sample.Trajectory;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What the driver broadcasts for a round, and what a round changes: parameters with optimiser state, the persistent chains, and the frozen machines
 * that their lower rungs belong to.
 */
public final class TrainingState implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LearnerState learner;
    private final Chains chains;
    private final Trajectory trajectory;
    private final double[] bounds;
    private final double rateFactor;
    private final long stepsBefore;
    private final double[] sumBounds;

    /**
     * @param bounds for each block of the learner's state a bound on what a round of local steps changes any of its numbers by: the grid on
     *     which changes are summed; {@code null} before the first such round
     * @param sumBounds for each block of the statistics a bound on a partition's sums, where units have none of their own: the grid on which
     *     statistics are summed; {@code null} before the first update of such a machine
     * @param rateFactor what the scheduled learning rate is multiplied by
     * @param stepsBefore updates of earlier runs that this one goes on from
     */
    private TrainingState(
            LearnerState learner,
            Chains chains,
            Trajectory trajectory,
            double[] bounds,
            double rateFactor,
            long stepsBefore,
            double[] sumBounds) {
        this.sumBounds = sumBounds;
        this.learner = learner;
        this.chains = chains;
        this.trajectory = trajectory;
        this.bounds = bounds;
        this.rateFactor = rateFactor;
        this.stepsBefore = stepsBefore;
    }

    /**
     * The state before the first update: new chains, and a ladder with its rung 0, where the model phase has them.
     *
     * @param learner begins with the parameters, whose biases rung 0 takes
     * @param partitions of the training rows
     */
    public static TrainingState start(
            Machine machine, GradientSettings gradient, LearnerState learner, int partitions, long seed) {
        Parameters parameters = learner.parameters(machine);
        Chains chains = gradient.chains() == 0
                ? Chains.none()
                : Chains.start(
                        Kernels.elementwise(),
                        machine,
                        parameters,
                        gradient.chains(),
                        partitions,
                        seed,
                        gradient.firstRungs());
        Trajectory trajectory = gradient.modelPhase().hasLadder()
                ? Trajectory.start(Kernels.elementwise(), machine, parameters)
                : Trajectory.none();
        return new TrainingState(learner, chains, trajectory, null, 1, 0, null);
    }

    /** This state with other chains and bounds. */
    public TrainingState with(Chains newChains, double[] newBounds) {
        return new TrainingState(learner, newChains, trajectory, newBounds, rateFactor, stepsBefore, sumBounds);
    }

    /** This state with other frozen machines. */
    public TrainingState with(Trajectory newTrajectory) {
        return new TrainingState(learner, chains, newTrajectory, bounds, rateFactor, stepsBefore, sumBounds);
    }

    /** This state with its machine frozen as a new last rung, whose first reservoir are the machine's chains. */
    TrainingState withFrozenMachine() {
        float[] machine = Arrays.copyOf(learner.values(), learner.parameterCount());
        return new TrainingState(
                learner, chains.withTopRung(), trajectory.with(machine), bounds, rateFactor, stepsBefore, sumBounds);
    }

    /** This state without its frozen machines, which travel once and not with every round. */
    public TrainingState withoutRungs() {
        return with(Trajectory.none().withRateFactor(trajectory.rateFactor()));
    }

    /** The reverse of {@link #withoutRungs}. */
    public TrainingState withRungs(Trajectory rungs) {
        return with(rungs.withRateFactor(trajectory.rateFactor()));
    }

    /** A state of the same structure with all else as it was saved. */
    TrainingState restored(
            LearnerState savedLearner,
            Chains savedChains,
            Trajectory savedTrajectory,
            double[] savedBounds,
            double savedRateFactor,
            long savedStepsBefore,
            double[] savedSumBounds) {
        return new TrainingState(
                savedLearner,
                savedChains,
                savedTrajectory,
                savedBounds,
                savedRateFactor,
                savedStepsBefore,
                savedSumBounds);
    }

    /** This state for a run that goes on from one of that many updates. */
    public TrainingState after(long steps) {
        return new TrainingState(learner, chains, trajectory, bounds, rateFactor, steps, sumBounds);
    }

    /** Updates of earlier runs that this one goes on from: the keys of its draws begin after theirs, so that no draw is used twice. */
    public long stepsBefore() {
        return stepsBefore;
    }

    /** This state with other bounds of sums. */
    public TrainingState withSumBounds(double[] newBounds) {
        return new TrainingState(learner, chains, trajectory, bounds, rateFactor, stepsBefore, newBounds);
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

    /** The machines that the chains' lower rungs belong to. */
    public Trajectory trajectory() {
        return trajectory;
    }

    /** What the scheduled learning rate is multiplied by, 1 until something halves it. */
    public double rateFactor() {
        return rateFactor * trajectory.rateFactor();
    }

    /** The factor of the learning rate without the trajectory's. */
    double ownRateFactor() {
        return rateFactor;
    }

    /** Bounds by block; see the constructor. */
    public double[] bounds() {
        return bounds;
    }

    /** A copy with the parameters alone, which is all that the statistics of one update need. */
    public TrainingState forOneUpdate() {
        return new TrainingState(learner.forGradient(), chains, trajectory, bounds, rateFactor, stepsBefore, sumBounds);
    }

    /** A copy whose learner shares nothing, with half the rate of another state. */
    TrainingState withHalfTheRateOf(TrainingState other) {
        return new TrainingState(
                learner.copy(), chains, trajectory, bounds, other.rateFactor / 2, stepsBefore, sumBounds);
    }

    /** A copy whose learner shares nothing, so that what is broadcast does not change. */
    public TrainingState frozen() {
        return new TrainingState(learner.copy(), chains, trajectory, bounds, rateFactor, stepsBefore, sumBounds);
    }
}
