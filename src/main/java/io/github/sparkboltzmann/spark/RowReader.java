package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.RowStates;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * From a row of a table to the states of the visible units: scaling, threshold, and the check that the unit type takes every value.
 *
 * <p>A sparse vector gives sparse states wherever a 0 stays a 0. The table's columns are: features (vector), whether the row is for
 * validation (boolean), the row's name (string or null), and perhaps its weight (double), its stratum (string
 * or null) and its label (double; null or NaN for none).
 */
public final class RowReader implements Serializable {
    private static final long serialVersionUID = 1L;

    /** States of units without a bound: beyond, sums of columns in fixed point could overflow. */
    private static final double LARGEST = 0x1p20;

    private final int width;
    private final InputScaling scaling;
    private final Double threshold;
    private final UnitType type;
    private final boolean zeroStays;
    private final boolean missing;
    private final double lowest;
    private final double highest;
    private final int classes;

    /** @param threshold states above it become the largest state and others the smallest; {@code null} leaves them */
    public RowReader(int width, InputScaling scaling, Double threshold, UnitType type) {
        this(width, scaling, threshold, type, false);
    }

    /** @param missing whether a value of NaN is a missing state; else it is refused as no number */
    public RowReader(int width, InputScaling scaling, Double threshold, UnitType type, boolean missing) {
        this(width, scaling, threshold, type, missing, 0);
    }

    /** @param classes of the label units that follow the features in a whole row's states; 0 for none */
    public RowReader(int width, InputScaling scaling, Double threshold, UnitType type, boolean missing, int classes) {
        this.classes = classes;
        this.missing = missing;
        this.width = width;
        this.scaling = scaling;
        this.threshold = threshold;
        this.type = type;
        this.lowest = Math.max(type.lowest(), -LARGEST);
        this.highest = Math.min(type.highest(), LARGEST);
        boolean stays = threshold == null || type.lowest() == 0 && threshold >= 0;
        for (int i = 0; stays && i < (isByColumn() ? width : 1); i++) {
            stays = scaling.apply(i, 0) == 0;
        }
        this.zeroStays = stays && takesZero(type);
    }

    /** A row's states, or why it has none. */
    public static final class Result {
        private final RowStates states;
        private final String problem;

        private Result(RowStates states, String problem) {
            this.states = states;
            this.problem = problem;
        }

        /** The states; {@code null} where there is a problem. */
        public RowStates states() {
            return states;
        }

        /** What is wrong with the row, {@code null} for nothing. */
        public String problem() {
            return problem;
        }
    }

    /** A bound on the absolute value of any state. */
    public double largestState() {
        return largestState(type);
    }

    /** A bound on the absolute value of any state of a type that is read, or taken as a feature. */
    public static double largestState(UnitType type) {
        return Math.min(LARGEST, Math.max(Math.abs(type.lowest()), Math.abs(type.highest())));
    }

    InputScaling scaling() {
        return scaling;
    }

    public int width() {
        return width;
    }

    /** Numbers of a whole row's states: the features, and a unit for each class. */
    public int rowWidth() {
        return width + classes;
    }

    /** The states of a whole row: those of its features, and of its label where there are label units: NaN for a row without. */
    public Result read(Row row) {
        Result features = read(features(row));
        if (classes == 0 || features.states == null) {
            return features;
        }
        double label = label(row);
        if (Double.isNaN(label)) {
            return new Result(features.states.followedByOneOf(classes, -1), null);
        }
        int y = (int) label;
        if (y != label || y < 0 || y >= classes) {
            return problem(
                    "the label is " + label + ", but a whole number from 0 to " + (classes - 1)
                            + " is expected, or null for a row without a label; correct the row, raise numClasses, or set handleInvalid to skip");
        }
        return new Result(features.states.followedByOneOf(classes, y), null);
    }

    /** The states of one vector. */
    public Result read(Vector features) {
        if (features == null) {
            return problem("the features are null, but a vector of " + width + " numbers is expected");
        }
        if (features.size() != width) {
            return problem("the vector has " + features.size() + " numbers, but " + width + " are expected");
        }
        if (zeroStays && features instanceof SparseVector vector) {
            return read(vector);
        }
        double[] values = features.toArray();
        float[] states = new float[width];
        if (threshold == null && !isByColumn() && fits(values, states)) {
            return checked(states);
        }
        for (int i = 0; i < width; i++) {
            if (isMissing(values[i])) {
                states[i] = Float.NaN;
                continue;
            }
            double scaled = scaling.apply(i, values[i]);
            if (!fits(values[i], scaled)) {
                return problem(i, values[i], scaled);
            }
            states[i] = state(scaled);
        }
        return checked(states);
    }

