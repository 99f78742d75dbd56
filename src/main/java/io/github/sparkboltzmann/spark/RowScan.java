package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.sample.RowStates;
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
    private int width;
    private Encoding encoding = Encoding.BITS;
    private long nonZeros;
    private boolean onlyOnes = true;
    private long missing;
    private long unlabelled;
    private long withoutWeight;
    private double largestWeight;
    private boolean weighted;
    private String firstProblem;

    /** Scans all rows; one job. */
    public static RowScan of(JavaRDD<Row> rows, RowReader reader) {
        List<RowScan> parts = rows.mapPartitionsWithIndex(
                        (p, it) -> List.of(scan(p, it, reader)).iterator(), true)
                .collect();
        RowScan total = new RowScan();
        total.width = reader.rowWidth();
        parts.forEach(total::merge);
        return total;
    }

    private static RowScan scan(int partition, Iterator<Row> rows, RowReader reader) {
        RowScan scan = new RowScan();
        for (long n = 1; rows.hasNext(); n++) {
            Row row = rows.next();
            RowReader.Result result = reader.read(row);
            double weight = RowReader.weight(row);
            String problem = result.problem() != null ? result.problem() : RowWeights.problem(weight);
            if (problem != null) {
                scan.invalidRows++;
                if (scan.firstProblem == null) {
                    String name = RowReader.name(row);
                    String where = name != null ? name : "row " + n + " of input partition " + partition;
                    scan.firstProblem = where + ": " + problem;
                }
                continue;
            }
            if (weight == 0) {
                scan.withoutWeight++;
                continue;
            }
            scan.weighted |= weight != 1;
            scan.largestWeight = Math.max(scan.largestWeight, weight);
            if (RowReader.isValidation(row)) {
                scan.validationRows++;
            } else {
                scan.trainRows++;
            }
            scan.add(result.states(), reader.width());
        }
        return scan;
    }

    private void add(RowStates row, int features) {
        boolean missesFeatures = false;
        boolean missesLabel = false;
        for (int e = 0; row.hasMissing() && e < row.entries(); e++) {
            boolean absent = row.value(e) != row.value(e);
            missesFeatures |= absent && row.column(e) < features;
            missesLabel |= absent && row.column(e) >= features;
        }
        missing += missesFeatures ? 1 : 0;
        unlabelled += missesLabel ? 1 : 0;
        for (int e = 0; e < row.entries(); e++) {
            float state = row.value(e);
            encoding = encoding.or(Encoding.of(state));
            nonZeros += state != 0f ? 1 : 0;
            onlyOnes &= state == 0f || state == 1f;
        }
    }

    /** Adds what a later partition found. */
    private void merge(RowScan later) {
        trainRows += later.trainRows;
        validationRows += later.validationRows;
        invalidRows += later.invalidRows;
        encoding = encoding.or(later.encoding);
        nonZeros += later.nonZeros;
        onlyOnes &= later.onlyOnes;
        missing += later.missing;
        unlabelled += later.unlabelled;
        withoutWeight += later.withoutWeight;
        weighted |= later.weighted;
        largestWeight = Math.max(largestWeight, later.largestWeight);
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

    /** The smallest encoding that holds every valid row: sparse rows where they take fewer bytes than the smallest dense encoding. */
    public Encoding encoding() {
        return encoding.orSparse(width, trainRows + validationRows, nonZeros, onlyOnes, missing + unlabelled > 0);
    }

    /** Valid rows of weight 0, which count nothing and are among no other count. */
    public long rowsWithoutWeight() {
        return withoutWeight;
    }

    /** The grid of the rows' weights; {@link RowWeights#NONE} where all are 1. */
    public RowWeights weights() {
        return weighted ? RowWeights.of(trainRows + validationRows, largestWeight) : RowWeights.NONE;
    }

    /** Valid rows without a label; 0 where there are no label units. */
    public long rowsWithoutLabel() {
        return unlabelled;
    }

    /** Valid rows in which a feature is missing. */
    public long rowsWithMissing() {
        return missing;
    }

    /** Where and what, for the first invalid row in the table's order; {@code null} if all are valid. */
    public String firstProblem() {
        return firstProblem;
    }
}
