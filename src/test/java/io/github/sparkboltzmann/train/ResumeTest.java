package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.Precision;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.optimize.Adam;
import io.github.sparkboltzmann.optimize.FastWeights;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Penalties;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.optimize.Sparsity;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is left and taken up again ends where one that was not ends, wherever it was left. */
class ResumeTest {
    private static final int WIDTH = 12;
    private static final int ROWS = 73;
    private static final int EPOCHS = 5;
    private static final Machine MACHINE = Machine.restricted(WIDTH, 4);
    private static final GradientSettings CD =
            GradientSettings.contrastiveDivergence(1, StatisticsForm.HIDDEN_PROBABILITIES);
    private static final GradientSettings PCD = GradientSettings.persistent(1, StatisticsForm.SAMPLES, 15);
    private static final EarlyStopping NEVER = EarlyStopping.NONE;

    static Stream<Arguments> runs() {
        return Stream.of(
                run("CD", CD, 0, 0, 1, 2, 1, NEVER),
                run("CD, momentum and centring", CD, 0.9, 0.05, 1, 2, 1, NEVER),
                run("PCD", PCD, 0, 0.05, 1, 2, 1, NEVER),
                run("PCD, measured every second epoch", PCD, 0.5, 0.05, 1, 2, 2, NEVER),
                run("PCD, three local steps, one partition", PCD, 0.5, 0.05, 3, 1, 1, NEVER),
                run("PCD, three local steps, every third epoch", PCD, 0.5, 0.05, 3, 2, 3, NEVER),
                run("CD, early stopping", CD, 0.5, 0, 1, 2, 1, EarlyStopping.LIKELIHOOD),
                run("FPCD", persistent(ModelPhase.FPCD), 0, 0.05, 1, 2, 1, NEVER),
                run("PT", persistent(ModelPhase.PT), 0, 0.05, 3, 2, 1, NEVER),
                run("PTT", persistent(ModelPhase.PTT), 0, 0.05, 2, 2, 1, NEVER),
                all());
    }

    private static GradientSettings persistent(ModelPhase phase) {
        return new GradientSettings(phase, 1, 2, StatisticsForm.SAMPLES, 15, 3);
    }

    /** Every kind of state that an optimiser can have, and a rate at which the alarm's halving is not far. */
    private static Arguments all() {
        MonitorSettings monitor =
                new MonitorSettings(1, Likelihood.EXACT, OnDivergence.HALVE, EarlyStopping.NONE, 2, 0);
        OptimizerSettings optimizer = new OptimizerSettings(
                        new Schedule(Schedule.Shape.CONSTANT, 0.5, 0.5), new Momentum(0, 0, 1), 0, 0.05)
                .withAverageDecay(0.9)
                .withPenalties(new Penalties(1e-3, 2, new Sparsity(0.2, 0.1, 0.9)))
                .withAdam(new Adam(0.9, 0.99, 1e-8))
                .withFastWeights(new FastWeights(0.1, 0.9));
        TrainingSettings settings = new TrainingSettings(
                EPOCHS, persistent(ModelPhase.FPCD), optimizer, monitor, 1, Precision.FLOAT32, 0.01, 77);
        return Arguments.of("FPCD with averages, penalties and Adam, halving", settings, 2);
    }

    private static Arguments run(
            String name,
            GradientSettings gradient,
            double momentum,
            double offsetRate,
            int localSteps,
            int partitions,
            int every,
            EarlyStopping stopping) {
        // A tolerance that no epoch reaches: the run stops early, after the third record.
        MonitorSettings monitor = new MonitorSettings(
                every, Likelihood.PSEUDO, OnDivergence.STOP, stopping, 2, stopping == NEVER ? 0 : 9);
        Schedule rate = new Schedule(Schedule.Shape.LINEAR, 0.2, 0.05);
        TrainingSettings settings =
                settings(EPOCHS, rate, gradient, new Momentum(momentum, momentum, 1), offsetRate, monitor, localSteps);
        return Arguments.of(name, settings, partitions);
    }

