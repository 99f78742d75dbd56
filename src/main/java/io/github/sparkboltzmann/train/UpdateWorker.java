package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.evaluate.RowSums;
import io.github.sparkboltzmann.gradient.ContrastiveDivergence;
import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.RowBlock;

/**
 * What one partition does in one update, the same in a Spark task and in this process; holds the buffers, which the next update reuses.
 *
 * <p>Not safe for threads.
 */
public final class UpdateWorker {
    private static final int MEASURED_ROWS = 256;

    private final Machine machine;
    private final long seed;
    private final ContrastiveDivergence contrastiveDivergence;
    private final RowMeasurer measurer;

    public UpdateWorker(Machine machine, TrainingSettings settings) {
        this.machine = machine;
        this.seed = settings.seed();
        this.contrastiveDivergence = new ContrastiveDivergence(
                machine, settings.cdSteps(), settings.statisticsForm(), Kernels.elementwise(), Kernels.matrixProduct());
        this.measurer = new RowMeasurer(machine, Kernels.elementwise(), Kernels.matrixProduct());
    }

    /**
     * The statistics of one block, rounded to the update's grid.
     *
     * @param updateRows a bound on the rows of the whole update, the same on every partition
     */
    public Statistics statistics(float[] parameters, RowBlock block, long step, int partition, long updateRows) {
        Statistics statistics = new Statistics(machine.layout());
        DrawKey key = DrawKey.of(seed, step, Purpose.GIBBS_TRAINING.number()).partition(partition);
        contrastiveDivergence.add(parameters, block, key, statistics);
        statistics.roundToGrid(updateRows, largestProduct(machine), block.width());
        return statistics;
    }

    /** Adds the measures of a block's rows. */
    public void measure(float[] parameters, RowBlock block, RowSums into) {
        for (int from = 0; from < block.rows(); from += MEASURED_ROWS) {
            int to = Math.min(block.rows(), from + MEASURED_ROWS);
            block.unpack(from, to, measurer.clamp(to - from));
            measurer.measure(parameters, into);
        }
    }

    /** A bound on what one row adds to any sum: the largest state, squared, by twice, since data and model may have opposite signs. */
    private static double largestProduct(Machine machine) {
        double largest = 1;
        for (Layer layer : machine.layers()) {
            double lowest = layer.type().lowest();
            largest = Math.max(
                    largest, Math.max(Math.abs(lowest), Math.abs(layer.type().highest())));
        }
        boolean oneSign =
                machine.layers().stream().allMatch(layer -> layer.type().lowest() >= 0);
        return largest * largest * (oneSign ? 1 : 2);
    }
}
