package io.github.sparkboltzmann.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * How a column of the user's becomes the state of a visible unit: {@code state = (value - offset) * factor}, remembered with the model.
 *
 * <p>{@code min-max} maps each column's range in the training rows to [0, 1] and clips what lies outside it later; a constant column
 * becomes 0. {@code standardize} subtracts each column's mean in the training rows and divides by its standard deviation; a constant column
 * becomes 0.
 */
public final class InputScaling implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The ways to scale. */
    public enum Kind {
        NONE,
        DIVIDE_BY,
        MIN_MAX,
        STANDARDIZE;

        /** The name in files and settings: {@code none}, {@code divide-by}, {@code min-max}, {@code standardize}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind of that name. */
        public static Kind named(String id) {
            for (Kind kind : values()) {
                if (kind.id().equals(id)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("There is no scaling '" + id
                    + "'; there are 'none', 'divide-by', 'min-max' and" + " 'standardize'.");
        }
    }

    private final Kind kind;
    private final double divisor;
    private final double[] minimum;
    private final double[] maximum;
    private final double[] mean;
    private final double[] deviation;

    private InputScaling(Kind kind, double divisor, double[] minimum, double[] maximum) {
        this(kind, divisor, minimum, maximum, null, null);
    }

    private InputScaling(
            Kind kind, double divisor, double[] minimum, double[] maximum, double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
        this.kind = kind;
        this.divisor = divisor;
        this.minimum = minimum;
        this.maximum = maximum;
    }

    /** States are the values themselves. */
    public static InputScaling none() {
        return new InputScaling(Kind.NONE, 1, null, null);
    }

    /** {@code state = value / divisor}. */
    public static InputScaling divideBy(double divisor) {
        if (!(divisor > 0) || Double.isInfinite(divisor)) {
            throw new IllegalArgumentException("Values are divided by a positive number, but it is " + divisor + ".");
        }
        return new InputScaling(Kind.DIVIDE_BY, divisor, null, null);
    }

    /** {@code state = (value - minimum) / (maximum - minimum)}, column by column, clipped to [0, 1]. */
    public static InputScaling minMax(double[] minimum, double[] maximum) {
        if (minimum.length != maximum.length) {
            throw new IllegalArgumentException(
                    minimum.length + " minima and " + maximum.length + " maxima do not belong together.");
        }
        return new InputScaling(Kind.MIN_MAX, 1, minimum.clone(), maximum.clone());
    }

    /** {@code state = (value - mean) / deviation}, column by column; a deviation of 0 is a constant column, whose states are 0. */
    public static InputScaling standardize(double[] mean, double[] deviation) {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    mean.length + " means and " + deviation.length + " deviations do not belong together.");
        }
        return new InputScaling(Kind.STANDARDIZE, 1, null, null, mean.clone(), deviation.clone());
    }

    /** The columns' means of {@code standardize}, else {@code null}. */
    public double[] mean() {
        return mean == null ? null : mean.clone();
    }

    /** The columns' standard deviations of {@code standardize}, else {@code null}. */
    public double[] deviation() {
        return deviation == null ? null : deviation.clone();
    }

    /** The value of a column whose state that is; for {@code standardize} only, as other states are read as they are. */
    public double valueOf(int column, double state) {
        return kind == Kind.STANDARDIZE ? mean[column] + deviation[column] * state : state;
    }

    /** The value of a column that {@link #apply} makes that state: its inverse, but for what was clipped and constant columns, which keep their value. */
    public double inverse(int column, double state) {
        return switch (kind) {
            case NONE -> state;
            case DIVIDE_BY -> state * divisor;
            case MIN_MAX -> minimum[column] + (maximum[column] - minimum[column]) * state;
            case STANDARDIZE -> mean[column] + deviation[column] * state;
        };
    }

    public Kind kind() {
        return kind;
    }

    /** The divisor of {@code divide-by}, else 1. */
    public double divisor() {
        return divisor;
    }

    /** The columns' minima of {@code min-max}, else {@code null}. */
    public double[] minimum() {
        return minimum == null ? null : minimum.clone();
    }

    /** The columns' maxima of {@code min-max}, else {@code null}. */
    public double[] maximum() {
        return maximum == null ? null : maximum.clone();
    }

    /** The state that a value of a column becomes; NaN stays NaN. */
    public double apply(int column, double value) {
        return switch (kind) {
            case NONE -> value;
            case DIVIDE_BY -> value / divisor;
            case MIN_MAX -> {
                double range = maximum[column] - minimum[column];
                yield range > 0 ? Math.max(0, Math.min(1, (value - minimum[column]) / range)) : value * 0;
            }
            case STANDARDIZE -> deviation[column] > 0 ? (value - mean[column]) / deviation[column] : value * 0;
        };
    }

    /** Whether every value becomes the same state as by another. */
    public boolean isSameAs(InputScaling other) {
        return kind == other.kind
                && divisor == other.divisor
                && Arrays.equals(minimum, other.minimum)
                && Arrays.equals(maximum, other.maximum)
                && Arrays.equals(mean, other.mean)
                && Arrays.equals(deviation, other.deviation);
    }

    /** What a person is told. */
    @Override
    public String toString() {
        return kind == Kind.DIVIDE_BY ? "divide-by " + divisor : kind.id();
    }
}
