package io.github.sparkboltzmann.evaluate;

import java.io.Serializable;
import java.util.Arrays;

/** Sums over rows of {@link BeliefBound}, a monoid. Merge in partition order to have the same bits each time. */
public final class BeliefBoundSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private double sum;
    private double squares;
    private double variances;

    /** Adds a row, by its draws. */
    public void add(double[] draws) {
        int n = draws.length;
        double mean = Arrays.stream(draws).average().orElseThrow();
        double spread = 0;
        for (double value : draws) {
            spread += (value - mean) * (value - mean);
        }
        rows++;
        sum += mean;
        squares += mean * mean;
        variances += n < 2 ? Double.NaN : spread / (n - 1) / n;
    }

    /** Adds another's sums to these. */
    public BeliefBoundSums merge(BeliefBoundSums other) {
        rows += other.rows;
        sum += other.sum;
        squares += other.squares;
        variances += other.variances;
        return this;
    }

    public long rows() {
        return rows;
    }

    /** Mean of the bound over rows, in nats; NaN for no rows. */
    public double mean() {
        return sum / rows;
    }

    /** Of {@link #mean} as that of the distribution that rows are from, their draws' part included; NaN for fewer than two rows. */
    public double standardError() {
        double variance = Math.max(0, squares / rows - mean() * mean()) * rows / (rows - 1);
        return rows < 2 ? Double.NaN : Math.sqrt(variance / rows);
    }

    /** Of {@link #mean} by the draws alone, for these rows; NaN for one draw a row. Equal rows share their draws and count as if they did not. */
    public double drawError() {
        return Math.sqrt(variances) / rows;
    }
}
