package io.github.sparkboltzmann.sample;

/**
 * The ratio of two machines' partition functions from samples of both, by Bennett's acceptance ratio.
 *
 * <pre>
 * up[i] = F_high - F_low at samples of the lower machine, n of them;   down[j] = the same at samples of the higher one, m of them
 * d = log Z_high - log Z_low  solves   sum_i f(up[i] + d + log(n/m)) = sum_j f(-down[j] - d - log(n/m)),   f(x) = 1 / (1 + e^x)
 * variance of d = 1 / sum_ij f(x) f(-x) - 1/n - 1/m       over both samples, x as above, for independent samples
 * </pre>
 *
 * <p>Of all estimates from these numbers the one with the least variance. Source: Bennett, "Efficient estimation of free energy differences from
 * Monte Carlo data", Journal of Computational Physics 22, 1976; the variance: Shirts, Bair, Hooker and Pande, Physical Review Letters 91, 2003.
 */
public final class BennettRatio {
    private static final int HALVINGS = 200;

    private final double value;
    private final double standardError;

    private BennettRatio(double value, double standardError) {
        this.value = value;
        this.standardError = standardError;
    }

    /**
     * @param up one number or more, finite
     * @param down one number or more, finite
     */
    public static BennettRatio of(double[] up, double[] down) {
        double shift = StrictMath.log((double) up.length / down.length);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] side : new double[][] {up, down}) {
            for (double x : side) {
                low = Math.min(low, -x - shift);
                high = Math.max(high, -x - shift);
            }
        }
        // At the ends one sum is less than half its samples and the other more: the root lies within, but for unequal
        // numbers.
        low -= Math.abs(shift) + 50;
        high += Math.abs(shift) + 50;
        for (int i = 0; i < HALVINGS && high - low > 1e-12 * (1 + Math.abs(low)); i++) {
            double middle = (low + high) / 2;
            if (sum(up, 1, middle + shift) > sum(down, -1, -middle - shift)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double d = (low + high) / 2;
        double information = information(up, d + shift) + information(down, d + shift);
        double variance = 1 / information - 1.0 / up.length - 1.0 / down.length;
        return new BennettRatio(d, Math.sqrt(Math.max(0, variance)));
    }

    private static double sum(double[] x, int sign, double shift) {
        double sum = 0;
        for (double value : x) {
            sum += fermi(sign * value + shift);
        }
        return sum;
    }

    private static double information(double[] x, double shift) {
        double sum = 0;
        for (double value : x) {
            sum += fermi(value + shift) * fermi(-value - shift);
        }
        return sum;
    }

    /** {@code 1 / (1 + e^x)}. */
    static double fermi(double x) {
        return 1 / (1 + StrictMath.exp(x));
    }

    /** {@code log Z_high - log Z_low}, in nats. */
    public double value() {
        return value;
    }

    /** Its standard error, in nats, as if samples were independent. */
    public double standardError() {
        return standardError;
    }
}
