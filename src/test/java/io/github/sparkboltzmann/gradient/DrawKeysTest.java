package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.Trajectory;
import io.github.sparkboltzmann.train.BlockSchedule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No two random draws of a run share a key. */
class DrawKeysTest {
    private static final long SEED = 5;
    private static final Machine MACHINE = Machine.restricted(10, 7);

    @Test
    void noTwoDrawsOfTwoEpochsOfCd3ShareAKey() {
        int partitions = 3;
        int rows = 50;
        BlockSchedule schedule = new BlockSchedule(rows, 12, SEED);
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(rows, 10, 1), partitions, schedule);
        Recorder recorder = new Recorder();
        ContrastiveDivergence cd =
                new ContrastiveDivergence(MACHINE, StatisticsForm.SAMPLES, recorder, Kernels.batchProducts());
        Parameters parameters = TinyMachines.random(MACHINE, 0.1, 3);
        recorder.uniform(new float[10 * 14], 10, 14, initialWeights(), 0);
        for (int p = 0; p < partitions; p++) {
            for (long step = 0; step < 2 * schedule.blocks(); step++) {
                DrawKey key =
                        DrawKey.of(SEED, step, Purpose.GIBBS_TRAINING.number()).partition(p);
                RowBlock block = blocks.get(p).get(schedule.blockOf(step));
                cd.load(parameters.values());
                cd.add(block, new Share(key, 0, block.rows(), 3), new Statistics(MACHINE.statisticsLayout()));
            }
        }
        // A row of CD-3: hidden units four times, visible ones three times; two epochs.
        assertEquals(10 * 14 + 2 * rows * (4 * 7 + 3 * 10), recorder.draws);
        assertEquals(recorder.draws, recorder.names.size());
    }

    @Test
    void noTwoDrawsOfTemperedChainsShareAKey() {
        int chains = 5;
        int updates = 4;
        RowBlock block = RowBlock.pack(RowBlock.Encoding.BITS, 10, TestRows.binary(6, 10, 1));
        Parameters parameters = TinyMachines.random(MACHINE, 0.1, 3);
        Trajectory trajectory = Trajectory.start(Kernels.elementwise(), MACHINE, parameters)
                .with(parameters.copy().values())
                .with(parameters.copy().values());
        for (ModelPhase phase : List.of(ModelPhase.PT, ModelPhase.PTT)) {
            Recorder recorder = new Recorder();
            GradientEstimator estimator = new GradientSettings(phase, 2, 2, StatisticsForm.SAMPLES, chains, 4)
                    .estimator(MACHINE, recorder, Kernels.batchProducts());
            estimator.take(
                    Chains.start(Kernels.elementwise(), MACHINE, parameters, chains, 1, SEED, 3)
                            .of(0),
                    trajectory);
            estimator.load(parameters.values());
            for (long step = 0; step < updates; step++) {
                DrawKey key = DrawKey.of(SEED, step, Purpose.GIBBS_TRAINING.number());
                estimator.add(block, new Share(key, step, 6, 2), new Statistics(MACHINE.statisticsLayout()));
            }
            // Rows draw hidden states once; four rungs sweep twice, the last draws hidden states again.
            int sweeps = updates * (6 * 7 + 4 * 2 * chains * 17 + chains * 7);
            assertTrue(recorder.draws > sweeps, phase + ": " + recorder.draws);
            assertEquals(recorder.draws, recorder.names.size(), phase.id());
        }
    }

    @Test
    void sampledMissingValuesHaveDrawsOfTheirOwn() {
        int rows = 9;
        float[][] states = TestRows.binary(rows, 10, 1);
        states[2][3] = Float.NaN;
        states[8][0] = Float.NaN;
        RowBlock block = RowBlock.pack(RowBlock.Encoding.BITS, 10, states);
        Recorder recorder = new Recorder();
        ContrastiveDivergence cd =
                new ContrastiveDivergence(MACHINE, StatisticsForm.SAMPLES, recorder, Kernels.batchProducts());
        cd.treatMissing(MissingValues.of(MissingValues.Treatment.SAMPLE, 4));
        cd.load(TinyMachines.random(MACHINE, 0.1, 3).values());
        for (long step = 0; step < 2; step++) {
            DrawKey key = DrawKey.of(SEED, step, Purpose.GIBBS_TRAINING.number());
            cd.add(block, new Share(key, step, rows, 3), new Statistics(MACHINE.statisticsLayout()));
        }
        // As without missing values, and four clamped sweeps of both layers.
        assertEquals(2 * rows * (4 * 7 + 3 * 10 + 4 * (7 + 10)), recorder.draws);
        assertEquals(recorder.draws, recorder.names.size());
    }

    @Test
    void purposesHaveNumbersOfTheirOwn() {
        Set<Integer> numbers = new HashSet<>();
        for (Purpose purpose : Purpose.values()) {
            assertTrue(numbers.add(purpose.number()), purpose + " shares its number");
        }
    }

    @Test
    void everyPartOfAKeyMakesAnotherKey() {
        Set<String> keys = new HashSet<>();
        int made = 0;
        for (long seed : new long[] {0, 1, 1L << 32, -1}) {
            for (long step : new long[] {0, 1, 1L << 24, 1L << 32, (1L << 40) - 1}) {
                for (int purpose : new int[] {0, 1, 255}) {
                    DrawKey key = DrawKey.of(seed, step, purpose);
                    for (DrawKey one :
                            List.of(key, key.partition(1), key.partition(256), key.rung(1), key.rung(65_535))) {
                        for (DrawKey at :
                                List.of(one, one.at(0, 1), one.at(1, 0), one.at(0, 255), one.at(1 << 16, 0))) {
                            keys.add(at.toString());
                            made++;
                        }
                    }
                }
            }
        }
        assertEquals(made, keys.size());
    }

    @Test
    void differentKeysDrawDifferently() {
        DrawKey key = DrawKey.of(SEED, 3, 1);
        Set<String> draws = new HashSet<>();
        List<DrawKey> keys = List.of(
                key,
                DrawKey.of(SEED + 1, 3, 1),
                DrawKey.of(SEED, 4, 1),
                DrawKey.of(SEED, 3, 2),
                key.partition(1),
                key.rung(1),
                key.at(1, 0),
                key.at(0, 1));
        for (DrawKey one : keys) {
            for (int row = 0; row < 2; row++) {
                float[] uniform = new float[8];
                Kernels.elementwise().uniform(uniform, 1, 8, one, row);
                draws.add(java.util.Arrays.toString(uniform));
            }
        }
        assertEquals(2 * keys.size(), draws.size());
    }

    /** As {@code Parameters.initial} draws the weights: two uniforms each. */
    private static DrawKey initialWeights() {
        return DrawKey.of(SEED, 0, Purpose.INITIAL_WEIGHTS.number()).at(0, 0);
    }

    /** Writes down the name of every draw. */
    private static final class Recorder implements Elementwise {
        private final Elementwise kernels = Kernels.elementwise();
        private final Set<String> names = new HashSet<>();
        private int draws;

        private void record(DrawKey key, int firstRow, int rows, int units) {
            for (int r = firstRow; r < firstRow + rows; r++) {
                for (int i = 0; i < units; i++) {
                    names.add(key + "/" + r + "/" + i);
                    draws++;
                }
            }
        }

        @Override
        public void sigmoid(float[] z, float[] bias, int offset, int rows, int units, float inverseTemperature) {
            kernels.sigmoid(z, bias, offset, rows, units, inverseTemperature);
        }

        @Override
        public void sigmoidDraw(
                float[] z,
                float[] bias,
                int offset,
                int rows,
                int units,
                float inverseTemperature,
                float[] state,
                DrawKey key,
                int firstRow) {
            record(key, firstRow, rows, units);
            kernels.sigmoidDraw(z, bias, offset, rows, units, inverseTemperature, state, key, firstRow);
        }

        @Override
        public void softplusSums(float[] z, float[] bias, int offset, int rows, int units, double[] out) {
            kernels.softplusSums(z, bias, offset, rows, units, out);
        }

        @Override
        public void uniform(float[] out, int rows, int units, DrawKey key, int firstRow) {
            record(key, firstRow, rows, units);
            kernels.uniform(out, rows, units, key, firstRow);
        }

        @Override
        public String description() {
            return "recorder";
        }
    }
}
