package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Array kernels: the plain ones against what they promise, those in vector registers against the plain ones, bit by bit. */
class ArrayKernelsTest {
    private static final int[] COUNTS = {
        0, 1, 3, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 100, 255, 256, 257, 500, 784, 1025
    };

    private final ArrayKernels plain = new ScalarArrays();
    private final ArrayKernels vector = new VectorArrays();

    @Test
    void theBuildRunsWithTheVectorModule() {
        assertTrue(Kernels.arrays() instanceof VectorArrays);
    }

    @Test
    void columnSumsAreThoseOfTheMatrix() {
        float[] x = {1, 2, 3, 10, 20, 30};
        for (ArrayKernels kernels : new ArrayKernels[] {plain, vector}) {
            float[] into = {5, 5, 5, 5, 5};
            kernels.addColumnSums(x, 2, 3, -1, into, 1);
            assertArrayEquals(new float[] {5, -6, -17, -28, 5}, into);
        }
    }

    @Test
    void bitsComeBackLowestFirst() {
        for (ArrayKernels kernels : new ArrayKernels[] {plain, vector}) {
            float[] out = new float[12];
            kernels.unpackBits(new byte[] {0, 0b0000_0101, (byte) 0b1111_1110}, 1, out, 1, 10);
            assertArrayEquals(new float[] {0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0}, out);
            byte[] bits = {9, 9, 9, 9};
            kernels.packBits(out, 1, bits, 1, 10);
            assertArrayEquals(new byte[] {9, 5, 2, 9}, bits);
        }
    }

    @Test
    void squaredErrorIsNearTheExactOne() {
        Random random = new Random(1);
        for (int count : COUNTS) {
            float[] a = numbers(random, count);
            float[] b = numbers(random, count);
            double exact = 0;
            for (int i = 0; i < count; i++) {
                exact += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
            }
            assertEquals(exact, plain.squaredError(a, b, count), 1e-6 * exact);
        }
    }

    @Test
    void everyKernelEqualsThePlainOneForAllSizes() {
        Random random = new Random(2);
        for (int repeat = 0; repeat < 300; repeat++) {
            for (int count : COUNTS) {
                compareSums(random, count, random.nextInt(6));
                compareBits(random, count);
                compareBfloat16(random, count);
                compareAverages(random, count);
                compareMoments(random, count);
            }
        }
    }

