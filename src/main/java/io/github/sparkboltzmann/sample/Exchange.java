package io.github.sparkboltzmann.sample;

import java.io.Serializable;

/**
 * What the chains of two machines would pay to change places: for each pair the differences of free energies at both machines' states.
 *
 * <pre>
 * up[i]   = F_high(x_i) - F_low(x_i)      x_i a sample of the lower machine
 * down[i] = F_high(y_i) - F_low(y_i)      y_i a sample of the higher machine
 * P(exchange of pair i) = min(1, exp(down[i] - up[i]))
 * </pre>
 *
 * <p>The same numbers estimate the acceptance of exchanges and, by Bennett's ratio, log Z_high - log Z_low.
 */
public final class Exchange implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final double LONGEST = 2;
    private static final int FIRST = 5;

    private final double[] up;
    private final double[] down;

    /** These differences, not copied. */
    public Exchange(double[] up, double[] down) {
        this.up = up;
        this.down = down;
    }

    /** {@code F_high - F_low} at samples of the lower machine, in nats. */
    public double[] up() {
        return up;
    }

    /** {@code F_high - F_low} at samples of the higher machine, in nats. */
    public double[] down() {
        return down;
    }

    /** The sum over pairs of the probability that the pair changes places. */
    public double acceptanceSum() {
        double sum = 0;
        for (int i = 0; i < up.length; i++) {
            sum += StrictMath.exp(Math.min(0, down[i] - up[i]));
        }
        return sum;
    }

    /**
     * A running estimate {@code d} of log Z_high - log Z_low after one more exchange, in nats.
     *
     * <pre>
     * visits 1..{@value #FIRST}:  d is the mean of the exchanges' own Bennett ratios, since Newton's steps would need long to come from afar
     * later:        d + step / visits,   step = g / -g',  at most {@value #LONGEST}
     * g(d) = mean f(up + d) - mean f(-down - d),  f(x) = 1 / (1 + e^x);   E[g] = 0 at the exact d
     * </pre>
     *
     * @param visits how many exchanges the estimate has seen with this one, from 1
     */
    public double refined(double d, int visits) {
        double move = visits <= FIRST ? BennettRatio.of(up, down).value() - d : step(d);
        return d + move / visits;
    }

    private double step(double d) {
        double g = 0;
        double slope = 0;
        for (double x : up) {
            double f = BennettRatio.fermi(x + d);
            g += f / up.length;
            slope += f * (1 - f) / up.length;
        }
        for (double x : down) {
            double f = BennettRatio.fermi(-x - d);
            g -= f / down.length;
            slope += f * (1 - f) / down.length;
        }
        double step = g / Math.max(slope, 1e-9);
        return Math.max(-LONGEST, Math.min(LONGEST, step));
    }
}
