package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.model.WakeSleepMachine;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.TrainingException;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wake-sleep of a belief network after its greedy steps, on four labelled patterns. */
class BeliefFineTuningTest {
    @TempDir
    Path folder;

    private static Dataset<Row> table() {
        return DeepBeliefNetworkTest.table();
    }

    /** The same with the last pattern's rows for validation. */
    private static Dataset<Row> split() {
        return table().withColumn("validation", functions.col("label").equalTo(3));
    }

    /** Greedy steps alone come to a squared error of 1.5e-4 a unit and no wrong label, so that labels can only get worse. */
    private static DeepBeliefNetwork network() {
        return new DeepBeliefNetwork()
                .setHiddenLayers(8, 6)
                .setBatchSize(20)
                .setNumPartitions(1)
                .setLocalSteps(400)
                .setMaxIter(20)
                .setMonitorEvery(1000)
                .setLearningRate(0.3)
                .setFineTuneLearningRate(0.1)
                .setRegParam(0)
                .setSeed(3);
    }

    /** Mean squared error of reconstructions a unit, and share of wrong labels. */
    private static double[] errors(DeepBeliefNetworkModel model) {
        List<Row> rows = model.setReconstructionCol("back").transform(table()).collectAsList();
        double squares = 0;
        double wrong = 0;
        for (Row row : rows) {
            double[] x = row.<Vector>getAs("features").toArray();
            double[] y = row.<Vector>getAs("back").toArray();
            for (int i = 0; i < x.length; i++) {
                squares += (x[i] - y[i]) * (x[i] - y[i]) / x.length;
            }
            wrong += model.numClasses() == 0 || row.<Double>getAs("label").equals(row.<Double>getAs("prediction"))
                    ? 0
                    : 1;
        }
        return new double[] {squares / rows.size(), wrong / rows.size()};
    }

    @Test
    void reconstructionsAndLabelsDoNotGetWorseAndFoldersHoldGeneration() throws IOException {
        DeepBeliefNetwork network = network().setLabelCol("label");
        DeepBeliefNetworkModel greedy = network.fit(table());
        DeepBeliefNetworkModel tuned = network.setFineTuneIter(200).fit(table());
        double[] before = errors(greedy);
        double[] after = errors(tuned);
        String figures = Arrays.toString(before) + " to " + Arrays.toString(after);
        assertTrue(after[0] < 0.9 * before[0] && after[1] <= before[1], figures);
        assertSame(greedy.recognition(), greedy.generation());
        assertNotSame(tuned.recognition(), tuned.generation());
        assertFalse(Arrays.equals(values(tuned.recognition()), values(tuned.generation())));
        assertFalse(Arrays.equals(values(greedy.top()), values(tuned.top())));
        assertEquals(3, tuned.summaries().size());
        String path = folder.resolve("model").toString();
        tuned.save(path);
        DeepBeliefNetworkModel read = DeepBeliefNetworkModel.load(path);
        assertArrayEquals(values(tuned.generation()), values(read.generation()));
        assertEquals(Tables.text(tuned.transform(table())), Tables.text(read.transform(table())));
        DeepRestrictedNetworkModel alone = DeepRestrictedNetworkModel.load(path + "/generation");
        assertTrue(alone.evaluate(table()).reconstructionError() < 0.25);
    }

    private static float[] values(StoredModel model) {
        return model.parameters().values();
    }

    private static List<float[]> all(DeepBeliefNetworkModel model) {
        return List.of(values(model.recognition()), values(model.top()), values(model.generation()));
    }

    private static void assertSameBytes(DeepBeliefNetworkModel expected, DeepBeliefNetworkModel actual) {
        for (int part = 0; part < 3; part++) {
            assertArrayEquals(all(expected).get(part), all(actual).get(part), "part " + part);
        }
    }