    @Test
    void bfloat16IsTheNearestAndOfTwoTheEvenOne() {
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            float x = Float.intBitsToFloat(random.nextInt());
            if (Math.abs(x) < 3e38f) {
                int bits = Float.floatToRawIntBits(x);
                float down = Float.intBitsToFloat(bits & 0xFFFF0000);
                float up = Float.intBitsToFloat((bits & 0xFFFF0000) + 0x10000);
                double toDown = Math.abs((double) x - down);
                double toUp = Math.abs((double) x - up);
                boolean even = (bits & 0x10000) == 0;
                float nearest = toDown < toUp || toDown == toUp && even ? down : up;
                assertEquals(nearest, Bfloat16.round(x));
            }
        }
        assertEquals(1f, Bfloat16.round(1 + 0x1p-8f));
        assertEquals(1 + 0x1p-6f, Bfloat16.round(1 + 0x1.8p-7f));
        assertEquals(Float.POSITIVE_INFINITY, Bfloat16.round(Float.MAX_VALUE));
        assertEquals(Float.NEGATIVE_INFINITY, Bfloat16.round(Float.NEGATIVE_INFINITY));
        assertTrue(Float.isNaN(Bfloat16.round(Float.intBitsToFloat(0x7FFFFFFF))));
        assertTrue(Float.isNaN(Bfloat16.round(Float.intBitsToFloat(0x7F800001))));
    }

    @Test
    void twoBfloat16PartsKeepSeventeenBits() {
        Random random = new Random(4);
        float[] x = numbers(random, 10_000);
        float[] high = new float[x.length];
        float[] low = new float[x.length];
        plain.splitToBfloat16(x, high, low, x.length);
        for (int i = 0; i < x.length; i++) {
            assertEquals(x[i], (double) high[i] + low[i], 0x1p-17 * Math.abs(x[i]));
        }
        assertTrue(plain.fitsBfloat16(high, 0, x.length) && plain.fitsBfloat16(low, 0, x.length));
    }

    @Test
    void oneBitTooManyIsSeenWhereverItIs() {
        for (ArrayKernels kernels : new ArrayKernels[] {plain, vector}) {
            for (int place = 0; place < 70; place++) {
                float[] x = new float[70];
                Arrays.fill(x, 0.5f);
                assertTrue(kernels.fitsBfloat16(x, 0, 70));
                x[place] = 1 + 0x1p-8f;
                assertEquals(place < 3 || place >= 60, kernels.fitsBfloat16(x, 3, 57), "place " + place);
            }
        }
    }

    private void compareBfloat16(Random random, int count) {
        float[] x = new float[count + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(random.nextInt());
        }
        float[][] results = new float[4][count];
        plain.roundToBfloat16(x, 2, results[0], count);
        vector.roundToBfloat16(x, 2, results[1], count);
        assertSame(results[0], results[1]);
        plain.splitToBfloat16(x, results[0], results[1], count);
        vector.splitToBfloat16(x, results[2], results[3], count);
        assertSame(results[0], results[2]);
        assertSame(results[1], results[3]);
    }

    private void compareAverages(Random random, int count) {
        float[] expected = numbers(random, 2 * count + 5);
        float[] actual = expected.clone();
        float[] before = expected.clone();
        float d = random.nextFloat();
        plain.average(expected, count + 3, expected, 2, count, d);
        vector.average(actual, count + 3, actual, 2, count, d);
        assertSame(expected, actual);
        for (int i = 0; i < before.length; i++) {
            boolean average = i >= count + 3 && i < 2 * count + 3;
            double exact = average ? (double) d * before[i] + (1.0 - d) * before[i - count - 1] : before[i];
            assertEquals(exact, expected[i], average ? 1e-6 : 0);
        }
    }

    private void compareMoments(Random random, int count) {
        float[] expected = numbers(random, 3 * count + 3);
        float[] actual = expected.clone();
        float[] gradient = numbers(random, count + 1);
        float[] c = {0.9f, 0.1f, 0.99f, 0.01f, 1.5f, 1e-3f, 0.1f, 0.01f, random.nextInt(2) * 0.1f};
        plain.climbByMoments(expected, 1, count + 1, gradient, count + 1, 2 * count + 2, c);
        vector.climbByMoments(actual, 1, count + 1, gradient, count + 1, 2 * count + 2, c);
        assertSame(expected, actual);
    }

    private void compareSums(Random random, int units, int rows) {
        float[] x = numbers(random, rows * units);
        float[] y = numbers(random, rows * units);
        float[] expected = numbers(random, units + 5);
        float[] actual = expected.clone();
        float sign = random.nextBoolean() ? 1 : -1;
        plain.addColumnSums(x, rows, units, sign, expected, 3);
        vector.addColumnSums(x, rows, units, sign, actual, 3);
        assertSame(expected, actual);
        assertEquals(
                Double.doubleToLongBits(plain.squaredError(x, y, rows * units)),
                Double.doubleToLongBits(vector.squaredError(x, y, rows * units)));
    }

    private void compareBits(Random random, int count) {
        byte[] bits = new byte[3 + (count + 7) / 8];
        random.nextBytes(bits);
        float[] expected = new float[count + 4];
        float[] actual = new float[count + 4];
        plain.unpackBits(bits, 2, expected, 1, count);
        vector.unpackBits(bits, 2, actual, 1, count);
        assertSame(expected, actual);
        byte[] packed = bits.clone();
        byte[] packedToo = bits.clone();
        plain.packBits(expected, 1, packed, 2, count);
        vector.packBits(expected, 1, packedToo, 2, count);
        assertArrayEquals(packed, packedToo);
        assertArrayEquals(Arrays.copyOf(bits, 2 + count / 8), Arrays.copyOf(packed, 2 + count / 8));
        assertEquals(bits[bits.length - 1], packed[bits.length - 1]);
    }

    private static void assertSame(float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Float.floatToIntBits(expected[i]), Float.floatToIntBits(actual[i]), "index " + i);
        }
    }

    private static float[] numbers(Random random, int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextInt(20) == 0 ? -0f : (float) random.nextGaussian();
        }
        return x;
    }
}
