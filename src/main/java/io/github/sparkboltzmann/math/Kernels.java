package io.github.sparkboltzmann.math;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;

/** The one place that decides which implementation of the kernels a process uses. */
public final class Kernels {
    private static final Elementwise ELEMENTWISE = new ScalarKernels();
    private static final MatrixProduct MATRIX_PRODUCT = new NetlibProduct(JavaBLAS.getInstance());

    private Kernels() {}

    /** The element-wise kernels of this process. */
    public static Elementwise elementwise() {
        return ELEMENTWISE;
    }

    /** The matrix product of this process. */
    public static MatrixProduct matrixProduct() {
        return MATRIX_PRODUCT;
    }

    /** One line for a log: matrix product and element-wise kernels in use. */
    public static String description() {
        return "matrix product: " + MATRIX_PRODUCT.description() + "; element-wise: " + ELEMENTWISE.description();
    }

    /** Row-major products through column-major BLAS: {@code C = A B} is {@code C' = B' A'}. */
    static final class NetlibProduct implements MatrixProduct {
        private final BLAS blas;

        NetlibProduct(BLAS blas) {
            this.blas = blas;
        }

        @Override
        public void multiply(
                boolean transposeA,
                boolean transposeB,
                int m,
                int n,
                int k,
                float alpha,
                float[] a,
                int aOffset,
                int lda,
                float[] b,
                int bOffset,
                int ldb,
                float beta,
                float[] c,
                int cOffset,
                int ldc) {
            if (m == 0 || n == 0) {
                return;
            }
            blas.sgemm(
                    transposeB ? "T" : "N",
                    transposeA ? "T" : "N",
                    n,
                    m,
                    k,
                    alpha,
                    b,
                    bOffset,
                    ldb,
                    a,
                    aOffset,
                    lda,
                    beta,
                    c,
                    cOffset,
                    ldc);
        }

        @Override
        public String description() {
            return "netlib " + blas.getClass().getSimpleName();
        }
    }
}
