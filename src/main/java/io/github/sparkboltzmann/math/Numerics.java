package io.github.sparkboltzmann.math;

/** Stable scalar functions in double, for likelihoods and references. */
public final class Numerics {
    private Numerics() {}

    /** {@code 1 / (1 + e^-x)}. */
    public static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    /** {@code log(1 + e^x)}. */
    public static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** {@code log sum_i e^x[i]}; negative infinity for no terms. */
    public static double logSumExp(double[] x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            max = Math.max(max, value);
        }
        if (Double.isInfinite(max)) {
            return max;
        }
        double sum = 0;
        for (double value : x) {
            sum += Math.exp(value - max);
        }
        return max + Math.log(sum);
    }

    /** Whether none of {@code x[from..to)} is NaN or infinite. */
    public static boolean areFinite(float[] x, int from, int to) {
        // A finite value times zero is zero; NaN and infinity are not.
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i] * 0f;
        }
        return sum == 0;
    }

    /**
     * The category that a number between 0 and 1 falls to: the first {@code k} with {@code u < p_0 + .. + p_k}, the last where none is.
     *
     * @param p probabilities from {@code at} on, {@code n} of them
     */
    public static int category(double[] p, int at, int n, double u) {
        double left = u;
        int k = 0;
        while (k < n - 1 && left >= p[at + k]) {
            left -= p[at + k++];
        }
        return k;
    }

    private static final double[] LOG_FACTORIALS = new double[256];

    static {
        for (int n = 2; n < LOG_FACTORIALS.length; n++) {
            LOG_FACTORIALS[n] = LOG_FACTORIALS[n - 1] + StrictMath.log(n);
        }
    }

    /** {@code log n!}; from 256 on by Stirling's series, whose first term left out is below 1e-15. */
    public static double logFactorial(int n) {
        if (n < LOG_FACTORIALS.length) {
            return LOG_FACTORIALS[n];
        }
        double x = n;
        double square = x * x;
        return (x + 0.5) * StrictMath.log(x)
                - x
                + 0.9189385332046727
                + (1.0 / 12 - (1.0 / 360 - 1 / (1260 * square)) / square) / x;
    }

    /** Replaces {@code x[at..at + n)} by the softmax of {@code beta x}, and returns {@code log sum exp(beta x)}. */
    public static double softmaxInPlace(double[] x, int at, int n, double beta) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = at; i < at + n; i++) {
            x[i] *= beta;
            largest = Math.max(largest, x[i]);
        }
        double sum = 0;
        for (int i = at; i < at + n; i++) {
            x[i] = Math.exp(x[i] - largest);
            sum += x[i];
        }
        for (int i = at; i < at + n; i++) {
            x[i] /= sum;
        }
        return largest + Math.log(sum);
    }
}
