package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.model.InputScaling;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** The smallest and largest finite value of each column, over the training rows. */
public final class ColumnRanges implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] minimum;
    private final double[] maximum;

    private final long[] entries;
    private long rows;

    private ColumnRanges(int width) {
        entries = new long[width];
        minimum = new double[width];
        maximum = new double[width];
        Arrays.fill(minimum, Double.POSITIVE_INFINITY);
        Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
    }

    /** The {@code min-max} scaling of the training rows; one job. A column without a finite value scales to 0. */
    public static InputScaling minMax(JavaRDD<Row> rows, int width) {
        ColumnRanges ranges = rows.mapPartitions(it -> List.of(scan(it, width)).iterator())
                .treeAggregate(new ColumnRanges(width), ColumnRanges::merge, ColumnRanges::merge);
        for (int i = 0; i < width; i++) {
            if (ranges.entries[i] < ranges.rows) {
                // A sparse vector that has no entry here has a 0.
                ranges.minimum[i] = Math.min(ranges.minimum[i], 0);
                ranges.maximum[i] = Math.max(ranges.maximum[i], 0);
            }
            if (ranges.minimum[i] > ranges.maximum[i]) {
                ranges.minimum[i] = 0;
                ranges.maximum[i] = 0;
            }
        }
        return InputScaling.minMax(ranges.minimum, ranges.maximum);
    }

    private static ColumnRanges scan(Iterator<Row> rows, int width) {
        ColumnRanges ranges = new ColumnRanges(width);
        while (rows.hasNext()) {
            Row row = rows.next();
            Vector features = RowReader.features(row);
            if (RowReader.isTraining(row) && features != null && features.size() == width) {
                ranges.add(features);
            }
        }
        return ranges;
    }

    private void add(Vector features) {
        rows++;
        boolean sparse = features instanceof SparseVector;
        int[] indices = sparse ? ((SparseVector) features).indices() : null;
        double[] values = sparse ? ((SparseVector) features).values() : features.toArray();
        for (int e = 0; e < values.length; e++) {
            int i = sparse ? indices[e] : e;
            entries[i]++;
            if (Double.isFinite(values[e])) {
                minimum[i] = Math.min(minimum[i], values[e]);
                maximum[i] = Math.max(maximum[i], values[e]);
            }
        }
    }

    private ColumnRanges merge(ColumnRanges other) {
        for (int i = 0; i < minimum.length; i++) {
            minimum[i] = Math.min(minimum[i], other.minimum[i]);
            maximum[i] = Math.max(maximum[i], other.maximum[i]);
        }
        for (int i = 0; i < entries.length; i++) {
            entries[i] += other.entries[i];
        }
        rows += other.rows;
        return this;
    }
}
