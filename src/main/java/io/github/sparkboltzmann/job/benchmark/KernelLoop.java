package io.github.sparkboltzmann.job.benchmark;

import io.github.sparkboltzmann.gradient.GradientEstimator;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.Share;
import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Progress;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.optimize.UpdateRule;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.Arrays;
import java.util.List;

/**
 * The calls of one update on packed blocks of one size, as an update worker makes them; and its matrix products alone.
 *
 * <pre>
 * bare        x W,  h W',  x W,  x' h,  x' h        of the update's shapes: 10 rows visible hidden operations
 * estimator   unpack, the products, means, draws, sums
 * step        estimator and update rule (momentum, decay and centring as the Spark ML estimator's defaults)
 * </pre>
 */
final class KernelLoop {
    private static final int UPDATES = 1_000_000;
    private static final int UPDATES_PER_EPOCH = 500;

    private final int rows;
    private final BatchProducts products;
    private final BatchProducts.Fixed weights;
    private final GradientEstimator estimator;
    private final Statistics statistics;
    private final UpdateRule rule;
    private final LearnerState learner;
    private final List<RowBlock> blocks;
    private final int visible;
    private final int hidden;
    private final float[] x;
    private final float[] h;
    private final float[] reconstruction;
    private final float[] inputs;
    private final float[] correlations;
    private long step;

    /** @param persistent PCD-1 with as many chains as rows, else CD-1 */
    KernelLoop(Precision precision, List<RowBlock> blocks, int hidden, boolean persistent) {
        this.blocks = blocks;
        this.rows = blocks.get(0).rows();
        this.visible = blocks.get(0).width();
        this.hidden = hidden;
        this.products = precision.products().get();
        Machine machine = Machine.restricted(visible, hidden);
        double[] means = new double[visible];
        Arrays.fill(means, 0.13);
        Parameters parameters = Parameters.initial(machine, new double[][] {means, null}, 0.01, 1);
        double[] half = new double[hidden];
        Arrays.fill(half, 0.5);
        this.learner = LearnerState.start(machine, parameters, true, new double[][] {means, half});
        StatisticsForm form = StatisticsForm.PROBABILITIES;
        GradientSettings settings = persistent
                ? GradientSettings.persistent(1, form, rows)
                : GradientSettings.contrastiveDivergence(1, form);
        this.estimator = settings.estimator(machine, Kernels.elementwise(), products);
        if (persistent) {
            estimator.take(
                    Chains.start(Kernels.elementwise(), machine, parameters, rows, 1, 1)
                            .of(0),
                    Trajectory.none());
        }
        this.statistics = new Statistics(machine.statisticsLayout());
        this.rule = new UpdateRule(
                machine,
                new OptimizerSettings(
                        new Schedule(Schedule.Shape.CONSTANT, 0.01, 0.01), new Momentum(0.5, 0.9, 6), 2e-4, 0.01));
        this.x = new float[rows * visible];
        blocks.get(0).unpack(x);
        this.h = new float[rows * hidden];
        Kernels.elementwise().uniform(h, rows, hidden, DrawKey.of(1, 0, Purpose.SAMPLING.number()), 0);
        for (int i = 0; i < h.length; i++) {
            h[i] = h[i] < 0.3f ? 1 : 0;
        }
        this.reconstruction = new float[x.length];
        this.inputs = new float[h.length];
        this.correlations = new float[visible * hidden];
        this.weights = products.fix(parameters.copy().values(), 0, visible, hidden, null);
    }

    /** Operations of the bare products. */
    double operations() {
        return 10.0 * rows * visible * hidden;
    }

    void bare() {
        products.times(x, rows, weights, 0, inputs);
        products.timesTransposed(h, rows, weights, 0, reconstruction);
        products.times(x, rows, weights, 0, inputs);
        products.correlate(x, visible, h, hidden, rows, 1, 0, correlations, 0);
        products.correlate(x, visible, h, hidden, rows, -1, 1, correlations, 0);
    }

    void estimator() {
        statistics.clear();
        estimator.load(learner.values());
        RowBlock block = blocks.get((int) (step % blocks.size()));
        estimator.add(
                block, new Share(DrawKey.of(1, step, Purpose.GIBBS_TRAINING.number()), step, rows, 1), statistics);
        step++;
    }

    void step() {
        estimator();
        rule.apply(learner, statistics, new Progress(step, UPDATES, UPDATES_PER_EPOCH, 1));
    }
}
