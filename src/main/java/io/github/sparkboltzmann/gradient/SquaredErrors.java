package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.sample.Observed;
import io.github.sparkboltzmann.sample.RowBlock;
import java.util.Arrays;

/** Squared reconstruction errors of a block's rows. */
final class SquaredErrors {
    private SquaredErrors() {}

    /**
     * {@code sum_r w[r] sum_i (data[r, i] - mean[r, i])^2}. Of a row with missing states the observed ones count, raised to the width: {@code width /
     * observed} times their sum.
     *
     * @param observed {@code NaN} where a state is missing; {@code null} where none is
     */
    static double sum(float[] data, float[] mean, RowBlock rows, float[] observed) {
        if (observed != null) {
            double sum = 0;
            for (int r = 0; r < rows.rows(); r++) {
                double weight = rows.weights() == null ? 1 : rows.weights()[r];
                sum += weight * Observed.squaredError(observed, mean, r * rows.width(), rows.width());
            }
            return sum;
        }
        float[] weights = rows.weights();
        int width = rows.width();
        if (weights == null) {
            return Kernels.arrays().squaredError(data, mean, rows.rows() * width);
        }
        double sum = 0;
        for (int r = 0; r < rows.rows(); r++) {
            float[] own = Arrays.copyOfRange(data, r * width, (r + 1) * width);
            float[] other = Arrays.copyOfRange(mean, r * width, (r + 1) * width);
            sum += weights[r] * Kernels.arrays().squaredError(own, other, width);
        }
        return sum;
    }
}
