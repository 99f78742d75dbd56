package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.model.WakeSleepMachine;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.train.BlockSchedule;
import io.github.sparkboltzmann.train.LocalSource;
import io.github.sparkboltzmann.train.Trainer;
import io.github.sparkboltzmann.train.TrainingListener;
import io.github.sparkboltzmann.train.TrainingResult;
import io.github.sparkboltzmann.train.TrainingSettings;
import java.util.List;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;

/** Stacks and the machine of wake-sleep on the cluster: the same bits as in this process. */
class StackSourceTest {
    private static final int VISIBLE = 11;
    private static final int EPOCHS = 2;
    private static final StatisticsForm FORM = StatisticsForm.HIDDEN_PROBABILITIES;
    private static final Machine STACK = StackMachine.of(UnitTypes.BERNOULLI, VISIBLE, UnitTypes.BERNOULLI, 7, 5);
    private static final Machine NETWORK =
            WakeSleepMachine.of(UnitTypes.BERNOULLI, VISIBLE, 0, UnitTypes.BERNOULLI, 7, 5);

    @Test
    void stacksOnSparkEqualThoseInThisProcessBitForBit() {
        for (int localSteps : new int[] {1, 4}) {
            assertTwins(STACK, GradientSettings.contrastiveDivergence(2, FORM), localSteps);
            assertTwins(STACK, GradientSettings.persistent(2, FORM, 17), localSteps);
        }
    }

    @Test
    void wakeSleepOnSparkEqualsThatInThisProcessBitForBit() {
        for (int localSteps : new int[] {1, 4}) {
            assertTwins(NETWORK, GradientSettings.contrastiveDivergence(2, FORM), localSteps);
        }
    }

    private static void assertTwins(Machine machine, GradientSettings gradient, int localSteps) {
        BlockSchedule schedule = new BlockSchedule(230, 50, 77);
        List<List<RowBlock>> blocks = TestRows.blocks(TestRows.binary(230, VISIBLE, 4), 3, schedule);
        TrainingSettings settings = TestTraining.settings(EPOCHS, gradient, 0.2, localSteps);
        Parameters parameters = TinyMachines.random(machine, 0.1, 6);
        try (PackedRows packed = PackedRows.of(
                SparkBlocks.distribute(blocks), schedule, StorageLevel.MEMORY_ONLY(), VISIBLE, RowWeights.NONE, 1)) {
            SparkGradientSource source =
                    new SparkGradientSource(SparkBlocks.context(), machine, settings, packed, packed, 2);
            Trainer trainer = new Trainer(machine, settings, TrainingListener.SILENT);
            TrainingResult onSpark = trainer.train(source, TestTraining.start(machine, settings, parameters, 3));
            TrainingResult here = trainer.train(
                    new LocalSource(machine, settings, blocks, blocks, schedule, source.measuredBlocks()),
                    TestTraining.start(machine, settings, parameters, 3));
            assertArrayEquals(here.parameters().values(), onSpark.parameters().values());
            assertArrayEquals(
                    here.state().learner().values(), onSpark.state().learner().values());
            for (int e = 0; e < EPOCHS; e++) {
                var twin = here.history().get(e).validation();
                var measured = onSpark.history().get(e).validation();
                assertEquals(230, measured.rows());
                assertEquals(twin.reconstructionError(), measured.reconstructionError());
                assertEquals(Double.NaN, measured.freeEnergy());
            }
        }
    }
}
