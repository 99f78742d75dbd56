package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.evaluate.RowSums;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.model.WakeSleepMachine;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Penalties;
import io.github.sparkboltzmann.optimize.Sparsity;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The trainer on a stack and on the machine of wake-sleep, in this process: bars and stripes of 3 x 3. */
class StackTrainingTest {
    private static final int SIDE = 3;
    private static final Machine STACK = StackMachine.of(UnitTypes.BERNOULLI, SIDE * SIDE, UnitTypes.BERNOULLI, 12, 8);
    private static final Machine NETWORK =
            WakeSleepMachine.of(UnitTypes.BERNOULLI, SIDE * SIDE, 0, UnitTypes.BERNOULLI, 12, 8);
    private static final GradientSettings CD =
            GradientSettings.contrastiveDivergence(1, StatisticsForm.HIDDEN_PROBABILITIES);
    private static final GradientSettings PCD = GradientSettings.persistent(1, StatisticsForm.HIDDEN_PROBABILITIES, 20);

    @Test
    void theReconstructionErrorFalls() {
        for (Machine machine : new Machine[] {STACK, NETWORK}) {
            List<Double> errors = new ArrayList<>();
            TrainingListener listener = new TrainingListener() {
                @Override
                public void onUpdate(int epoch, int updateOfEpoch, long rows, double reconstructionError) {
                    errors.add(reconstructionError);
                }
            };
            train(machine, TestTraining.settings(200, CD, 0.1, 1), 1, listener, CheckpointSink.NONE, null);
            double first = mean(errors.subList(0, 20));
            double last = mean(errors.subList(errors.size() - 20, errors.size()));
            assertTrue(last < 0.7 * first, machine.layers().size() + " layers: from " + first + " to " + last);
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    @Test
    void theSameSeedGivesTheSameBytesAndSoDoesEveryCheckpoint() {
        for (ModelPhase phase : new ModelPhase[] {ModelPhase.CD, ModelPhase.PCD}) {
            assertResumes(STACK, phase == ModelPhase.CD ? CD : PCD, 1, 2);
        }
        assertResumes(STACK, CD, 3, 2);
        assertResumes(NETWORK, CD, 1, 2);
    }

    private static void assertResumes(Machine machine, GradientSettings gradient, int localSteps, int partitions) {
        TrainingSettings settings = TestTraining.settings(3, gradient, 0.1, localSteps);
        List<Checkpoint> taken = new ArrayList<>();
        CheckpointSink sink = new CheckpointSink() {
            @Override
            public boolean isDue(long step, int updatesPerEpoch, boolean last) {
                return true;
            }

            @Override
            public void save(Checkpoint checkpoint) {
                taken.add(checkpoint);
            }
        };
        float[] all = train(machine, settings, partitions, TrainingListener.SILENT, sink, null)
                .parameters()
                .values();
        float[] again = train(machine, settings, partitions, TrainingListener.SILENT, CheckpointSink.NONE, null)
                .parameters()
                .values();
        assertArrayEquals(all, again);
        assertTrue(taken.size() > 3, "only " + taken.size() + " checkpoints");
        for (Checkpoint checkpoint : taken) {
            assertArrayEquals(
                    all,
                    train(machine, settings, partitions, TrainingListener.SILENT, CheckpointSink.NONE, checkpoint)
                            .parameters()
                            .values(),
                    "from " + checkpoint.place());
        }
    }

    @Test
    void aLikelihoodIsNotMeasuredAndNotAskedFor() {
        for (Machine machine : new Machine[] {STACK, NETWORK}) {
            assertEquals(
                    Likelihood.NONE,
                    monitor(Likelihood.AUTO, EarlyStopping.NONE).likelihoodFor(machine));
            assertThrows(IllegalArgumentException.class, () -> monitor(Likelihood.EXACT, EarlyStopping.NONE)
                    .likelihoodFor(machine));
            assertThrows(IllegalArgumentException.class, () -> monitor(Likelihood.AUTO, EarlyStopping.FREE_ENERGY_GAP)
                    .likelihoodFor(machine));
        }
    }

    @Test
    void sparsityIsRefused() {
        OptimizerSettings sparse =
                TestTraining.constant(0.1).withPenalties(new Penalties(0, 0, new Sparsity(0.1, 0.1, 0.9)));
        TrainingSettings settings = TestTraining.withOptimizer(1, sparse, 1);
        for (Machine machine : new Machine[] {STACK, NETWORK}) {
            assertThrows(IllegalArgumentException.class, () -> new Trainer(machine, settings, TrainingListener.SILENT));
        }
    }

    private static MonitorSettings monitor(Likelihood likelihood, EarlyStopping stopping) {
        return new MonitorSettings(1, likelihood, OnDivergence.STOP, stopping, 1, 0);
    }

    private static TrainingResult train(
            Machine machine,
            TrainingSettings settings,
            int partitions,
            TrainingListener listener,
            CheckpointSink sink,
            Checkpoint checkpoint) {
        Parameters parameters = TinyMachines.random(machine, 0.05, 3);
        return new Trainer(machine, settings, listener)
                .train(
                        source(machine, settings, partitions),
                        TestTraining.start(machine, settings, parameters, partitions),
                        sink,
                        checkpoint);
    }

    /** Rows of this process that are trained on, but not measured. */
    private static GradientSource source(Machine machine, TrainingSettings settings, int partitions) {
        float[][] rows = TestRows.barsAndStripes(SIDE);
        float[][] many = new float[8 * rows.length][];
        for (int r = 0; r < many.length; r++) {
            many[r] = rows[(5 * r) % rows.length];
        }
        BlockSchedule schedule = new BlockSchedule(many.length, 20, 1);
        LocalSource local =
                new LocalSource(machine, settings, TestRows.blocks(many, partitions, schedule), List.of(), schedule, 0);
        return new GradientSource() {
            @Override
            public long rows() {
                return local.rows();
            }

            @Override
            public int updatesPerEpoch() {
                return local.updatesPerEpoch();
            }

            @Override
            public int partitions() {
                return local.partitions();
            }

            @Override
            public Round round(TrainingState state, long step, int steps) {
                return local.round(state, step, steps);
            }

            @Override
            public Measures measureTrain(Parameters parameters) {
                return Measures.of(new RowSums(), SIDE * SIDE);
            }

            @Override
            public Measures measureValidation(Parameters parameters) {
                return Measures.of(new RowSums(), SIDE * SIDE);
            }
        };
    }
}
