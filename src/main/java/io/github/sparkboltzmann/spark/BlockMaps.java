package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.sample.RowStates;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * New blocks of packed rows from old ones, block by block: rows stay in their block, their partition and their order, with their weights and labels.
 *
 * <p>What comes out is a function of the block alone, so that an executor that is lost, or a cache that is evicted, changes no byte.
 */
public final class BlockMaps {
    private final PackedRows rows;
    private final int features;
    private final int classes;
    private final StorageLevel level;
    private final RowWeights weights;

    /**
     * @param features units before those of the label
     * @param classes label units at the end of each row; 0 for none
     * @param level of what comes out
     */
    public BlockMaps(PackedRows rows, int features, int classes, StorageLevel level, RowWeights weights) {
        this.rows = rows;
        this.features = features;
        this.classes = classes;
        this.level = level;
        this.weights = weights;
    }

    /** The map of a partition's blocks, made once a task. */
    private interface Maker extends Serializable {
        UnaryOperator<RowBlock> make();
    }

    /**
     * The rows' features: what a machine without label units makes of them in its highest hidden layer, {@code [rows, hidden]} in float32; labels stay.
     *
     * @param largest a bound on absolute means of its hidden units
     */
    public PackedRows hidden(
            Machine machine, int hidden, Broadcast<Parameters> parameters, MissingValues missing, double largest) {
        int given = features;
        int labels = classes;
        return packed(
                () -> {
                    RowMeasurer measurer = new RowMeasurer(machine, Kernels.elementwise(), Kernels.batchProducts());
                    measurer.load(parameters.value().values());
                    return block -> hidden(block, measurer, missing, given, labels, hidden);
                },
                hidden + classes,
                largest);
    }

    private static RowBlock hidden(
            RowBlock block, RowMeasurer measurer, MissingValues missing, int features, int classes, int hidden) {
        int n = block.rows();
        float[] whole = unpacked(block);
        float[] clamped = measurer.clamp(n);
        boolean misses = false;
        for (int r = 0; r < n; r++) {
            System.arraycopy(whole, r * (features + classes), clamped, r * features, features);
            for (int i = r * features; i < (r + 1) * features; i++) {
                misses |= clamped[i] != clamped[i];
            }
        }
        if (misses) {
            measurer.complete(missing);
        }
        float[] means = measurer.features();
        List<RowStates> result = new ArrayList<>(n);
        for (int r = 0; r < n; r++) {
            float[] row = new float[hidden + classes];
            System.arraycopy(means, r * hidden, row, 0, hidden);
            System.arraycopy(whole, r * (features + classes) + features, row, hidden, classes);
            result.add(RowStates.dense(row));
        }
        return RowBlock.pack(Encoding.FLOATS, hidden + classes, result, block.weights());
    }

    /** The rows without their labels. */
    public PackedRows withoutLabels(double largest) {
        int given = features;
        return packed(() -> block -> each(block, block.encoding(), given, 1), features, largest);
    }

    /** The rows' states twice: two copies of each unit, in the same state. */
    public PackedRows doubled(double largest) {
        int width = features + classes;
        return packed(
                () -> block -> each(block, block.encoding() == Encoding.CSR ? Encoding.CSR : Encoding.FLOATS, width, 2),
                width,
                2 * largest);
    }

    /** The first states of each row, times a factor. */
    private static RowBlock each(RowBlock block, Encoding encoding, int width, float factor) {
        float[] whole = unpacked(block);
        List<RowStates> result = new ArrayList<>(block.rows());
        for (int r = 0; r < block.rows(); r++) {
            float[] row = new float[width];
            for (int i = 0; i < width; i++) {
                row[i] = factor * whole[r * block.width() + i];
            }
            result.add(RowStates.dense(row));
        }
        return RowBlock.pack(encoding, width, result, block.weights());
    }

    private PackedRows packed(Maker maker, int width, double largest) {
        return PackedRows.of(mapped(rows, maker), rows.schedule(), level, width, weights, largest);
    }

    private static JavaRDD<RowBlock> mapped(PackedRows rows, Maker maker) {
        return rows.blocks().mapPartitions(blocks -> mapped(blocks, maker.make()), true);
    }

    private static Iterator<RowBlock> mapped(Iterator<RowBlock> blocks, UnaryOperator<RowBlock> map) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return blocks.hasNext();
            }

            @Override
            public RowBlock next() {
                return map.apply(blocks.next());
            }
        };
    }

    private static float[] unpacked(RowBlock block) {
        float[] states = new float[Math.multiplyExact(block.rows(), block.width())];
        block.unpack(states);
        return states;
    }
}
