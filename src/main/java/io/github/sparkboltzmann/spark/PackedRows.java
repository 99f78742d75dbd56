package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.math.Hash;
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
        return of(blocks, schedule, level, width, RowWeights.NONE, 1);
    }

    /** Caches blocks and sums their columns; one job. {@code largest} is a bound on absolute states, 2^20 at the most. */
    public static PackedRows of(
            JavaRDD<RowBlock> blocks,
            BlockSchedule schedule,
            StorageLevel level,
            int width,
            RowWeights weights,
            double largest) {
        double one = largest <= 1 ? Sums.ONE : Sums.ONE_OF_LARGE;
        blocks.persist(level);
        int partitions = blocks.getNumPartitions();
        int weighted = weights.areThere() ? schedule.blocks() : 0;
        Sums sums = blocks.mapPartitionsWithIndex(
                        (p, it) -> List.of(sum(it, new Sums(width, partitions, one, weights.unit(), weighted), p))
                                .iterator(),
                        true)
                .treeReduce(Sums::merge);
        return new PackedRows(blocks, schedule, sums);
    }

    private static Sums sum(Iterator<RowBlock> blocks, Sums sums, int partition) {
        int number = 0;
        while (blocks.hasNext()) {
            sums.add(blocks.next(), partition, number++);
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

    /** Sum of the rows' weights. */
    public double weight() {
        return sums.weight;
    }

    /** For each block the weight of its rows over all partitions; {@code null} where weights are 1. */
    public double[] blockWeights() {
        return sums.blockWeights.length == 0 ? null : sums.blockWeights;
    }

    /** Mean state of each visible unit over the rows that have it, weighted. */
    public double[] columnMeans() {
        double[] means = new double[sums.columns.length];
        for (int i = 0; i < means.length; i++) {
            double present = sums.weight - (sums.absent == null ? 0 : sums.absent[i]);
            // A unit that no row has starts without a bias.
            means[i] = present == 0 ? 0.5 : sums.columns[i] / sums.one * sums.unit / present;
        }
        return means;
    }

    /** A hash of the rows' contents that does not depend on their order. */
    public String fingerprint() {
        return Long.toHexString(sums.fingerprint);
    }

    /** A hash of which rows lie in which block of which partition. */
    public String placement() {
        return Long.toHexString(sums.placement);
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
        private final double unit;
        private final double[] blockWeights;
        private double[] absent;
        private long rows;
        private double weight;
        private long bytes;
        private long fingerprint;
        private long placement;
        private RowBlock.Encoding encoding = RowBlock.Encoding.BITS;

        Sums(int width, int partitions, double one, double unit, int weightedBlocks) {
            this.one = one;
            this.unit = unit;
            blockWeights = new double[weightedBlocks];
            columns = new long[width];
            partitionRows = new int[partitions];
        }

        void add(RowBlock block, int partition, int number) {
            partitionRows[partition] += block.rows();
            for (int r = 0; r < block.rows(); r++) {
                double weight = block.weights() == null ? 1 : block.weights()[r];
                double scale = weight / unit * one;
                block.visit(r, (i, state) -> {
                    columns[i] += Math.round(state * scale);
                    if (state != state) {
                        addAbsent(i, weight);
                    }
                });
                long content = MurmurHash3.hash128x64(block.content(r))[0];
                fingerprint += content;
                placement += Hash.mix(content, (long) partition << 32 | number);
            }
            rows += block.rows();
            this.weight += block.weight();
            if (blockWeights.length > 0) {
                blockWeights[number] += block.weight();
            }
            bytes += block.packedBytes();
            encoding = encoding.or(block.encoding());
        }

        private void addAbsent(int unit, double weightWithout) {
            if (absent == null) {
                absent = new double[columns.length];
            }
            absent[unit] += weightWithout;
        }

        Sums merge(Sums other) {
            for (int i = 0; other.absent != null && i < columns.length; i++) {
                addAbsent(i, other.absent[i]);
            }
            for (int i = 0; i < columns.length; i++) {
                columns[i] += other.columns[i];
            }
            for (int p = 0; p < partitionRows.length; p++) {
                partitionRows[p] += other.partitionRows[p];
            }
            for (int b = 0; b < blockWeights.length; b++) {
                blockWeights[b] += other.blockWeights[b];
            }
            rows += other.rows;
            weight += other.weight;
            fingerprint += other.fingerprint;
            placement += other.placement;
            bytes += other.bytes;
            encoding = encoding.or(other.encoding);
            return this;
        }
    }
}
