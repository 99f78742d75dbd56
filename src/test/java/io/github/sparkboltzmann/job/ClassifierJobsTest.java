package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines with label units from the command line: trained, evaluated, used for labels and for samples of a class. */
class ClassifierJobsTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void train() {
        TestSpark.session();
        Captured run = Captured.run(
                "train",
                "machine=classifier",
                "classifier.generativeWeight=0.1",
                "data.path=builtin:digits",
                "rbm.scaling=divide-by",
                "rbm.scalingDivisor=16",
                "rbm.numHidden=40",
                "rbm.maxIter=8",
                "rbm.batchSize=20",
                "rbm.numPartitions=1",
                "rbm.localSteps=20",
                "rbm.learningRate=0.1",
                "output=" + folder.resolve("run"));
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("64 visible, 10 label, 40 hidden units"), run.out);
        assertTrue(run.out.contains("validation: label error"), run.out);
        assertTrue(run.err.contains("label error"), run.err);
        for (String picture : List.of("filters.png", "learning-curve.png", "reconstructions.png")) {
            assertTrue(Files.exists(folder.resolve("run").resolve(picture)), picture);
        }
    }

    private static String model() {
        return "model=" + folder.resolve("run/model");
    }

    @Test
    void rowsGetLabels() {
        for (String inference : List.of("exact", "gibbs")) {
            Path out = folder.resolve(inference + ".parquet");
            Captured run = Captured.run(
                    "transform", model(), "data.path=builtin:digits", "label.inference=" + inference, "output=" + out);
            assertEquals(0, run.code, run.err);
            Dataset<Row> table = TestSpark.session().read().parquet(out.toString());
            assertEquals(
                    List.of("features", "label", "rawPrediction", "probability", "prediction").stream()
                            .sorted()
                            .toList(),
                    List.of(table.columns()).stream().sorted().toList());
            long right = table.where("label = prediction").count();
            assertTrue(right > 0.9 * table.count(), inference + ": " + right);
        }
    }

    @Test
    void evaluationSaysHowManyLabelsAreWrong() throws Exception {
        Path out = folder.resolve("evaluation.json");
        Captured run = Captured.run("evaluate", model(), "data.path=builtin:digits", "output=" + out);
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("rows: label error"), run.out);
        JsonNode json = new ObjectMapper().readTree(out.toFile());
        assertEquals(1_797, json.get("rows").asInt());
        assertTrue(json.get("labelError").asDouble() < 0.1);
        assertTrue(json.get("labelLogLikelihood").asDouble() < 0);
    }

    @Test
    void samplesOfAClassAreGenerated() {
        Path out = folder.resolve("samples");
        Captured run = Captured.run("generate", model(), "labels=[3,5]", "number=20", "sweeps=10", "output=" + out);
        assertEquals(0, run.code, run.err);
        Dataset<Row> table = TestSpark.session()
                .read()
                .parquet(out.resolve("samples.parquet").toString());
        assertEquals(20, table.count());
        TreeSet<Integer> classes = new TreeSet<>();
        for (Row row : table.collectAsList()) {
            double label = row.getAs("label");
            classes.add((int) label);
        }
        assertEquals(List.of(3, 5), List.copyOf(classes));
        assertTrue(Files.exists(out.resolve("samples.png")));
    }

    @Test
    void dataWithoutLabelsIsRefused() {
        Captured run = Captured.run(
                "train",
                "machine=classifier",
                "data.path=builtin:bars-and-stripes",
                "output=" + folder.resolve("refused"));
        assertEquals(2, run.code);
        assertTrue(run.err.contains("the data has no labels"), run.err);
        assertFalse(Files.exists(folder.resolve("refused/model")));
        Captured unknown = Captured.run("train", "machine=perceptron", "output=" + folder.resolve("refused"));
        assertEquals(2, unknown.code);
        assertTrue(unknown.err.contains("'machine' is rbm, classifier, boltzmann, dbm, drbn or dbn"), unknown.err);
    }

    @Test
    void inspectNamesTheLabelUnits() {
        Captured run = Captured.run("inspect", model());
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("10 softmax:10 units, visible"), run.out);
        assertTrue(run.out.contains("weights.label.hidden"), run.out);
    }
}
