package io.github.sparkboltzmann.math;

/**
 * One row of a gradient step on a matrix, with the centred gradient, in one pass.
 *
 * <pre>
 * grad_j     = s[at + j] scale - (x g_j + y m_j)
 * out_j     += x grad_j
 * v_j        = momentum v_j + rate (grad_j - decay w[at + j])          v = w[velocity + j]; momentum 0 and no v where velocity is negative
 * w[at + j] += v_j
 * result     = sum_j grad_j m_j
 * </pre>
 *
 * <p>Every implementation gives the same bits: fused multiply-adds in the order that {@link ScalarRowUpdate} writes down, and sixteen partial sums of the
 * result, term {@code j} to sum {@code j mod 16}.
 */
public interface RowUpdate {
    /**
     * @param w weights, and velocities if there are any
     * @param at index of the row's first weight in {@code w} and of its first sum in {@code s}
     * @param velocity index of the row's first velocity in {@code w}, negative for none
     * @param out receives {@code x grad_j}, added
     */
    float step(
            float[] w,
            int at,
            int velocity,
            float[] s,
            float scale,
            float x,
            float y,
            float[] g,
            float[] m,
            int columns,
            float rate,
            float momentum,
            float decay,
            float[] out);
}