    private boolean isByColumn() {
        return scaling.kind() == InputScaling.Kind.MIN_MAX || scaling.kind() == InputScaling.Kind.STANDARDIZE;
    }

    /** Whether a unit may be 0 whatever the others are. */
    private static boolean takesZero(UnitType type) {
        return type.lowest() <= 0 && type.highest() >= 0 && type.groupSize() == 1 && type.problem(new float[1]) == null;
    }

    private Result checked(float[] states) {
        String wrong = type.problem(states);
        return wrong == null
                ? new Result(RowStates.dense(states), null)
                : problem(wrong + "; correct the row, or set handleInvalid to skip");
    }

    /** The states of a vector's entries; what has none is 0, and so is its state. */
    private Result read(SparseVector vector) {
        int[] indices = vector.indices();
        double[] values = vector.values();
        int[] columns = new int[indices.length];
        float[] states = new float[indices.length];
        int count = 0;
        for (int e = 0; e < indices.length; e++) {
            double scaled = scaling.apply(indices[e], values[e]);
            if (!isMissing(values[e]) && !fits(values[e], scaled)) {
                return problem(indices[e], values[e], scaled);
            }
            float state = isMissing(values[e]) ? Float.NaN : state(scaled);
            if (state != 0) {
                columns[count] = indices[e];
                states[count++] = state;
            }
        }
        String wrong = type.problem(Arrays.copyOf(states, count));
        return wrong == null
                ? new Result(RowStates.sparse(width, columns, states, count), null)
                : problem(wrong + " (among those that are not 0); correct the row, or set handleInvalid to skip");
    }

    private boolean isMissing(double value) {
        return missing && Double.isNaN(value);
    }

    private boolean fits(double value, double scaled) {
        // Scaling min-max would clip an infinite value to the range.
        return Double.isFinite(value) && scaled >= lowest && scaled <= highest;
    }

    private float state(double scaled) {
        // Adding 0 turns -0 into 0, so that equal rows have equal bytes.
        return threshold == null ? (float) scaled + 0f : (float) (scaled > threshold ? type.highest() : type.lowest());
    }

    private Result problem(int element, double value, double scaled) {
        if (Double.isNaN(value)) {
            return problem("element " + element + " is NaN, but a number is expected; set missing to sample or omit, "
                    + "correct the row, or set handleInvalid to skip");
        }
        return problem("element " + element + " is " + value + scaledTo(value, scaled) + ", but " + type.id()
                + " units take values from " + lowest + " to " + highest
                + "; set scaling to divide-by or min-max, correct the row, or set handleInvalid to skip");
    }

    /**
     * The states of values that are divided or taken as they are; one loop without branches, since reading rows is half of what a transform takes.
     *
     * @return whether all fit the units; else the states do not count
     */
    private boolean fits(double[] values, float[] states) {
        double divisor = scaling.divisor();
        boolean fit = true;
        for (int i = 0; i < values.length; i++) {
            double scaled = values[i] / divisor;
            fit &= scaled >= lowest & scaled <= highest;
            // Adding 0 turns -0 into 0, so that equal rows have equal bytes.
            states[i] = (float) scaled + 0f;
        }
        return fit;
    }

    private String scaledTo(double value, double scaled) {
        return scaled == value || !Double.isFinite(value) ? "" : ", scaled (" + scaling + ") to " + scaled;
    }

    private static Result problem(String text) {
        return new Result(null, text);
    }

    static Vector features(Row row) {
        return FeatureVectors.at(row, 0);
    }

    static boolean isValidation(Row row) {
        return row.getBoolean(1);
    }

    /** The row's weight; 1 where the table has no such column, NaN where it is null. */
    static double weight(Row row) {
        return row.size() <= 3 ? 1 : row.isNullAt(3) ? Double.NaN : row.getDouble(3);
    }

    /** The row's stratum; that of rows which name none where the table has no such column. */
    static long stratum(Row row) {
        return row.size() <= 4 ? Strata.NONE : Strata.of(row.getString(4));
    }

    /** Whether a row has a say in what is learnt: no validation row, and of some weight. */
    static boolean isTraining(Row row) {
        return !isValidation(row) && weight(row) != 0;
    }

    /** The row's label; NaN where it is null, or the table has no such column. */
    static double label(Row row) {
        return row.size() <= 5 || row.isNullAt(5) ? Double.NaN : row.getDouble(5);
    }

    static String name(Row row) {
        return row.getString(2);
    }
}
