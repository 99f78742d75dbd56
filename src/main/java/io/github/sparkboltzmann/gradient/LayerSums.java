package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.RowTotal;
import java.util.Arrays;

/** Column sums over a batch's rows that only some unit types need; {@code state[rows, units]} row-major, summed in double. */
final class LayerSums {
    private LayerSums() {}

    /** {@code into[i] += weight sum_r state[r, i] weighted[r, i] / 2}; {@code weighted} is the state times the row's weight. */
    static void addHalfSquares(float[] state, float[] weighted, int rows, float weight, float[] into, Block b) {
        for (int i = 0; i < b.length(); i++) {
            double sum = 0;
            for (int r = 0; r < rows; r++) {
                sum += (double) state[r * b.length() + i] * weighted[r * b.length() + i];
            }
            into[b.offset() + i] += (float) (weight * sum / 2);
        }
    }

    /** {@code into[i] += weight sum_r D[r] state[r, i]}, D a row's total of {@code counts[rows, categories]}. */
    static void addMultiplied(
            float[] state, float[] counts, int categories, int rows, float weight, float[] into, Block b) {
        double[] totals = totals(counts, rows, categories);
        for (int i = 0; i < b.length(); i++) {
            double sum = 0;
            for (int r = 0; r < rows; r++) {
                sum += totals[r] * state[r * b.length() + i];
            }
            into[b.offset() + i] += (float) (weight * sum);
        }
    }

    /** {@code into[i] += factor sum_r weighted[r, i] / D[r]}, {@code weighted} the counts times the row's weight; a row without counts adds nothing. */
    static void addShares(float[] state, float[] weighted, int rows, float factor, float[] into, Block b) {
        double[] totals = totals(state, rows, b.length());
        for (int i = 0; i < b.length(); i++) {
            double sum = 0;
            for (int r = 0; r < rows; r++) {
                sum += totals[r] == 0 ? 0 : weighted[r * b.length() + i] / totals[r];
            }
            into[b.offset() + i] += (float) (factor * sum);
        }
    }

    private static double[] totals(float[] counts, int rows, int categories) {
        double[] totals = new double[rows];
        Arrays.setAll(totals, r -> RowTotal.of(counts, r, categories));
        return totals;
    }
}
