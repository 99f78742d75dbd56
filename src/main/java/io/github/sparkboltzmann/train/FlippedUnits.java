package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.evaluate.PseudoLikelihood;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;

/**
 * The pseudo-likelihood that training monitors: one unit of each row, the same one at every measurement, so that what differs between two of them is
 * the machine.
 */
final class FlippedUnits {
    private final PseudoLikelihood pseudoLikelihood;
    private final DrawKey key;
    private final int visible;
    private int row;
    private double[] values = new double[0];

    FlippedUnits(Machine machine, float[] parameters, long seed, int partition) {
        this.pseudoLikelihood =
                new PseudoLikelihood(machine, parameters, Kernels.elementwise(), Kernels.batchProducts());
        this.key = DrawKey.of(seed, 0, Purpose.PSEUDO_LIKELIHOOD.number()).partition(partition);
        this.visible = pseudoLikelihood.visibleUnits();
    }

    /**
     * The summed pseudo-log-likelihood of the partition's next rows, {@code v[rows, visible]}, in nats.
     *
     * @param weights from {@code weights[first]} on how often each counts; {@code null} for once
     */
    double next(float[] v, int rows, float[] weights, int first) {
        if (values.length < rows) {
            values = new double[rows];
        }
        pseudoLikelihood.sampled(v, rows, key, row, values);
        row += rows;
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            sum += values[r] * visible * (weights == null ? 1 : weights[first + r]);
        }
        return sum;
    }
}
