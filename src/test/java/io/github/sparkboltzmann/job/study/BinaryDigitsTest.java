package io.github.sparkboltzmann.job.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nearest pictures and variances against plain loops. */
class BinaryDigitsTest {
    private static BinaryDigits random(int rows, int pixels, long seed) {
        Random random = new Random(seed);
        float[] values = new float[rows * pixels];
        int[] labels = new int[rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(2);
        }
        for (int r = 0; r < rows; r++) {
            labels[r] = r % 3;
        }
        return new BinaryDigits(rows, pixels, values, labels);
    }

    @Test
    void theNearestPictureDiffersInTheFewestSeenPixels() {
        BinaryDigits some = random(17, 12, 1);
        BinaryDigits others = random(4_100, 12, 2);
        boolean[] seen = new boolean[12];
        for (int i = 0; i < 12; i++) {
            seen[i] = i % 4 != 0;
        }
        double[] distances = new double[17];
        int[] nearest = some.nearest(others, seen, distances);
        for (int r = 0; r < 17; r++) {
            double best = Double.POSITIVE_INFINITY;
            for (int t = 0; t < others.rows; t++) {
                best = Math.min(best, distance(some, r, others, t, seen));
            }
            assertEquals(best, distances[r], 1e-5);
            assertEquals(best, distance(some, r, others, nearest[r], seen), 1e-9);
        }
    }

    private static double distance(BinaryDigits a, int r, BinaryDigits b, int t, boolean[] seen) {
        double sum = 0;
        for (int i = 0; i < seen.length; i++) {
            sum += seen[i] && a.values[r * seen.length + i] != b.values[t * seen.length + i] ? 1 : 0;
        }
        return sum;
    }

    @Test
    void theVarianceWithinAClassIsThatOfItsPixels() {
        BinaryDigits digits = new BinaryDigits(4, 2, new float[] {1, 0, 1, 1, 0, 0, 1, 0}, new int[] {0, 0, 1, 0});
        // Class 0: pixel 0 is always on, pixel 1 in one of three.
        assertEquals((0 + 2.0 / 9) / 2, digits.varianceWithin(0), 1e-12);
        assertEquals(0, digits.varianceWithin(1), 1e-12);
        // One shape for all has none: collapse shows.
        assertEquals(0, new BinaryDigits(2, 2, new float[] {1, 0, 1, 0}, new int[2]).varianceWithin(0), 1e-12);
    }

    @Test
    void theBrierScoreCountsHiddenPixelsOnly() {
        BinaryDigits truth = new BinaryDigits(1, 4, new float[] {1, 1, 0, 1}, new int[1]);
        boolean[] seen = {true, true, false, false};
        assertEquals((0.04 + 0.25) / 2, CompletionPart.brier(new float[] {0, 0, 0.2f, 0.5f}, truth, seen), 1e-7);
    }
}
