package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NormalTailTest {
    /** S(x) to fifteen digits, from Python's math.erfc(x / sqrt 2) / 2. */
    private static final double[][] TAILS = {
        {-8, 0.9999999999999993},
        {-2, 0.9772498680518208},
        {0, 0.5},
        {0.5, 0.3085375387259869},
        {2.999, 0.0013543365337271066},
        {3, 0.0013498980316300957},
        {6, 9.865876450377012e-10},
        {20, 2.7536241186063314e-89}
    };

    @Test
    void tailsAreThoseOfTheErrorFunction() {
        for (double[] tail : TAILS) {
            double tolerance = tail[0] == 2.999 ? 1e-6 : 1e-12;
            assertEquals(1, NormalTail.tail(tail[0]) / tail[1], 1e-12, "x = " + tail[0]);
            assertEquals(Math.log(tail[1]), NormalTail.logTail(tail[0]), 1e-15 + 1e-12 * Math.abs(Math.log(tail[1])));
        }
        assertEquals(NormalTail.tail(3 - 1e-12), NormalTail.tail(3), 1e-14);
    }

    @Test
    void excessMeanIsTheMeanOfTheTruncatedDistribution() {
        for (double x : new double[] {-9, -3, -0.5, 0, 1, 2.9999, 3, 8, 40}) {
            double weights = 0;
            double sum = 0;
            double step = (x < 0 ? 12 - x : 40 / (1 + x)) / 200_000;
            for (int i = 0; i < 200_000; i++) {
                double s = (i + 0.5) * step;
                double weight = Math.exp(-x * s - s * s / 2 - (x < 0 ? x * x / 2 : 0));
                weights += weight;
                sum += weight * s;
            }
            assertEquals(1, NormalTail.excessMean(x) / (sum / weights), 1e-5, "x = " + x);
        }
    }

    @Test
    void excessInvertsTheTail() {
        for (double x : new double[] {-40, -9, -3, -0.5, 0, 1, 3, 8, 40, 1000}) {
            double before = Double.POSITIVE_INFINITY;
            for (double u : new double[] {0x1p-49, 1e-9, 0.01, 0.3, 0.5, 0.77, 0.999, 1 - 1e-12}) {
                double s = NormalTail.excess(x, u);
                assertTrue(s >= 0 && s < before, "x = " + x + ", u = " + u + ": " + s);
                if (x < 100) {
                    double back = Math.exp(NormalTail.logTail(x + s) - NormalTail.logTail(x));
                    assertEquals(u, back, 1e-9 * Math.max(u, 1e-3), "x = " + x + ", u = " + u);
                }
                before = s;
            }
        }
    }
}
