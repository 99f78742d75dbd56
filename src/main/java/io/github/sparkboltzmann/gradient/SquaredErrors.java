package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.sample.RowBlock;
import java.util.Arrays;

/** Squared reconstruction errors of a block's rows. */
final class SquaredErrors {
    private SquaredErrors() {}

    /** {@code sum_r w[r] sum_i (data[r, i] - mean[r, i])^2}. */
    static double sum(float[] data, float[] mean, RowBlock rows) {
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
