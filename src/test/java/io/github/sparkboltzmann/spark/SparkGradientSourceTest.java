package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowStates;
import io.github.sparkboltzmann.train.BlockSchedule;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.LocalSource;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.Trainer;
import io.github.sparkboltzmann.train.TrainingListener;
import io.github.sparkboltzmann.train.TrainingResult;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.TrainingState;
import java.util.ArrayList;
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
                    TrainingState state = TestTraining.start(MACHINE, settings, PARAMETERS, partitions);
                    Statistics statistics = source.round(state, step, 1).statistics();
                    String where = rows + " rows, " + partitions + " partitions, " + form + ", CD-" + k;
                    assertEqualsPlainLoop(blocks, schedule, settings, step, statistics, where);
                    Statistics local = local(blocks, schedule, settings, source)
                            .round(state, step, 1)
                            .statistics();
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
                VISIBLE,
                HIDDEN,
                settings.gradient().sweepsAt(0, 1),
                settings.gradient().form(),
                PARAMETERS.values());
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
        assertTwins(blocks, schedule, settings);
    }

    @Test
    void localStepsOnSparkEqualThoseInThisProcessBitForBit() {
        BlockSchedule schedule = new BlockSchedule(230, 50, 77);
        for (int partitions : new int[] {1, 3}) {
            List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(230, VISIBLE, 4), partitions, schedule);
            for (GradientSettings gradient : PHASES) {
                assertTwins(blocks, schedule, TestTraining.settings(4, gradient, 0.2, 4));
            }
        }
    }

    @Test
    void persistentChainsOnSparkEqualThoseInThisProcessBitForBit() {
        BlockSchedule schedule = new BlockSchedule(230, 50, 77);
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(230, VISIBLE, 4), 3, schedule);
        assertTwins(blocks, schedule, TestTraining.settings(4, PHASES.get(1), 0.2, 1));
    }

    @Test
    void weightedRowsOnSparkEqualThoseInThisProcessBitForBit() {
        BlockSchedule schedule = new BlockSchedule(230, 50, 77);
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(230, VISIBLE, 4), 3, schedule).stream()
                .map(partition -> partition.stream()
                        .map(SparkGradientSourceTest::weighted)
                        .toList())
                .toList();
        for (GradientSettings gradient : PHASES) {
            for (int localSteps : new int[] {1, 4}) {
                assertTwins(blocks, schedule, TestTraining.settings(4, gradient, 0.2, localSteps));
            }
        }
    }

    private static RowBlock weighted(RowBlock block) {
        List<RowStates> rows = new ArrayList<>();
        float[] weights = new float[block.rows()];
        for (int r = 0; r < block.rows(); r++) {
            float[] state = new float[VISIBLE];
            block.unpack(r, r + 1, state);
            rows.add(RowStates.dense(state));
            weights[r] = (r % 5 + 1) / 8f;
        }
        return RowBlock.pack(RowBlock.Encoding.BITS, VISIBLE, rows, weights);
    }

    private static final List<GradientSettings> PHASES = List.of(
            GradientSettings.contrastiveDivergence(2, StatisticsForm.PROBABILITIES),
            GradientSettings.persistent(2, StatisticsForm.HIDDEN_PROBABILITIES, 17));

    private static void assertTwins(List<List<RowBlock>> blocks, BlockSchedule schedule, TrainingSettings settings) {
        Parameters parameters = TinyMachines.random(MACHINE, 0.1, 6);
        int partitions = blocks.size();
        try (PackedRows packed = pack(blocks, schedule)) {
            SparkGradientSource source =
                    new SparkGradientSource(SparkBlocks.context(), MACHINE, settings, packed, packed, 2);
            Trainer trainer = new Trainer(MACHINE, settings, TrainingListener.SILENT);
            TrainingResult onSpark =
                    trainer.train(source, TestTraining.start(MACHINE, settings, parameters, partitions));
            TrainingResult here = trainer.train(
                    local(blocks, schedule, settings, source),
                    TestTraining.start(MACHINE, settings, parameters, partitions));
            assertArrayEquals(here.parameters().values(), onSpark.parameters().values());
            assertArrayEquals(
                    here.state().learner().values(), onSpark.state().learner().values());
            for (int p = 0; p < onSpark.state().chains().partitions(); p++) {
                for (int l = 0; l < 2; l++) {
                    RowBlock chains = onSpark.state().chains().of(p).layer(l);
                    for (int c = 0; c < chains.rows(); c++) {
                        assertArrayEquals(here.state().chains().of(p).layer(l).content(c), chains.content(c));
                    }
                }
            }
            for (int e = 0; e < 4; e++) {
                EpochRecord twin = here.history().get(e);
                EpochRecord record = onSpark.history().get(e);
                assertEquals(twin.batchReconstructionError(), record.batchReconstructionError());
                assertSame(twin.train(), record.train());
                assertSame(twin.validation(), record.validation());
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
        boolean weighted = blocks.get(0).get(0).weights() != null;
        return PackedRows.of(
                SparkBlocks.distribute(blocks),
                schedule,
                StorageLevel.MEMORY_ONLY(),
                VISIBLE,
                weighted ? RowWeights.of(230, 0.625) : RowWeights.NONE,
                1);
    }

    private static LocalSource local(
            List<List<RowBlock>> blocks,
            BlockSchedule schedule,
            TrainingSettings settings,
            SparkGradientSource source) {
        return new LocalSource(MACHINE, settings, blocks, blocks, schedule, source.measuredBlocks());
    }
}
