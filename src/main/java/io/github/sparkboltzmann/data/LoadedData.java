package io.github.sparkboltzmann.data;

import java.io.IOException;
import java.util.function.Consumer;
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
    private final InputStates files;

    LoadedData(
            Dataset<Row> dataset,
            String path,
            DataFormat format,
            long rows,
            long rowsSkipped,
            int width,
            InputStates files) {
        this.dataset = dataset;
        this.path = path;
        this.format = format;
        this.rows = rows;
        this.rowsSkipped = rowsSkipped;
        this.width = width;
        this.files = files;
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

    /**
     * Looks whether the files that the rows come from are still those that were read; to be asked before anything that was made of the rows is kept.
     *
     * @param warnings takes a sentence where a file system does not answer: work is not thrown away for that
     * @throws InvalidDataException if a file changed, or is gone; it names the file
     */
    public void requireUnchanged(Consumer<String> warnings) {
        try {
            files.requireUnchanged();
        } catch (IOException e) {
            warnings.accept("Whether " + path + " changed while the job ran cannot be checked: " + Jobs.reason(e));
        }
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
