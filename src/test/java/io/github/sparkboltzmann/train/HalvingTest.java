package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.Precision;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs that diverge, and what halving the learning rate makes of them: plain PCD-1 on bars and stripes of 3 x 3. */
class HalvingTest {
    private static final Machine MACHINE = Machine.restricted(9, 8);
    private static final int EPOCHS = 300;
    private static final double RATE = 0.5;

    @Test
    void halvingRecoversARunThatDiverges() {
        TrainingResult warned = train(OnDivergence.WARN, new HashMap<>());
        TrainingResult halved = train(OnDivergence.HALVE, new HashMap<>());
        assertTrue(last(warned) < -7, "without halving " + last(warned));
        assertTrue(last(halved) > -4.5, "with halving " + last(halved));
        assertTrue(warned.diverged() && !halved.diverged());
        int halvings = halved.warnings().size();
        assertTrue(halvings >= 1 && halvings <= 5, halved.warnings().toString());
        assertEquals(
                RATE * Math.pow(0.5, halvings), halved.history().get(EPOCHS - 1).learningRate());
        double best = Double.NEGATIVE_INFINITY;
        for (EpochRecord epoch : halved.history()) {
            best = Math.max(best, epoch.monitors().trainLikelihood());
        }
        assertEquals(
                best, halved.history().get(halved.keptEpoch() - 1).monitors().trainLikelihood());
    }

    @Test
    void trainingGoesBackToParametersAndChainsOfTheBestEpochWithHalfTheRate() {
        Map<Integer, TrainingState> starts = new HashMap<>();
        TrainingResult halved = train(OnDivergence.HALVE, starts);
        int epoch = 1;
        while (halved.history().get(epoch).learningRate() == RATE) {
            epoch++;
        }
        Matcher best = Pattern.compile("from the state of epoch (\\d+)")
                .matcher(halved.warnings().get(0));
        assertTrue(best.find());
        // The state before an epoch is the one after the epoch before it.
        TrainingState again = starts.get(epoch);
        TrainingState then = starts.get(Integer.parseInt(best.group(1)));
        assertTrue(epoch > Integer.parseInt(best.group(1)));
        assertArrayEquals(then.learner().values(), again.learner().values());
        assertEquals(1, then.rateFactor());
        assertEquals(0.5, again.rateFactor());
        for (int c = 0; c < 16; c++) {
            assertArrayEquals(
                    then.chains().of(0).layer(0).content(c),
                    again.chains().of(0).layer(0).content(c));
        }
    }

    @Test
    void aRateThatNoHalvingSavesIsGivenUp() {
        TrainingSettings settings = settings(OnDivergence.HALVE, 1e45);
        TrainingState start = TestTraining.start(MACHINE, settings, TinyMachines.random(MACHINE, 0.01, 2), 1);
        Trainer trainer = new Trainer(MACHINE, settings, TrainingListener.SILENT);
        String message = assertThrows(TrainingException.class, () -> trainer.train(source(settings), start))
                .getMessage();
        assertTrue(message.startsWith("Training diverged in epoch 6"), message);
    }

    private static double last(TrainingResult result) {
        return result.history().get(EPOCHS - 1).monitors().trainLikelihood();
    }

    private static float[][] barsAndStripes() {
        List<float[]> rows = new ArrayList<>();
        for (int repeat = 0; repeat < 5; repeat++) {
            for (int pattern = 0; pattern < 16; pattern++) {
                float[] row = new float[9];
                for (int i = 0; i < 9; i++) {
                    row[i] = pattern >> (pattern < 8 ? i / 3 : i % 3) & 1;
                }
                rows.add(row);
            }
        }
        return rows.toArray(new float[0][]);
    }

    /** @param starts receives a copy of the state before the epoch after this many */
    private static TrainingResult train(OnDivergence reaction, Map<Integer, TrainingState> starts) {
        TrainingSettings settings = settings(reaction, RATE);
        LocalSource source = source(settings);
        GradientSource listening = new GradientSource() {
            @Override
            public long rows() {
                return source.rows();
            }

            @Override
            public int updatesPerEpoch() {
                return source.updatesPerEpoch();
            }

            @Override
            public int partitions() {
                return source.partitions();
            }

            @Override
            public Round round(TrainingState state, long step, int steps) {
                if (step % updatesPerEpoch() == 0) {
                    starts.put((int) (step / updatesPerEpoch()), state.frozen());
                }
                return source.round(state, step, steps);
            }

            @Override
            public Measures measureTrain(Parameters parameters) {
                return source.measureTrain(parameters);
            }

            @Override
            public Measures measureValidation(Parameters parameters) {
                return source.measureValidation(parameters);
            }
        };
        return new Trainer(MACHINE, settings, TrainingListener.SILENT)
                .train(listening, TestTraining.start(MACHINE, settings, TinyMachines.random(MACHINE, 0.01, 2), 1));
    }

    private static LocalSource source(TrainingSettings settings) {
        float[][] rows = barsAndStripes();
        BlockSchedule schedule = new BlockSchedule(rows.length, 16, 1);
        return new LocalSource(
                MACHINE, settings, TestRows.blocks(rows, 1, schedule), List.of(), schedule, schedule.blocks());
    }

    private static TrainingSettings settings(OnDivergence reaction, double rate) {
        return new TrainingSettings(
                EPOCHS,
                GradientSettings.persistent(1, StatisticsForm.HIDDEN_PROBABILITIES, 16),
                new OptimizerSettings(new Schedule(Schedule.Shape.CONSTANT, rate, rate), new Momentum(0, 0, 1), 0, 0),
                new MonitorSettings(1, Likelihood.EXACT, reaction, EarlyStopping.NONE, 1, 0),
                1,
                Precision.FLOAT32,
                0.01,
                7);
    }
}
