package io.github.sparkboltzmann.data;

import java.io.Serializable;
import java.util.Iterator;

/**
 * What one pass over the rows found: how many are good, how many are bad, which bad one comes first, how wide they are.
 *
 * <p>A monoid (add, merge), returned as the result of a job, so that a task that runs twice counts once.
 */
final class Check implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private long bad;
    private int width;
    private BadRow first;
    private BadRow firstFatal;

    void add(ReadRow row) {
        if (row.parsed().isGood()) {
            rows++;
            width = Math.max(width, row.parsed().features().size());
        } else {
            bad++;
            first = BadRow.first(first, row.asBad());
            if (row.parsed().problem().fatal()) {
                firstFatal = BadRow.first(firstFatal, row.asBad());
            }
        }
    }

    /** Counts all rows that {@code iterator} has left. */
    static Check of(Iterator<ReadRow> iterator) {
        Check check = new Check();
        while (iterator.hasNext()) {
            check.add(iterator.next());
        }
        return check;
    }

    /** Adds {@code other}, whose rows are numbered from {@code base} rows further up. */
    void merge(Check other, long base) {
        rows += other.rows;
        bad += other.bad;
        width = Math.max(width, other.width);
        first = BadRow.first(first, other.first == null ? null : other.first.after(base));
        firstFatal = BadRow.first(firstFatal, other.firstFatal == null ? null : other.firstFatal.after(base));
    }

    long rows() {
        return rows;
    }

    long bad() {
        return bad;
    }

    /** The largest number of features of a good row. */
    int width() {
        return width;
    }

    /** Refuses the first bad row (unless bad rows are to be skipped), a fault of a file, a set without rows and rows without features. */
    void enforce(DataOptions options) {
        BadRow refused = options.skipsInvalid() ? firstFatal : first;
        if (refused != null) {
            throw refused.exception();
        }
        if (rows == 0) {
            throw InvalidDataException.of(
                    options.path(),
                    "at least one valid row",
                    bad == 0 ? "none" : "none (" + bad + " skipped)",
                    "check the path and the reading options");
        }
        if (width == 0) {
            throw InvalidDataException.of(
                    options.path(), "at least one feature", "none in any row", "check the file and the columns");
        }
    }
}
