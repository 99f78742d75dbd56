package io.github.sparkboltzmann.data;

import java.io.Serializable;
import java.util.Comparator;

/** A problem and the row that has it, ordered by file name and then by number. */
final class BadRow implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Comparator<BadRow> ORDER =
            Comparator.comparing((BadRow row) -> row.place).thenComparingLong(row -> row.number);

    private final String place;
    private final long number;
    private final Problem problem;

    /**
     * Names a bad row.
     *
     * @param place the file and the unit of counting, such as {@code /data/a.csv line}
     * @param number the row's number in that file, from 1
     */
    BadRow(String place, long number, Problem problem) {
        this.place = place;
        this.number = number;
        this.problem = problem;
    }

    /** The same row, counted from {@code base} rows further up. */
    BadRow after(long base) {
        return new BadRow(place, base + number, problem);
    }

    InvalidDataException exception() {
        return problem.in(place + " " + number);
    }

    /** The earlier of the two; either may be null. */
    static BadRow first(BadRow a, BadRow b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return ORDER.compare(a, b) <= 0 ? a : b;
    }
}
