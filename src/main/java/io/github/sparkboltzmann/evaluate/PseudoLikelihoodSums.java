package io.github.sparkboltzmann.evaluate;

import java.io.Serializable;

/** Sums over rows of pseudo-likelihoods a unit, a monoid. Merge in partition order to have the same bits each time. */
public final class PseudoLikelihoodSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private double sum;
    private double squares;

    /** Adds the values of {@code count} rows. */
    public void add(double[] values, int count) {
        rows += count;
        for (int r = 0; r < count; r++) {
            sum += values[r];
            squares += values[r] * values[r];
        }
    }

    /** Adds another's sums to these. */
    public PseudoLikelihoodSums merge(PseudoLikelihoodSums other) {
        rows += other.rows;
        sum += other.sum;
        squares += other.squares;
        return this;
    }

    public long rows() {
        return rows;
    }

    /** Mean of {@code log P(v_i | v_-i)} over rows and units, in nats; NaN for no rows. */
    public double mean() {
        return sum / rows;
    }

    /** Of {@link #mean}, from the rows' spread; NaN for fewer than two rows. */
    public double standardError() {
        double variance = Math.max(0, squares / rows - mean() * mean()) * rows / (rows - 1);
        return rows < 2 ? Double.NaN : Math.sqrt(variance / rows);
    }
}
