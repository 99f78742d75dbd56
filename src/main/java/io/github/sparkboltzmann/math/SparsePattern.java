package io.github.sparkboltzmann.math;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The places of a sparse matrix's numbers, sorted by row and column; its numbers are a range of a flat array, in that order; immutable.
 *
 * <p>Products and sums visit the places that are there: {@code O(n * places)} for a batch of {@code n} rows.
 */
public final class SparsePattern implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int rows;
    private final int columns;
    private final int[] row;
    private final int[] column;

    private SparsePattern(int rows, int columns, int[] row, int[] column) {
        this.rows = rows;
        this.columns = columns;
        this.row = row;
        this.column = column;
    }

    /**
     * A pattern of these places, in any order.
     *
     * @param row from 0 to {@code rows - 1}, one for each place
     * @param column from 0 to {@code columns - 1}, one for each place
     * @throws IllegalArgumentException for a place outside, or named twice
     */
    public static SparsePattern of(int rows, int columns, int[] row, int[] column) {
        if (row.length != column.length) {
            throw new IllegalArgumentException("A pattern has a row and a column for each place, but " + row.length
                    + " rows and " + column.length + " columns were given.");
        }
        Integer[] order = IntStream.range(0, row.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingLong(e -> (long) row[e] * columns + column[e]));
        int[] sortedRow = new int[row.length];
        int[] sortedColumn = new int[row.length];
        for (int e = 0; e < order.length; e++) {
            int i = row[order[e]];
            int j = column[order[e]];
            if (i < 0 || i >= rows || j < 0 || j >= columns) {
                throw new IllegalArgumentException("A place lies in rows 0.." + (rows - 1) + " and columns 0.."
                        + (columns - 1) + ", but one is (" + i + ", " + j + ").");
            }
            if (e > 0 && sortedRow[e - 1] == i && sortedColumn[e - 1] == j) {
                throw new IllegalArgumentException("Place (" + i + ", " + j + ") is named twice.");
            }
            sortedRow[e] = i;
            sortedColumn[e] = j;
        }
        return new SparsePattern(rows, columns, sortedRow, sortedColumn);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** How many places there are. */
    public int places() {
        return row.length;
    }

    /** The row of place {@code e}. */
    public int row(int e) {
        return row[e];
    }

    /** The column of place {@code e}. */
    public int column(int e) {
        return column[e];
    }

    /** {@code out[n, columns] += x[n, rows] M}, the numbers of {@code M} beginning at {@code values[offset]}. */
    public void addProduct(float[] x, int n, float[] values, int offset, float[] out) {
        add(x, n, row, rows, values, offset, column, columns, out);
    }

    /** {@code out[n, rows] += x[n, columns] M'}. */
    public void addTransposedProduct(float[] x, int n, float[] values, int offset, float[] out) {
        add(x, n, column, columns, values, offset, row, rows, out);
    }

    private static void add(
            float[] x, int n, int[] from, int width, float[] values, int offset, int[] to, int outWidth, float[] out) {
        for (int r = 0; r < n; r++) {
            int in = r * width;
            int at = r * outWidth;
            for (int e = 0; e < from.length; e++) {
                out[at + to[e]] += x[in + from[e]] * values[offset + e];
            }
        }
    }

    /** {@code c[cOffset + e] += alpha sum_r x[r, i] y[r, j]} for each place {@code e = (i, j)}; rows are added from the first to the last. */
    public void correlate(float[] x, float[] y, int n, float alpha, float[] c, int cOffset) {
        for (int r = 0; r < n; r++) {
            int p = r * rows;
            int q = r * columns;
            for (int e = 0; e < row.length; e++) {
                c[cOffset + e] += alpha * x[p + row[e]] * y[q + column[e]];
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparsePattern that
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(row, that.row)
                && Arrays.equals(column, that.column);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(row) + Arrays.hashCode(column);
    }
}
