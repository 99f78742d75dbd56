package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.model.InputScaling;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** From states of the visible units back to vectors in the columns' own units; values that are known come back as they were, bit by bit. */
public final class ColumnValues implements Serializable {
    private static final long serialVersionUID = 1L;

    private final InputScaling scaling;
    private final int width;

    /** @param width of the columns, which are the first units of a row's states */
    public ColumnValues(InputScaling scaling, int width) {
        this.scaling = scaling;
        this.width = width;
    }

    public int width() {
        return width;
    }

    /** The values of {@code states[at..at + width)}. */
    public Vector of(float[] states, int at) {
        double[] values = new double[width];
        for (int i = 0; i < width; i++) {
            values[i] = scaling.inverse(i, states[at + i]);
        }
        return Vectors.dense(values);
    }

    /** The same with known values where they are numbers; sparse if {@code known} is sparse. */
    public Vector fill(Vector known, float[] states, int at) {
        if (known instanceof SparseVector sparse) {
            double[] values = sparse.values().clone();
            for (int e = 0; e < values.length; e++) {
                int column = sparse.indices()[e];
                values[e] = Double.isNaN(values[e]) ? scaling.inverse(column, states[at + column]) : values[e];
            }
            return Vectors.sparse(width, sparse.indices(), values);
        }
        double[] values = known.toArray().clone();
        for (int i = 0; i < width; i++) {
            values[i] = Double.isNaN(values[i]) ? scaling.inverse(i, states[at + i]) : values[i];
        }
        return Vectors.dense(values);
    }

    /** A vector with what a mask hides, by numbers that are not 0, as {@code NaN}. */
    static Vector hide(Vector values, Vector mask) {
        if (mask == null || values == null) {
            return values;
        }
        if (mask.size() != values.size()) {
            throw new IllegalArgumentException("A row's mask has " + mask.size() + " elements, but its features have "
                    + values.size() + "; give one for each.");
        }
        double[] result = values.toArray().clone();
        double[] hidden = mask.toArray();
        boolean any = false;
        for (int i = 0; i < result.length; i++) {
            if (hidden[i] != 0) {
                result[i] = Double.NaN;
                any = true;
            }
        }
        if (!any) {
            return values;
        }
        return values instanceof SparseVector ? sparse(result) : Vectors.dense(result);
    }

    private static Vector sparse(double[] values) {
        int[] columns = new int[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            // Not 0 by its bits: -0 is kept as well.
            if (Double.doubleToRawLongBits(values[i]) != 0) {
                columns[count++] = i;
            }
        }
        double[] entries = new double[count];
        for (int e = 0; e < count; e++) {
            entries[e] = values[columns[e]];
        }
        return Vectors.sparse(values.length, Arrays.copyOf(columns, count), entries);
    }
}
