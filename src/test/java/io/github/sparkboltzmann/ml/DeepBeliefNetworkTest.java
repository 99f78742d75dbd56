package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.TrainingException;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Belief networks on a table of four patterns, whose label is the pattern's number. */
class DeepBeliefNetworkTest {
    private static final double[][] PATTERNS = {
        {1, 1, 0, 0, 0, 0}, {0, 0, 1, 1, 0, 0}, {0, 0, 0, 0, 1, 1}, {1, 0, 1, 0, 1, 0}
    };

    @TempDir
    Path folder;

    /** Features, and label 0 to 3. */
    static Dataset<Row> table() {
        double[][] rows = new double[80][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = PATTERNS[r % PATTERNS.length];
        }
        Dataset<Row> table = Tables.vectors(rows);
        return table.withColumn(
                "label",
                functions
                        .udf(
                                (Vector v) -> (double) number(v.toArray()),
                                org.apache.spark.sql.types.DataTypes.DoubleType)
                        .apply(table.col("features")));
    }

    /** The number of a pattern; -1 for another row. */
    static int number(double[] row) {
        for (int p = 0; p < PATTERNS.length; p++) {
            if (java.util.Arrays.equals(PATTERNS[p], row)) {
                return p;
            }
        }
        return -1;
    }

    private static DeepBeliefNetwork network() {
        return new DeepBeliefNetwork()
                .setHiddenLayers(8, 6, 5)
                .setBatchSize(20)
                .setNumPartitions(1)
                .setLocalSteps(200)
                .setMaxIter(50)
                .setMonitorEvery(50)
                .setLearningRate(0.3)
                .setRegParam(0)
                .setSeed(3);
    }

    @Test
    void labelsAreReadAndColumnsAreOfTheirLayers() {
        DeepBeliefNetworkModel model = network()
                .setLabelCol("label")
                .setMaxIter(200)
                .setMonitorEvery(200)
                .setLayerCols("h1", "", "h3")
                .setOutputCol("top")
                .setReconstructionCol("back")
                .fit(table());
        Dataset<Row> result = model.transform(table());
        assertEquals(
                List.of("features", "label", "top", "h1", "h3", "back", "probability", "prediction"),
                List.of(result.columns()));
        assertEquals(
                List.of(result.schema().fieldNames()),
                List.of(model.transformSchema(table().schema()).fieldNames()));
        for (Row row : result.collectAsList()) {
            assertEquals(row.<Double>getAs("label"), row.<Double>getAs("prediction"));
            assertEquals(8, row.<Vector>getAs("h1").size());
            assertEquals(row.<Vector>getAs("top"), row.<Vector>getAs("h3"));
            Vector back = row.getAs("back");
            Vector features = row.getAs("features");
            for (int i = 0; i < features.size(); i++) {
                assertEquals(features.apply(i), back.apply(i), 0.35);
            }
        }
    }

    /** The lower steps are those of RBMs that are trained one after the other, the second on the first's features. */
    @Test
    void theLowestStepIsTheRestrictedMachineOfTheSameParams() {
        DeepBeliefNetworkModel model = network().fit(table());
        RBMModel alone = new RBM()
                .setNumHidden(8)
                .setBatchSize(20)
                .setNumPartitions(1)
                .setLocalSteps(200)
                .setMaxIter(50)
                .setMonitorEvery(50)
                .setLearningRate(0.3)
                .setRegParam(0)
                .setSeed(3)
                .fit(table());
        StoredModel below = model.recognition();
        assertArrayEquals(
                alone.stored().parameters().values(),
                StackMachine.parametersOf(below.machine(), below.parameters().values(), 1)
                        .values());
        Dataset<Row> features = model.setLayerCols("h1", "h2").setOutputCol("").transform(table());
        Vector expected = alone.transform(table()).first().getAs("hidden");
        assertEquals(expected, features.first().<Vector>getAs("h1"));
    }

