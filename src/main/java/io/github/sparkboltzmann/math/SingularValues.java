package io.github.sparkboltzmann.math;

import dev.ludovic.netlib.arpack.ARPACK;
import java.util.Arrays;
import org.netlib.util.doubleW;
import org.netlib.util.intW;

/**
 * The largest singular values of a matrix, by ARPACK's implicitly restarted Lanczos method on its Gram matrix.
 *
 * <p>Some tens of products of {@code M} and {@code M'} with a vector, in double. Source: Lehoucq, Sorensen and Yang, "ARPACK users' guide", 1998.
 */
public final class SingularValues {
    private static final int MOST_ITERATIONS = 300;
    private static final double TOLERANCE = 1e-6;

    private SingularValues() {}

    /**
     * The {@code k} largest singular values of {@code M[rows, columns]}, row-major from {@code offset} on, descending; fewer where the smaller side has
     * not more than {@code k}. NaN where the iteration does not converge.
     */
    public static double[] leading(float[] m, int offset, int rows, int columns, int k) {
        int n = Math.min(rows, columns);
        int wanted = Math.min(k, n - 1);
        double norm = norm(m, offset, rows * columns);
        if (wanted < 1) {
            return new double[] {norm};
        }
        if (norm == 0) {
            // The iteration has nothing to start from.
            return new double[wanted];
        }
        double[] eigenvalues = eigenvalues(m, offset, rows, columns, wanted);
        double[] result = new double[wanted];
        for (int i = 0; i < wanted; i++) {
            result[i] = Math.sqrt(Math.max(0, eigenvalues[wanted - 1 - i]));
        }
        return result;
    }

    private static double norm(float[] m, int offset, int length) {
        double sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += (double) m[i] * m[i];
        }
        return Math.sqrt(sum);
    }

    /** The {@code k} largest eigenvalues of the smaller Gram matrix, ascending. */
    private static double[] eigenvalues(float[] m, int offset, int rows, int columns, int k) {
        ARPACK arpack = ARPACK.getInstance();
        int n = Math.min(rows, columns);
        int vectors = Math.min(n, Math.max(2 * k + 1, 20));
        int lworkl = vectors * (vectors + 8);
        intW ido = new intW(0);
        intW info = new intW(1);
        doubleW tolerance = new doubleW(TOLERANCE);
        double[] residual = new double[n];
        Arrays.setAll(residual, i -> 1 + (i % 7) * 0.1);
        double[] v = new double[n * vectors];
        double[] workd = new double[3 * n];
        double[] workl = new double[lworkl];
        double[] scratch = new double[Math.max(rows, columns)];
        int[] iparam = new int[11];
        int[] ipntr = new int[11];
        iparam[0] = 1;
        iparam[2] = MOST_ITERATIONS;
        iparam[6] = 1;
        double[] values = new double[k];
        while (ido.val != 99) {
            arpack.dsaupd(
                    ido, "I", n, "LA", k, tolerance, residual, vectors, v, n, iparam, ipntr, workd, workl, lworkl,
                    info);
            if (ido.val == 1 || ido.val == -1) {
                gram(m, offset, rows, columns, workd, ipntr[0] - 1, ipntr[1] - 1, scratch);
            }
        }
        if (info.val != 0) {
            Arrays.fill(values, Double.NaN);
            return values;
        }
        boolean[] select = new boolean[vectors];
        intW found = new intW(k);
        arpack.dseupd(
                false, "A", select, values, v, n, 0, "I", n, "LA", found, TOLERANCE, residual, vectors, v, n, iparam,
                ipntr, workd, workl, lworkl, info);
        return values;
    }

    /** {@code work[to..] = G work[from..]} with {@code G = M'M} or {@code M M'}, whichever is smaller. */
    private static void gram(
            float[] m, int offset, int rows, int columns, double[] work, int from, int to, double[] scratch) {
        if (columns <= rows) {
            Arrays.fill(work, to, to + columns, 0);
            for (int i = 0; i < rows; i++) {
                int row = offset + i * columns;
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    sum += m[row + j] * work[from + j];
                }
                for (int j = 0; j < columns; j++) {
                    work[to + j] += sum * m[row + j];
                }
            }
            return;
        }
        Arrays.fill(scratch, 0, columns, 0);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                scratch[j] += work[from + i] * m[offset + i * columns + j];
            }
        }
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += scratch[j] * m[offset + i * columns + j];
            }
            work[to + i] = sum;
        }
    }
}
