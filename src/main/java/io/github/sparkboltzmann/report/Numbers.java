package io.github.sparkboltzmann.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them, the same in every locale; {@code NaN} is {@code -}. */
public final class Numbers {
    private static final String NONE = "-";
    /** Beyond these a plain number is a row of zeros: 9 digits, as 123456789 rows still reads well. */
    private static final double LARGEST_PLAIN = 1e9;

    private static final double SMALLEST_PLAIN = 1e-4;

    private Numbers() {}

    /**
     * At least {@code digits} significant digits, half to even: {@code 0.0220}, {@code -91.2}, {@code 41234}, {@code 1.20e-05}. Digits
     * before the point are never replaced by zeros.
     */
    public static String significant(double value, int digits) {
        if (digits < 1) {
            throw new IllegalArgumentException("expected at least 1 significant digit, got " + digits);
        }
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int decimals = digits - 1 - (rounded.precision() - rounded.scale() - 1);
        return exact.setScale(Math.max(decimals, 0), RoundingMode.HALF_EVEN).toPlainString();
    }

    /** A fixed number of decimals, for columns of numbers of one size: {@code -91.2}, never {@code -0.0}. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** A whole number in groups of three: {@code 1,234,567}. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Rows a second: {@code 41,000 rows/s}; below ten with one decimal. */
    public static String rowsPerSecond(double rate) {
        if (!Double.isFinite(rate)) {
            return notFinite(rate) + " rows/s";
        }
        return (Math.abs(rate) < 10 ? fixed(rate, 1) : grouped(Math.round(rate))) + " rows/s";
    }

    /** Whole seconds as {@code 0:42}, {@code 12:03}, {@code 1:02:03} or {@code 2d 01:02:03}; a negative time counts as none. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return notFinite(seconds);
        }
        long whole = Math.max(0, Math.round(seconds));
        long days = whole / 86_400;
        long hours = whole / 3_600 % 24;
        long minutes = whole / 60 % 60;
        long rest = whole % 60;
        if (days > 0) {
            return String.format(Locale.ROOT, "%dd %02d:%02d:%02d", days, hours, minutes, rest);
        }
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, rest)
                : String.format(Locale.ROOT, "%d:%02d", minutes, rest);
    }

    private static String notFinite(double value) {
        return Double.isNaN(value) ? NONE : value > 0 ? "inf" : "-inf";
    }
}
