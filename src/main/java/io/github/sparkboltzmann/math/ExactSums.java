package io.github.sparkboltzmann.math;

/**
 * Sums that do not depend on their order: summands are first rounded to a common grid, on which addition is exact.
 *
 * <p>With a bound {@code B} on every partial sum and a spacing {@code g = 2^(ceil(log2 B) - 22)}, multiples of {@code g} up to {@code B}
 * are float32 numbers, and so are their sums. A summand moves by {@code g / 2} at the most, which is 2^-22 of the bound.
 *
 * <p>Source: Demmel and Nguyen, "Fast reproducible floating-point summation", ARITH 2013 (pre-rounding, one fold).
 */
public final class ExactSums {
    private static final int FLOAT_BITS = 22;
    private static final int DOUBLE_BITS = 51;

    private ExactSums() {}

    /**
     * Rounds float32 summands {@code x[from..to)} to the grid of a bound.
     *
     * @param bound at least the absolute value of any partial sum, positive and finite
     */
    public static void roundInPlace(float[] x, int from, int to, double bound) {
        // Adding 1.5 * 2^23 spacings leaves no bits below one spacing: round to nearest, ties to even.
        float rounder = (float) Math.scalb(1.5, exponent(bound) - FLOAT_BITS + 23);
        for (int i = from; i < to; i++) {
            assert !(Math.abs(x[i]) > bound * 1.0001) || Float.isInfinite(x[i])
                    : "summand " + x[i] + " exceeds its bound " + bound;
            x[i] = (x[i] + rounder) - rounder;
        }
    }

    /** A double summand on the grid of a bound; NaN stays NaN. */
    public static double round(double x, double bound) {
        double rounder = Math.scalb(1.5, exponent(bound) - DOUBLE_BITS + 52);
        assert !(Math.abs(x) > bound * 1.0001) || Double.isInfinite(x) : "summand " + x + " exceeds its bound " + bound;
        return (x + rounder) - rounder;
    }

    /** The smallest {@code e} with {@code bound <= 2^e}. */
    private static int exponent(double bound) {
        if (!(bound > 0) || Double.isInfinite(bound)) {
            throw new IllegalArgumentException("The bound of a sum must be positive and finite, but is " + bound + ".");
        }
        int e = Math.getExponent(bound);
        return Math.scalb(1.0, e) < bound ? e + 1 : e;
    }
}
