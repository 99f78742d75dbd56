package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.sample.Enumeration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Pearson's test of counts against a distribution: {@code X = sum over cells (count - expectation)^2 / expectation}, chi-square of cells - 1 degrees.
 *
 * <p>States are put into cells by rising probability, so that each cell but the last expects {@value #LEAST} or more, and the rest joins the last: cells do not depend on
 * the counts.
 */
final class ChiSquare {
    private static final double LEAST = 5;

    final int cells;
    final double statistic;
    /** Of a statistic as large or larger. */
    final double p;

    private ChiSquare(int cells, double statistic) {
        this.cells = cells;
        this.statistic = statistic;
        // Far out the distribution function is 1 to the last bit: p is then 0, which says enough.
        this.p = Math.max(0, 1 - new ChiSquaredDistribution(cells - 1).cumulativeProbability(statistic));
    }

    static ChiSquare of(int[] counts, Enumeration exact) {
        long chains = Arrays.stream(counts).asLongStream().sum();
        double[] probability = IntStream.range(0, counts.length)
                .mapToDouble(exact::probability)
                .toArray();
        int[] order = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(n -> probability[n]))
                .mapToInt(n -> n)
                .toArray();
        double[] expected = new double[counts.length];
        double[] observed = new double[counts.length];
        int cell = 0;
        for (int n : order) {
            expected[cell] += chains * probability[n];
            observed[cell] += counts[n];
            cell += expected[cell] >= LEAST ? 1 : 0;
        }
        if (cell < counts.length && expected[cell] > 0) {
            expected[cell - 1] += expected[cell];
            observed[cell - 1] += observed[cell];
        }
        double sum = 0;
        for (int c = 0; c < cell; c++) {
            sum += (observed[c] - expected[c]) * (observed[c] - expected[c]) / expected[c];
        }
        return new ChiSquare(cell, sum);
    }
}
