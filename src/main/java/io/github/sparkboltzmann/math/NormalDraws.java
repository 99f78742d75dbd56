package io.github.sparkboltzmann.math;

/** Normal draws from keyed uniform ones. */
public final class NormalDraws {
    private NormalDraws() {}

    /**
     * {@code out[r, i]} from the normal distribution of mean 0, by Box and Muller's transform of units {@code 2i} and {@code 2i + 1}.
     *
     * <p>The uniforms have 24 bits, so no draw exceeds 5.9 standard deviations. StrictMath: the same bits on every processor.
     *
     * <p>Source: Box and Muller, "A note on the generation of random normal deviates", Ann. Math. Statist. 29, 1958.
     */
    public static void fill(float[] out, int offset, int rows, int units, double standardDeviation, DrawKey key) {
        float[] uniform = new float[2 * units];
        Elementwise kernels = Kernels.elementwise();
        for (int r = 0; r < rows; r++) {
            kernels.uniform(uniform, 1, 2 * units, key, r);
            for (int i = 0; i < units; i++) {
                double radius = radius(uniform[2 * i]);
                double angle = 2 * Math.PI * uniform[2 * i + 1];
                out[offset + r * units + i] = (float) (standardDeviation * radius * StrictMath.cos(angle));
            }
        }
    }

    /** A standard normal number from two uniform ones, multiples of 2^-24 in [0, 1). */
    public static double standard(float u, float v) {
        return radius(u) * StrictMath.cos(2 * Math.PI * v);
    }

    private static double radius(float u) {
        return StrictMath.sqrt(-2 * StrictMath.log(u + 0x1p-25));
    }
}
