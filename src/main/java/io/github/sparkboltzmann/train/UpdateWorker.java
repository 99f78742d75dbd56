package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.evaluate.RowSums;
import io.github.sparkboltzmann.gradient.GradientEstimator;
import io.github.sparkboltzmann.gradient.Share;
import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.optimize.UpdateRule;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.RowBlock;
import java.util.List;

/**
 * What one partition does in one round, the same in a Spark task and in this process; holds the buffers, which the next round reuses.
 *
 * <p>Not safe for threads.
 */
public final class UpdateWorker {
    private static final int MEASURED_ROWS = 256;

    private final Machine machine;
    private final TrainingSettings settings;
    private final GradientEstimator estimator;
    private final UpdateRule rule;
    private final Statistics local;
    private final boolean pseudo;
    private RowMeasurer measurer;

    public UpdateWorker(Machine machine, TrainingSettings settings) {
        this.machine = machine;
        this.settings = settings;
        this.estimator = settings.gradient()
                .estimator(machine, Kernels.elementwise(), Kernels.batchProducts(settings.precision()));
        this.estimator.treatMissing(settings.missing());
        this.rule = new UpdateRule(machine, settings.optimizer());
        this.pseudo = settings.monitor().likelihoodFor(machine) == MonitorSettings.Likelihood.PSEUDO;
        this.local = new Statistics(machine.statisticsLayout());
    }

    /**
     * A partition's share of a round.
     *
     * @param blocks all blocks of the partition, those of the schedule
     */
    public Round round(TrainingState state, RoundPlan plan, List<RowBlock> blocks, int partition) {
        ChainBlock chains = state.chains().of(partition);
        if (chains != null) {
            estimator.take(chains, state.trajectory());
        }
        Round round = plan.steps() == 1
                ? gradient(state, plan, blocks, partition)
                : localSteps(state, plan, blocks, partition);
        round.put(partition, estimator.chains(), estimator.exchange());
        return round;
    }

    /** The statistics of one update, on the update's grid where there are others to add them to. */
    private Round gradient(TrainingState state, RoundPlan plan, List<RowBlock> blocks, int partition) {
        Statistics statistics = new Statistics(machine.statisticsLayout());
        long step = plan.firstStep();
        ChainBlock chains = state.chains().of(partition);
        double updateWeight = plan.weightOf(step);
        double modelRows = settings.gradient().modelRows(updateWeight, partition, chains == null ? 0 : chains.chains());
        RowBlock block = blocks.get(plan.schedule().blockOf(step));
        estimator.load(state.learner().values(), state.learner().fast());
        estimator.add(block, share(state, plan, step, partition, modelRows), statistics);
        if (plan.partitions() > 1) {
            double largestError = block.width() * SumBounds.ofSquaredError(machine);
            round(statistics, state, plan.partitions(), updateWeight, largestError);
        }
        return Round.gradient(statistics);
    }

    private void round(
            Statistics statistics, TrainingState state, int partitions, double updateWeight, double largestError) {
        if (machine.isUnbounded()) {
            statistics.roundToBounds(
                    machine.statisticsLayout(), state.sumBounds(), partitions, updateWeight, largestError);
        } else {
            statistics.roundToGrid(
                    updateWeight,
                    SumBounds.ofProducts(machine, settings.gradient().modelPhase()),
                    largestError);
        }
    }

    /** Updates of the partition's own, from the driver's state on. */
    private Round localSteps(TrainingState state, RoundPlan plan, List<RowBlock> blocks, int partition) {
        LearnerState learner = state.learner().copy();
        long rows = 0;
        double weight = 0;
        double squaredError = 0;
        for (long step = plan.firstStep(); step < plan.firstStep() + plan.steps(); step++) {
            RowBlock block = blocks.get(plan.schedule().blockOf(step));
            local.clear();
            estimator.load(learner.values(), learner.fast());
            estimator.add(block, share(state, plan, step, partition, block.weight()), local);
            rule.apply(learner, local, plan.progress(step, state));
            rows += local.rows();
            weight += local.weight();
            squaredError += local.squaredError();
        }
        double roundWeight = plan.weight();
        Round round = Round.change(
                plan.partitions() == 1
                        ? AveragedChange.whole(learner)
                        : AveragedChange.of(state.learner(), learner, weight / roundWeight, state.bounds()));
        round.count(rows, weight, squaredError);
        if (plan.partitions() > 1) {
            round.roundSquaredError(roundWeight * blocks.get(0).width() * SumBounds.ofSquaredError(machine));
        }
        return round;
    }

    private Share share(TrainingState state, RoundPlan plan, long step, int partition, double modelRows) {
        long number = state.stepsBefore() + step;
        DrawKey key = DrawKey.of(settings.seed(), number, Purpose.GIBBS_TRAINING.number())
                .partition(partition);
        return new Share(key, number, modelRows, settings.gradient().sweepsAt(step, plan.totalSteps()));
    }

    /** The measures of the rows of a partition's first blocks. */
    public RowSums measure(float[] parameters, Iterable<RowBlock> blocks, int limit, int partition) {
        RowSums sums = new RowSums();
        if (measurer == null) {
            measurer = new RowMeasurer(machine, Kernels.elementwise(), Kernels.batchProducts());
        }
        measurer.load(parameters);
        FlippedUnits flipped = pseudo ? new FlippedUnits(machine, parameters, settings.seed(), partition) : null;
        int left = limit;
        for (RowBlock block : blocks) {
            if (left-- == 0) {
                break;
            }
            for (int from = 0; from < block.rows(); from += MEASURED_ROWS) {
                int to = Math.min(block.rows(), from + MEASURED_ROWS);
                measurer.clamp(block, from, to);
                if (block.hasMissing()) {
                    measurer.complete(settings.missing());
                }
                sums.addPseudoLikelihood(
                        flipped == null
                                ? Double.NaN
                                : flipped.next(measurer.clamped(), to - from, block.weights(), from));
                measurer.measure(sums, block.weights(), from);
            }
        }
        return sums;
    }
}
