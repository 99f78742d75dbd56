package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.ArrayKernels;
import io.github.sparkboltzmann.math.Kernels;

/** Squared reconstruction errors of rows that may have weights, and of which states may be missing. */
public final class Observed {
    private Observed() {}

    /**
     * {@code sum_r w[first + r] sum_i (data[r, i] - means[r, i])^2}. Of a row with missing states the observed ones count, raised to the width.
     *
     * @param weights {@code null} for 1
     * @param observed the data, {@code NaN} where a state is missing; {@code null} where none is
     */
    public static double squaredErrors(
            float[] data, float[] means, int rows, int width, float[] weights, int first, float[] observed) {
        ArrayKernels arrays = Kernels.arrays();
        if (weights == null && observed == null) {
            return arrays.squaredError(data, means, rows * width);
        }
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            double error = observed == null
                    ? arrays.squaredError(data, means, r * width, width)
                    : squaredError(observed, means, r * width, width);
            sum += (weights == null ? 1 : weights[first + r]) * error;
        }
        return sum;
    }

    /**
     * {@code width / n} times the squared error of the {@code n} states of {@code observed[from..from + width)} that are not {@code NaN}; 0 for none.
     */
    static double squaredError(float[] observed, float[] means, int from, int width) {
        double sum = 0;
        int count = 0;
        for (int i = from; i < from + width; i++) {
            if (observed[i] == observed[i]) {
                double difference = observed[i] - means[i];
                sum += difference * difference;
                count++;
            }
        }
        return count == 0 ? 0 : sum * width / count;
    }
}
