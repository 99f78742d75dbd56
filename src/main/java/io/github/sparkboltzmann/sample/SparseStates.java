package io.github.sparkboltzmann.sample;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of states by those that are not 0, in compressed sparse rows: for row {@code r} the columns, rising, and states of entries
 * {@code starts[r]} to {@code starts[r + 1] - 1}.
 *
 * <p>Bytes: {@code 4 rows + entries * (2 or 4 + 0 or 4)}: a column takes 2 bytes up to a width of 65,536, a state 4 bytes unless all
 * are 1. A missing state is an entry of {@code NaN}.
 */
final class SparseStates implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NARROW = 1 << 16;

    private final int[] starts;
    private final char[] narrow;
    private final int[] wide;
    private final float[] values;

    private SparseStates(int width, int[] starts, int[] columns, float[] values) {
        this.starts = starts;
        boolean ones = true;
        for (float value : values) {
            ones &= value == 1f;
        }
        this.values = ones ? null : values;
        if (width > NARROW) {
            narrow = null;
            wide = columns;
        } else {
            wide = null;
            narrow = new char[columns.length];
            for (int e = 0; e < columns.length; e++) {
                narrow[e] = (char) columns[e];
            }
        }
    }

    /** Packs rows, dense or sparse. */
    static SparseStates pack(int width, List<RowStates> rows) {
        int[] starts = new int[rows.size() + 1];
        for (int r = 0; r < rows.size(); r++) {
            starts[r + 1] = Math.addExact(starts[r], nonZeros(rows.get(r)));
        }
        int[] columns = new int[starts[rows.size()]];
        float[] values = new float[columns.length];
        int next = 0;
        for (RowStates row : rows) {
            for (int e = 0; e < row.entries(); e++) {
                if (row.value(e) != 0f) {
                    columns[next] = row.column(e);
                    values[next++] = row.value(e);
                }
            }
        }
        return new SparseStates(width, starts, columns, values);
    }

    /** The rows of all parts, one after the other. */
    static SparseStates join(int width, List<SparseStates> parts) {
        int rows = 0;
        int entries = 0;
        for (SparseStates part : parts) {
            rows += part.starts.length - 1;
            entries = Math.addExact(entries, part.entries());
        }
        int[] starts = new int[rows + 1];
        int[] columns = new int[entries];
        float[] values = new float[entries];
        int row = 0;
        int next = 0;
        for (SparseStates part : parts) {
            for (int e = 0; e < part.entries(); e++) {
                columns[next + e] = part.column(e);
                values[next + e] = part.value(e);
            }
            for (int r = 1; r < part.starts.length; r++) {
                starts[++row] = next + part.starts[r];
            }
            next += part.entries();
        }
        return new SparseStates(width, starts, columns, values);
    }

    private static int nonZeros(RowStates row) {
        int count = 0;
        for (int e = 0; e < row.entries(); e++) {
            count += row.value(e) != 0f ? 1 : 0;
        }
        return count;
    }

    /** Bytes that rows with so many entries take. */
    static long bytes(int width, long rows, long entries, boolean onlyOnes) {
        return 4 * rows + entries * ((width > NARROW ? 4 : 2) + (onlyOnes ? 0 : 4));
    }

    int entries() {
        return starts[starts.length - 1];
    }

    int start(int row) {
        return starts[row];
    }

    int column(int entry) {
        return narrow != null ? narrow[entry] : wide[entry];
    }

    float value(int entry) {
        return values == null ? 1f : values[entry];
    }

    long packedBytes(int width) {
        return bytes(width, starts.length - 1L, entries(), values == null);
    }

    /** Columns and states of a row, the same whatever else the block holds. */
    byte[] content(int row) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * (starts[row + 1] - starts[row]));
        for (int e = starts[row]; e < starts[row + 1]; e++) {
            buffer.putInt(column(e)).putFloat(value(e));
        }
        return buffer.array();
    }

    void unpack(int from, int to, int width, float[] out) {
        Arrays.fill(out, 0, (to - from) * width, 0f);
        for (int r = from; r < to; r++) {
            int at = (r - from) * width;
            for (int e = starts[r]; e < starts[r + 1]; e++) {
                out[at + column(e)] = value(e);
            }
        }
    }
}
