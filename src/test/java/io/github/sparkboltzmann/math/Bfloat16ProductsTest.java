package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Products in bfloat16 against sums in double; skipped where processor or library are missing. */
class Bfloat16ProductsTest {
    /** Rows, columns of the matrix, rows of the batch. */
    private static final int[][] SHAPES = {
        {1, 1, 1},
        {1, 1, 3},
        {2, 1, 1},
        {1, 2, 2},
        {5, 3, 1},
        {3, 5, 7},
        {16, 16, 16},
        {17, 31, 9},
        {64, 65, 33},
        {100, 1, 40},
        {1, 100, 40},
        {784, 500, 1},
        {784, 500, 20},
        {33, 129, 100}
    };

    private BatchProducts products;

    @BeforeEach
    void products() {
        assumeTrue(Processor.multipliesBfloat16(), "this processor has neither avx512_bf16 nor amx_bf16");
        try {
            products = Kernels.batchProducts(Precision.BFLOAT16);
        } catch (IllegalStateException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    @Test
    void binaryBatchesAndWeightsThatFitGiveExactSums() {
        Random random = new Random(1);
        for (int[] shape : SHAPES) {
            int p = shape[0];
            int q = shape[1];
            int n = shape[2];
            float[] w = integers(random, p * q, 256);
            BatchProducts.Fixed fixed = products.fix(w, 0, p, q, null);
            float[] x = integers(random, n * p, 1);
            float[] y = integers(random, n * q, 1);
            float[] out = new float[n * q];
            products.times(x, n, fixed, 0, out);
            assertArrayEquals(floats(reference(x, w, n, p, q)), out, Arrays.toString(shape));
            out = new float[n * p];
            products.timesTransposed(y, n, fixed, 0, out);
            assertArrayEquals(floats(reference(y, transposed(w, p, q), n, q, p)), out, Arrays.toString(shape));
            out = new float[p * q];
            products.correlate(x, p, y, q, n, 1, 0, out, 0);
            assertArrayEquals(floats(reference(transposed(x, n, p), y, p, n, q)), out, Arrays.toString(shape));
        }
    }

    @Test
    void probabilitiesKeepSixteenBits() {
        Random random = new Random(2);
        for (int[] shape : SHAPES) {
            int p = shape[0];
            int q = shape[1];
            int n = shape[2];
            float[] w = uniform(random, p * q, -1);
            float[] rounded = rounded(w);
            BatchProducts.Fixed fixed = products.fix(w, 0, p, q, null);
            float[] x = uniform(random, n * p, 0);
            float[] y = uniform(random, n * q, 0);
            float[] out = new float[n * q];
            products.times(x, n, fixed, 0, out);
            near(reference(x, rounded, n, p, q), reference(x, magnitudes(rounded), n, p, q), out, 1);
            out = new float[n * p];
            products.timesTransposed(y, n, fixed, 0, out);
            float[] turned = transposed(rounded, p, q);
            near(reference(y, turned, n, q, p), reference(y, magnitudes(turned), n, q, p), out, 1);
            out = new float[p * q];
            products.correlate(x, p, y, q, n, 1, 0, out, 0);
            double[] exact = reference(transposed(x, n, p), y, p, n, q);
            // Both low parts' errors, and the product of the low parts that is left out.
            near(exact, exact, out, 4);
            products.correlate(x, p, rounded(y), q, n, 1, 0, out, 0);
            exact = reference(transposed(x, n, p), rounded(y), p, n, q);
            near(exact, exact, out, 1);
            products.correlate(rounded(x), p, y, q, n, 1, 0, out, 0);
            exact = reference(transposed(rounded(x), n, p), y, p, n, q);
            near(exact, exact, out, 1);
        }
    }

    @Test
    void sumsAreScaledAndAddedToWhatWasThere() {
        float[] w = {9, 9, 1, 2, 3, 4, 5, 6};
        BatchProducts.Fixed fixed = products.fix(w, 2, 2, 3, null);
        float[] out = {1, 1, 1, 7};
        products.times(new float[] {1, 10}, 1, fixed, 2, out);
        assertArrayEquals(new float[] {43, 54, 65, 7}, out);
        out = new float[] {1, 1, 7};
        products.timesTransposed(new float[] {1, 0, 1}, 1, fixed, -1, out);
        assertArrayEquals(new float[] {3, 9, 7}, out);
        float[] c = {5, 1, 1, 5};
        products.correlate(new float[] {2}, 1, new float[] {3, 4}, 2, 1, -0.5f, 3, c, 1);
        assertArrayEquals(new float[] {5, 0, -1, 5}, c);
        products.correlate(new float[] {2}, 1, new float[] {3, 4}, 2, 1, -0.5f, 0, c, 1);
        assertArrayEquals(new float[] {5, -3, -4, 5}, c);
        out = new float[] {Float.NaN, Float.NaN, Float.NaN};
        products.times(new float[] {1, 10}, 1, fixed, 0, out);
        assertArrayEquals(new float[] {41, 52, 63}, out);
    }

    @Test
    void noRowsLeaveWhatIsThereScaled() {
        BatchProducts.Fixed fixed = products.fix(new float[6], 0, 2, 3, null);
        products.times(new float[0], 0, fixed, 0, new float[0]);
        products.timesTransposed(new float[0], 0, fixed, 1, new float[0]);
        float[] c = {1, 2, 3};
        products.correlate(new float[0], 1, new float[0], 2, 0, 1, 2, c, 1);
        assertArrayEquals(new float[] {1, 4, 6}, c);
        products.correlate(new float[0], 1, new float[0], 2, 0, 1, 0, c, 1);
        assertArrayEquals(new float[] {1, 0, 0}, c);
    }

    @Test
    void theSameCallsGiveTheSameBitsOnAnyThreadAndObject() throws Exception {
        Random random = new Random(3);
        float[] x = uniform(random, 100 * 784, 0);
        float[] w = uniform(random, 784 * 500, -1);
        float[] first = times(products, x, w);
        for (int repeat = 0; repeat < 20; repeat++) {
            assertArrayEquals(first, times(products, x, w));
        }
        float[][] other = new float[2][];
        Thread thread = new Thread(() -> {
            other[0] = times(products, x, w);
            other[1] = times(Kernels.batchProducts(Precision.BFLOAT16), x, w);
        });
        thread.start();
        thread.join();
        assertArrayEquals(first, other[0]);
        assertArrayEquals(first, other[1]);
    }

    @Test
    void aFixedMatrixIsUsedAgainForNewValuesOfItsShapeOnly() {
        float[] w = {1, 2, 3, 4, 5, 6};
        BatchProducts.Fixed fixed = products.fix(w, 0, 2, 3, null);
        Arrays.fill(w, 8);
        float[] out = new float[3];
        products.times(new float[] {1, 1}, 1, fixed, 0, out);
        assertArrayEquals(new float[] {5, 7, 9}, out);
        assertEquals(fixed, products.fix(w, 0, 2, 3, fixed));
        products.times(new float[] {1, 1}, 1, fixed, 0, out);
        assertArrayEquals(new float[] {16, 16, 16}, out);
        assertEquals(2, fixed.rows());
        assertEquals(3, fixed.columns());
        assertThrows(IllegalArgumentException.class, () -> products.fix(w, 0, 3, 2, fixed));
    }

    @Test
    void aPersonIsToldWhatIsUsed() {
        assertTrue(products.description().startsWith("bfloat16, oneDNN 3."), products.description());
    }

    private static float[] times(BatchProducts products, float[] x, float[] w) {
        float[] out = new float[100 * 500];
        products.times(x, 100, products.fix(w, 0, 784, 500, null), 0, out);
        return out;
    }

    /** {@code factor} errors of 2^-17, and those of float32 sums. */
    private static void near(double[] exact, double[] magnitudes, float[] actual, int factor) {
        for (int i = 0; i < exact.length; i++) {
            assertEquals(exact[i], actual[i], magnitudes[i] * (factor * 0x1p-17 + 0x1p-20) + 1e-30, "index " + i);
        }
    }

    /** {@code a[m, k] b[k, n]} in double. */
    private static double[] reference(float[] a, float[] b, int m, int k, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int l = 0; l < k; l++) {
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += (double) a[i * k + l] * b[l * n + j];
                }
            }
        }
        return c;
    }

    private static float[] transposed(float[] a, int rows, int columns) {
        float[] out = new float[a.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                out[j * rows + i] = a[i * columns + j];
            }
        }
        return out;
    }

    private static float[] floats(double[] x) {
        float[] out = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = (float) x[i];
        }
        return out;
    }

    private static float[] rounded(float[] x) {
        float[] out = new float[x.length];
        new ScalarArrays().roundToBfloat16(x, 0, out, x.length);
        return out;
    }

    private static float[] magnitudes(float[] x) {
        float[] out = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = Math.abs(x[i]);
        }
        return out;
    }

    /** Integers from 0 (1) or {@code -largest} (any other) to {@code largest}, of which bfloat16 holds those to 256. */
    private static float[] integers(Random random, int count, int largest) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = largest == 1 ? random.nextInt(2) : random.nextInt(2 * largest + 1) - largest;
        }
        return x;
    }

    private static float[] uniform(Random random, int count, float least) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = least + (1 - least) * random.nextFloat();
        }
        return x;
    }
}
