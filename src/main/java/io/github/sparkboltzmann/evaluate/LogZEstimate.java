package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.Numerics;
import java.io.Serializable;

/**
 * An estimate of log Z from the log-weights of independent annealed chains.
 *
 * <pre>
 * up:    log Z = log Z0 + log mean(w)        E[w] = Z / Z0: too low on average (Jensen), by about the standard error squared over 2
 * down:  log Z = log Z0 - log mean(w)        E[w] = Z0 / Z: too high on average, if the chains start from exact samples
 * standard error = sd(w) / (mean(w) sqrt(chains)),   interval = log(mean(w) +- 3 sd(w) / sqrt(chains)),   ess = sum(w)^2 / sum(w^2)
 * </pre>
 *
 * <p>Everything is computed relative to the largest weight. Where {@code mean(w)} does not exceed its three standard errors the interval is
 * open: up has no lower end ({@code -infinity}), down no upper end ({@code infinity}). The error is what the chains show: an up run whose
 * chains all miss a mode shows a small error and is too low all the same, which is what a down run is for.
 */
public final class LogZEstimate implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where chains start and end. */
    public enum Direction {
        /** From independent units to the machine. */
        UP,
        /** From samples of the machine to independent units. */
        DOWN
    }

    private final Direction direction;
    private final int chains;
    private final double value;
    private final double standardError;
    private final double low;
    private final double high;
    private final double effectiveSampleSize;

    private LogZEstimate(Direction direction, double logBase, double[] logWeights) {
        this.direction = direction;
        this.chains = logWeights.length;
        double logMean = Numerics.logSumExp(logWeights) - Math.log(chains);
        double squares = 0;
        double sumOfSquares = 0;
        for (double logWeight : logWeights) {
            double relative = Math.exp(logWeight - logMean);
            squares += (relative - 1) * (relative - 1);
            sumOfSquares += relative * relative;
        }
        standardError = Math.sqrt(squares / (chains - 1) / chains);
        effectiveSampleSize = (double) chains * chains / sumOfSquares;
        double above = Math.log1p(3 * standardError);
        double below = 3 * standardError < 1 ? Math.log1p(-3 * standardError) : Double.NEGATIVE_INFINITY;
        if (direction == Direction.UP) {
            value = logBase + logMean;
            low = value + below;
            high = value + above;
        } else {
            value = logBase - logMean;
            low = value - above;
            high = value - below;
        }
    }

    /**
     * The estimate of chains' log-weights.
     *
     * @param logBase {@code log Z0}
     * @throws IllegalArgumentException for fewer than two chains, which show no error
     */
    public static LogZEstimate of(Direction direction, double logBase, double[] logWeights) {
        if (logWeights.length < 2) {
            throw new IllegalArgumentException(
                    "Annealing takes 2 chains or more to know its error, but there are " + logWeights.length + ".");
        }
        return new LogZEstimate(direction, logBase, logWeights);
    }

    public Direction direction() {
        return direction;
    }

    public int chains() {
        return chains;
    }

    /** log Z, in nats. */
    public double value() {
        return value;
    }

    /** Of {@link #value}, by the delta method. */
    public double standardError() {
        return standardError;
    }

    /** Lower end of the interval of three standard errors. */
    public double low() {
        return low;
    }

    /** Upper end of the interval of three standard errors. */
    public double high() {
        return high;
    }

    /** How many equally weighted chains would know as much: from 1 to {@link #chains}. */
    public double effectiveSampleSize() {
        return effectiveSampleSize;
    }

    /** Whether two estimates differ by more than three of their standard errors taken together. */
    public boolean contradicts(LogZEstimate other) {
        double error = Math.hypot(standardError, other.standardError);
        return !(Math.abs(value - other.value) <= 3 * error);
    }
}
