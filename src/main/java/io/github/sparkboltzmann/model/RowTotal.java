package io.github.sparkboltzmann.model;

/** D of a row of counts: their sum, a whole number but for the rounding of means. It multiplies the biases of the layers that the counts are coupled to. */
public final class RowTotal {
    private RowTotal() {}

    /** {@code D} of row {@code row} of {@code counts[rows, categories]}, row-major. */
    public static int of(float[] counts, int row, int categories) {
        double sum = 0;
        for (int i = row * categories; i < (row + 1) * categories; i++) {
            sum += counts[i];
        }
        return (int) Math.rint(sum);
    }
}