    private static TrainingSettings settings(
            int epochs,
            Schedule rate,
            GradientSettings gradient,
            Momentum momentum,
            double offsetRate,
            MonitorSettings monitor,
            int localSteps) {
        return new TrainingSettings(
                epochs,
                gradient,
                new OptimizerSettings(rate, momentum, 1e-3, offsetRate)
                        .withFastWeights(gradient.modelPhase() == ModelPhase.FPCD ? new FastWeights(0.1, 0.9) : null),
                monitor,
                localSteps,
                Precision.FLOAT32,
                0.01,
                77);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void fromEveryCheckpointTheRunEndsAsIfItHadNotBeenLeft(String name, TrainingSettings settings, int partitions) {
        Recorder all = new Recorder();
        TrainingResult undisturbed = train(settings, partitions, CheckpointSink.NONE, null);
        TrainingResult recorded = train(settings, partitions, all, null);
        assertSame(undisturbed, recorded, "with checkpoints");
        boolean stopped = settings.monitor().earlyStopping() != NEVER;
        assertEquals(stopped ? 3 : EPOCHS, last(undisturbed));
        assertTrue(all.taken.stream().anyMatch(c -> c.step() % c.updatesPerEpoch() != 0), "none inside an epoch");
        for (Checkpoint checkpoint : all.taken) {
            assertSame(
                    undisturbed,
                    train(settings, partitions, CheckpointSink.NONE, checkpoint),
                    "from " + checkpoint.place());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void aRunThatFailsAtAnyRoundAndGoesOnEndsTheSame(String name, TrainingSettings settings, int partitions) {
        TrainingResult undisturbed = train(settings, partitions, CheckpointSink.NONE, null);
        Checkpoint from = null;
        for (int round = 1; ; round++) {
            Recorder failing = new Recorder();
            failing.failAfter = 2;
            Checkpoint start = from;
            try {
                assertSame(undisturbed, train(settings, partitions, failing, start), name);
                assertTrue(round > 3, "it failed " + round + " times");
                return;
            } catch (Killed e) {
                from = failing.taken.get(0);
            }
        }
    }

    @Test
    void aFinishedRunThatIsTakenUpIsFinished() {
        TrainingSettings settings = TestTraining.settings(3, PCD, 0.1, 1);
        Recorder recorder = new Recorder();
        TrainingResult result = train(settings, 2, recorder, null);
        Checkpoint end = recorder.taken.get(recorder.taken.size() - 1);
        assertEquals(3L * end.updatesPerEpoch(), end.step());
        assertSame(result, train(settings, 2, CheckpointSink.NONE, end), "the end");
    }

    @Test
    void withAConstantRateMoreEpochsAreTheSamePath() {
        TrainingResult six = train(constant(6), 2, CheckpointSink.NONE, null);
        Recorder recorder = new Recorder();
        train(constant(4), 2, recorder, null);
        Checkpoint four = recorder.taken.get(recorder.taken.size() - 1);
        assertSame(six, train(constant(6), 2, CheckpointSink.NONE, four), "from four epochs to six");
    }

    private static TrainingSettings constant(int epochs) {
        Schedule rate = new Schedule(Schedule.Shape.CONSTANT, 0.2, 0.2);
        return settings(epochs, rate, PCD, new Momentum(0.5, 0.9, 2), 0.05, MonitorSettings.plain(), 3);
    }

    @Test
    void drawsGoOnAfterThoseOfEarlierRuns() {
        TrainingSettings settings = TestTraining.settings(1, CD, 0.1, 1);
        TrainingState start = start(settings, 2);
        float[] same = source(settings, 2).round(start, 3, 1).statistics().values();
        float[] shifted =
                source(settings, 2).round(start.after(7), 3, 1).statistics().values();
        assertFalse(Arrays.equals(same, shifted));
        assertEquals(
                7,
                start.after(7)
                        .with(start.chains(), null)
                        .frozen()
                        .forOneUpdate()
                        .stepsBefore());
    }

    @Test
    void aStateOfAnotherStructureIsRefused() {
        TrainingSettings settings = TestTraining.settings(1, PCD, 0.1, 1);
        TrainingState start = start(settings, 2);
        NamedArrays arrays = StateArrays.write(start);
        Machine other = Machine.restricted(WIDTH, 5);
        TrainingState larger = TestTraining.start(other, settings, TinyMachines.random(other, 0.1, 1), 2);
        String message = assertThrows(IllegalArgumentException.class, () -> StateArrays.read(arrays, larger, other))
                .getMessage();
        assertTrue(message.contains("weights.visible.hidden"), message);
    }

    /** Takes one after every round, and may fail. */
    private static final class Recorder implements CheckpointSink {
        final List<Checkpoint> taken = new ArrayList<>();
        int failAfter = Integer.MAX_VALUE;

        @Override
        public boolean isDue(long step, int updatesPerEpoch, boolean last) {
            if (taken.size() == failAfter) {
                throw new Killed();
            }
            return true;
        }

        @Override
        public void save(Checkpoint checkpoint) {
            taken.add(checkpoint);
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static int last(TrainingResult result) {
        return result.history().get(result.history().size() - 1).epoch();
    }

    private static void assertSame(TrainingResult expected, TrainingResult actual, String message) {
        assertArrayEquals(expected.parameters().values(), actual.parameters().values(), message);
        assertEquals(expected.keptEpoch(), actual.keptEpoch(), message);
        assertEquals(expected.warnings(), actual.warnings(), message);
        assertSame(StateArrays.write(expected.state()), StateArrays.write(actual.state()), message);
        assertSame(HistoryArrays.write(expected.history()), HistoryArrays.write(actual.history()), message);
        assertNotEquals(0, actual.history().get(0).seconds());
    }

    private static void assertSame(NamedArrays expected, NamedArrays actual, String message) {
        assertEquals(List.copyOf(expected.names()), List.copyOf(actual.names()));
        for (String name : expected.names()) {
            if (!name.equals("seconds")) {
                assertTrue(
                        Arrays.deepEquals(
                                new Object[] {expected.entry(name).values()},
                                new Object[] {actual.entry(name).values()}),
                        message + ": " + name);
            }
        }
    }

    private static TrainingResult train(
            TrainingSettings settings, int partitions, CheckpointSink sink, Checkpoint checkpoint) {
        return new Trainer(MACHINE, settings, TrainingListener.SILENT)
                .train(source(settings, partitions), start(settings, partitions), sink, checkpoint);
    }

    private static TrainingState start(TrainingSettings settings, int partitions) {
        return TestTraining.start(MACHINE, settings, TinyMachines.random(MACHINE, 0.3, 6), partitions);
    }

    private static LocalSource source(TrainingSettings settings, int partitions) {
        BlockSchedule schedule = new BlockSchedule(ROWS, 10, 1);
        List<List<io.github.sparkboltzmann.sample.RowBlock>> blocks =
                TestRows.blocks(TestRows.binary(ROWS, WIDTH, 5), partitions, schedule);
        return new LocalSource(MACHINE, settings, blocks, blocks, schedule, 2);
    }
}
