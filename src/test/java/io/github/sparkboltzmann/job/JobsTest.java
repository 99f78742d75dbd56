package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.report.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs, from the command line to the files they leave, and what they say when something is wrong. */
class JobsTest {
    private static final String KERNELS = Kernels.description() + "\n";

    @TempDir
    private Path folder;

    @BeforeAll
    static void startSpark() {
        TestSpark.session();
    }

    private Captured train(String... more) {
        String[] arguments = new String[7 + more.length];
        arguments[0] = "train";
        arguments[1] = "data.path=builtin:bars-and-stripes";
        arguments[2] = "rbm.numHidden=9";
        arguments[3] = "rbm.maxIter=3";
        arguments[4] = "rbm.batchSize=8";
        arguments[5] = "validation.fraction=0.2";
        arguments[6] = "output=" + folder.resolve("out");
        System.arraycopy(more, 0, arguments, 7, more.length);
        return Captured.run(arguments);
    }

    @Test
    void trainLeavesModelHistoryMetricsAndPictures() throws IOException {
        Captured run = train();
        assertEquals(0, run.code, run.err);
        Path out = folder.resolve("out");
        List<String> history = Files.readAllLines(out.resolve("history.csv"));
        assertEquals(4, history.size(), "a header and three epochs");
        JsonNode metrics =
                new ObjectMapper().readTree(out.resolve("metrics.json").toFile());
        assertEquals(16, metrics.path("numVisible").asInt());
        assertEquals(
                32,
                metrics.path("trainingRows").asInt()
                        + metrics.path("validationRows").asInt());
        assertEquals(9, metrics.path("settings").path("numHidden").asInt());
        for (String picture : List.of("learning-curve.png", "monitors.png", "filters.png", "reconstructions.png")) {
            assertTrue(ImageIO.read(out.resolve(picture).toFile()).getWidth() > 100, picture);
        }
        assertTrue(run.err.contains("epoch 3/3"), run.err);
        assertTrue(run.err.startsWith(KERNELS), "the log says first which kernels are in use: " + run.err);
        assertTrue(run.out.contains("reconstruction error"), run.out);
        assertEquals("exact", metrics.path("likelihoodMeasure").asText(), "9 hidden units are few");
        assertEquals(3, metrics.path("keptEpoch").asInt());
        assertEquals(1, metrics.path("localSteps").asInt());
        assertTrue(
                metrics.path("warnings").isArray() && metrics.path("warnings").isEmpty(), "no warnings");
        assertCell(run.out, "model phase", "CD-1");
        assertCell(run.out, "local steps", "1");
        assertCell(run.out, "epochs", "3");
        JsonNode last = metrics.path("history").path("epochs").get(2);
        assertCell(
                run.out,
                "training: log-likelihood a row, nats",
                Numbers.fixed(last.path("train_likelihood").asDouble(), 3));
        assertCell(
                run.out,
                "validation: log-likelihood a row, nats",
                Numbers.fixed(last.path("validation_likelihood").asDouble(), 3));
        assertCell(
                run.out,
                "free-energy gap, nats a row",
                Numbers.significant(last.path("free_energy_gap").asDouble(), 3));
        assertFalse(run.out.contains("kept epoch"), run.out);
    }

