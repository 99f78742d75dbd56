package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.train.BlockSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Which block a row ends up in. */
class BlockPackerTest {
    private static final int WIDTH = 13;

    @Test
    void blocksAreTheSameWhateverOrderAndPartitioningTheInputHas() {
        List<Row> rows = rows(TestRows.binary(120, WIDTH, 3), false);
        rows.addAll(rows.subList(0, 30));
        BlockSchedule schedule = new BlockSchedule(150, 40, 9);
        String expected = text(pack(rows, 1, Encoding.BITS, 3, false, schedule));
        for (int inputPartitions : new int[] {2, 7}) {
            Collections.shuffle(rows, new Random(inputPartitions));
            assertEquals(expected, text(pack(rows, inputPartitions, Encoding.BITS, 3, false, schedule)));
        }
    }

    @Test
    void everyRowIsInExactlyOneBlock() {
        float[][] states = TestRows.binary(150, WIDTH, 3);
        List<String> packed = new ArrayList<>();
        for (List<RowBlock> partition :
                pack(rows(states, false), 4, Encoding.BITS, 3, false, new BlockSchedule(150, 40, 9))) {
            assertEquals(4, partition.size());
            partition.forEach(block -> packed.addAll(contents(block)));
        }
        List<String> expected = new ArrayList<>();
        Arrays.stream(states).forEach(row -> expected.add(Arrays.toString(row)));
        Collections.sort(expected);
        Collections.sort(packed);
        assertEquals(expected, packed);
    }

    @Test
    void rowsOfOneContentAreSpreadOverPartitions() {
        float[][] states = new float[400][];
        Arrays.fill(states, TestRows.binary(1, WIDTH, 3)[0]);
        for (List<RowBlock> partition :
                pack(rows(states, false), 3, Encoding.BITS, 4, false, new BlockSchedule(400, 400, 9))) {
            int count = partition.get(0).rows();
            // Binomial, mean 100, deviation 8.7.
            assertTrue(count > 60 && count < 140, count + " of 400 equal rows on one of four partitions");
        }
    }

    @Test
    void anotherSeedPlacesRowsOtherwise() {
        List<Row> rows = rows(TestRows.binary(100, WIDTH, 3), false);
        BlockSchedule schedule = new BlockSchedule(100, 40, 9);
        assertNotEquals(
                text(pack(rows, 1, Encoding.BITS, 2, false, schedule, 1)),
                text(pack(rows, 1, Encoding.BITS, 2, false, schedule, 2)));
    }

    @Test
    void morePartitionsThanRowsLeaveEmptyBlocks() {
        List<List<RowBlock>> packed =
                pack(rows(TestRows.binary(3, WIDTH, 3), false), 2, Encoding.BITS, 7, false, new BlockSchedule(3, 2, 9));
        assertEquals(7, packed.size());
        int rows = 0;
        for (List<RowBlock> partition : packed) {
            assertEquals(2, partition.size());
            rows += partition.get(0).rows() + partition.get(1).rows();
        }
        assertEquals(3, rows);
    }

    @Test
    void drawnRowsHaveTheGreysAsMeansAndEqualRowsAreDrawnApart() {
        float[][] greys = new float[4000][];
        Arrays.fill(greys, new float[] {0, 0.2f, 0.5f, 0.9f, 1});
        List<List<RowBlock>> packed =
                pack(rows(greys, false), 2, Encoding.FLOATS, 2, true, new BlockSchedule(4000, 4000, 9));
        double[] means = new double[5];
        List<String> different = new ArrayList<>();
        for (List<RowBlock> partition : packed) {
            RowBlock block = partition.get(0);
            assertEquals(Encoding.BITS, block.encoding());
            float[] states = new float[block.rows() * 5];
            block.unpack(states);
            for (int i = 0; i < states.length; i++) {
                means[i % 5] += states[i] / 4000.0;
            }
            different.addAll(contents(block).stream().distinct().toList());
        }
        // Five standard errors of a mean of 4,000 draws.
        assertArrayEquals(new double[] {0, 0.2, 0.5, 0.9, 1}, means, 5 * 0.5 / Math.sqrt(4000));
        assertEquals(0, means[0]);
        assertEquals(1, means[4], 1e-9);
        assertEquals(16, different.size(), "all eight states of the three grey units, on each partition");
    }

    @Test
    void validationRowsAreNotDrawnWithTheDrawsOfTrainingRows() {
        float[][] greys = new float[40][WIDTH];
        for (float[] row : greys) {
            Arrays.fill(row, 0.5f);
        }
        BlockSchedule schedule = new BlockSchedule(40, 40, 9);
        String train = text(pack(rows(greys, false), 2, Encoding.FLOATS, 2, true, schedule));
        String validation = text(pack(rows(greys, true), 2, Encoding.FLOATS, 2, true, schedule));
        assertNotEquals(train, validation);
    }

    private static List<Row> rows(float[][] states, boolean validation) {
        List<Row> rows = new ArrayList<>();
        for (float[] row : states) {
            double[] values = new double[row.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = row[i];
            }
            rows.add(RowFactory.create(Vectors.dense(values), validation, null));
        }
        return rows;
    }

    private static JavaRDD<Row> input(List<Row> rows, int partitions) {
        return SparkBlocks.context().parallelize(rows, partitions);
    }

    private static List<List<RowBlock>> pack(
            List<Row> rows, int inputPartitions, Encoding encoding, int partitions, boolean draw, BlockSchedule to) {
        return pack(rows, inputPartitions, encoding, partitions, draw, to, 11);
    }

    private static List<List<RowBlock>> pack(
            List<Row> rows,
            int inputPartitions,
            Encoding encoding,
            int partitions,
            boolean draw,
            BlockSchedule to,
            long seed) {
        int width = ((Vector) rows.get(0).get(0)).size();
        RowReader reader = new RowReader(width, InputScaling.none(), null, UnitTypes.BERNOULLI);
        return new BlockPacker(reader, encoding, partitions, seed, draw)
                .pack(input(rows, inputPartitions), (boolean) rows.get(0).get(1), to)
                .glom()
                .collect();
    }

    private static List<String> contents(RowBlock block) {
        List<String> rows = new ArrayList<>();
        for (int r = 0; r < block.rows(); r++) {
            float[] state = new float[block.width()];
            block.unpack(r, r + 1, state);
            rows.add(Arrays.toString(state));
        }
        return rows;
    }

    private static String text(List<List<RowBlock>> packed) {
        return packed.stream()
                .map(partition ->
                        partition.stream().map(BlockPackerTest::contents).toList())
                .toList()
                .toString();
    }
}
