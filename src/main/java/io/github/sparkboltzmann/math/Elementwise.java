package io.github.sparkboltzmann.math;

/**
 * Element-wise kernels over row-major matrices {@code z[rows, units]}, stored from index 0 without gaps.
 *
 * <p>Every implementation gives the same bits: only +, -, *, /, fma, comparison and integer operations are used, each in the order that
 * {@link ScalarKernels} writes down; exp and log are polynomials of our own. Errors against exact values for
 * |x| up to 86, measured: sigmoid 9e-8 absolute and 1.6e-7 relative, softplus 2.7e-7 relative. Beyond, e^x stays at e^-87 or e^87.
 */
public interface Elementwise {
    /** {@code z[r, i] = sigmoid((z[r, i] + bias[offset + i]) * inverseTemperature)}. */
    void sigmoid(float[] z, float[] bias, int offset, int rows, int units, float inverseTemperature);

    /**
     * One pass: {@code mean = sigmoid((z + bias) * inverseTemperature)} into {@code z}, then {@code state[r, i] = 1} where the draw
     * {@code u(key, firstRow + r, i) < mean}, else 0; {@code u} is uniform on the multiples of 2^-24 in [0, 1).
     *
     * @param state receives the draws; {@code z} itself is allowed, and then holds draws instead of means
     */
    void sigmoidDraw(
            float[] z,
            float[] bias,
            int offset,
            int rows,
            int units,
            float inverseTemperature,
            float[] state,
            DrawKey key,
            int firstRow);

    /** {@code out[r] = sum_i softplus(z[r, i] + bias[offset + i])}, summed in double in a fixed order. */
    void softplusSums(float[] z, float[] bias, int offset, int rows, int units, double[] out);

    /** Uniform draws: {@code out[r, i] = u(key, firstRow + r, i)}, multiples of 2^-24 in [0, 1). */
    void uniform(float[] out, int rows, int units, DrawKey key, int firstRow);

    /** What a person is told: the implementation and its register width. */
    String description();
}
