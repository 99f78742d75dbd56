package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.sample.RowBlock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Local steps: with one partition the same bytes as single steps, with several the average of what each of them does alone. */
class LocalStepsTest {
    private static final int WIDTH = 12;
    private static final int ROWS = 103;
    private static final Machine MACHINE = Machine.restricted(WIDTH, 4);
    private static final Parameters PARAMETERS = TinyMachines.random(MACHINE, 0.3, 6);
    private static final List<GradientSettings> PHASES = List.of(
            GradientSettings.contrastiveDivergence(2, StatisticsForm.PROBABILITIES),
            GradientSettings.persistent(1, StatisticsForm.HIDDEN_PROBABILITIES, 15));

    @Test
    void withOnePartitionAnyNumberOfLocalStepsGivesTheSameBytes() {
        for (GradientSettings gradient : PHASES) {
            TrainingResult single = train(gradient, 1, 1);
            for (int steps : new int[] {2, 7, 1000}) {
                TrainingResult local = train(gradient, steps, 1);
                assertArrayEquals(
                        single.state().learner().values(),
                        local.state().learner().values(),
                        gradient.modelPhase() + ", " + steps + " steps");
                assertEquals(single.history().size(), local.history().size());
                assertEquals(
                        single.history().get(2).train().freeEnergy(),
                        local.history().get(2).train().freeEnergy());
                for (int c = 0; c < single.state().chains().count(); c++) {
                    assertArrayEquals(
                            single.state().chains().of(0).layer(1).content(c),
                            local.state().chains().of(0).layer(1).content(c));
                }
            }
        }
    }

    @Test
    void withSeveralPartitionsTheChangeIsTheMeanOverRowsOfWhatEachDoesAlone() {
        BlockSchedule schedule = schedule();
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(ROWS, WIDTH, 5), 3, schedule);
        for (GradientSettings gradient : PHASES) {
            TrainingSettings settings = TestTraining.settings(3, gradient, 0.3, 4);
            TrainingState start = TestTraining.start(MACHINE, settings, PARAMETERS, 3);
            LocalSource all = new LocalSource(MACHINE, settings, blocks, List.of(), schedule, 2);
            LearnerState together = start.learner().copy();
            all.round(start, 2, 4).change().applyTo(together);

            double[] expected = new double[together.values().length];
            double rows = 0;
            for (int p = 0; p < 3; p++) {
                UpdateWorker worker = new UpdateWorker(MACHINE, settings);
                int own = blocks.get(p).stream().mapToInt(RowBlock::rows).sum();
                // The only partition of its round returns its state itself; its key is still that of partition p.
                RoundPlan alone = new RoundPlan(schedule, 3L * schedule.blocks(), new int[] {own}, 2, 4);
                Round round = worker.round(start, alone, blocks.get(p), p);
                LearnerState state = start.learner().copy();
                round.change().applyTo(state);
                rows += round.rows();
                for (int i = 0; i < expected.length; i++) {
                    expected[i] += round.rows() * (double) state.values()[i];
                }
            }
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i] / rows, together.values()[i], 3e-6, gradient.modelPhase() + ", number " + i);
            }
        }
    }

    @Test
    void aRoundWhoseChangeExceedsItsGridIsRepeatedOnAWiderOne() {
        GradientSettings gradient = PHASES.get(1);
        TrainingSettings settings = TestTraining.settings(2, gradient, 0.3, 4);
        BlockSchedule schedule = schedule();
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(ROWS, WIDTH, 5), 3, schedule);
        LocalSource source = new LocalSource(MACHINE, settings, blocks, List.of(), schedule, 2);
        TrainingState start = TestTraining.start(MACHINE, settings, PARAMETERS, 3);
        double[] narrow = new double[start.learner().layout().blocks().size()];
        java.util.Arrays.fill(narrow, 1e-9);
        TrainingState tight = start.with(start.chains(), narrow);
        assertTrue(!source.round(tight, 0, 4).change().fits(narrow));
        double[] wide = source.round(tight, 0, 4).change().nextBounds();
        assertTrue(source.round(start.with(start.chains(), wide), 0, 4).change().fits(wide));

        TrainingResult fromNarrow = new Trainer(MACHINE, settings, TrainingListener.SILENT)
                .train(source, start.frozen().with(start.chains(), narrow));
        TrainingResult fromWide = new Trainer(MACHINE, settings, TrainingListener.SILENT)
                .train(source, start.frozen().with(start.chains(), wide));
        assertArrayEquals(
                fromNarrow.state().learner().values(),
                fromWide.state().learner().values());
    }

    @Test
    void localStepsOfSeveralPartitionsAreNotSingleSteps() {
        assertNotEquals(
                train(PHASES.get(0), 1, 3).state().learner().values()[0],
                train(PHASES.get(0), 4, 3).state().learner().values()[0]);
    }

    @Test
    void theChoiceFollowsFromCosts() {
        // 9 ms a job: 81 ms of steps keep it at a tenth.
        assertEquals(81, LocalSteps.forCosts(0.009, 0.001, 1000));
        assertEquals(20, LocalSteps.forCosts(0.009, 0.001, 20));
        assertEquals(1, LocalSteps.forCosts(0.0001, 0.1, 20));
        assertEquals(1, LocalSteps.forCosts(-1, 0.1, 20));
        assertEquals(20, LocalSteps.forCosts(0.1, -1, 20));
    }

    @Test
    void choosingLeavesTheStateAsItWas() {
        TrainingSettings settings = TestTraining.settings(3, PHASES.get(1), 0.3, 1);
        LocalSource source = source(settings, 1);
        TrainingState start = TestTraining.start(MACHINE, settings, PARAMETERS, 1);
        float[] before = start.learner().values().clone();
        int steps = LocalSteps.choose(source, start, 7);
        assertTrue(steps >= 1 && steps <= 7);
        assertArrayEquals(before, start.learner().values());
    }

    private static TrainingResult train(GradientSettings gradient, int localSteps, int partitions) {
        TrainingSettings settings = TestTraining.settings(3, gradient, 0.3, localSteps);
        return new Trainer(MACHINE, settings, TrainingListener.SILENT)
                .train(
                        source(settings, partitions),
                        TestTraining.start(MACHINE, settings, PARAMETERS.copy(), partitions));
    }

    private static LocalSource source(TrainingSettings settings, int partitions) {
        BlockSchedule schedule = schedule();
        return new LocalSource(
                MACHINE,
                settings,
                TestRows.blocks(TestRows.binary(ROWS, WIDTH, 5), partitions, schedule),
                List.of(),
                schedule,
                2);
    }

    private static BlockSchedule schedule() {
        return new BlockSchedule(ROWS, 10, 1);
    }
}
