package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.evaluate.PseudoLikelihood;
import io.github.sparkboltzmann.evaluate.PseudoLikelihoodSums;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Pseudo-likelihoods of a table's rows, partition by partition. */
public final class RowPseudoLikelihood {
    private RowPseudoLikelihood() {}

    /** Sums over all units of all rows, in partition order; rows that the reader refuses are left out. */
    public static PseudoLikelihoodSums exact(
            JavaRDD<Row> rows, RowReader reader, Machine machine, Broadcast<Parameters> parameters) {
        return sums(rows, reader, machine, parameters, null);
    }

    /** Sums over one unit of each row, whose draw is a function of seed, partition and the row's place in it. */
    public static PseudoLikelihoodSums sampled(
            JavaRDD<Row> rows, RowReader reader, Machine machine, Broadcast<Parameters> parameters, long seed) {
        return sums(rows, reader, machine, parameters, seed);
    }

    private static PseudoLikelihoodSums sums(
            JavaRDD<Row> rows, RowReader reader, Machine machine, Broadcast<Parameters> parameters, Long seed) {
        PseudoLikelihoodSums total = new PseudoLikelihoodSums();
        rows.mapPartitionsWithIndex(
                        (p, it) -> List.of(sum(p, it, reader, machine, parameters.value(), seed))
                                .iterator(),
                        true)
                .collect()
                .forEach(total::merge);
        return total;
    }

    private static PseudoLikelihoodSums sum(
            int partition, Iterator<Row> rows, RowReader reader, Machine machine, Parameters parameters, Long seed) {
        PseudoLikelihood measure =
                new PseudoLikelihood(machine, parameters.values(), Kernels.elementwise(), Kernels.batchProducts());
        StateBatches batches = new StateBatches(rows, reader);
        PseudoLikelihoodSums sums = new PseudoLikelihoodSums();
        double[] values = new double[StateBatches.ROWS];
        int first = 0;
        for (int count = batches.next(); count > 0; count = batches.next()) {
            if (seed == null) {
                measure.exact(batches.states(), count, values);
            } else {
                DrawKey key =
                        DrawKey.of(seed, 0, Purpose.PSEUDO_LIKELIHOOD.number()).partition(partition);
                measure.sampled(batches.states(), count, key, first, values);
            }
            sums.add(values, count);
            first += count;
        }
        return sums;
    }
}
