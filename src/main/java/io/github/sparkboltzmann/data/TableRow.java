package io.github.sparkboltzmann.data;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;

/** Reads a row whose first column is the features (a vector or an array of doubles) whose second is the label, whose last is the weight. */
final class TableRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String[] names;
    private final boolean numbers;
    private final String label;
    private final int width;
    private final String weight;
    private final boolean keepsMissing;

    /**
     * Describes the rows.
     *
     * @param numbers whether each of the names is that of one number, instead of one column's that holds them all
     * @param width the number of features of every row
     * @param options name the columns of label and weight
     */
    TableRow(List<String> names, boolean numbers, int width, DataOptions options) {
        this.names = names.toArray(new String[0]);
        this.numbers = numbers;
        this.label = options.labelColumn();
        this.weight = options.weightColumn();
        this.keepsMissing = options.keepsMissing();
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
        int last = row.size() - 1;
        if (row.isNullAt(last) || !(row.getDouble(last) >= 0 && Double.isFinite(row.getDouble(last)))) {
            return Parsed.bad(
                    Problem.of("column " + weight, "a weight, a number of 0 or more", String.valueOf(row.get(last))));
        }
        return features;
    }

    private Parsed vector(Vector vector, Row row) {
        if (vector.size() != width) {
            return wrongWidth(vector.size());
        }
        double[] values = vector instanceof SparseVector sparse ? sparse.values() : vector.toArray();
        for (int i = 0; i < values.length; i++) {
            if (!isGood(values[i])) {
                int index = vector instanceof SparseVector sparse ? sparse.indices()[i] : i;
                return noFeature(place(index), values[i]);
            }
        }
        return Parsed.good(vector, labelOf(row), weightOf(row));
    }

    private Parsed array(List<Double> array, Row row) {
        if (array.size() != width) {
            return wrongWidth(array.size());
        }
        double[] values = new double[width];
        for (int i = 0; i < width; i++) {
            Double value = array.get(i);
            values[i] = value == null ? Double.NaN : value;
            if (!isGood(values[i])) {
                return noFeature(place(i), value);
            }
        }
        return Parsed.good(Vectors.dense(values), labelOf(row), weightOf(row));
    }

    private boolean isGood(double value) {
        return Double.isFinite(value) || keepsMissing && Double.isNaN(value);
    }

    private static double weightOf(Row row) {
        return row.isNullAt(row.size() - 1) ? Double.NaN : row.getDouble(row.size() - 1);
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

    /** A feature that is missing, null or NaN, or infinite. */
    private static Parsed noFeature(String at, Double value) {
        return value == null || value.isNaN()
                ? Parsed.bad(Problem.missing(at, String.valueOf(value)))
                : notFinite(at, value);
    }

    private static Parsed notFinite(String at, Object value) {
        return Parsed.bad(Problem.of(at, "a finite number", String.valueOf(value)));
    }
}
