package io.github.sparkboltzmann.sample;

import java.util.Arrays;

/**
 * One row's visible states as they were read: all of them, or those that are not 0 with their columns. A missing state is {@code NaN}.
 *
 * <p>Memory is that of the form: a sparse row of {@code n} states takes {@code 8 n} bytes whatever its width.
 */
public final class RowStates {
    private final int width;
    private final int[] columns;
    private final float[] values;
    private final boolean missing;

    private RowStates(int width, int[] columns, float[] values) {
        this.width = width;
        this.columns = columns;
        this.values = values;
        boolean some = false;
        for (float value : values) {
            some |= value != value;
        }
        this.missing = some;
    }

    /** All states; the array is not copied. */
    public static RowStates dense(float[] states) {
        return new RowStates(states.length, null, states);
    }

    /**
     * The states of the first {@code count} columns named; all others are 0.
     *
     * @param columns rising, from 0
     */
    public static RowStates sparse(int width, int[] columns, float[] values, int count) {
        return new RowStates(width, Arrays.copyOf(columns, count), Arrays.copyOf(values, count));
    }

    /**
     * These states, then {@code size} more of which one is 1.
     *
     * @param chosen its number, from 0; negative where all of them are missing
     */
    public RowStates followedByOneOf(int size, int chosen) {
        if (columns == null) {
            float[] states = Arrays.copyOf(values, width + size);
            for (int k = 0; k < size; k++) {
                states[width + k] = chosen < 0 ? Float.NaN : k == chosen ? 1 : 0;
            }
            return dense(states);
        }
        int more = chosen < 0 ? size : 1;
        int[] allColumns = Arrays.copyOf(columns, columns.length + more);
        float[] states = Arrays.copyOf(values, values.length + more);
        for (int k = 0; k < more; k++) {
            allColumns[columns.length + k] = width + (chosen < 0 ? k : chosen);
            states[values.length + k] = chosen < 0 ? Float.NaN : 1;
        }
        return new RowStates(width + size, allColumns, states);
    }

    public int width() {
        return width;
    }

    /** Whether a state is missing. */
    public boolean hasMissing() {
        return missing;
    }

    /** How many entries {@link #column} and {@link #value} have: those of a sparse row, or one a unit. */
    public int entries() {
        return values.length;
    }

    /** The column of an entry. */
    public int column(int entry) {
        return columns == null ? entry : columns[entry];
    }

    /** The state of an entry. */
    public float value(int entry) {
        return values[entry];
    }

    /** Writes all states to {@code out[at..at + width)}. */
    public void copyInto(float[] out, int at) {
        if (columns == null) {
            System.arraycopy(values, 0, out, at, width);
            return;
        }
        Arrays.fill(out, at, at + width, 0f);
        for (int e = 0; e < columns.length; e++) {
            out[at + columns[e]] = values[e];
        }
    }
}
