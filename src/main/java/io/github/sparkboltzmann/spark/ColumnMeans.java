package io.github.sparkboltzmann.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/** The mean state of each visible unit over a table's rows, and whether all states are 0 or 1. Sums are in fixed point: exact in any order. */
public final class ColumnMeans implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double ONE = 0x1p31;

    private final long[] sums;
    private long rows;
    private boolean binary = true;

    private ColumnMeans(int width) {
        sums = new long[width];
    }

    /** One pass over all rows; rows that the reader refuses are left out. */
    public static ColumnMeans of(JavaRDD<Row> rows, RowReader reader) {
        ColumnMeans total = new ColumnMeans(reader.width());
        rows.mapPartitions(it -> List.of(sum(it, reader)).iterator()).collect().forEach(total::merge);
        return total;
    }

    private static ColumnMeans sum(Iterator<Row> rows, RowReader reader) {
        ColumnMeans sums = new ColumnMeans(reader.width());
        StateBatches batches = new StateBatches(rows, reader);
        for (int count = batches.next(); count > 0; count = batches.next()) {
            sums.add(batches.states(), count);
        }
        return sums;
    }

    private void add(float[] states, int count) {
        for (int r = 0; r < count; r++) {
            for (int i = 0; i < sums.length; i++) {
                float state = states[r * sums.length + i];
                sums[i] += Math.round(state * ONE);
                binary &= state == 0 || state == 1;
            }
        }
        rows += count;
    }

    private void merge(ColumnMeans other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        rows += other.rows;
        binary &= other.binary;
    }

    public long rows() {
        return rows;
    }

    /** Whether every state is 0 or 1. */
    public boolean isBinary() {
        return binary;
    }

    /** Mean states; NaN for no rows. */
    public double[] means() {
        double[] means = new double[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = sums[i] / ONE / rows;
        }
        return means;
    }
}
