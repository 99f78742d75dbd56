package io.github.sparkboltzmann.math;

/** Products of row-major float32 matrices. */
public interface MatrixProduct {
    /**
     * {@code C = alpha op(A) op(B) + beta C} with {@code op(A)[m, k]}, {@code op(B)[k, n]}, {@code C[m, n]}, all row-major.
     *
     * @param transposeA whether {@code A} is stored as {@code [k, m]}
     * @param transposeB whether {@code B} is stored as {@code [n, k]}
     * @param aOffset index of the first element of {@code A}
     * @param lda distance between two rows of {@code A} as stored
     */
    void multiply(
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
            int ldc);

    /** What a person is told: the library in use. */
    String description();
}