    @Test
    void anEarlyEndIsExplainedAndTheFiguresAreThoseOfTheKeptEpoch() throws IOException {
        // No epoch can be better by so much: the second measurement, of epoch 4, ends the training.
        Captured run = train(
                "pictures=false",
                "rbm.maxIter=20",
                "rbm.monitorEvery=2",
                "rbm.modelPhase=pcd",
                "rbm.cdSteps=2",
                "rbm.numChains=6",
                "rbm.localSteps=2",
                "rbm.likelihood=pseudo",
                "rbm.earlyStopping=likelihood",
                "rbm.patience=1",
                "rbm.tolerance=1000");
        assertEquals(0, run.code, run.err);
        JsonNode metrics =
                new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile());
        String warning = metrics.path("warnings").path(0).asText();
        assertTrue(warning.startsWith("Training stopped early after epoch 4"), warning);
        assertTrue(run.out.contains("\n" + warning + "\n"), run.out);
        assertTrue(run.err.contains("\n" + warning + "\n"), run.err);
        assertCell(run.out, "model phase", "PCD-2, 6 chains");
        assertCell(run.out, "local steps", "2");
        assertCell(run.out, "epochs", "4 of 20");
        assertEquals(2, metrics.path("keptEpoch").asInt(), "validation rows became less likely: " + run.err);
        assertCell(run.out, "kept epoch", "2, whose figures these are");
        JsonNode epochs = metrics.path("history").path("epochs");
        assertEquals(2, epochs.size());
        assertCell(
                run.out,
                "training: pseudo-likelihood a row, nats",
                Numbers.fixed(epochs.get(0).path("train_likelihood").asDouble(), 3));
        assertFalse(epochs.get(1).path("chain_autocorrelation").isNull(), "there are chains");
        assertTrue(epochs.get(1).path("batch_reconstruction_error").isNull(), "chains reconstruct no rows");
    }

    /** That a table has this label with this value. */
    private static void assertCell(String table, String label, String value) {
        String found = table.lines()
                .filter(line -> line.startsWith("| " + label + " "))
                .map(line -> line.split("\\|")[2].strip())
                .findFirst()
                .orElse("no such label");
        assertEquals(value, found, label + " in\n" + table);
    }

    @Test
    void sameSeedLeavesTheSameBytes() throws IOException {
        assertEquals(0, train("pictures=false").code);
        byte[] parameters = Files.readAllBytes(folder.resolve("out/model/parameters.safetensors"));
        byte[] machine = Files.readAllBytes(folder.resolve("out/model/machine.json"));
        assertEquals(0, train("pictures=false", "--overwrite").code);
        assertArrayEquals(parameters, Files.readAllBytes(folder.resolve("out/model/parameters.safetensors")));
        assertArrayEquals(machine, Files.readAllBytes(folder.resolve("out/model/machine.json")));
    }

    @Test
    void transformEvaluateAndInspectUseTheModel() throws IOException {
        assertEquals(0, train("pictures=false").code);
        String model = "model=" + folder.resolve("out/model");
        String data = "data.path=builtin:bars-and-stripes";
        Path features = folder.resolve("features.parquet");
        Captured transform = Captured.run("transform", model, data, "output=" + features, "freeEnergyCol=freeEnergy");
        assertEquals(0, transform.code, transform.err);
        assertTrue(transform.err.startsWith(KERNELS), transform.err);
        Dataset<Row> table = TestSpark.session().read().parquet(features.toString());
        assertEquals(32, table.count());
        assertTrue(List.of(table.columns()).containsAll(List.of("features", "hidden", "freeEnergy")));

        Path json = folder.resolve("evaluation.json");
        Captured evaluate = Captured.run("evaluate", model, data, "output=" + json);
        assertEquals(0, evaluate.code, evaluate.err);
        assertTrue(evaluate.err.startsWith(KERNELS), evaluate.err);
        double mean = table.selectExpr("avg(freeEnergy)").first().getDouble(0);
        assertEquals(
                mean,
                new ObjectMapper().readTree(json.toFile()).path("freeEnergy").asDouble(),
                1e-4);

        Captured inspect = Captured.run("inspect", model);
        assertEquals(0, inspect.code, inspect.err);
        assertTrue(inspect.out.contains("weights.visible.hidden"), inspect.out);
        assertTrue(inspect.out.contains("This machine: matrix product: "), inspect.out);
    }

    @Test
    void anExistingOutputIsRefusedBeforeTraining() {
        assertEquals(0, train("pictures=false").code);
        Captured again = train("pictures=false");
        assertEquals(1, again.code);
        assertTrue(again.explanation().contains("exists already"), again.err);
        assertFalse(again.err.contains("epoch 1/3"), again.err);
    }

    @Test
    void aMisspeltSettingIsRefusedWithTheNameMeant() {
        Captured run = train("rbm.numHiden=5");
        assertEquals(2, run.code);
        assertEquals(
                "boltzmann: There is no setting 'rbm.numHiden' of 'train'; did you mean 'rbm.numHidden'?",
                run.explanation());
    }

    @Test
    void wrongValuesAndWrongUseEndWithCodeTwo() {
        assertEquals(2, train("rbm.numHidden=0").code);
        assertEquals(2, train("rbm.numHidden=many").code);
        assertEquals(2, train("rbm.numHidden=2.5").code);
        assertEquals(2, train("rbm.scaling=logarithmic").code);
        assertEquals(2, train("rbm.learningRate=-1").code);
        assertEquals(2, train("data.format=tarot").code);
        assertEquals(2, train("validation.fraction=1").code);
        assertEquals(2, train("numHidden").code);
        assertEquals(2, train("--config", folder.resolve("none.conf").toString()).code);
        assertEquals(2, Captured.run().code);
        assertEquals(2, Captured.run("dance").code);
    }

    @Test
    void whatAPersonCanMendIsSaidInOneLineWithoutStackTrace() throws IOException {
        Path csv = folder.resolve("rows.csv");
        Files.writeString(csv, "1,0,1\n0,1,0\n1,nine,1\n");
        Captured badNumber = train("data.path=" + csv);
        assertEquals(1, badNumber.code);
        assertTrue(badNumber.explanation().contains("rows.csv line 3"), badNumber.err);
        Captured missing = train("data.path=" + folder.resolve("nothing.csv"));
        assertEquals(1, missing.code);
        assertTrue(missing.explanation().contains("nothing.csv"), missing.err);
        Files.writeString(csv, "1,0,1\n0,1,0\n1,9,1\n");
        Captured outOfRange = train("data.path=" + csv, "rbm.scaling=none");
        assertEquals(1, outOfRange.code);
        assertTrue(outOfRange.explanation().contains("rows.csv line 3: element 1 is 9.0"), outOfRange.err);
        Captured noModel = Captured.run("evaluate", "model=" + folder.resolve("nothing"));
        assertEquals(1, noModel.code);
        for (Captured run : List.of(badNumber, missing, outOfRange, noModel)) {
            assertFalse(run.err.contains("\tat "), run.err);
        }
    }

    @Test
    void skippedRowsAreCounted() throws IOException {
        Path csv = folder.resolve("rows.csv");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append(i % 2).append(",").append(i % 3 == 0 ? 1 : 0).append(",1\n");
        }
        Files.writeString(csv, text + "1,nine,1\n0,7,0\n");
        Captured run = train(
                "data.path=" + csv,
                "rbm.scaling=none",
                "data.handleInvalid=skip",
                "rbm.handleInvalid=skip",
                "rbm.localSteps=0",
                "pictures=false");
        assertEquals(0, run.code, run.err);
        JsonNode metrics =
                new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile());
        assertEquals(2, metrics.path("skippedRows").asInt());
        assertCell(run.out, "rows skipped", "2");
        assertTrue(metrics.path("localSteps").asInt() >= 1, "resolved");
        assertCell(run.out, "local steps", metrics.path("localSteps").asInt() + ", chosen");
    }

    @Test
    void aConfigurationFileIsReadAndArgumentsComeOverIt() throws IOException {
        Path conf = folder.resolve("my.conf");
        Files.writeString(conf, "rbm { numHidden = 5, maxIter = 1 }\npictures = false\n");
        Captured run = Captured.run(
                "train",
                "--config",
                conf.toString(),
                "data.path=builtin:bars-and-stripes",
                "rbm.maxIter=2",
                "output=" + folder.resolve("out"));
        assertEquals(0, run.code, run.err);
        JsonNode settings = new ObjectMapper()
                .readTree(folder.resolve("out/metrics.json").toFile())
                .path("settings");
        assertEquals(5, settings.path("numHidden").asInt());
        assertEquals(2, settings.path("maxIter").asInt());
    }
}
