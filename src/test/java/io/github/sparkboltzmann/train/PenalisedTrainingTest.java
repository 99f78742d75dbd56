package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.optimize.Adam;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Penalties;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.optimize.Sparsity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small trainings with penalties and with Adam. */
class PenalisedTrainingTest {
    private static final int WIDTH = 12;
    private static final int ROWS = 103;
    private static final Machine MACHINE = Machine.restricted(WIDTH, 6);
    private static final float[][] DATA = TestRows.binary(ROWS, WIDTH, 5);

    @Test
    void aSparsityTargetIsReached() {
        for (double offsetRate : new double[] {0, 0.05}) {
            double without = meanActivation(train(optimizer(offsetRate, null), 60, 1, 1));
            double with = meanActivation(train(optimizer(offsetRate, new Sparsity(0.1, 10, 0.95)), 60, 1, 1));
            assertTrue(without > 0.3, "without " + without);
            assertEquals(0.1, with, 0.04, "centring " + offsetRate);
        }
    }

    private static OptimizerSettings optimizer(double offsetRate, Sparsity sparsity) {
        return new OptimizerSettings(
                        new Schedule(Schedule.Shape.CONSTANT, 0.1, 0.1), new Momentum(0.5, 0.5, 1), 0, offsetRate)
                .withPenalties(new Penalties(0, 0, sparsity));
    }

    private static double meanActivation(float[] w) {
        double sum = 0;
        for (float[] row : DATA) {
            for (int j = 0; j < 6; j++) {
                double z = w[MACHINE.biases(1).offset() + j];
                for (int i = 0; i < WIDTH; i++) {
                    z += row[i] * w[6 * i + j];
                }
                sum += 1 / (1 + Math.exp(-z));
            }
        }
        return sum / ROWS / 6;
    }

    @Test
    void l1LeavesExactZerosAndNothingElseDoes() {
        assertEquals(0, zeros(train(optimizer(0.05, null), 30, 1, 1)));
        OptimizerSettings l1 = optimizer(0.05, null).withPenalties(new Penalties(0.01, 0, null));
        int zeros = zeros(train(l1, 30, 1, 1));
        assertTrue(zeros > 5 && zeros < 72, zeros + " of 72 weights");
    }

    private static int zeros(float[] w) {
        int zeros = 0;
        for (int i = 0; i < 6 * WIDTH; i++) {
            zeros += w[i] == 0 ? 1 : 0;
        }
        return zeros;
    }

    @Test
    void localStepsOfOnePartitionGiveTheSameBytesAndThoseOfSeveralAreFinite() {
        OptimizerSettings all = optimizer(0.05, new Sparsity(0.2, 0.5, 0.9))
                .withPenalties(new Penalties(1e-3, 2, new Sparsity(0.2, 0.5, 0.9)))
                .withAverageDecay(0.9);
        for (OptimizerSettings settings : List.of(all, all.withAdam(new Adam(0.9, 0.999, 1e-6)))) {
            float[] single = train(settings, 3, 1, 1);
            for (int steps : new int[] {2, 7, 1000}) {
                assertArrayEquals(single, train(settings, 3, steps, 1));
            }
            for (float x : train(settings, 10, 4, 3)) {
                assertTrue(Float.isFinite(x));
            }
        }
    }

    /** All numbers of the state after training. */
    private static float[] train(OptimizerSettings optimizer, int epochs, int localSteps, int partitions) {
        TrainingSettings settings = TestTraining.withOptimizer(epochs, optimizer, localSteps);
        BlockSchedule schedule = new BlockSchedule(ROWS, 10, 1);
        LocalSource source =
                new LocalSource(MACHINE, settings, TestRows.blocks(DATA, partitions, schedule), List.of(), schedule, 2);
        return new Trainer(MACHINE, settings, TrainingListener.SILENT)
                .train(source, TestTraining.start(MACHINE, settings, TinyMachines.random(MACHINE, 0.1, 6), partitions))
                .state()
                .learner()
                .values();
    }
}