    /** Greys of 0.3 and 0.7 are the patterns once they are above a threshold of a half or not. */
    @Test
    void rowsAreBinarisedAsInTraining() {
        DeepBeliefNetworkModel model =
                network().setMaxIter(1).setBinarize("threshold").fit(table());
        double[][] greys = new double[PATTERNS.length][];
        for (int p = 0; p < greys.length; p++) {
            greys[p] =
                    java.util.Arrays.stream(PATTERNS[p]).map(x -> 0.3 + 0.4 * x).toArray();
        }
        assertEquals(
                Tables.text(model.transform(Tables.vectors(PATTERNS)).select("hidden")),
                Tables.text(model.transform(Tables.vectors(greys)).select("hidden")));
    }

    @Test
    void theSameSeedGivesTheSameBytesAndFoldersHoldTheModel() throws IOException {
        DeepBeliefNetwork network =
                network().setLabelCol("label").setNumPartitions(2).setMaxIter(2).setLocalSteps(1);
        DeepBeliefNetworkModel model = network.fit(table());
        DeepBeliefNetworkModel again = network.fit(table().repartition(5));
        assertArrayEquals(values(model.recognition()), values(again.recognition()));
        assertArrayEquals(values(model.top()), values(again.top()));
        String path = folder.resolve("model").toString();
        model.save(path);
        DeepBeliefNetworkModel read = DeepBeliefNetworkModel.load(path);
        assertEquals(Tables.text(model.transform(table())), Tables.text(read.transform(table())));
        assertEquals(4, RBMClassificationModel.load(path + "/top").numClasses());
        assertEquals(2, DeepRestrictedNetworkModel.load(path + "/recognition").hiddenLayerSizes().length);
        network.save(folder.resolve("estimator").toString());
        assertArrayEquals(
                new int[] {8, 6, 5},
                DeepBeliefNetwork.load(folder.resolve("estimator").toString()).getHiddenLayers());
    }

    private static float[] values(StoredModel model) {
        return model.parameters().values();
    }

    @Test
    void aFitThatIsInterruptedInItsSecondStepGoesOnToTheSameBytes() {
        DeepBeliefNetwork network = network().setMaxIter(4).setMonitorEvery(1).setLocalSteps(1);
        float[] expected = values(network.fit(table()).top());
        DeepBeliefNetwork kept = network.copy(new org.apache.spark.ml.param.ParamMap())
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
                if (stages.size() == 2 && epoch == 3) {
                    throw new TrainingException("stopped here");
                }
            }
        };
        assertThrows(TrainingException.class, () -> kept.copy(new org.apache.spark.ml.param.ParamMap())
                .setListener(interrupting)
                .fit(table()));
        assertEquals(List.of("layer 1 of 3", "layer 2 of 3"), stages);
        int[] resumed = {0};
        DeepBeliefNetworkModel model = kept.setListener(new TrainingListener() {
                    @Override
                    public void onResume(io.github.sparkboltzmann.train.Checkpoint checkpoint) {
                        resumed[0]++;
                    }
                })
                .fit(table());
        assertEquals(2, resumed[0]);
        assertArrayEquals(expected, values(model.top()));
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertRefused("two hidden layers", () -> network().setHiddenLayers(3).fit(table()));
        assertRefused("freeEnergyCol", () -> network().setFreeEnergyCol("f").fit(table()));
        assertRefused("initialModel", () -> network().setInitialModel("x").fit(table()));
        assertRefused("no column", () -> network().setLabelCol("missing").fit(table()));
        DeepBeliefNetworkModel model = network().setMaxIter(1).fit(table());
        assertFalse(List.of(model.transform(table()).columns()).contains("prediction"));
    }

    private static void assertRefused(String text, org.junit.jupiter.api.function.Executable work) {
        RuntimeException refused = assertThrows(RuntimeException.class, work);
        assertTrue(refused.getMessage().contains(text), refused.getMessage());
    }
}
