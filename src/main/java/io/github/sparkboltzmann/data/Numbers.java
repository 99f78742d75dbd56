package io.github.sparkboltzmann.data;

/** Decimal numbers as data files write them. */
final class Numbers {
    private Numbers() {}

    /** Whether a field says that its value is missing: nothing, {@code NaN} in any case, {@code NA} or {@code ?}. */
    static boolean isMissing(String text) {
        if (text == null || text.isBlank()) {
            return true;
        }
        String trimmed = text.strip();
        return trimmed.equalsIgnoreCase("NaN") || trimmed.equals("NA") || trimmed.equals("?");
    }

    /**
     * The number that {@code text} writes, or NaN where it writes none that is finite.
     *
     * <p>Narrower than {@link Double#parseDouble}: Java's suffixes ({@code 1f}) and hexadecimal forms are refused.
     */
    static double parse(String text) {
        if (text == null || text.isBlank()) {
            return Double.NaN;
        }
        String trimmed = text.strip();
        char last = trimmed.charAt(trimmed.length() - 1);
        if (last != '.' && (last < '0' || last > '9') || trimmed.indexOf('x') >= 0 || trimmed.indexOf('X') >= 0) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(trimmed);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
