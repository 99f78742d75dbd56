package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.model.InputScaling;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * The mean and the standard deviation of each column's finite values, over the training rows.
 *
 * <pre>
 * y = (x - minimum) / (maximum - minimum),   mean = minimum + range &lt;y&gt;,   deviation = range sqrt(&lt;y^2&gt; - &lt;y&gt;^2)
 * </pre>
 *
 * <p>Two jobs: ranges first, which no order of rows changes, then sums of y and y^2 in fixed point of 32 binary places: exact in any order, for
 * up to 2^31 rows. A deviation below 10^-5 of the column's range is not told from none.
 */
public final class ColumnMoments implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double ONE = 0x1p32;
    private static final double LEAST_VARIANCE = 1e-10;

    private final double[] minimum;
    private final double[] range;
    private final long[] counts;
    private final long[] sums;
    private final long[] squares;

    private ColumnMoments(double[] minimum, double[] range) {
        this.minimum = minimum;
        this.range = range;
        counts = new long[minimum.length];
        sums = new long[minimum.length];
        squares = new long[minimum.length];
    }

    /** The {@code standardize} scaling of the training rows; a constant column, and one without a finite value, scales to 0. */
    public static InputScaling standardize(JavaRDD<Row> rows, int width) {
        InputScaling ranges = ColumnRanges.minMax(rows, width);
        double[] minimum = ranges.minimum();
        double[] range = ranges.maximum();
        for (int i = 0; i < width; i++) {
            range[i] -= minimum[i];
        }
        return sum(rows, minimum, range).scaling();
    }

    private static ColumnMoments sum(JavaRDD<Row> rows, double[] minimum, double[] range) {
        return rows.mapPartitions(it -> List.of(scan(it, minimum, range)).iterator())
                .treeAggregate(new ColumnMoments(minimum, range), ColumnMoments::merge, ColumnMoments::merge);
    }

    private static ColumnMoments scan(Iterator<Row> rows, double[] minimum, double[] range) {
        ColumnMoments moments = new ColumnMoments(minimum, range);
        while (rows.hasNext()) {
            Row row = rows.next();
            Vector features = RowReader.features(row);
            if (RowReader.isTraining(row) && features != null && features.size() == minimum.length) {
                moments.add(features.toArray());
            }
        }
        return moments;
    }

    private void add(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                double y = range[i] > 0 ? (values[i] - minimum[i]) / range[i] : 0;
                counts[i]++;
                sums[i] += Math.round(y * ONE);
                squares[i] += Math.round(y * y * ONE);
            }
        }
    }

    private ColumnMoments merge(ColumnMoments other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
            sums[i] += other.sums[i];
            squares[i] += other.squares[i];
        }
        return this;
    }

    private InputScaling scaling() {
        double[] means = new double[counts.length];
        double[] deviations = new double[counts.length];
        for (int i = 0; i < means.length; i++) {
            double n = Math.max(1, counts[i]);
            double y = sums[i] / ONE / n;
            double variance = squares[i] / ONE / n - y * y;
            means[i] = minimum[i] + range[i] * y;
            deviations[i] = variance > LEAST_VARIANCE ? range[i] * Math.sqrt(variance) : 0;
        }
        return InputScaling.standardize(means, deviations);
    }
}
