package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.evaluate.BeliefBound;
import io.github.sparkboltzmann.evaluate.BeliefBoundSums;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * Lower bounds of the log-likelihood of a table's rows under a belief network, partition by partition.
 *
 * <p>A row's draws are a function of the seed and of 71 bits of a hash of its states, so that neither order nor partitions show; equal rows have equal draws.
 */
public final class RowBeliefBound implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Machine stack;
    private final Machine top;
    private final double logZ;
    private final int draws;
    private final long seed;

    /**
     * @param stack the directed steps
     * @param top the restricted machine above them
     * @param logZ of the top, in nats
     * @param draws of a row, 1 or more
     */
    public RowBeliefBound(Machine stack, Machine top, double logZ, int draws, long seed) {
        BeliefBound.requirePossible(stack, top);
        if (draws < 1) {
            throw new IllegalArgumentException("A row's bound takes 1 draw or more, but is to have " + draws + ".");
        }
        this.stack = stack;
        this.top = top;
        this.logZ = logZ;
        this.draws = draws;
        this.seed = seed;
    }

    /** Sums over all rows, in partition order; rows that the reader refuses are left out. */
    public BeliefBoundSums sums(
            JavaRDD<Row> rows,
            RowReader reader,
            Broadcast<Parameters> up,
            Broadcast<Parameters> down,
            Broadcast<Parameters> topParameters) {
        return sums(this, rows, reader, up, down, topParameters);
    }

    private static BeliefBoundSums sums(
            RowBeliefBound bound,
            JavaRDD<Row> rows,
            RowReader reader,
            Broadcast<Parameters> up,
            Broadcast<Parameters> down,
            Broadcast<Parameters> topParameters) {
        BeliefBoundSums total = new BeliefBoundSums();
        rows.mapPartitions(it -> List.of(bound.sum(
                                it,
                                reader,
                                up.value().values(),
                                down.value().values(),
                                topParameters.value().values()))
                        .iterator())
                .collect()
                .forEach(total::merge);
        return total;
    }

    private BeliefBoundSums sum(Iterator<Row> rows, RowReader reader, float[] up, float[] down, float[] topParameters) {
        BeliefBound bound = new BeliefBound(
                stack, up, down, top, topParameters, logZ, Kernels.elementwise(), Kernels.batchProducts());
        BeliefBoundSums sums = new BeliefBoundSums();
        StateBatches batches = new StateBatches(rows, reader);
        double[] values = new double[draws];
        int width = reader.rowWidth();
        for (int count = batches.next(); count > 0; count = batches.next()) {
            for (int r = 0; r < count; r++) {
                bound.draw(batches.states(), r * width, values, key(batches.states(), r * width, width));
                sums.add(values);
            }
        }
        return sums;
    }

    private DrawKey key(float[] states, int at, int width) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * width);
        for (int i = 0; i < width; i++) {
            bytes.putInt(Float.floatToIntBits(states[at + i]));
        }
        long[] hash = MurmurHash3.hash128x64(bytes.array());
        return DrawKey.of(seed, hash[0] >>> 24, Purpose.BELIEF_BOUND.number()).partition((int) (hash[1] >>> 33));
    }
}
