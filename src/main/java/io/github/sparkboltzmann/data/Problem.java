package io.github.sparkboltzmann.data;

import java.io.Serializable;

/** What is wrong with one row, before the row has a name. */
final class Problem implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 40;

    private final String at;
    private final String expected;
    private final String found;
    private final String remedy;
    private final boolean fatal;

    private Problem(String at, String expected, String found, String remedy, boolean fatal) {
        this.at = at;
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
        this.fatal = fatal;
    }

    /**
     * A row that {@code handleInvalid=skip} may drop.
     *
     * @param at the place inside the row, such as {@code column 3}, or empty for the row as a whole
     */
    static Problem of(String at, String expected, String found) {
        return new Problem(at, expected, found, "correct the row or set handleInvalid to skip", false);
    }

    /** A fault that makes its whole file unreadable, whatever {@code handleInvalid} says. */
    static Problem fatal(String expected, String found) {
        return new Problem("", expected, found, "correct the file", true);
    }

    /** A number was wanted and {@code text} was there. */
    static Problem notANumber(String at, String text) {
        return of(at, "a finite number", field(text));
    }

    /** A feature is missing, which is no fault where missing values are kept. */
    static Problem missing(String at, String found) {
        String remedy = "correct the row, set missing to keep, or set handleInvalid to skip";
        return new Problem(at, "a finite number", found, remedy, false);
    }

    /** A field of text as messages name it. */
    static String field(String text) {
        return text == null || text.isBlank() ? "an empty field" : quote(text);
    }

    /** {@code 'text'}, shortened where it is long. */
    static String quote(String text) {
        return "'" + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text) + "'";
    }

    boolean fatal() {
        return fatal;
    }

    InvalidDataException in(String row) {
        return InvalidDataException.of(at.isEmpty() ? row : row + " " + at, expected, found, remedy);
    }
}
