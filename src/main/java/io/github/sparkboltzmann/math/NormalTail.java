package io.github.sparkboltzmann.math;

/**
 * The upper tail of the standard normal distribution, in double, without cancellation far out.
 *
 * <pre>
 * S(x) = 1 - Phi(x),    mills(x) = S(x) / phi(x)
 * x >= 3:  mills(x) = 1 / (x + 1 / (x + 2 / (x + 3 / ...)))                              continued fraction
 * |x| < 3: S(x) = 1/2 - phi(x) (x + x^3/3 + x^5/(3*5) + ...)                             terms of one sign
 * </pre>
 *
 * <p>Relative error of S below 1e-12. Functions are StrictMath's: the same bits on every processor. Source: Abramowitz and Stegun, "Handbook
 * of mathematical functions", 26.2.11 and 26.2.14.
 */
public final class NormalTail {
    private static final double LOG_SQRT_2PI = 0.9189385332046727;
    private static final double BORDER = 3;

    private NormalTail() {}

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2 - LOG_SQRT_2PI);
    }

    /** {@code S(x)}. */
    public static double tail(double x) {
        if (x >= BORDER) {
            return density(x) * fraction(x);
        }
        return x <= -BORDER ? 1 - density(x) * fraction(-x) : 0.5 - density(x) * series(x);
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
            term *= x * x / n;
            sum += term;
        }
        return sum;
    }

    /** Terms that bring the continued fraction within 10^-14 of its limit. */
    private static int depth(double x) {
        return (int) (8 + 300 / (x * x));
    }

    private static double fraction(double x) {
        double denominator = x;
        for (int n = depth(x); n >= 1; n--) {
            denominator = x + n / denominator;
        }
        return 1 / denominator;
    }

    /** {@code log S(x)}. */
    public static double logTail(double x) {
        return x >= BORDER
                ? -x * x / 2 - LOG_SQRT_2PI + StrictMath.log(fraction(x))
                : x <= -BORDER ? StrictMath.log1p(-density(x) * fraction(-x)) : StrictMath.log(tail(x));
    }

    /** {@code log mills(x) = log integral_0 exp(-x s - s^2 / 2) ds}. */
    public static double logMills(double x) {
        return x >= BORDER ? StrictMath.log(fraction(x)) : logTail(x) + x * x / 2 + LOG_SQRT_2PI;
    }

    /** {@code E[N - x | N > x]} for a standard normal N: {@code 1 / mills(x) - x}, by a fraction of its own far out. */
    public static double excessMean(double x) {
        if (x < BORDER) {
            return density(x) / tail(x) - x;
        }
        // 1 / mills(x) = x + 1 / (x + 2 / (x + ...)): without the first x nothing cancels.
        double denominator = x;
        for (int n = depth(x); n >= 2; n--) {
            denominator = x + n / denominator;
        }
        return 1 / denominator;
    }

    /**
     * {@code N - x} for a standard normal N beyond {@code x}, by inversion: the {@code s >= 0} with {@code S(x + s) = u S(x)}.
     *
     * @param u in (0, 1)
     */
    public static double excess(double x, double u) {
        double logTail = logTail(x) + StrictMath.log(u);
        if (logTail < -0.6931471805599453) {
            double start = Math.max(x, StrictMath.sqrt(2 * (-0.6931471805599453 - logTail)));
            return Math.max(0, root(logTail, start) - x);
        }
        // Above the median of the whole distribution the lower tail is the smaller: Phi(t) = 1 - u S(x).
        double lower = -StrictMath.expm1(logTail);
        return Math.max(
                0,
                -root(StrictMath.log(lower), StrictMath.sqrt(2 * (-0.6931471805599453 - StrictMath.log(lower)))) - x);
    }

    /**
     * {@code t} with {@code log S(t) = target}, by Newton's method.
     *
     * <p>log S falls and is concave, so that from a start on the right every step stays there and the steps converge; {@code S(t) <= exp(-t^2/2) / 2}
     * gives such a start.
     */
    private static double root(double target, double start) {
        double t = start;
        for (int i = 0; i < 40; i++) {
            double density = density(t);
            double mills = t >= BORDER ? fraction(t) : (0.5 - density * series(t)) / density;
            double logTail = -t * t / 2 - LOG_SQRT_2PI + StrictMath.log(mills);
            double step = (logTail - target) * mills;
            t += step;
            // Convergence is quadratic: the next step would be of the order of this one's square.
            if (Math.abs(step) <= 1e-8) {
                break;
            }
        }
        return t;
    }
}
