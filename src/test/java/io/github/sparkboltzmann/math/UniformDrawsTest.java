package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Keyed draws look uniform and independent. All numbers are fixed by the seed, so a bound of five standard deviations is safe. */
class UniformDrawsTest {
    private static final int ROWS = 500;
    private static final int UNITS = 1000;
    private static final DrawKey KEY =
            DrawKey.of(20260101, 12, 3).partition(4).rung(5).at(6, 7);

    @Test
    void meanVarianceAndFrequenciesAreThoseOfTheUniformDistribution() {
        float[] u = draws(KEY, 0);
        double sum = 0;
        double squares = 0;
        int[] counts = new int[1000];
        for (float x : u) {
            assertTrue(x >= 0 && x < 1 && x * 0x1p24f == (int) (x * 0x1p24f));
            sum += x;
            squares += (x - 0.5) * (x - 0.5);
            counts[(int) (x * 1000)]++;
        }
        assertEquals(0.5, sum / u.length, 5 * Math.sqrt(1.0 / 12 / u.length));
        assertEquals(1.0 / 12, squares / u.length, 5 * Math.sqrt(1.0 / 180 / u.length));
        double chiSquare = 0;
        double expected = u.length / 1000.0;
        for (int count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        assertEquals(999, chiSquare, 5 * Math.sqrt(2 * 999));
    }

    @Test
    void everyBitIsSetHalfTheTime() {
        int[] set = new int[24];
        float[] u = draws(KEY, 0);
        for (float x : u) {
            int bits = (int) (x * 0x1p24f);
            for (int b = 0; b < 24; b++) {
                set[b] += bits >>> b & 1;
            }
        }
        for (int count : set) {
            assertEquals(0.5, count / (double) u.length, 5 * 0.5 / Math.sqrt(u.length));
        }
    }

    @Test
    void neighboursOfEveryKindAreUncorrelated() {
        float[] u = draws(KEY, 0);
        for (int lag : new int[] {1, 2, 4, 8, 16, 64, UNITS}) {
            uncorrelated(
                    Arrays.copyOfRange(u, 0, u.length - lag), Arrays.copyOfRange(u, lag, u.length), "distance " + lag);
        }
        uncorrelated(u, draws(KEY.at(7, 7), 0), "sweep");
        uncorrelated(u, draws(KEY.at(6, 8), 0), "layer");
        uncorrelated(u, draws(KEY.partition(5), 0), "partition");
        uncorrelated(u, draws(KEY.rung(6), 0), "rung");
        uncorrelated(u, draws(other(20260101, 13, 3), 0), "step");
        uncorrelated(u, draws(other(20260101, 12, 4), 0), "purpose");
        uncorrelated(u, draws(other(20260102, 12, 3), 0), "seed");
        uncorrelated(u, draws(other(20260101L | 1L << 32, 12, 3), 0), "upper half of the seed");
    }

    @Test
    void aRowsDrawsDoNotDependOnItsBlock() {
        float[] whole = draws(KEY, 0);
        float[] part = new float[10 * UNITS];
        Kernels.elementwise().uniform(part, 10, UNITS, KEY, 90);
        assertTrue(Arrays.equals(Arrays.copyOfRange(whole, 90 * UNITS, 100 * UNITS), part));
    }

    @Test
    void unitsTakeTheWordsThatTheKeyDocumentSays() {
        float[] u = new float[200];
        Kernels.elementwise().uniform(u, 1, 200, KEY, 11);
        int[] words = new int[4];
        for (int unit = 0; unit < 200; unit++) {
            int counter = unit / 64 * 16 + unit % 16;
            Threefry.block(
                    KEY.key(0),
                    KEY.key(1),
                    KEY.key(2),
                    KEY.key(3),
                    counter,
                    11,
                    KEY.partitionWord(),
                    KEY.sweepAndLayerWord(),
                    words);
            assertEquals((words[unit % 64 / 16] >>> 8) * 0x1p-24f, u[unit]);
        }
    }

    @Test
    void drawsFollowTheirMeans() {
        float[] z = new float[ROWS * UNITS];
        float[] state = new float[z.length];
        float[] bias = new float[UNITS];
        for (int i = 0; i < UNITS; i++) {
            bias[i] = (i - 500) / 125f;
        }
        Kernels.elementwise().sigmoidDraw(z, bias, 0, ROWS, UNITS, 1f, state, KEY, 0);
        double excess = 0;
        double variance = 0;
        for (int i = 0; i < z.length; i++) {
            excess += state[i] - z[i];
            variance += z[i] * (1 - z[i]);
        }
        assertEquals(0, excess, 5 * Math.sqrt(variance));
    }

    private static DrawKey other(long seed, long step, int purpose) {
        return DrawKey.of(seed, step, purpose).partition(4).rung(5).at(6, 7);
    }

    private static float[] draws(DrawKey key, int firstRow) {
        float[] u = new float[ROWS * UNITS];
        Kernels.elementwise().uniform(u, ROWS, UNITS, key, firstRow);
        return u;
    }

    private static void uncorrelated(float[] x, float[] y, String what) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - 0.5) * (y[i] - 0.5);
        }
        assertEquals(0, sum * 12 / x.length, 5 / Math.sqrt(x.length), what);
    }
}
