package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The matrix products, native and Java, against the definition, and against themselves. */
class MatrixProductTest {
    private static final int[][] SHAPES = {
        {1, 1, 1}, {1, 500, 784}, {784, 1, 5}, {3, 7, 2}, {17, 10, 33}, {100, 50, 78}, {64, 64, 64}, {130, 10, 9}
    };

    @Test
    void everyProductEqualsTheDefinition() {
        for (String setting : new String[] {"auto", "java"}) {
            MatrixProduct product = Kernels.chooseMatrixProduct(setting);
            for (int[] shape : SHAPES) {
                for (int t = 0; t < 4; t++) {
                    Case one = new Case((t & 1) != 0, (t & 2) != 0, shape[0], shape[1], shape[2], new Random(t));
                    one.check(product, 1f, 0f);
                    one.check(product, -0.5f, 1f);
                    one.check(product, 2f, 0.25f);
                }
            }
        }
    }

    @Test
    void anEmptyProductLeavesTheTargetAlone() {
        float[] c = {5f};
        Kernels.matrixProduct().multiply(false, false, 0, 1, 1, 1f, new float[1], 0, 1, c, 0, 1, 0f, c, 0, 1);
        assertArrayEquals(new float[] {5f}, c);
    }

    @Test
    void noInnerDimensionScalesTheTarget() {
        for (String setting : new String[] {"auto", "java"}) {
            float[] c = {6f, 8f};
            Kernels.chooseMatrixProduct(setting)
                    .multiply(false, false, 1, 2, 0, 1f, new float[1], 0, 1, new float[2], 0, 2, 0.5f, c, 0, 2);
            assertArrayEquals(new float[] {3f, 4f}, c);
        }
    }

    @Test
    void equalInputsGiveEqualBitsWhereverTheArraysLie() {
        MatrixProduct product = Kernels.matrixProduct();
        IntStream.range(0, 2).parallel().forEach(thread -> {
            Random random = new Random(thread);
            for (int m : new int[] {1, 2, 3, 5, 8, 13, 31, 64, 100, 127}) {
                for (int n : new int[] {10, 500}) {
                    for (int t = 0; t < 4; t++) {
                        Case one = new Case((t & 1) != 0, (t & 2) != 0, m, n, 784, new Random(m));
                        float[] first = one.run(product, random);
                        for (int repeat = 0; repeat < 3; repeat++) {
                            assertArrayEquals(first, one.run(product, random), 0f);
                        }
                    }
                }
            }
        });
    }

    @Test
    void anUnknownSettingIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> Kernels.chooseMatrixProduct("fast"))
                .getMessage();
        assertEquals("sparkboltzmann.blas must be auto, native or java, but is fast.", message);
    }

    /** One product with gaps between rows, and everything from an offset. */
    private static final class Case {
        final boolean transposeA;
        final boolean transposeB;
        final int m;
        final int n;
        final int k;
        final int lda;
        final int ldb;
        final int ldc;
        final float[] a;
        final float[] b;
        final float[] c;

        Case(boolean transposeA, boolean transposeB, int m, int n, int k, Random random) {
            this.transposeA = transposeA;
            this.transposeB = transposeB;
            this.m = m;
            this.n = n;
            this.k = k;
            lda = (transposeA ? m : k) + 3;
            ldb = (transposeB ? k : n) + 1;
            ldc = n + 2;
            a = random(random, (transposeA ? k : m) * lda);
            b = random(random, (transposeB ? n : k) * ldb);
            c = random(random, m * ldc);
        }

        void check(MatrixProduct product, float alpha, float beta) {
            float[] got = shifted(c, 4);
            product.multiply(
                    transposeA,
                    transposeB,
                    m,
                    n,
                    k,
                    alpha,
                    shifted(a, 5),
                    5,
                    lda,
                    shifted(b, 7),
                    7,
                    ldb,
                    beta,
                    got,
                    4,
                    ldc);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < ldc; j++) {
                    double expected = c[i * ldc + j];
                    if (j < n) {
                        double sum = 0;
                        for (int x = 0; x < k; x++) {
                            sum += (double) (transposeA ? a[x * lda + i] : a[i * lda + x])
                                    * (transposeB ? b[j * ldb + x] : b[x * ldb + j]);
                        }
                        expected = alpha * sum + beta * expected;
                    }
                    String where = product.description() + " " + m + "x" + n + "x" + k + " at " + i + ", " + j;
                    assertEquals(expected, got[4 + i * ldc + j], j < n ? 1e-6 * (k + 4) : 0, where);
                }
            }
        }

        /** The product, its arrays freshly allocated at random offsets. */
        float[] run(MatrixProduct product, Random random) {
            int aOffset = random.nextInt(17);
            int bOffset = random.nextInt(17);
            int cOffset = random.nextInt(17);
            float[] got = shifted(c, cOffset);
            product.multiply(
                    transposeA,
                    transposeB,
                    m,
                    n,
                    k,
                    1f,
                    shifted(a, aOffset),
                    aOffset,
                    lda,
                    shifted(b, bOffset),
                    bOffset,
                    ldb,
                    0.5f,
                    got,
                    cOffset,
                    ldc);
            float[] out = new float[c.length];
            System.arraycopy(got, cOffset, out, 0, out.length);
            return out;
        }

        private static float[] shifted(float[] x, int offset) {
            float[] y = new float[offset + x.length];
            System.arraycopy(x, 0, y, offset, x.length);
            return y;
        }

        private static float[] random(Random random, int count) {
            float[] x = new float[count];
            for (int i = 0; i < count; i++) {
                x[i] = random.nextFloat() * 2 - 1;
            }
            return x;
        }
    }
}
