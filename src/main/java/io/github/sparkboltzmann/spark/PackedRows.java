package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.train.BlockSchedule;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/** Packed blocks, cached on the executors, and the sums over their rows that training starts from. */
public final class PackedRows implements AutoCloseable {
    private final JavaRDD<RowBlock> blocks;
    private final BlockSchedule schedule;
    private final Sums sums;

    private PackedRows(JavaRDD<RowBlock> blocks, BlockSchedule schedule, Sums sums) {
        this.blocks = blocks;
        this.schedule = schedule;
        this.sums = sums;
    }

    /** Caches blocks of states within +-1 and sums their columns; one job. */
    public static PackedRows of(JavaRDD<RowBlock> blocks, BlockSchedule schedule, StorageLevel level, int width) {
        return of(blocks, schedule, level, width, 1);
    }

    /** Caches blocks and sums their columns; one job. {@code largest} is a bound on absolute states, 2^20 at the most. */
    public static PackedRows of(
            JavaRDD<RowBlock> blocks, BlockSchedule schedule, StorageLevel level, int width, double largest) {
        double one = largest <= 1 ? Sums.ONE : Sums.ONE_OF_LARGE;
        blocks.persist(level);
        int partitions = blocks.getNumPartitions();
        Sums sums = blocks.mapPartitionsWithIndex(
                        (p, it) -> List.of(sum(it, width, p, partitions, one)).iterator(), true)
                .treeReduce(Sums::merge);
        return new PackedRows(blocks, schedule, sums);
    }

    private static Sums sum(Iterator<RowBlock> blocks, int width, int partition, int partitions, double one) {
        Sums sums = new Sums(width, partitions, one);
        while (blocks.hasNext()) {
            sums.add(blocks.next(), partition);
        }
        return sums;
    }

    public JavaRDD<RowBlock> blocks() {
        return blocks;
    }

    public BlockSchedule schedule() {
        return schedule;
    }

    public long rows() {
        return sums.rows;
    }

    /** Rows of each partition. */
    public int[] partitionRows() {
        return sums.partitionRows;
    }

    /** Bytes that the packed states take on all executors. */
    public long packedBytes() {
        return sums.bytes;
    }

    /** The encoding of the blocks. */
    public RowBlock.Encoding encoding() {
        return sums.encoding;
    }

    /** Mean state of each visible unit. */
    public double[] columnMeans() {
        double[] means = new double[sums.columns.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = sums.columns[i] / sums.one / sums.rows;
        }
        return means;
    }

    /** A hash of the rows' contents that does not depend on their order. */
    public String fingerprint() {
        return Long.toHexString(sums.fingerprint);
    }

    /** Frees the cache. */
    @Override
    public void close() {
        blocks.unpersist(false);
    }

    /** Column sums in fixed point, so that they do not depend on the order of addition: 31 binary places for states within +-1, else 20. */
    static final class Sums implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final double ONE = 0x1p31;
        private static final double ONE_OF_LARGE = 0x1p20;

        private final double one;
        private final long[] columns;
        private final int[] partitionRows;
        private long rows;
        private long bytes;
        private long fingerprint;
        private RowBlock.Encoding encoding = RowBlock.Encoding.BITS;

        Sums(int width, int partitions, double one) {
            this.one = one;
            columns = new long[width];
            partitionRows = new int[partitions];
        }

        void add(RowBlock block, int partition) {
            partitionRows[partition] += block.rows();
            float[] states = new float[block.rows() * block.width()];
            block.unpack(states);
            for (int i = 0; i < states.length; i++) {
                columns[i % columns.length] += Math.round(states[i] * one);
            }
            for (int r = 0; r < block.rows(); r++) {
                fingerprint += MurmurHash3.hash128x64(block.content(r))[0];
            }
            rows += block.rows();
            bytes += block.packedBytes();
            encoding = encoding.or(block.encoding());
        }

        Sums merge(Sums other) {
            for (int i = 0; i < columns.length; i++) {
                columns[i] += other.columns[i];
            }
            for (int p = 0; p < partitionRows.length; p++) {
                partitionRows[p] += other.partitionRows[p];
            }
            rows += other.rows;
            fingerprint += other.fingerprint;
            bytes += other.bytes;
            encoding = encoding.or(other.encoding);
            return this;
        }
    }
}
