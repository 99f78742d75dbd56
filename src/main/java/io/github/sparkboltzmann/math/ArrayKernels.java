package io.github.sparkboltzmann.math;

/**
 * What a training step does to arrays beside products, activations and updates: sums, packed states, roundings.
 *
 * <p>As with {@link Elementwise}, every implementation gives the same bits, those of {@link ScalarArrays}; no call allocates.
 */
public interface ArrayKernels {
    /** {@code into[offset + i] += sign * sum_r x[r, i]} for {@code x[rows, units]}; the rows of a column are added from the first to the last. */
    void addColumnSums(float[] x, int rows, int units, float sign, float[] into, int offset);

    /** {@code out[at + i]} is bit {@code i}, 0 or 1, of the bytes from {@code bits[from]} on, lowest bit first, for {@code i < count}. */
    void unpackBits(byte[] bits, int from, float[] out, int at, int count);

    /** The reverse, for zeros and ones: writes {@code ceil(count / 8)} bytes, the last one's spare bits 0. */
    void packBits(float[] x, int from, byte[] bits, int at, int count);

    /**
     * {@code sum_i (a[at + i] - b[at + i])^2} for {@code i < count}, exact for zeros and ones, else to one part in a million.
     *
     * <p>In a defined order: squares are float32; of each 256 of them, those of equal {@code i mod 16} are added up in float32; the sixteen sums
     * are then added to sixteen sums in double, and these to each other from the first to the last.
     */
    double squaredError(float[] a, float[] b, int at, int count);

    /** {@link #squaredError(float[], float[], int, int)} from the first numbers on. */
    default double squaredError(float[] a, float[] b, int count) {
        return squaredError(a, b, 0, count);
    }

    /**
     * Moving averages: {@code average[at + i] = d average[at + i] + (1 - d) x[from + i]} for {@code i < count}, as
     * {@code fma(d, average - x, x)}. Both may be one array whose ranges do not overlap.
     */
    void average(float[] average, int at, float[] x, int from, int count, float d);

    /**
     * An ascent by moments of {@code w[from..to)}, with {@code i}'s gradient at {@code gradient[i]} and its moments at {@code w[first + i]} and
     * {@code w[second + i]}.
     *
     * <pre>
     * g = gradient - decay w
     * m = keep1 m + take1 g,     v = keep2 v + take2 g^2,     s = 1 / (sqrt(correct v) + least)      a v below 0 counts as 0
     * w = x - max(-shrink s, min(shrink s, x)),    x = w + step m s
     * </pre>
     *
     * @param c {@code keep1, take1, keep2, take2, correct, least, step, decay, shrink}
     */
    void climbByMoments(float[] w, int from, int to, float[] gradient, int first, int second, float[] c);

    /** Whether bfloat16 holds {@code x[from..from + count)} exactly: the low halves of all bits are 0. */
    boolean fitsBfloat16(float[] x, int from, int count);

    /** {@code out[i] = }{@link Bfloat16#round}{@code (x[from + i])} for {@code i < count}. */
    void roundToBfloat16(float[] x, int from, float[] out, int count);

    /** {@code high[i] = round(x[i]), low[i] = round(x[i] - high[i])} for {@code i < count}: {@code x} to 2^-17 of itself in two bfloat16 numbers. */
    void splitToBfloat16(float[] x, float[] high, float[] low, int count);
}
