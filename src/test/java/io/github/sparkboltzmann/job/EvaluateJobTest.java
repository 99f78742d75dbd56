package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.ExactRestricted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job {@code evaluate}: what it prints and leaves, against a machine whose log Z is known. */
class EvaluateJobTest {
    private static final String BARS = "data.path=builtin:bars-and-stripes";

    @TempDir
    private static Path folder;

    private static String model;

    @BeforeAll
    static void trainAModel() {
        TestSpark.session();
        Captured run = Captured.run(
                "train",
                BARS,
                "rbm.numHidden=5",
                "rbm.maxIter=40",
                "rbm.batchSize=8",
                "validation.fraction=0",
                "pictures=false",
                "output=" + folder.resolve("out"));
        assertEquals(0, run.code, run.err);
        model = "model=" + folder.resolve("out/model");
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void exactLikelihoodsAreThoseOfTheMachineSummedTheOtherWay() throws IOException {
        Captured run = Captured.run("evaluate", model, BARS, "output=" + folder.resolve("exact"));
        assertEquals(0, run.code, run.err);
        JsonNode json = read(folder.resolve("exact/evaluation.json"));
        RBMModel loaded = RBMModel.load(folder.resolve("out/model").toString());
        Parameters parameters = loaded.stored().parameters();
        double logZ = new ExactRestricted(loaded.stored().machine(), true).logPartitionFunction(parameters.values(), 1);
        assertEquals("exact", json.path("logZ").path("kind").asText());
        assertEquals(logZ, json.path("logZ").path("value").asDouble(), 1e-8 * logZ);
        assertEquals(logZ, loaded.logPartitionFunction(), 1e-8 * logZ);
        double freeEnergy = json.path("freeEnergy").asDouble();
        double logLikelihood = json.path("logLikelihood").path("perRow").asDouble();
        assertEquals(-freeEnergy - logZ, logLikelihood, 1e-9);
        assertTrue(logLikelihood < 0 && logLikelihood > -16 * Math.log(2) - 5, "nats a row: " + logLikelihood);
        double perUnit = json.path("pseudoLikelihood").path("perUnit").asDouble();
        assertEquals(16 * perUnit, json.path("pseudoLikelihood").path("perRow").asDouble(), 1e-9);
        Dataset<Row> rows = DataReader.read(
                        TestSpark.session(),
                        DataOptions.path("builtin:bars-and-stripes").build())
                .dataset();
        assertEquals(logLikelihood, loaded.meanLogLikelihood(rows, logZ), 1e-6);
        assertEquals(perUnit, loaded.pseudoLikelihood(rows), 1e-9);
        assertTrue(perUnit < 0 && perUnit > -1, "nats a unit: " + perUnit);
        assertEquals(0, json.path("warnings").size());
        assertTrue(run.out.contains("log Z, exact") && run.out.contains("pseudo-likelihood a unit"), run.out);
    }

    @Test
    void annealingBothWaysAgreesWithExactAndDoesNotDependOnPartitions() throws IOException {
        Path one = folder.resolve("one.json");
        Path three = folder.resolve("three.json");
        String[] partitions = {"ais.partitions=1", "ais.partitions=3"};
        Captured run = null;
        for (int i = 0; i < 2; i++) {
            run = Captured.run(
                    "evaluate",
                    model,
                    BARS,
                    "likelihood=ais",
                    "ais.temperatures=400",
                    "ais.runs=60",
                    "ais.batch=25",
                    "train=builtin:bars-and-stripes",
                    "pseudoLikelihood=sampled",
                    partitions[i],
                    "output=" + (i == 0 ? one : three));
            assertEquals(0, run.code, run.err);
        }
        assertEquals(Files.readString(one), Files.readString(three));
        JsonNode json = read(one);
        double exact = RBMModel.load(folder.resolve("out/model").toString()).logPartitionFunction();
        for (String direction : new String[] {"ais", "reverseAis"}) {
            JsonNode estimate = json.path("logZ").path(direction);
            assertEquals(
                    exact,
                    estimate.path("logZ").asDouble(),
                    4 * estimate.path("standardError").asDouble(),
                    direction);
            assertEquals(60, estimate.path("runs").asInt());
        }
        assertEquals(
                "exact samples",
                json.path("logZ").path("reverseAis").path("start").asText());
        assertTrue(json.path("logLikelihood").path("perRowLeastFlattering").asDouble()
                < json.path("logLikelihood").path("perRow").asDouble());
        assertTrue(json.path("pseudoLikelihood").path("perRowStandardError").asDouble() > 0);
        assertTrue(run.out.contains("log Z by reverse AIS") && run.out.contains("least flattering"), run.out);
    }

    @Test
    void annealingOneWayOnlyComesWithAWarning() {
        Captured run = Captured.run(
                "evaluate",
                model,
                BARS,
                "likelihood=ais",
                "ais.temperatures=50",
                "ais.runs=10",
                "reverseAis.sweeps=0",
                "pseudoLikelihood=none");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("Warning: log Z was annealed in one direction only"), run.out);
        assertFalse(run.out.contains("pseudo-likelihood"), run.out);
    }

    @Test
    void greyRowsComeWithAWarning() throws IOException {
        Path csv = folder.resolve("grey.csv");
        Files.writeString(csv, "0.5" + ",1".repeat(15) + "\n" + "0" + ",1".repeat(15) + "\n");
        Captured run = Captured.run("evaluate", model, "data.path=" + csv);
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("no likelihood"), run.out);
        Captured without = Captured.run("evaluate", model, "data.path=" + csv, "likelihood=none");
        assertFalse(without.out.contains("log Z"), without.out);
    }

    @Test
    void wrongSettingsAndAnExistingOutputAreRefused() throws IOException {
        for (String wrong : new String[] {
            "likelihood=perhaps", "pseudoLikelihood=all", "ais.runs=1", "ais.temperatures=2", "reverseAis.sweeps=-1"
        }) {
            assertEquals(2, Captured.run("evaluate", model, BARS, wrong).code, wrong);
        }
        Path there = folder.resolve("there");
        Files.createDirectories(there);
        Files.writeString(there.resolve("evaluation.json"), "{}");
        Captured run = Captured.run("evaluate", model, BARS, "output=" + there);
        assertEquals(1, run.code);
        assertTrue(run.explanation().contains("exists already"), run.err);
    }
}
