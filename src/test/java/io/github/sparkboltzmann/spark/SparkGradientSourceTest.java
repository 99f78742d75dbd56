package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.train.BlockSchedule;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.LocalSource;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.Trainer;
import io.github.sparkboltzmann.train.TrainingListener;
import io.github.sparkboltzmann.train.TrainingSettings;
import java.util.List;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;

/** The cluster's statistics against plain loops and against this process. */
class SparkGradientSourceTest {
    private static final int VISIBLE = 11;
    private static final int HIDDEN = 5;
    private static final int BLOCKS = 3;
    private static final Machine MACHINE = Machine.restricted(VISIBLE, HIDDEN);
    private static final Parameters PARAMETERS = TinyMachines.random(MACHINE, 0.7, 8);

    @Test
    void mergedStatisticsEqualThoseOfAPlainLoopWhateverPartitionsAndBlocks() {
        for (int partitions : new int[] {1, 2, 7}) {
            for (int blockRows : new int[] {1, 2, 64}) {
                assertEqualsPlainLoop(BLOCKS * blockRows * partitions, partitions, blockRows * partitions);
            }
        }
    }

    @Test
    void mergedStatisticsEqualThoseOfAPlainLoopWithEmptyPartitions() {
        assertEqualsPlainLoop(3, 7, 3);
        assertEqualsPlainLoop(12, 7, 5);
    }

    private static void assertEqualsPlainLoop(int rows, int partitions, int batchSize) {
        BlockSchedule schedule = new BlockSchedule(rows, batchSize, 77);
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(rows, VISIBLE, rows), partitions, schedule);
        try (PackedRows packed = pack(blocks, schedule)) {
            for (StatisticsForm form : StatisticsForm.values()) {
                for (int k : new int[] {1, 3}) {
                    TrainingSettings settings = SparkBlocks.settings(1, k, form);
                    SparkGradientSource source =
                            new SparkGradientSource(SparkBlocks.context(), MACHINE, settings, packed, null, 2);
                    long step = schedule.blocks() + k;
                    Statistics statistics = source.round(PARAMETERS, step);
                    String where = rows + " rows, " + partitions + " partitions, " + form + ", CD-" + k;
                    assertEqualsPlainLoop(blocks, schedule, settings, step, statistics, where);
                    Statistics local = local(blocks, schedule, settings, source).round(PARAMETERS, step);
                    assertArrayEquals(local.values(), statistics.values(), where);
                    assertEquals(local.squaredError(), statistics.squaredError(), where);
                    assertEquals(local.rows(), statistics.rows(), where);
                }
            }
        }
    }

    private static void assertEqualsPlainLoop(
            List<List<RowBlock>> blocks,
            BlockSchedule schedule,
            TrainingSettings settings,
            long step,
            Statistics statistics,
            String where) {
        PlainContrastiveDivergence plain = new PlainContrastiveDivergence(
                VISIBLE, HIDDEN, settings.cdSteps(), settings.statisticsForm(), PARAMETERS.values());
        for (int p = 0; p < blocks.size(); p++) {
            plain.add(
                    blocks.get(p).get(schedule.blockOf(step)),
                    DrawKey.of(settings.seed(), step, Purpose.GIBBS_TRAINING.number())
                            .partition(p));
        }
        assertEquals(plain.rows, statistics.rows(), where);
        assertTrue(plain.rows > 0, where + ": an update of no rows tests nothing");
        for (int i = 0; i < plain.sums.length; i++) {
            assertEquals(plain.sums[i] / plain.rows, statistics.values()[i] / plain.rows, 1e-5, where + ", " + i);
        }
        assertEquals(plain.squaredError / plain.rows, statistics.squaredError() / plain.rows, 1e-5, where);
    }

    @Test
    void trainingOnSparkEqualsTrainingInThisProcessBitForBit() {
        BlockSchedule schedule = new BlockSchedule(230, 50, 77);
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(230, VISIBLE, 4), 3, schedule);
        TrainingSettings settings = SparkBlocks.settings(4, 2, StatisticsForm.HIDDEN_PROBABILITIES);
        Parameters onSpark = TinyMachines.random(MACHINE, 0.1, 6);
        Parameters here = onSpark.copy();
        try (PackedRows packed = pack(blocks, schedule)) {
            SparkGradientSource source =
                    new SparkGradientSource(SparkBlocks.context(), MACHINE, settings, packed, packed, 2);
            Trainer trainer = new Trainer(MACHINE, settings, TrainingListener.SILENT);
            List<EpochRecord> history = trainer.train(source, onSpark);
            List<EpochRecord> twin = trainer.train(local(blocks, schedule, settings, source), here);
            assertArrayEquals(here.values(), onSpark.values());
            for (int e = 0; e < 4; e++) {
                assertEquals(
                        twin.get(e).batchReconstructionError(), history.get(e).batchReconstructionError());
                assertSame(twin.get(e).train(), history.get(e).train());
                assertSame(twin.get(e).validation(), history.get(e).validation());
            }
        }
    }

    @Test
    void packedRowsCountRowsAndMeansExactly() {
        BlockSchedule schedule = new BlockSchedule(100, 30, 77);
        float[][] rows = TestRows.binary(100, VISIBLE, 4);
        try (PackedRows packed = pack(TestRows.blocks(rows, 7, schedule), schedule)) {
            assertEquals(100, packed.rows());
            assertEquals(200, packed.packedBytes());
            assertEquals(RowBlock.Encoding.BITS, packed.encoding());
            for (int i = 0; i < VISIBLE; i++) {
                double sum = 0;
                for (float[] row : rows) {
                    sum += row[i];
                }
                assertEquals(sum / 100, packed.columnMeans()[i], 1e-15);
            }
            try (PackedRows otherwise = pack(TestRows.blocks(rows, 2, schedule), schedule)) {
                assertEquals(packed.fingerprint(), otherwise.fingerprint());
            }
            rows[3][2] = 1 - rows[3][2];
            try (PackedRows changed = pack(TestRows.blocks(rows, 7, schedule), schedule)) {
                assertTrue(!packed.fingerprint().equals(changed.fingerprint()));
            }
        }
    }

    private static void assertSame(Measures expected, Measures actual) {
        assertEquals(expected.rows(), actual.rows());
        assertEquals(expected.reconstructionError(), actual.reconstructionError());
        assertEquals(expected.freeEnergy(), actual.freeEnergy());
    }

    private static PackedRows pack(List<List<RowBlock>> blocks, BlockSchedule schedule) {
        return PackedRows.of(SparkBlocks.distribute(blocks), schedule, StorageLevel.MEMORY_ONLY(), VISIBLE);
    }

    private static LocalSource local(
            List<List<RowBlock>> blocks,
            BlockSchedule schedule,
            TrainingSettings settings,
            SparkGradientSource source) {
        return new LocalSource(
                MACHINE, settings, blocks, blocks, schedule, source.updateRows(), source.measuredBlocks());
    }
}
