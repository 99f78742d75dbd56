package io.github.sparkboltzmann.math;

/**
 * The products of a Gibbs step: batches of rows with a matrix that stays the same for many of them, and two batches with each other.
 *
 * <p>All matrices are row-major float32 on the heap; {@code n} is the number of rows of a batch. An implementation may work in another
 * precision inside: it then makes the fixed matrix ready once, in {@link #fix}, and holds the buffers that it needs. Not safe for threads.
 */
public interface BatchProducts {
    /** A matrix {@code M[rows, columns]} made ready for products; belongs to the object that made it. */
    interface Fixed {
        int rows();

        int columns();
    }

    /**
     * Makes {@code M[rows, columns]}, stored at {@code values[offset..]}, ready. The values may be referred to, not copied: when they change, call
     * this again.
     *
     * @param before what an earlier call gave for a matrix of the same shape, whose memory is used again; {@code null} for none
     */
    Fixed fix(float[] values, int offset, int rows, int columns, Fixed before);

    /** {@code out[n, columns] = x[n, rows] M + beta out}. */
    void times(float[] x, int n, Fixed m, float beta, float[] out);

    /** {@code out[n, rows] = x[n, columns] M' + beta out}. */
    void timesTransposed(float[] x, int n, Fixed m, float beta, float[] out);

    /** {@code c[p, q] = alpha x' y + beta c} for {@code x[n, p]} and {@code y[n, q]}, {@code c} from {@code cOffset} on. */
    void correlate(float[] x, int p, float[] y, int q, int n, float alpha, float beta, float[] c, int cOffset);

    /** What a person is told: precision and library. */
    String description();
}
