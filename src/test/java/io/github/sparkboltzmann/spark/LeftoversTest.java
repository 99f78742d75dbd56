package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.Trajectory;
import io.github.sparkboltzmann.train.BlockSchedule;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.TrainingState;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Nothing of an update stays on the cluster. */
class LeftoversTest {
    private static final int WIDTH = 9;
    /** A size that no other test uses, so that other tests' models, which keep their broadcast, are not counted. */
    private static final Machine MACHINE = Machine.restricted(WIDTH, 41);

    @Test
    void noBroadcastOfParametersIsLeftAfterUpdatesAndMeasures() throws InterruptedException {
        BlockSchedule schedule = new BlockSchedule(40, 10, 5);
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(40, WIDTH, 4), 2, schedule);
        Parameters parameters = Parameters.zero(MACHINE);
        TrainingSettings settings = SparkBlocks.settings(1, 1, StatisticsForm.SAMPLES);
        try (PackedRows packed =
                PackedRows.of(SparkBlocks.distribute(blocks), schedule, StorageLevel.MEMORY_ONLY(), WIDTH)) {
            SparkGradientSource source =
                    new SparkGradientSource(SparkBlocks.context(), MACHINE, settings, packed, packed, 2);
            for (int step = 0; step < 10; step++) {
                source.round(TestTraining.start(MACHINE, settings, parameters, 2), step, 1 + step % 2);
            }
            source.measureTrain(parameters);
            source.measureValidation(parameters);
        }
        assertEquals(0, broadcastsLeft(0));
    }

    @Test
    void noFrozenMachineIsLeftWhenTheSourceIsClosed() throws InterruptedException {
        BlockSchedule schedule = new BlockSchedule(40, 10, 5);
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(40, WIDTH, 4), 2, schedule);
        TrainingSettings settings = TestTraining.settings(
                1, new GradientSettings(ModelPhase.PTT, 1, 1, StatisticsForm.SAMPLES, 6, 2), 0.1, 1);
        TrainingState start = TestTraining.start(MACHINE, settings, Parameters.zero(MACHINE), 2);
        TrainingState more = start.with(
                        start.trajectory().with(Parameters.zero(MACHINE).values()))
                .with(start.chains().withTopRung(), null);
        try (PackedRows packed =
                        PackedRows.of(SparkBlocks.distribute(blocks), schedule, StorageLevel.MEMORY_ONLY(), WIDTH);
                SparkGradientSource source =
                        new SparkGradientSource(SparkBlocks.context(), MACHINE, settings, packed, null, 2)) {
            source.round(start, 0, 1);
            assertEquals(1, broadcastsLeft(1));
            source.round(more, 1, 1);
            assertEquals(2, broadcastsLeft(2), "each travels once");
        }
        assertEquals(0, broadcastsLeft(0));
    }

    @Test
    void aBroadcastThatIsNotDestroyedIsFound() throws InterruptedException {
        Broadcast<Parameters> broadcast = SparkBlocks.context().broadcast(Parameters.zero(MACHINE));
        try {
            assertEquals(1, broadcastsLeft(1));
        } finally {
            broadcast.destroy();
        }
        assertEquals(0, broadcastsLeft(0));
    }

    @Test
    void closingPackedRowsFreesTheirCache() {
        BlockSchedule schedule = new BlockSchedule(40, 10, 5);
        JavaRDD<RowBlock> blocks = SparkBlocks.distribute(TestRows.blocks(TestRows.binary(40, WIDTH, 4), 2, schedule));
        PackedRows packed = PackedRows.of(blocks, schedule, StorageLevel.MEMORY_ONLY(), WIDTH);
        assertEquals(true, SparkBlocks.context().getPersistentRDDs().containsKey(blocks.id()));
        packed.close();
        assertEquals(false, SparkBlocks.context().getPersistentRDDs().containsKey(blocks.id()));
        assertEquals(StorageLevel.NONE(), blocks.getStorageLevel());
    }

    /** Broadcasts are destroyed in the background: waits until there are so many, five seconds at most. */
    private static int broadcastsLeft(int expected) throws InterruptedException {
        int left = broadcasts();
        for (int i = 0; i < 100 && left != expected; i++) {
            Thread.sleep(50);
            left = broadcasts();
        }
        return left;
    }

    private static int broadcasts() {
        BlockManager manager = SparkEnv.get().blockManager();
        int count = 0;
        for (BlockId id :
                CollectionConverters.asJava(manager.getMatchingBlockIds(id -> id.isBroadcast() && !isPiece(id)))) {
            Option<BlockResult> values = manager.getLocalValues(id);
            if (values.isDefined()) {
                Object value = values.get().data().next();
                manager.releaseLock(id, Option.empty());
                int length = MACHINE.layout().length();
                boolean ours = value instanceof Parameters parameters && parameters.values().length == length
                        || value instanceof Trajectory trajectory
                                && trajectory.rungs() > 0
                                && trajectory.parameters(0).length == length
                        || value instanceof TrainingState state
                                && state.learner().parameterCount() == length;
                count += ours ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isPiece(BlockId id) {
        return id.name().contains("piece");
    }
}
