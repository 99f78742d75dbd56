package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.evaluate.RowSums;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.MissingValues;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Measures the rows of a table, partition by partition. */
public final class RowEvaluator {
    private RowEvaluator() {}

    /** Sums over all rows, in partition order; rows that the reader refuses are left out. */
    public static RowSums measure(
            JavaRDD<Row> rows,
            RowReader reader,
            MissingValues missing,
            Machine machine,
            Broadcast<Parameters> parameters) {
        RowSums total = new RowSums();
        rows.mapPartitions(it -> List.of(sum(
                                it, reader, missing, machine, parameters.value().values()))
                        .iterator())
                .collect()
                .forEach(total::merge);
        return total;
    }

    private static RowSums sum(
            Iterator<Row> rows, RowReader reader, MissingValues missing, Machine machine, float[] parameters) {
        RowMeasurer measurer = new RowMeasurer(machine, Kernels.elementwise(), Kernels.batchProducts());
        measurer.load(parameters);
        RowSums sums = new RowSums();
        StateBatches batches = new StateBatches(rows, reader);
        for (int filled = batches.next(); filled > 0; filled = batches.next()) {
            measurer.clamp(batches.states(), filled);
            if (missing.areAllowed() && batches.hasMissing()) {
                measurer.complete(missing);
            }
            measurer.measure(sums);
        }
        return sums;
    }
}
