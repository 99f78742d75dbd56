package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.sample.RowStates;
import io.github.sparkboltzmann.train.BlockSchedule;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Places rows on partitions and packs them into blocks.
 *
 * <p>A row goes to the partition that a hash of (seed, content, occurrence number) names, and rows are sorted by that hash inside it. So
 * neither the order of the input, nor its splits, nor the order in which shuffle blocks arrive has any say in what a block holds. Two
 * shuffles: the first brings rows of equal content together to number them, the second places them. Where rows name strata, {@link Strata} lays
 * them into blocks.
 */
public final class BlockPacker {
    private final RowReader reader;
    private final Encoding encoding;
    private final int partitions;
    private final long seed;
    private final boolean binarise;
    private final RowWeights weights;

    /**
     * @param encoding holds every row's states as read
     * @param partitions how many, a setting and never the default parallelism
     * @param binarise whether states are drawn, once, with their values as probabilities
     */
    public BlockPacker(RowReader reader, Encoding encoding, int partitions, long seed, boolean binarise) {
        this(reader, encoding, partitions, seed, binarise, RowWeights.NONE);
    }

    /** As above, for rows with weights; those of weight 0 are left out. */
    public BlockPacker(
            RowReader reader, Encoding encoding, int partitions, long seed, boolean binarise, RowWeights weights) {
        this.reader = reader;
        this.encoding = encoding;
        this.partitions = partitions;
        this.seed = seed;
        this.binarise = binarise;
        this.weights = weights;
    }

    /**
     * The blocks of the rows of one role, schedule's number of blocks for each partition; invalid rows are left out.
     *
     * @param validation the role: validation rows, or training rows
     */
    public JavaRDD<RowBlock> pack(JavaRDD<Row> rows, boolean validation, BlockSchedule schedule) {
        return pack(rows, reader, validation, encoding, partitions, seed, binarise, weights, schedule);
    }

    private static JavaRDD<RowBlock> pack(
            JavaRDD<Row> rows,
            RowReader reader,
            boolean validation,
            Encoding encoding,
            int partitions,
            long seed,
            boolean binarise,
            RowWeights weights,
            BlockSchedule schedule) {
        RowKey.Placement placement = new RowKey.Placement(partitions);
        JavaPairRDD<RowKey, RowBlock> byContent = rows.filter(row -> RowReader.isValidation(row) == validation)
                .mapToPair(row -> packed(row, reader, encoding, weights))
                .filter(Objects::nonNull)
                .repartitionAndSortWithinPartitions(placement);
        return JavaPairRDD.fromJavaRDD(byContent.mapPartitions(it -> number(it, seed)))
                .repartitionAndSortWithinPartitions(placement)
                .mapPartitionsWithIndex(
                        (p, it) ->
                                cut(it, drawKey(seed, validation, p), reader.rowWidth(), encoding, binarise, schedule),
                        true);
    }

    /** A row as a block of its own, and its key; {@code null} for one that does not count. */
    private static Tuple2<RowKey, RowBlock> packed(Row row, RowReader reader, Encoding encoding, RowWeights weights) {
        RowStates states = reader.read(row).states();
        double weight = RowReader.weight(row);
        if (states == null || RowWeights.problem(weight) != null || weight == 0) {
            return null;
        }
        RowBlock packed =
                RowBlock.pack(encoding, reader.rowWidth(), List.of(states), new float[] {weights.round(weight)});
        return new Tuple2<>(RowKey.ofContent(packed.content(0), RowReader.stratum(row)), packed);
    }

    /** Replaces the key of each row's content by that of (seed, content, occurrence). */
    private static Iterator<Tuple2<RowKey, RowBlock>> number(Iterator<Tuple2<RowKey, RowBlock>> sorted, long seed) {
        return new Iterator<>() {
            private RowKey last;
            private long occurrence;

            @Override
            public boolean hasNext() {
                return sorted.hasNext();
            }

            @Override
            public Tuple2<RowKey, RowBlock> next() {
                Tuple2<RowKey, RowBlock> row = sorted.next();
                occurrence = row._1().equals(last) ? occurrence + 1 : 0;
                last = row._1();
                return new Tuple2<>(last.placed(seed, occurrence), row._2());
            }
        };
    }

    /** Training rows draw with sweep 0 and validation rows with sweep 1: both are numbered from 0 in their partition. */
    private static DrawKey drawKey(long seed, boolean validation, int partition) {
        return DrawKey.of(seed, 0, Purpose.BINARISATION.number())
                .partition(partition)
                .at(validation ? 1 : 0, 0);
    }

    /** Cuts a partition's sorted rows into the schedule's blocks. */
    private static Iterator<RowBlock> cut(
            Iterator<Tuple2<RowKey, RowBlock>> sorted,
            DrawKey key,
            int width,
            Encoding encoding,
            boolean binarise,
            BlockSchedule schedule) {
        List<RowBlock> rows = inStrata(sorted, schedule);
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < schedule.blocks();
            }

            @Override
            public RowBlock next() {
                int from = schedule.firstRow(next, rows.size());
                int to = schedule.firstRow(++next, rows.size());
                if (!binarise) {
                    return RowBlock.join(encoding, width, rows.subList(from, to));
                }
                List<RowBlock> drawn = new ArrayList<>(to - from);
                for (int r = from; r < to; r++) {
                    drawn.add(drawn(rows.get(r), key, r));
                }
                return RowBlock.join(binary(encoding), width, drawn);
            }
        };
    }

    private static List<RowBlock> inStrata(Iterator<Tuple2<RowKey, RowBlock>> sorted, BlockSchedule schedule) {
        List<RowBlock> rows = new ArrayList<>();
        List<Long> strata = new ArrayList<>();
        sorted.forEachRemaining(row -> {
            rows.add(row._2());
            strata.add(row._1().stratum());
        });
        if (strata.stream().distinct().count() < 2) {
            return rows;
        }
        List<RowBlock> ordered = new ArrayList<>(rows.size());
        for (int r : Strata.order(strata.stream().mapToLong(stratum -> stratum).toArray(), schedule)) {
            ordered.add(rows.get(r));
        }
        return ordered;
    }

    /** Of drawn states: bits, unless rows are sparse. */
    private static Encoding binary(Encoding encoding) {
        return encoding == Encoding.CSR ? Encoding.CSR : Encoding.BITS;
    }

    private static RowBlock drawn(RowBlock row, DrawKey key, int number) {
        float[] states = new float[row.width()];
        row.unpack(states);
        draw(states, key, number);
        return RowBlock.pack(binary(row.encoding()), row.width(), List.of(RowStates.dense(states)), row.weights());
    }

    private static void draw(float[] probabilities, DrawKey key, int row) {
        float[] uniform = new float[probabilities.length];
        Kernels.elementwise().uniform(uniform, 1, uniform.length, key, row);
        for (int i = 0; i < uniform.length; i++) {
            // A missing state stays missing.
            if (probabilities[i] == probabilities[i]) {
                probabilities[i] = uniform[i] < probabilities[i] ? 1f : 0f;
            }
        }
    }
}
