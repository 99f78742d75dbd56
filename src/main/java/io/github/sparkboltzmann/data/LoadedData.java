package io.github.sparkboltzmann.data;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A data set that has been read and checked, and the count of what was dropped on the way. */
public final class LoadedData {
    private final Dataset<Row> dataset;
    private final String path;
    private final DataFormat format;
    private final long rows;
    private final long rowsSkipped;
    private final int width;

    LoadedData(Dataset<Row> dataset, String path, DataFormat format, long rows, long rowsSkipped, int width) {
        this.dataset = dataset;
        this.path = path;
        this.format = format;
        this.rows = rows;
        this.rowsSkipped = rowsSkipped;
        this.width = width;
    }

    /** The rows, in file order, not cached: {@code features}, {@code label} where there is one, {@code source}, {@code weight} where asked for. */
    public Dataset<Row> dataset() {
        return dataset;
    }

    /** The number of rows of {@link #dataset}, at least 1. */
    public long rows() {
        return rows;
    }

    /** How many bad rows {@code handleInvalid=skip} dropped. */
    public long rowsSkipped() {
        return rowsSkipped;
    }

    /** The number of features of every row. */
    public int width() {
        return width;
    }

    public boolean hasLabel() {
        return Columns.hasLabel(dataset.schema());
    }

    public boolean hasWeight() {
        return Columns.hasWeight(dataset.schema());
    }

    /** One line for people: {@code 1797 rows of 64 features with labels from builtin:digits (builtin), 0 rows skipped}. */
    public String describe() {
        return String.format(
                "%d rows of %d features %s labels%s from %s (%s), %d rows skipped",
                rows,
                width,
                hasLabel() ? "with" : "without",
                hasWeight() ? ", with weights," : "",
                path,
                format.label(),
                rowsSkipped);
    }
}
