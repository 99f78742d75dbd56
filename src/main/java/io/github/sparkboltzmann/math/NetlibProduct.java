package io.github.sparkboltzmann.math;

import dev.ludovic.netlib.blas.BLAS;

/** Row-major products through column-major BLAS: {@code C = A B} is {@code C' = B' A'}. */
final class NetlibProduct implements MatrixProduct {
    private final BLAS blas;
    private final String description;

    NetlibProduct(BLAS blas, String description) {
        this.blas = blas;
        this.description = description;
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
        if (k == 0) {
            // Netlib refuses an empty inner dimension; it is what a block without rows has.
            scale(m, n, beta, c, cOffset, ldc);
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

    private static void scale(int m, int n, float beta, float[] c, int cOffset, int ldc) {
        for (int i = 0; i < m; i++) {
            for (int j = cOffset + i * ldc; j < cOffset + i * ldc + n; j++) {
                c[j] = beta == 0 ? 0 : beta * c[j];
            }
        }
    }

    @Override
    public String description() {
        return description;
    }
}
