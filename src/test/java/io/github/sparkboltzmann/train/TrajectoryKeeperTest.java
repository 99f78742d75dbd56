package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.ExactRestricted;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trajectory tempering freezes machines on its way, takes back rounds that go too far, and knows log Z. */
class TrajectoryKeeperTest {
    private static final Machine MACHINE = Machine.restricted(9, 6);
    private static final BlockSchedule SCHEDULE = new BlockSchedule(240, 24, 3);

    private static GradientSettings gradient(ModelPhase phase) {
        return new GradientSettings(phase, 2, 2, StatisticsForm.HIDDEN_PROBABILITIES, 400, 4);
    }

    private static TrainingResult train(double rate, int localSteps, int partitions) {
        TrainingSettings settings = TestTraining.settings(60, gradient(ModelPhase.PTT), rate, localSteps);
        List<List<RowBlock>> rows = TestRows.blocks(TestRows.binary(240, 9, 5), partitions, SCHEDULE);
        LocalSource source = new LocalSource(MACHINE, settings, rows, List.of(), SCHEDULE, 1);
        TrainingState start = TestTraining.start(MACHINE, settings, Parameters.zero(MACHINE), partitions);
        return new Trainer(MACHINE, settings, TrainingListener.SILENT).train(source, start);
    }

    @Test
    void machinesAreFrozenOnTheWayAndLogZIsRefinedAlongTheLadder() {
        for (int partitions : new int[] {1, 2}) {
            TrainingSettings settings = TestTraining.settings(100, gradient(ModelPhase.PTT), 0.2, 5);
            List<List<RowBlock>> rows = TestRows.blocks(TestRows.binary(240, 9, 5), partitions, SCHEDULE);
            LocalSource source = new LocalSource(MACHINE, settings, rows, List.of(), SCHEDULE, 1);
            TrainingState start = TestTraining.start(MACHINE, settings, Parameters.zero(MACHINE), partitions);
            TrainingResult result = new Trainer(MACHINE, settings, TrainingListener.SILENT).train(source, start);
            TrainingState last = result.state();
            Trajectory trajectory = last.trajectory();
            assertTrue(trajectory.rungs() >= 3, trajectory.rungs() + " rungs");
            assertEquals(trajectory.rungs(), last.chains().of(partitions - 1).rungs());
            assertEquals(exact(trajectory.parameters(0)), trajectory.baseLogZ(), 1e-6);
            Round round = source.round(last, 1001, 1);
            double logZ = TrajectoryKeeper.logZ(trajectory, last.chains(), round.exchanges());
            assertEquals(exact(last.learner().parameters(MACHINE).values()), logZ, 0.2);
            double monitored = result.history().get(99).monitors().ladderLogZ();
            assertEquals(exact(result.parameters().values()), monitored, 0.3, "as the history tells it");
        }
    }

    private static double exact(float[] parameters) {
        return new ExactRestricted(MACHINE).logPartitionFunction(parameters, 1);
    }

    @Test
    void roundsThatLoseTouchAreTakenBackWithHalfTheRate() {
        TrainingSettings settings = TestTraining.settings(60, gradient(ModelPhase.PTT), 40, 10);
        List<List<RowBlock>> rows = TestRows.blocks(TestRows.binary(240, 9, 5), 1, SCHEDULE);
        LocalSource source = new LocalSource(MACHINE, settings, rows, List.of(), SCHEDULE, 1);
        TrainingState before = TestTraining.start(MACHINE, settings, Parameters.zero(MACHINE), 1);
        Round round = source.round(before, 0, 10);
        TrainingState after = before.frozen().with(before.chains().with(round.chains()), null);
        round.change().applyTo(after.learner());
        assertTrue(TrajectoryKeeper.acceptance(round.exchanges()) < 0.1);
        TrainingState kept = TrajectoryKeeper.keep(before, after, round.exchanges());
        assertEquals(0.5, kept.rateFactor());
        assertArrayEquals(before.learner().values(), kept.learner().values());
        assertEquals(1, kept.trajectory().rungs());
        // A round that changes nothing keeps touch, and the rate grows again.
        Round still = source.round(kept, 10, 1);
        assertTrue(TrajectoryKeeper.acceptance(still.exchanges()) > 0.9);
        TrainingState next = TrajectoryKeeper.keep(kept, kept, still.exchanges());
        assertTrue(next.rateFactor() > 0.5 && next.rateFactor() < 0.6);
    }

    @Test
    void theSameSettingsGiveTheSameBytes() {
        assertArrayEquals(
                train(0.4, 5, 2).parameters().values(),
                train(0.4, 5, 2).parameters().values());
    }
}