    /** Parameters of wake-sleep come to the direction that they belong to. */
    @Test
    void partsAreThoseOfTheTrainedMachine() {
        Machine stack = StackMachine.of(UnitTypes.BERNOULLI, 5, UnitTypes.BERNOULLI, 4, 3);
        Machine top = Machine.labelled(UnitTypes.BERNOULLI, 3, 3, UnitTypes.BERNOULLI, 2);
        Machine machine = WakeSleepMachine.of(UnitTypes.BERNOULLI, 5, 3, UnitTypes.BERNOULLI, 4, 3, 2);
        StoredModel below = stored(stack, 1);
        StoredModel trained = stored(machine, 3);
        DeepBeliefNetworkModel model = WakeSleepTraining.parts(
                new DeepBeliefNetworkModel("dbn", below, stored(top, 2), below, List.of()), trained, List.of());
        float[] all = values(trained);
        assertArrayEquals(WakeSleepMachine.topParameters(machine, all).values(), values(model.top()));
        for (int l = 1; l <= 2; l++) {
            Machine step = WakeSleepMachine.step(machine, l);
            float[] up = StackMachine.parametersOf(stack, values(model.recognition()), l)
                    .values();
            float[] down = StackMachine.parametersOf(stack, values(model.generation()), l)
                    .values();
            Parameters recognition = WakeSleepMachine.recognition(machine, all, l);
            Parameters generation = WakeSleepMachine.generation(machine, all, l);
            assertEqualBlocks(step.weights(0), recognition, up);
            assertEqualBlocks(step.weights(0), generation, down);
            for (float[] both : new float[][] {up, down}) {
                assertEqualBlocks(step.biases(0), generation, both);
                assertEqualBlocks(step.biases(1), recognition, both);
            }
        }
    }

    private static void assertEqualBlocks(Block block, Parameters expected, float[] actual) {
        int to = block.offset() + block.length();
        assertArrayEquals(
                Arrays.copyOfRange(expected.values(), block.offset(), to),
                Arrays.copyOfRange(actual, block.offset(), to));
    }

    private static StoredModel stored(Machine machine, long seed) {
        return new StoredModel(
                machine, TinyMachines.random(machine, 1, seed), InputScaling.none(), new TreeMap<>(), new TreeMap<>());
    }

    @Test
    void realValuesAreTunedAsWell() {
        DeepBeliefNetworkModel model = network()
                .setVisibleUnits("gaussian")
                .setScaling("standardize")
                .setLearningRate(0.01)
                .setFineTuneLearningRate(0.002)
                .setFineTuneIter(5)
                .fit(table());
        assertTrue(errors(model)[0] < 0.3);
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAFitThatIsInterruptedGoesOnToThem() {
        DeepBeliefNetwork network = network()
                .setLabelCol("label")
                .setNumClasses(4)
                .setValidationIndicatorCol("validation")
                .setMaxIter(1)
                .setFineTuneIter(4)
                .setNumPartitions(2)
                .setLocalSteps(1)
                .setMonitorEvery(1);
        DeepBeliefNetworkModel expected = network.fit(split());
        assertTrue(expected.summaries().get(2).history().stream()
                .allMatch(record -> record.train().reconstructionError() < 0.4
                        && record.validation().rows() == 20
                        && record.validation().reconstructionError() < 0.4));
        DeepBeliefNetwork kept = network.copy(new ParamMap())
                .setCheckpointDir(folder.resolve("checkpoints").toString())
                .setCheckpointInterval(1);
        List<String> stages = new ArrayList<>();
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void onStage(String name) {
                stages.add(name);
            }

            @Override
            public void onUpdate(int epoch, int updateOfEpoch, long rows, double reconstructionError) {
                if (stages.size() == 3 && epoch == 3) {
                    throw new TrainingException("stopped here");
                }
            }
        };
        assertThrows(
                TrainingException.class,
                () -> kept.copy(new ParamMap()).setListener(interrupting).fit(split().repartition(5)));
        assertEquals(List.of("layer 1 of 2", "layer 2 of 2", "wake-sleep"), stages);
        List<String> resumed = new ArrayList<>();
        DeepBeliefNetworkModel model = kept.setListener(new TrainingListener() {
                    @Override
                    public void onResume(io.github.sparkboltzmann.train.Checkpoint checkpoint) {
                        resumed.add(checkpoint.place());
                    }
                })
                .fit(split());
        assertEquals(3, resumed.size(), resumed.toString());
        assertSameBytes(expected, model);
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedBeforeAnyStepIsTrained() {
        assertRefused(
                "missing", () -> network().setFineTuneIter(1).setMissing("omit").fit(table()));
        assertRefused("counts", () -> network()
                .setFineTuneIter(1)
                .setVisibleUnits("multinomial")
                .fit(table()));
        Dataset<Row> some = table().withColumn(
                        "label",
                        functions
                                .when(functions.col("label").equalTo(3), functions.lit(Double.NaN))
                                .otherwise(functions.col("label")));
        assertRefused("label of each row", () -> network()
                .setFineTuneIter(1)
                .setLabelCol("label")
                .setNumClasses(4)
                .fit(some));
    }

    private static void assertRefused(String text, org.junit.jupiter.api.function.Executable work) {
        RuntimeException refused = assertThrows(RuntimeException.class, work);
        assertTrue(refused.getMessage().contains(text), refused.getMessage());
    }
}
