package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.train.BlockSchedule;
import io.github.sparkboltzmann.train.Trainer;
import io.github.sparkboltzmann.train.TrainingListener;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.TrainingState;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.TaskCompletionListener;
import org.junit.jupiter.api.Test;

/** What happens to tasks and caches does not show in the result. */
class RetryTest {
    private static final int WIDTH = 20;
    private static final int PARTITIONS = 7;
    private static final int EPOCHS = 2;
    private static final Machine MACHINE = Machine.restricted(WIDTH, 6);

    /** Where the next task fails; static, so that tasks of this JVM see what the driver says between two updates. */
    private enum Failure {
        NONE,
        BEFORE_ITS_WORK,
        AFTER_ITS_WORK
    }

    private static volatile Failure failure = Failure.NONE;
    private static final AtomicInteger FAILED = new AtomicInteger();

    @Test
    void aTaskThatFailsBeforeOrAfterItsWorkAndIsRetriedGivesTheSameBytes() {
        for (int localSteps : new int[] {1, 2}) {
            float[] undisturbed = train(TrainingListener.SILENT, false, localSteps);
            for (Failure when : List.of(Failure.BEFORE_ITS_WORK, Failure.AFTER_ITS_WORK)) {
                FAILED.set(0);
                float[] disturbed = train(atUpdate(2, 2, () -> failure = when), true, localSteps);
                assertEquals(1, FAILED.get(), "tasks failed " + when);
                assertArrayEquals(undisturbed, disturbed, "failed " + when);
            }
        }
    }

    @Test
    void cachedBlocksDroppedMidwayAreComputedAgainAndGiveTheSameBytes() {
        float[] undisturbed = train(TrainingListener.SILENT, false, 1);
        AtomicInteger dropped = new AtomicInteger();
        TrainingListener drop = atUpdate(2, 2, () -> dropped.addAndGet(dropAllCachedBlocks()));
        assertArrayEquals(undisturbed, train(drop, false, 1));
        assertTrue(dropped.get() >= PARTITIONS, dropped + " blocks were dropped");
    }

    /** Whatever is cached leaves the block manager, while the RDDs stay marked as cached; says how many blocks that were. */
    private static int dropAllCachedBlocks() {
        BlockManager manager = SparkEnv.get().blockManager();
        int before = manager.getMatchingBlockIds(BlockId::isRDD).size();
        SparkBlocks.context().getPersistentRDDs().keySet().forEach(manager::removeRdd);
        return before - manager.getMatchingBlockIds(BlockId::isRDD).size();
    }

    private static TrainingListener atUpdate(int epoch, int update, Runnable action) {
        return new TrainingListener() {
            @Override
            public void onUpdate(int e, int u, long rows, double reconstructionError) {
                if (e == epoch && u == update) {
                    action.run();
                }
            }
        };
    }

    private static float[] train(TrainingListener listener, boolean failing, int localSteps) {
        TestSpark.session();
        BlockSchedule schedule = new BlockSchedule(300, 60, 5);
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(300, WIDTH, 4), PARTITIONS, schedule);
        JavaRDD<RowBlock> distributed = SparkBlocks.distribute(blocks);
        // Not cached itself, so that every task passes through the failing iterator.
        JavaRDD<RowBlock> wrapped = failing
                ? distributed.mapPartitions(it -> {
                    failOnce();
                    return it;
                })
                : distributed;
        TrainingSettings settings = TestTraining.settings(
                EPOCHS, GradientSettings.persistent(1, StatisticsForm.SAMPLES, 30), 0.2, localSteps);
        Parameters parameters =
                Parameters.initial(MACHINE, new double[][] {new double[WIDTH], null}, 0.1, settings.seed());
        StorageLevel level = failing ? StorageLevel.NONE() : StorageLevel.MEMORY_ONLY();
        try (PackedRows packed = PackedRows.of(wrapped, schedule, level, WIDTH)) {
            SparkGradientSource source =
                    new SparkGradientSource(SparkBlocks.context(), MACHINE, settings, packed, null, 2);
            TrainingState start = TestTraining.start(MACHINE, settings, parameters, PARTITIONS);
            return new Trainer(MACHINE, settings, listener)
                    .train(source, start)
                    .state()
                    .learner()
                    .values();
        }
    }

    /** Fails the first attempt of one task of the next job. */
    private static void failOnce() {
        TaskContext task = TaskContext.get();
        if (failure == Failure.NONE || task.partitionId() != 1 || task.attemptNumber() != 0) {
            return;
        }
        Failure when = failure;
        failure = Failure.NONE;
        FAILED.incrementAndGet();
        if (when == Failure.BEFORE_ITS_WORK) {
            throw new IllegalStateException("failed on purpose");
        }
        task.addTaskCompletionListener((TaskCompletionListener) done -> {
            throw new IllegalStateException("failed on purpose");
        });
    }
}
