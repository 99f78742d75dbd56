package io.github.sparkboltzmann.job.study;

import java.util.Arrays;
import java.util.Locale;

/** What several seeds came to. */
public final class Spread {
    private Spread() {}

    /** Their mean. */
    public static double mean(double[] x) {
        return Arrays.stream(x).average().orElse(Double.NaN);
    }

    /** {@code , mean of 3 seeds from -6.006 to -6.003}; empty for one seed. */
    public static String text(double[] x, int decimals) {
        return x.length < 2
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", mean of %d seeds from %." + decimals + "f to %." + decimals + "f",
                        x.length,
                        Arrays.stream(x).min().orElseThrow(),
                        Arrays.stream(x).max().orElseThrow());
    }
}
