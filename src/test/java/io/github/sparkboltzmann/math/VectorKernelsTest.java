package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Kernels in vector registers equal the plain definition, bit by bit. */
class VectorKernelsTest {
    private static final int[] UNITS = {
        1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 31, 33, 63, 64, 65, 100, 127, 129, 500, 784, 1023, 1024, 1025, 1300,
        2049
    };
    private static final float[] EXTREMES = {
        0f,
        -0f,
        86.9f,
        87f,
        87.1f,
        -87f,
        -87.1f,
        1e30f,
        -1e30f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        Float.intBitsToFloat(0x7F800001),
        Float.intBitsToFloat(0x7FFFFFFF),
        Float.intBitsToFloat(0xFF800001),
        Float.intBitsToFloat(0xFFFFFFFF),
        0.34657359f,
        -0.34657359f,
        16.635532f
    };

    private final Elementwise plain = new ScalarKernels();
    private final Elementwise vector = new VectorKernels();

    @Test
    void theBuildRunsWithTheVectorModule() {
        assertTrue(Kernels.elementwise() instanceof VectorKernels, Kernels.description());
    }

    @Test
    void everyKernelEqualsThePlainOneForAllSizes() {
        Random random = new Random(1);
        for (int units : UNITS) {
            for (int rows : new int[] {0, 1, 2, 5}) {
                compare(random, rows, units, random.nextInt(20), random.nextFloat() * 2 + 0.01f);
            }
        }
    }

    @Test
    void everyKernelEqualsThePlainOneAfterTheCompilerHasWorked() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            compare(random, 1 + random.nextInt(3), 1 + random.nextInt(140), random.nextInt(20), 1f);
        }
        everyKernelEqualsThePlainOneForAllSizes();
    }

    @Test
    void drawsMayReplaceTheMeansInPlace() {
        Random random = new Random(3);
        float[] z = numbers(random, 3 * 77);
        float[] bias = numbers(random, 77);
        float[] means = z.clone();
        float[] state = new float[z.length];
        DrawKey key = DrawKey.of(1, 2, 3);
        plain.sigmoidDraw(means, bias, 0, 3, 77, 1f, state, key, 0);
        for (Elementwise kernels : new Elementwise[] {plain, vector}) {
            float[] both = z.clone();
            kernels.sigmoidDraw(both, bias, 0, 3, 77, 1f, both, key, 0);
            assertSame(state, both, kernels.description());
        }
    }

    @Test
    void nothingBeyondTheMatrixIsWritten() {
        float[] z = numbers(new Random(4), 100);
        float[] state = numbers(new Random(5), 100);
        float[] zBefore = z.clone();
        float[] stateBefore = state.clone();
        vector.sigmoidDraw(z, new float[11], 0, 3, 11, 1f, state, DrawKey.of(1, 2, 3), 0);
        vector.sigmoid(z, new float[11], 0, 3, 11, 1f);
        for (int i = 33; i < 100; i++) {
            assertEquals(zBefore[i], z[i]);
            assertEquals(stateBefore[i], state[i]);
        }
    }

    private void compare(Random random, int rows, int units, int offset, float inverseTemperature) {
        String what = rows + " x " + units + " from " + offset;
        float[] z = numbers(random, rows * units);
        float[] bias = numbers(random, offset + units + random.nextInt(3));
        DrawKey key = DrawKey.of(random.nextLong(), random.nextInt(1 << 30), random.nextInt(256))
                .partition(random.nextInt(1 << 30))
                .rung(random.nextInt(1 << 16))
                .at(random.nextInt(1 << 24), random.nextInt(256));
        int firstRow = random.nextInt();

        float[] expected = z.clone();
        float[] actual = z.clone();
        plain.sigmoid(expected, bias, offset, rows, units, inverseTemperature);
        vector.sigmoid(actual, bias, offset, rows, units, inverseTemperature);
        assertSame(expected, actual, "sigmoid " + what);

        float[] expectedState = new float[z.length];
        float[] actualState = new float[z.length];
        expected = z.clone();
        actual = z.clone();
        plain.sigmoidDraw(expected, bias, offset, rows, units, inverseTemperature, expectedState, key, firstRow);
        vector.sigmoidDraw(actual, bias, offset, rows, units, inverseTemperature, actualState, key, firstRow);
        assertSame(expected, actual, "means " + what);
        assertSame(expectedState, actualState, "draws " + what);

        plain.uniform(expectedState, rows, units, key, firstRow);
        vector.uniform(actualState, rows, units, key, firstRow);
        assertSame(expectedState, actualState, "uniform " + what);

        double[] expectedSums = new double[rows];
        double[] actualSums = new double[rows];
        plain.softplusSums(z, bias, offset, rows, units, expectedSums);
        vector.softplusSums(z, bias, offset, rows, units, actualSums);
        for (int r = 0; r < rows; r++) {
            assertEquals(
                    Double.doubleToLongBits(expectedSums[r]),
                    Double.doubleToLongBits(actualSums[r]),
                    "softplus sums " + what);
        }
    }

    /** Bits, with all NaNs alike. */
    private static void assertSame(float[] expected, float[] actual, String what) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                throw new AssertionError(what + ", index " + i + ": " + expected[i] + " and " + actual[i]);
            }
        }
    }

    /** Normal numbers of many scales, and now and then an extreme. */
    private static float[] numbers(Random random, int count) {
        float[] x = new float[count];
        float scale = (float) Math.pow(10, random.nextInt(4) - 1);
        for (int i = 0; i < count; i++) {
            x[i] = random.nextInt(50) == 0
                    ? EXTREMES[random.nextInt(EXTREMES.length)]
                    : (float) random.nextGaussian() * scale;
        }
        return x;
    }
}
