package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rounded summands add up exactly, in any order. */
class ExactSumsTest {
    private static final int SUMMANDS = 1000;

    @Test
    void floatSumsDoNotDependOnTheirOrder() {
        Random random = new Random(1);
        for (double bound : new double[] {1000, 1024, 1023.9, 1.5, 1e-20, 1e20}) {
            float[] x = summands(random, bound);
            float[] rounded = x.clone();
            ExactSums.roundInPlace(rounded, 0, SUMMANDS, bound);
            List<Integer> order = order();
            int bits = Float.floatToIntBits(sum(rounded, order));
            for (int i = 0; i < 100; i++) {
                Collections.shuffle(order, random);
                assertEquals(bits, Float.floatToIntBits(sum(rounded, order)));
            }
        }
    }

    @Test
    void floatSumsInATreeEqualSumsInARow() {
        float[] x = summands(new Random(2), 50);
        ExactSums.roundInPlace(x, 0, SUMMANDS, 50);
        float left = 0;
        float right = 0;
        for (int i = 0; i < SUMMANDS / 2; i++) {
            left += x[i];
            right += x[SUMMANDS / 2 + i];
        }
        assertEquals(sum(x, order()), left + right);
    }

    @Test
    void aFloatSummandMovesByHalfASpacingAtTheMost() {
        for (double bound : new double[] {1000, 1024, 1.5, 1e-20, 1e20}) {
            float[] x = summands(new Random(3), bound);
            float[] rounded = x.clone();
            ExactSums.roundInPlace(rounded, 0, SUMMANDS, bound);
            for (int i = 0; i < SUMMANDS; i++) {
                assertEquals(x[i], rounded[i], bound * 0x1p-22);
            }
        }
    }

    @Test
    void onlyTheRangeIsRounded() {
        float[] x = {0.1f, 0.1f, 0.1f};
        ExactSums.roundInPlace(x, 1, 2, 1000);
        assertEquals(0.1f, x[0]);
        assertTrue(x[1] != 0.1f);
        assertEquals(0.1f, x[2]);
    }

    @Test
    void doubleSumsDoNotDependOnTheirOrder() {
        Random random = new Random(4);
        for (double bound : new double[] {1e6, 1, 3e-200, 1e200}) {
            List<Double> x = new ArrayList<>();
            for (int i = 0; i < SUMMANDS; i++) {
                double value = (random.nextDouble() * 2 - 1) * bound / SUMMANDS;
                double rounded = ExactSums.round(value, bound);
                assertEquals(value, rounded, bound * 0x1p-51);
                x.add(rounded);
            }
            double sum = x.stream().reduce(0.0, Double::sum);
            for (int i = 0; i < 100; i++) {
                Collections.shuffle(x, random);
                assertEquals(sum, x.stream().reduce(0.0, Double::sum));
            }
        }
    }

    @Test
    void valuesThatAreNotFiniteStayWhatTheyAre() {
        assertEquals(Double.POSITIVE_INFINITY, ExactSums.round(Double.POSITIVE_INFINITY, 1));
        assertTrue(Double.isNaN(ExactSums.round(Double.NaN, 1)));
    }

    @Test
    void badBoundsAreRefused() {
        for (double bound : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> ExactSums.roundInPlace(new float[1], 0, 1, bound));
            assertThrows(IllegalArgumentException.class, () -> ExactSums.round(0, bound));
        }
    }

    /** Partial sums of any order stay within the bound. */
    private static float[] summands(Random random, double bound) {
        float[] x = new float[SUMMANDS];
        for (int i = 0; i < SUMMANDS; i++) {
            x[i] = (float) ((random.nextDouble() * 2 - 1) * bound / SUMMANDS);
        }
        return x;
    }

    private static List<Integer> order() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < SUMMANDS; i++) {
            order.add(i);
        }
        return order;
    }

    private static float sum(float[] x, List<Integer> order) {
        float sum = 0;
        for (int i : order) {
            sum += x[i];
        }
        return sum;
    }
}
