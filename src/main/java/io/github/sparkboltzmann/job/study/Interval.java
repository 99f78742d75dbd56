package io.github.sparkboltzmann.job.study;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean of several runs and the 95% interval around it.
 *
 * <pre>
 * mean +- t(0.975; n - 1) s / sqrt(n),     s the standard deviation with n - 1 in its denominator
 * </pre>
 *
 * <p>One run has an interval of no width: nothing is known of its spread.
 */
public final class Interval {
    private static final double UPPER = 0.975;

    private final double mean;
    private final double half;

    private Interval(double mean, double half) {
        this.mean = mean;
        this.half = half;
    }

    /** @throws IllegalArgumentException for no runs */
    public static Interval of(double[] runs) {
        if (runs.length < 1) {
            throw new IllegalArgumentException("An interval needs 1 run or more, but there is none.");
        }
        int n = runs.length;
        double mean = Arrays.stream(runs).sum() / n;
        double squares = Arrays.stream(runs).map(x -> (x - mean) * (x - mean)).sum();
        double half = n < 2
                ? 0
                : new TDistribution(n - 1).inverseCumulativeProbability(UPPER) * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean, half);
    }

    public double mean() {
        return mean;
    }

    /** Half of its width. */
    public double half() {
        return half;
    }

    public double low() {
        return mean - half;
    }

    public double high() {
        return mean + half;
    }
}
