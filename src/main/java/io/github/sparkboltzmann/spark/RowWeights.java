package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.math.ExactSums;
import java.io.Serializable;

/**
 * Rounds row weights to a grid on which sums of them are exact in any order.
 *
 * <pre>
 * spacing = 2^(ceil(log2(128 rows * largest)) - 51)
 * </pre>
 *
 * <p>So sums hold over 128 passes, more than a round of local steps makes. A weight moves by half a spacing at the most: with a million rows by
 * 2^-25 of the largest weight. Whole numbers up to the largest do not
 * move. A weight is float32 from here on.
 */
public final class RowWeights implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Every weight is 1. */
    public static final RowWeights NONE = new RowWeights(0, 1);

    private static final double PASSES = 128;

    private final double bound;
    private final double unit;

    private RowWeights(double bound, double unit) {
        this.bound = bound;
        this.unit = unit;
    }

    /** The grid of so many rows whose weights are at most {@code largest}. */
    static RowWeights of(long rows, double largest) {
        // Rounding to float32 may raise the largest by its last bit.
        double most = Math.ulp((float) largest) + largest;
        return new RowWeights(PASSES * rows * most, 2 * Math.scalb(1.0, Math.getExponent(most)));
    }

    /** What is wrong with a weight, {@code null} for nothing. */
    static String problem(double weight) {
        boolean fits = weight == 0 || weight >= Float.MIN_NORMAL && weight <= LARGEST;
        return fits
                ? null
                : "the weight is " + weight + ", but weights are 0 or between " + Float.MIN_NORMAL + " and " + LARGEST
                        + "; correct the row, or set handleInvalid to skip";
    }

    private static final double LARGEST = 1e30;

    /** Whether rows have weights other than 1. */
    public boolean areThere() {
        return bound > 0;
    }

    /** A weight on the grid. */
    float round(double weight) {
        return areThere() ? (float) ExactSums.round((float) weight, bound) : 1f;
    }

    /** A power of 2 above every weight: sums of weighted states in fixed point count in it. */
    double unit() {
        return unit;
    }
}
