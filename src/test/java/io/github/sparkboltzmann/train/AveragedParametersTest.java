package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Averaged parameters: what they are, that they are measured and kept, and that training does not notice them. */
class AveragedParametersTest {
    private static final int WIDTH = 12;
    private static final int ROWS = 103;
    private static final Machine MACHINE = Machine.restricted(WIDTH, 4);
    private static final Parameters FIRST = TinyMachines.random(MACHINE, 0.3, 6);
    private static final int LENGTH = FIRST.values().length;

    @Test
    void trainingGoesOnFromTheRawParametersAndTheAverageIsThatOfAPlainLoop() {
        // One update an epoch, so that the parameters after each update are those of a shorter run.
        double[] average = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            average[i] = FIRST.values()[i];
        }
        int epochs = 12;
        for (int t = 0; t < epochs; t++) {
            float[] w = train(settings(epochs, 0, 1), 1, ROWS, t + 1).learner().values();
            double d = Math.min(0.5, (1.0 + t) / (10.0 + t));
            for (int i = 0; i < LENGTH; i++) {
                average[i] = d * average[i] + (1 - d) * w[i];
            }
        }
        TrainingState averaged = train(settings(epochs, 0.5, 1), 1, ROWS, epochs);
        float[] plain = train(settings(epochs, 0, 1), 1, ROWS, epochs).learner().values();
        assertArrayEquals(plain, Arrays.copyOf(averaged.learner().values(), plain.length));
        float[] evaluated = averaged.learner().evaluated(MACHINE).values();
        for (int i = 0; i < LENGTH; i++) {
            assertEquals(average[i], evaluated[i], 2e-6, "parameter " + i);
        }
        assertFalse(
                Arrays.equals(evaluated, averaged.learner().parameters(MACHINE).values()));
    }

    @Test
    void theAverageIsMeasuredAndKept() {
        TrainingSettings settings = settings(3, 0.9, 1);
        LocalSource source = source(settings, 2, 10);
        TrainingResult result = new Trainer(MACHINE, settings, TrainingListener.SILENT)
                .train(source, TestTraining.start(MACHINE, settings, FIRST.copy(), 2));
        Parameters average = result.state().learner().evaluated(MACHINE);
        assertArrayEquals(average.values(), result.parameters().values());
        assertEquals(
                source.measureTrain(average).freeEnergy(),
                result.history().get(2).train().freeEnergy());
        assertFalse(Arrays.equals(
                average.values(), result.state().learner().parameters(MACHINE).values()));
    }

    @Test
    void localStepsOfOnePartitionGiveTheSameBytes() {
        float[] single = train(settings(3, 0.9, 1), 1, 10, 3).learner().values();
        for (int steps : new int[] {2, 7, 1000}) {
            assertArrayEquals(
                    single, train(settings(3, 0.9, steps), 1, 10, 3).learner().values());
        }
    }

    @Test
    void withoutAveragesTheParametersAreEvaluatedAndTheBlocksAreNamed() {
        TrainingState without = TestTraining.start(MACHINE, settings(1, 0, 1), FIRST, 1);
        assertArrayEquals(FIRST.values(), without.learner().evaluated(MACHINE).values());
        TrainingState with = TestTraining.start(MACHINE, settings(1, 0.9, 1), FIRST, 1);
        assertArrayEquals(FIRST.values(), with.learner().evaluated(MACHINE).values());
        assertEquals(
                LENGTH - 4,
                with.learner().layout().block("average.bias.hidden").offset()
                        - with.learner()
                                .layout()
                                .block("average.weights.visible.hidden")
                                .offset());
        assertArrayEquals(
                FIRST.values(), with.forOneUpdate().learner().evaluated(MACHINE).values());
    }

    @Test
    void aDecayOfOneIsRefused() {
        for (double decay : new double[] {1, -0.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> settings(1, decay, 1));
        }
    }

    /** The state after some of the epochs, at constant settings. */
    private static TrainingState train(TrainingSettings settings, int partitions, int batchSize, int epochs) {
        TrainingState state = TestTraining.start(MACHINE, settings, FIRST.copy(), partitions);
        TrainingSettings shorter = new TrainingSettings(
                epochs,
                settings.gradient(),
                settings.optimizer(),
                settings.monitor(),
                settings.localSteps(),
                settings.precision(),
                settings.initialDeviation(),
                settings.seed());
        return new Trainer(MACHINE, shorter, TrainingListener.SILENT)
                .train(source(shorter, partitions, batchSize), state)
                .state();
    }

    private static LocalSource source(TrainingSettings settings, int partitions, int batchSize) {
        BlockSchedule schedule = new BlockSchedule(ROWS, batchSize, 1);
        return new LocalSource(
                MACHINE,
                settings,
                TestRows.blocks(TestRows.binary(ROWS, WIDTH, 5), partitions, schedule),
                List.of(),
                schedule,
                2);
    }

    private static TrainingSettings settings(int epochs, double averageDecay, int localSteps) {
        return TestTraining.withOptimizer(
                epochs, TestTraining.constant(0.3).withAverageDecay(averageDecay), localSteps);
    }
}
