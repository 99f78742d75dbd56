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
import io.github.sparkboltzmann.sample.Enumeration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop, on rows of this process. */
class TrainerTest {
    private static final int WIDTH = 12;
    private static final int ROWS = 103;
    private static final Machine MACHINE = Machine.restricted(WIDTH, 4);

    @Test
    void trainingLowersTheReconstructionError() {
        List<EpochRecord> history = new Trainer(MACHINE, settings(15, 0.1), TrainingListener.SILENT)
                .train(source(10), start(Parameters.zero(MACHINE)))
                .history();
        double first = history.get(0).train().reconstructionError();
        double last = history.get(14).train().reconstructionError();
        assertTrue(last < 0.6 * first, "from " + first + " to " + last);
    }

    @Test
    void aHugeLearningRateIsStoppedWithEpochAndUpdateAndTheLastFiniteParametersAreKept() {
        List<String> heard = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onUpdate(int epoch, int updateOfEpoch, long rows, double reconstructionError) {
                assertTrue(Double.isFinite(reconstructionError));
                heard.add("epoch " + epoch + ", update " + (updateOfEpoch + 1));
            }
        };
        Trainer trainer = new Trainer(MACHINE, settings(50, 1e38), listener);
        Parameters parameters = TinyMachines.random(MACHINE, 0.1, 2);
        TrainingResult result = trainer.train(source(10), start(parameters));
        String message = result.warnings().get(0);
        assertTrue(message.startsWith("Training diverged in " + heard.get(heard.size() - 1) + ":"), message);
        assertTrue(message.contains("Lower learningRate"), message);
        assertTrue(message.endsWith("The parameters of epoch " + result.keptEpoch() + " are kept."), message);
        assertTrue(result.parameters().isFinite());
    }

    @Test
    void divergenceInTheOnlyUpdateOfAnEpochIsSeen() {
        Trainer trainer = new Trainer(MACHINE, settings(1, 1e39), TrainingListener.SILENT);
        Parameters parameters = TinyMachines.random(MACHINE, 0.1, 2);
        String message = assertThrows(TrainingException.class, () -> trainer.train(source(ROWS), start(parameters)))
                .getMessage();
        assertTrue(message.startsWith("Training diverged in epoch 1, update 1:"), message);
    }

    @Test
    void noEpochsLeaveParametersAsTheyAre() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.1, 2);
        float[] before = parameters.values().clone();
        TrainingResult result =
                new Trainer(MACHINE, settings(0, 0.1), TrainingListener.SILENT).train(source(10), start(parameters));
        assertEquals(List.of(), result.history());
        assertArrayEquals(before, result.parameters().values());
    }

    @Test
    void listenerHearsEveryUpdateAndEveryEpochInOrder() {
        List<String> heard = new ArrayList<>();
        long[] rows = new long[1];
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onUpdate(int epoch, int updateOfEpoch, long updateRows, double reconstructionError) {
                heard.add(epoch + "." + updateOfEpoch);
                rows[0] += updateRows;
            }

            @Override
            public void onEpoch(EpochRecord epoch) {
                heard.add("epoch " + epoch.epoch());
            }
        };
        new Trainer(MACHINE, settings(2, 0.1), listener).train(source(50), start(Parameters.zero(MACHINE)));
        assertEquals(List.of("1.1", "1.2", "1.3", "epoch 1", "2.1", "2.2", "2.3", "epoch 2"), heard);
        assertEquals(2 * ROWS, rows[0]);
    }

    @Test
    void historyCountsUpdatesRowsAndRates() {
        List<EpochRecord> history = new Trainer(MACHINE, settings(3, 0.1), TrainingListener.SILENT)
                .train(source(10), start(Parameters.zero(MACHINE)))
                .history();
        for (int e = 0; e < 3; e++) {
            EpochRecord epoch = history.get(e);
            assertEquals(e + 1, epoch.epoch());
            assertEquals(11L * (e + 1), epoch.updates());
            assertEquals(ROWS, epoch.rows());
            assertEquals(0.1, epoch.learningRate());
            assertEquals(e == 0 ? 0.5 : 0.9, epoch.momentum());
            assertEquals(ROWS, epoch.train().rows());
            assertEquals(0, epoch.validation().rows());
            assertTrue(Double.isNaN(epoch.validation().freeEnergy()));
        }
    }

    @Test
    void measuresOfAZeroMachineAreKnown() {
        Measures measures = source(10).measureTrain(Parameters.zero(MACHINE));
        assertEquals(ROWS, measures.rows());
        // Every mean is 0.5, so every squared difference 0.25; F = -hidden * log 2.
        assertEquals(0.25, measures.reconstructionError(), 1e-12);
        assertEquals(-4 * Math.log(2), measures.freeEnergy(), 1e-6);
    }

    @Test
    void measuredFreeEnergyIsThatOfEnumeration() {
        Machine tiny = TinyMachines.restricted();
        Parameters parameters = TinyMachines.random(tiny, 1, 4);
        Enumeration all = Enumeration.of(tiny, parameters, 1);
        float[][] rows = TestRows.binary(9, 4, 7);
        double expected = 0;
        for (float[] row : rows) {
            double[][] state = {{row[0], row[1], row[2], row[3]}, new double[3]};
            expected -= all.logProbabilityOfVisible(state) + all.logPartitionFunction();
        }
        BlockSchedule schedule = new BlockSchedule(9, 4, 1);
        LocalSource source = new LocalSource(
                tiny, settings(1, 0.1), TestRows.blocks(rows, 2, schedule), List.of(), schedule, schedule.blocks());
        assertEquals(expected / 9, source.measureTrain(parameters).freeEnergy(), 1e-5);
    }

    private static LocalSource source(int batchSize) {
        BlockSchedule schedule = new BlockSchedule(ROWS, batchSize, 1);
        return new LocalSource(
                MACHINE,
                settings(1, 0.1),
                TestRows.blocks(TestRows.binary(ROWS, WIDTH, 5), 2, schedule),
                List.of(),
                schedule,
                schedule.blocks());
    }

    private static TrainingSettings settings(int epochs, double rate) {
        return new TrainingSettings(
                epochs,
                GradientSettings.contrastiveDivergence(1, StatisticsForm.PROBABILITIES),
                new OptimizerSettings(
                        new Schedule(Schedule.Shape.CONSTANT, rate, rate), new Momentum(0.5, 0.9, 2), 0, 0.01),
                MonitorSettings.plain(),
                1,
                Precision.FLOAT32,
                0.01,
                1);
    }

    private static TrainingState start(Parameters parameters) {
        return TestTraining.start(MACHINE, settings(1, 0.1), parameters, 2);
    }
}
