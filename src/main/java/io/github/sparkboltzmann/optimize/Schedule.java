package io.github.sparkboltzmann.optimize;

import java.io.Serializable;
import java.util.Locale;

/**
 * A positive number that changes over a run, as a function of progress {@code t} in [0, 1]: the updates done, over all updates.
 *
 * <pre>
 * constant     x(t) = initial
 * linear       x(t) = initial + t (end - initial)
 * exponential  x(t) = initial (end / initial)^t
 * inverse      x(t) = initial / (1 + t (initial / end - 1))
 * cosine       x(t) = end + (initial - end) (1 + cos(pi t)) / 2
 * </pre>
 */
public final class Schedule implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The shapes. */
    public enum Shape {
        CONSTANT,
        LINEAR,
        EXPONENTIAL,
        /** The decay of Robbins and Monro: rates whose sum grows without bound and whose squares' does not. */
        INVERSE,
        COSINE;

        /** The name in files and settings. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The shape of that name. */
        public static Shape named(String id) {
            for (Shape shape : values()) {
                if (shape.id().equals(id)) {
                    return shape;
                }
            }
            throw new IllegalArgumentException("There is no schedule '" + id
                    + "'; there are 'constant', 'linear', 'exponential', 'inverse' and 'cosine'.");
        }
    }

    private final Shape shape;
    private final double initial;
    private final double end;

    /**
     * @param initial positive
     * @param end not negative; positive for an exponential or inverse schedule; not used by a constant one
     */
    public Schedule(Shape shape, double initial, double end) {
        boolean endFits =
                shape == Shape.CONSTANT || end > 0 || end == 0 && (shape == Shape.LINEAR || shape == Shape.COSINE);
        if (!(initial > 0) || !endFits) {
            throw new IllegalArgumentException("A " + shape.id() + " schedule cannot run from " + initial + " to " + end
                    + "; its values are positive.");
        }
        this.shape = shape;
        this.initial = initial;
        this.end = end;
    }

    /** {@code x(done / total)}. */
    public double at(long done, long total) {
        double t = total == 0 ? 0 : (double) done / total;
        return switch (shape) {
            case CONSTANT -> initial;
            case LINEAR -> initial + t * (end - initial);
            case EXPONENTIAL -> initial * StrictMath.pow(end / initial, t);
            case INVERSE -> initial / (1 + t * (initial / end - 1));
            case COSINE -> end + (initial - end) * (1 + StrictMath.cos(Math.PI * t)) / 2;
        };
    }
}
