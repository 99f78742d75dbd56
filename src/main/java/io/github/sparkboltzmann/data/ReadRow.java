package io.github.sparkboltzmann.data;

import org.apache.spark.sql.Row;

/** A parsed row and its name, as it passes through one task; never shipped. */
final class ReadRow {
    private final String place;
    private final long number;
    private final Parsed parsed;

    /** {@code place} and {@code number} are as in {@link BadRow}. */
    ReadRow(String place, long number, Parsed parsed) {
        this.place = place;
        this.number = number;
        this.parsed = parsed;
    }

    Parsed parsed() {
        return parsed;
    }

    BadRow asBad() {
        return new BadRow(place, number, parsed.problem());
    }

    /** Whether the row belongs to the data set; refuses a bad row that is not to be skipped (a file changed since its check). */
    boolean kept(boolean skipsInvalid) {
        if (!parsed.isGood() && !skipsInvalid) {
            throw asBad().exception();
        }
        return parsed.isGood();
    }

    Row toRow(boolean hasLabel) {
        return Columns.row(hasLabel, parsed.features(), parsed.label(), place + " " + number);
    }

    /** The row of a data set that may have weights. */
    Row toRow(boolean hasLabel, boolean hasWeight) {
        Row row = toRow(hasLabel);
        return hasWeight ? Columns.weighted(row, parsed.weight()) : row;
    }
}
