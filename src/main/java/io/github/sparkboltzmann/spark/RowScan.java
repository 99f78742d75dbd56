package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/** What one pass over a table's rows found: how many there are, how they are encoded, and the first that cannot be used. */
public final class RowScan implements Serializable {
    private static final long serialVersionUID = 1L;

    private long trainRows;
    private long validationRows;
    private long invalidRows;
    private Encoding encoding = Encoding.BITS;
    private String firstProblem;

    /** Scans all rows; one job. */
    public static RowScan of(JavaRDD<Row> rows, RowReader reader) {
        List<RowScan> parts = rows.mapPartitionsWithIndex(
                        (p, it) -> List.of(scan(p, it, reader)).iterator(), true)
                .collect();
        RowScan total = new RowScan();
        parts.forEach(total::merge);
        return total;
    }

    private static RowScan scan(int partition, Iterator<Row> rows, RowReader reader) {
        RowScan scan = new RowScan();
        for (long n = 1; rows.hasNext(); n++) {
            Row row = rows.next();
            RowReader.Result result = reader.read(RowReader.features(row));
            if (result.problem() != null) {
                scan.invalidRows++;
                if (scan.firstProblem == null) {
                    String name = RowReader.name(row);
                    String where = name != null ? name : "row " + n + " of input partition " + partition;
                    scan.firstProblem = where + ": " + result.problem();
                }
                continue;
            }
            if (RowReader.isValidation(row)) {
                scan.validationRows++;
            } else {
                scan.trainRows++;
            }
            for (float state : result.states()) {
                scan.encoding = scan.encoding.or(Encoding.of(state));
            }
        }
        return scan;
    }

    /** Adds what a later partition found. */
    private void merge(RowScan later) {
        trainRows += later.trainRows;
        validationRows += later.validationRows;
        invalidRows += later.invalidRows;
        encoding = encoding.or(later.encoding);
        firstProblem = firstProblem != null ? firstProblem : later.firstProblem;
    }

    public long trainRows() {
        return trainRows;
    }

    public long validationRows() {
        return validationRows;
    }

    public long invalidRows() {
        return invalidRows;
    }

    /** The smallest encoding that holds every valid row. */
    public Encoding encoding() {
        return encoding;
    }

    /** Where and what, for the first invalid row in the table's order; {@code null} if all are valid. */
    public String firstProblem() {
        return firstProblem;
    }
}
