package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.report.tracking.StubMlflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training jobs that tell a tracking server. */
class TrackingJobsTest {
    private static final List<String> TINY = List.of(
            "data.path=builtin:bars-and-stripes",
            "rbm.numHidden=6",
            "rbm.maxIter=3",
            "rbm.batchSize=8",
            "rbm.modelPhase=pcd",
            "pictures=false");

    private StubMlflow server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startSpark() {
        TestSpark.session();
    }

    @BeforeEach
    void start() throws IOException {
        server = new StubMlflow();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Captured job(String name, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(name));
        arguments.addAll(TINY);
        arguments.addAll(List.of(settings));
        return Captured.run(arguments.toArray(new String[0]));
    }

    private String uri() {
        return "tracking.uri=" + server.address();
    }

    @Test
    void trainTellsSettingsMeasurementsAndEndAndItsModelHasTheSameBytes() throws IOException {
        Captured alone = job("train", "output=" + folder.resolve("alone"));
        assertEquals(0, alone.code, alone.err);
        Path out = folder.resolve("out");
        Captured run = job("train", uri(), "tracking.run=first", "tracking.experiment=bars", "output=" + out);
        assertEquals(0, run.code, run.err);
        assertEquals("FINISHED", server.status());
        assertEquals("first", server.runName());
        List<String> history = Files.readAllLines(out.resolve("history.csv"));
        List<Long> updates = history.stream()
                .skip(1)
                .map(line -> Long.parseLong(line.split(",")[1]))
                .toList();
        assertEquals(3, updates.size());
        assertEquals(updates, server.steps("training.likelihood.training"));
        assertEquals(updates, server.steps("training.rowsPerSecond"));
        assertEquals("6", server.params().get("rbm.numHidden"));
        assertEquals("0.05", server.params().get("rbm.learningRate"));
        assertTrue(server.params().keySet().stream().noneMatch(name -> name.startsWith("tracking.")), "own settings");
        assertEquals("rbm", server.tags().get("boltzmann.machine"));
        assertEquals(out + "/model", server.tags().get("boltzmann.model"));
        assertTrue(server.tags().get("boltzmann.version").matches("spark-boltzmann [0-9.]+"), "version");
        assertEquals(
                TestSpark.session().sparkContext().applicationId(),
                server.tags().get("spark.applicationId"));
        for (String name : List.of("parameters.safetensors", "machine.json", "learner.safetensors")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("alone/model").resolve(name)),
                    Files.readAllBytes(out.resolve("model").resolve(name)),
                    name);
        }
    }

    @Test
    void aTrainingThatFailsSaysSo() {
        Captured run =
                job("train", uri(), "data.path=" + folder.resolve("none.csv"), "output=" + folder.resolve("out"));
        assertEquals(1, run.code, run.err);
        assertEquals("FAILED", server.status());
    }

    @Test
    void aServerThatIsLostInTheMiddleCostsAWarning() {
        server.fail(500);
        Captured refused = job("train", uri(), "output=" + folder.resolve("out"));
        assertEquals(2, refused.code, "not to be had at the start");
        server.fail(0);
        server.failAfterTheStart(500);
        Captured run = job("train", uri(), "output=" + folder.resolve("out"));
        assertEquals(0, run.code, run.err);
        assertTrue(Files.isDirectory(folder.resolve("out/model")), "a model");
        assertEquals(
                1,
                run.err.lines().filter(line -> line.contains(" answered 500 ")).count(),
                run.err);
        assertEquals(
                1,
                run.err
                        .lines()
                        .filter(line -> line.contains("not marked as finished"))
                        .count(),
                run.err);
    }

    @Test
    void aServerThatIsNotThereOrAnAddressWithAPasswordIsRefusedBeforeAnyJob() throws IOException {
        String address = server.address();
        server.close();
        for (String name : List.of("train", "retrain")) {
            String place = (name.equals("train") ? "output=" : "root=") + folder.resolve("out");
            Captured away = job(name, "tracking.uri=" + address, place);
            assertEquals(2, away.code, away.err);
            assertTrue(
                    away.explanation().contains("MLflow's server at " + address + " cannot be reached"),
                    away.explanation());
            assertFalse(Files.exists(folder.resolve("out/model")), "nothing is trained");
            Captured secret = job(name, "tracking.uri=http://me:hush@host:5000", place);
            assertEquals(2, secret.code, secret.err);
            assertTrue(secret.explanation().startsWith("boltzmann: In the setting 'tracking.uri': "), secret.err);
            assertFalse((secret.out + secret.err).contains("hush"), secret.err);
        }
    }

    @Test
    void retrainTellsTheRunOfItsDateAndDoesNotTrainAnewForAnotherExperiment() {
        List<String> settings = new ArrayList<>(TINY);
        settings.addAll(List.of(
                "root=" + folder.resolve("root"),
                "date=2026-01-31",
                "gate.measure=reconstruction",
                uri(),
                "tracking.run=night of {date}"));
        trainOnly(settings);
        assertEquals("night of 2026-01-31", server.runName());
        assertEquals("FINISHED", server.status());
        assertEquals(3, server.points("training.epoch").size());
        assertEquals("spark-boltzmann retrain", server.tags().get("mlflow.source.name"));
        settings.add("tracking.experiment=another");
        trainOnly(settings);
        assertEquals(1, server.asked("runs/create"), "it was trained already");
    }

    /** A run that is interrupted once its model is trained, or found to be. */
    private static void trainOnly(List<String> settings) {
        RetrainJob interrupted =
                new RetrainJob(JobConfig.load("retrain", null, settings), InstantSource.system(), step -> {
                    if (step == RetrainRun.Step.RECORDED_TRAINED) {
                        throw new IllegalStateException("stop");
                    }
                });
        assertEquals(
                "stop",
                assertThrows(IllegalStateException.class, interrupted::run).getMessage());
    }
}
