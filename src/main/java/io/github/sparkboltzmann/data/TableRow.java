package io.github.sparkboltzmann.data;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;

/** Reads a row whose first column is the features (a vector or an array of doubles) and whose second is the label. */
final class TableRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String[] names;
    private final boolean numbers;
    private final String label;
    private final int width;

    /**
     * Describes the rows.
     *
     * @param numbers whether each of the names is that of one number, instead of one column's that holds them all
     * @param label the label's column, or null
     */
    TableRow(List<String> names, boolean numbers, String label, int width) {
        this.names = names.toArray(new String[0]);
        this.numbers = numbers;
        this.label = label;
        this.width = width;
    }

    Parsed parse(Row row) {
        if (row.isNullAt(0)) {
            return Parsed.bad(Problem.of("column " + names[0], width + " numbers", "null"));
        }
        Parsed features = row.get(0) instanceof Vector vector ? vector(vector, row) : array(row.getList(0), row);
        if (!features.isGood()) {
            return features;
        }
        if (row.isNullAt(1) || !Double.isFinite(row.getDouble(1))) {
            return notFinite("column " + label, row.get(1));
        }
        return features;
    }

    private Parsed vector(Vector vector, Row row) {
        if (vector.size() != width) {
            return wrongWidth(vector.size());
        }
        double[] values = vector instanceof SparseVector sparse ? sparse.values() : vector.toArray();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                int index = vector instanceof SparseVector sparse ? sparse.indices()[i] : i;
                return notFinite(place(index), values[i]);
            }
        }
        return Parsed.good(vector, labelOf(row));
    }

    private Parsed array(List<Double> array, Row row) {
        if (array.size() != width) {
            return wrongWidth(array.size());
        }
        double[] values = new double[width];
        for (int i = 0; i < width; i++) {
            Double value = array.get(i);
            if (value == null || !Double.isFinite(value)) {
                return notFinite(place(i), value);
            }
            values[i] = value;
        }
        return Parsed.good(Vectors.dense(values), labelOf(row));
    }

    private static double labelOf(Row row) {
        return row.isNullAt(1) ? Double.NaN : row.getDouble(1);
    }

    private Parsed wrongWidth(int found) {
        return Parsed.bad(Problem.of("column " + names[0], width + " numbers", found + ""));
    }

    private String place(int index) {
        return numbers ? "column " + names[index] : "column " + names[0] + "[" + index + "]";
    }

    private static Parsed notFinite(String at, Object value) {
        return Parsed.bad(Problem.of(at, "a finite number", String.valueOf(value)));
    }
}
