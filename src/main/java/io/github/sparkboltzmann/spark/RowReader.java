package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.UnitType;
import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * From a row of a table to the states of the visible units: scaling, threshold, and the check that the unit type takes every value.
 *
 * <p>The table's columns are: features (vector), whether the row is for validation (boolean), the row's name (string or null).
 */
public final class RowReader implements Serializable {
    private static final long serialVersionUID = 1L;

    /** States of units without a bound: beyond, sums of columns in fixed point could overflow. */
    private static final double LARGEST = 0x1p20;

    private final int width;
    private final InputScaling scaling;
    private final Double threshold;
    private final UnitType type;
    private final double lowest;
    private final double highest;

    /** @param threshold states above it become the largest state and others the smallest; {@code null} leaves them */
    public RowReader(int width, InputScaling scaling, Double threshold, UnitType type) {
        this.width = width;
        this.scaling = scaling;
        this.threshold = threshold;
        this.type = type;
        this.lowest = Math.max(type.lowest(), -LARGEST);
        this.highest = Math.min(type.highest(), LARGEST);
    }

    /** A row's states, or why it has none. */
    public static final class Result {
        private final float[] states;
        private final String problem;

        private Result(float[] states, String problem) {
            this.states = states;
            this.problem = problem;
        }

        /** The states; {@code null} where there is a problem. */
        public float[] states() {
            return states;
        }

        /** What is wrong with the row, {@code null} for nothing. */
        public String problem() {
            return problem;
        }
    }

    /** A bound on the absolute value of any state. */
    public double largestState() {
        return Math.max(Math.abs(lowest), Math.abs(highest));
    }

    InputScaling scaling() {
        return scaling;
    }

    public int width() {
        return width;
    }

    /** The states of one vector. */
    public Result read(Vector features) {
        if (features == null) {
            return problem("the features are null, but a vector of " + width + " numbers is expected");
        }
        if (features.size() != width) {
            return problem("the vector has " + features.size() + " numbers, but " + width + " are expected");
        }
        double[] values = features.toArray();
        float[] states = new float[width];
        boolean byColumn =
                scaling.kind() == InputScaling.Kind.MIN_MAX || scaling.kind() == InputScaling.Kind.STANDARDIZE;
        if (threshold == null && !byColumn && fits(values, states)) {
            return checked(states);
        }
        for (int i = 0; i < width; i++) {
            double scaled = scaling.apply(i, values[i]);
            // Scaling min-max would clip an infinite value to the range.
            boolean fits = Double.isFinite(values[i]) && scaled >= lowest && scaled <= highest;
            if (!fits) {
                return problem("element " + i + " is " + values[i] + scaledTo(values[i], scaled) + ", but " + type.id()
                        + " units take values from " + lowest + " to " + highest
                        + "; set scaling to divide-by or min-max, correct the row, or set handleInvalid to skip");
            }
            // Adding 0 turns -0 into 0, so that equal rows have equal bytes.
            states[i] = threshold == null
                    ? (float) scaled + 0f
                    : (float) (scaled > threshold ? type.highest() : type.lowest());
        }
        return checked(states);
    }

    private Result checked(float[] states) {
        String wrong = type.problem(states);
        return wrong == null
                ? new Result(states, null)
                : problem(wrong + "; correct the row, or set handleInvalid to skip");
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

    static String name(Row row) {
        return row.getString(2);
    }
}
