package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs of deep machines, from training to samples, on the digits that come with the library. */
class DeepJobsTest {
    @TempDir
    private static Path folder;

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static Captured train(String machine, String name, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "train",
                "machine=" + machine,
                "data.path=builtin:digits",
                "deep.hiddenLayers=[20, 12]",
                "rbm.maxIter=2",
                "rbm.numPartitions=1",
                "rbm.localSteps=20",
                "rbm.learningRate=0.1",
                "output=" + path(name)));
        all.addAll(Arrays.asList(settings));
        return Captured.run(all.toArray(String[]::new));
    }

    @BeforeAll
    static void trainAll() {
        TestSpark.session();
        Captured dbm = train("dbm", "dbm");
        assertEquals(0, dbm.code, dbm.err);
        assertTrue(dbm.out.contains("deep Boltzmann machine, 64 visible, 20-12 hidden units"), dbm.out);
        Captured drbn = train("drbn", "drbn");
        assertEquals(0, drbn.code, drbn.err);
        assertTrue(drbn.out.contains("deep restricted network, 64 visible, 20-12 hidden units"), drbn.out);
        Captured dbn = train("dbn", "dbn", "deep.labels=true", "deep.fineTuneIter=1");
        assertEquals(0, dbn.code, dbn.err);
        assertTrue(dbn.out.contains("deep belief network, 64 visible, 10 label, 20-12 hidden units"), dbn.out);
        assertTrue(dbn.err.contains("layer 1 of 2") && dbn.err.contains("wake-sleep"), dbn.err);
        for (String run : List.of("dbm", "drbn", "dbn")) {
            for (String picture : List.of("filters.png", "filters-2.png", "reconstructions.png")) {
                assertTrue(Files.exists(folder.resolve(run).resolve(picture)), run + " " + picture);
            }
        }
    }

    private static void assertTransforms(String model, String... columns) {
        String output = path(model + ".parquet");
        Captured run =
                Captured.run("transform", "model=" + path(model + "/model"), "layerCols=[h1, h2]", "output=" + output);
        assertEquals(0, run.code, run.err);
        Dataset<Row> table = TestSpark.session().read().parquet(output);
        for (String column : columns) {
            assertTrue(List.of(table.columns()).contains(column), column + " in " + List.of(table.columns()));
        }
        assertEquals(20, table.first().<Vector>getAs("h1").size());
        assertEquals(12, table.first().<Vector>getAs("h2").size());
    }

    @Test
    void layersAreColumns() {
        assertTransforms("dbm", "hidden");
        assertTransforms("drbn", "hidden");
        assertTransforms("dbn", "hidden", "prediction", "probability");
    }

    private static JsonNode evaluated(String model, String... settings) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "evaluate",
                "model=" + path(model + "/model"),
                "ais.temperatures=50",
                "reverseAis.sweeps=20",
                "output=" + path(model + "-evaluated.json"),
                "overwrite=true"));
        all.addAll(Arrays.asList(settings));
        Captured run = Captured.run(all.toArray(String[]::new));
        assertEquals(0, run.code, run.err);
        return new ObjectMapper()
                .readTree(folder.resolve(model + "-evaluated.json").toFile());
    }

    @Test
    void rowsAreMeasuredByWhatEachMachineHas() throws IOException {
        double dbm = evaluated("dbm").path("freeEnergy").asDouble();
        assertTrue(dbm < 0 && dbm > -1000, "" + dbm);
        assertTrue(evaluated("drbn").path("reconstructionError").asDouble() > 0);
        assertTrue(evaluated("dbn").path("labelError").asDouble() < 0.95);
        Captured unlabelled = train("dbn", "plain");
        assertEquals(0, unlabelled.code, unlabelled.err);
        double bound =
                evaluated("plain", "likelihood=exact").path("likelihoodBound").asDouble();
        assertTrue(bound < -10 && bound > -100, "" + bound);
    }

    @Test
    void samplesComeOfEachMachine() {
        for (String model : List.of("dbm", "drbn", "dbn")) {
            String output = path(model + "-samples");
            Captured run = Captured.run(
                    "generate", "model=" + path(model + "/model"), "number=20", "sweeps=5", "output=" + output);
            assertEquals(0, run.code, run.err);
            assertEquals(
                    20,
                    TestSpark.session()
                            .read()
                            .parquet(output + "/samples.parquet")
                            .count());
            assertTrue(Files.exists(Path.of(output, "samples.png")));
        }
        Captured refused =
                Captured.run("generate", "model=" + path("drbn/model"), "temperature=2", "output=" + path("refused"));
        assertEquals(2, refused.code);
        assertTrue(refused.err.contains("temperature"), refused.err);
    }

    @Test
    void weightsAreTrainedFurtherWithLabels() throws IOException {
        Captured run =
                Captured.run("finetune", "model=" + path("dbn/model"), "maxIter=3", "output=" + path("perceptron"));
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("sigmoid layers of 64-20-12-10 units"), run.out);
        assertArrayEquals(
                new int[] {64, 20, 12, 10},
                MultilayerPerceptronClassificationModel.load(path("perceptron")).getLayers());
        Captured refused = Captured.run("finetune", "model=" + path("dbm/model"), "output=" + path("no"));
        assertEquals(2, refused.code);
        assertTrue(refused.err.contains("holds another machine"), refused.err);
    }

    @Test
    void aNetworkIsInspectedPartByPart() {
        Captured run = Captured.run("inspect", "model=" + path("dbn/model"));
        assertEquals(0, run.code, run.err);
        for (String part : List.of("recognition", "top", "generation", "layer label")) {
            assertTrue(run.out.contains(part), part + " in " + run.out);
        }
    }

    @Test
    void settingsOfOtherMachinesAreRefused() {
        assertRefused("rbm.numHidden", train("dbm", "x", "rbm.numHidden=3"));
        assertRefused("deep.labels", train("drbn", "x", "deep.labels=true"));
        assertRefused("deep.fineTuneIter", train("dbm", "x", "deep.fineTuneIter=3"));
        assertRefused("hiddenLayers", train("dbm", "x", "deep.hiddenLayers=[3, 0]"));
        assertRefused(
                "belief network", Captured.run("export", "model=" + path("dbn/model"), "output=" + path("x.npz")));
    }

    private static void assertRefused(String text, Captured run) {
        assertEquals(2, run.code, run.out + run.err);
        assertTrue(run.err.contains(text), run.err);
    }
}
