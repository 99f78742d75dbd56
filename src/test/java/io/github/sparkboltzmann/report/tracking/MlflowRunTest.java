package io.github.sparkboltzmann.report.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.train.Checkpoint;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.Monitors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tracking server is told of a training, and what a training bears of a tracking server. */
class MlflowRunTest {
    private static final String LOG = "runs/log-batch";
    private static final int UPDATES = 600;

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private StubMlflow server;

    @TempDir
    private Path folder;

    /** Loads the client's classes, which takes longer than the limit of a test. */
    @BeforeAll
    static void load() throws IOException {
        try (StubMlflow first = new StubMlflow();
                MlflowRun run = MlflowRun.at(first.address()).begin()) {
            assertEquals("r1", run.id());
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new StubMlflow();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MlflowRunBuilder at(String address) {
        return MlflowRun.at(address).warn(warnings::add);
    }

    private static EpochRecord epoch(int number) {
        return new EpochRecord(
                number,
                (long) UPDATES * number,
                60_000,
                0.05,
                0.9,
                0.03,
                new Measures(300, 0.02, -90 - number),
                Measures.none(),
                Monitors.none(),
                1.5);
    }

    @Test
    void anEpochBecomesMetricsAtTheUpdatesBehindIt() {
        long before = System.currentTimeMillis();
        try (MlflowRun run =
                at(server.address()).experiment("digits").name("try 3").begin()) {
            run.onStart(9, UPDATES);
            run.onEpoch(epoch(1));
            run.onEpoch(epoch(4));
            run.finish();
        }
        assertEquals("40", server.experiment());
        assertEquals("try 3", server.runName());
        assertEquals(List.of(600L, 2400L), server.steps("training.epoch"));
        StubMlflow.Point last = server.points("training.freeEnergy.training").get(1);
        assertEquals(-94, last.value());
        assertTrue(last.time() >= before && last.time() <= System.currentTimeMillis(), "time " + last.time());
        assertEquals(0.03, server.points("training.reconstructionError").get(0).value());
        assertEquals(40_000, server.points("training.rowsPerSecond").get(0).value());
        assertEquals(List.of(), server.points("training.freeEnergyGap"), "there are no validation rows");
        assertEquals("FINISHED", server.status());
        assertEquals(List.of(), warnings);
    }

    @Test
    void anExperimentThatIsThereIsTaken() {
        server.addExperiment("digits of day 1", "7");
        at(server.address()).experiment("digits of day 1").begin().close();
        assertEquals("7", server.experiment());
        assertEquals(0, server.asked("experiments/create"));
        assertEquals("FAILED", server.status(), "nobody said that it is finished");
    }

    @Test
    void afterAResumeMetricsGoOnFromTheStepThatWasReached() {
        try (MlflowRun run = at(server.address()).begin()) {
            run.onStart(9, UPDATES);
            run.onResume(new Checkpoint(1217, UPDATES, 1, null));
            run.onWarning("Free energy drifts.");
            run.onUpdate(3, 18, 100, 0.02);
            run.onWarning("It still does.");
            run.onEpoch(epoch(3));
        }
        assertEquals("epoch 2 and 17 of 600 updates", server.tags().get("boltzmann.resumedAfter"));
        assertEquals(List.of(1800L), server.steps("training.epoch"));
        assertEquals(List.of(1217L, 1218L), server.steps("training.warnings"));
        assertEquals(2, server.points("training.warnings").get(1).value());
        assertEquals("It still does.", server.tags().get("boltzmann.warning"));
    }

    @Test
    void partsOfAStackHaveTheirNameBeforeTheirMetricsAndAWholeHasNone() {
        try (MlflowRun run = at(server.address()).begin()) {
            for (String layer : List.of("layer 1 of 2", "layer 2 of 2")) {
                run.onStage(layer);
                run.onStart(1, UPDATES);
                run.onEpoch(epoch(1));
            }
            run.onStart(2, UPDATES);
            run.onEpoch(epoch(2));
        }
        assertEquals(List.of(600L), server.steps("layer 1 of 2/training.epoch"));
        assertEquals(List.of(600L), server.steps("layer 2 of 2/training.epoch"));
        assertEquals(List.of(1200L), server.steps("training.epoch"));
    }

    @Test
    void paramsComeInBatchesThatMlflowTakesWithoutUsersAndPasswords() {
        Map<String, String> params = new TreeMap<>();
        for (int i = 0; i < 150; i++) {
            params.put("rbm.p" + i, "v" + i);
        }
        params.put("data.path", "s3a://key:hush@bucket/rows.csv");
        params.put("edges", "0-1, ".repeat(2000));
        params.put("of the year, 100 %", "x");
        params.put("//../empty", "");
        at(server.address()).params(params).begin().close();
        assertEquals(153, server.params().size());
        assertTrue(
                server.paramsOfBatches().stream().allMatch(number -> number <= 100),
                server.paramsOfBatches()::toString);
        assertEquals("s3a://bucket/rows.csv", server.params().get("data.path"));
        assertEquals(6000, server.params().get("edges").length());
        assertEquals("x", server.params().get("of the year_ 100 _"));
        assertEquals("v149", server.params().get("rbm.p149"));
    }

    @Test
    void namesBecomeNormalPathsOfAllowedCharacters() {
        assertEquals("__/a_b", MlflowText.name("//../a:b"));
        assertEquals("_", MlflowText.name(""));
        assertEquals("layer 1 of 2/x-y_z.w", MlflowText.name("layer 1 of 2/x-y_z.w"));
        assertEquals(250, MlflowText.name("n".repeat(300)).length());
    }

    @Test
    void aServerThatIsAwayForAWhileCostsOneWarningAndNoMeasurement() throws InterruptedException {
        try (MlflowRun run = at(server.address()).begin()) {
            run.onStart(9, UPDATES);
            run.onEpoch(epoch(1));
            StubMlflow.await(
                    "first epoch", () -> !server.steps("training.epoch").isEmpty());
            server.fail(503);
            long before = server.asked(LOG);
            for (int number = 2; number <= 5; number++) {
                long asked = server.asked(LOG);
                run.onEpoch(epoch(number));
                StubMlflow.await("attempt", () -> server.asked(LOG) > asked);
            }
            TimeUnit.MILLISECONDS.sleep(100);
            long requests = server.asked(LOG) - before;
            assertTrue(requests <= 4 * 3, requests + " requests: the client asks three times for each of four epochs");
            server.fail(0);
            run.onEpoch(epoch(6));
            run.finish();
        }
        assertEquals(List.of(600L, 1200L, 1800L, 2400L, 3000L, 3600L), server.steps("training.epoch"));
        assertEquals("FINISHED", server.status());
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(
                warnings.get(0).startsWith("MLflow's server at " + server.address() + " answered 503 "),
                warnings::toString);
    }

    @Test
    void aServerThatDoesNotComeBackIsSaidAtTheEndAndHoldsNothingUp() {
        long begin = System.nanoTime();
        try (MlflowRun run = at(server.address()).begin()) {
            server.close();
            for (int number = 1; number <= 50; number++) {
                run.onEpoch(epoch(number));
            }
            run.finish();
        }
        assertTrue(System.nanoTime() - begin < 5e9, "took " + (System.nanoTime() - begin) * 1e-9 + " s");
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("cannot be reached"), warnings::toString);
        assertTrue(warnings.get(1).contains("not marked as finished"), warnings::toString);
    }

    @Test
    void aServerThatDoesNotAnswerHoldsUpNoEpochAndTheEndNotForLong() {
        MlflowRun run = at(server.address()).limit(Duration.ofMillis(1000)).begin();
        server.hang();
        long begin = System.nanoTime();
        for (int number = 1; number <= 200; number++) {
            run.onEpoch(epoch(number));
        }
        assertTrue(System.nanoTime() - begin < 500e6, "epochs took " + (System.nanoTime() - begin) * 1e-9 + " s");
        run.finish();
        run.close();
        assertTrue(System.nanoTime() - begin < 8e9, "the end took " + (System.nanoTime() - begin) * 1e-9 + " s");
        assertTrue(warnings.get(0).contains("did not answer within 1.0 s"), warnings::toString);
        assertTrue(warnings.get(warnings.size() - 1).contains("not marked as finished"), warnings::toString);
    }

    @Test
    void whatTheServerRefusesIsLeftOutAndTheRestGoesOn() throws InterruptedException {
        try (MlflowRun run = at(server.address()).begin()) {
            StubMlflow.await("start", () -> server.asked("runs/create") == 1);
            server.fail(LOG, 400);
            run.onEpoch(epoch(1));
            StubMlflow.await("attempt", () -> server.asked(LOG) > 0);
            TimeUnit.MILLISECONDS.sleep(100);
            server.fail(0);
            run.onEpoch(epoch(2));
            run.finish();
        }
        assertEquals(List.of(1200L), server.steps("training.epoch"));
        assertEquals("FINISHED", server.status());
        assertTrue(warnings.get(0).contains("answered 400 "), warnings::toString);
        assertTrue(warnings.get(0).contains("told to fail"), warnings::toString);
    }

    @Test
    void aRunThatCannotBeginSaysWhereAndWhy() throws IOException {
        String refused = assertThrows(TrackingException.class, () -> {
                    server.fail(401);
                    at(server.address()).begin();
                })
                .getMessage();
        assertTrue(refused.startsWith("MLflow's server at " + server.address() + " answered 401"), refused);
        String address = server.address();
        server.close();
        String away =
                assertThrows(TrackingException.class, () -> at(address).begin()).getMessage();
        assertTrue(away.startsWith("MLflow's server at " + address + " cannot be reached: "), away);
        for (String wrong : List.of("host:5000", "ftp://host", "http:///x", "databricks", "http://h?q=1", "a b")) {
            String message = assertThrows(IllegalArgumentException.class, () -> MlflowRun.at(wrong))
                    .getMessage();
            assertTrue(message.contains("'" + wrong + "'"), message);
        }
        String secret = assertThrows(IllegalArgumentException.class, () -> MlflowRun.at("http://me:hush@host:5000"))
                .getMessage();
        assertFalse(secret.contains("hush"), secret);
        assertTrue(secret.contains("MLFLOW_TRACKING_PASSWORD"), secret);
    }

    @Test
    void aProcessThatIsEndedFromOutsideSaysKilledAndItsTokenIsNotPrinted() throws Exception {
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledTraining.class.getName(),
                        server.address())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("MLFLOW_TRACKING_TOKEN", "hush");
        Process process = builder.start();
        try {
            StubMlflow.await("run", () -> says(out, "begun r1") || !process.isAlive());
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it ends");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(out);
        assertEquals("KILLED", server.status(), said);
        assertTrue(server.authorizations().contains("Bearer hush"), server.authorizations()::toString);
        assertFalse(said.contains("hush"), said);
    }

    private static boolean says(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void withoutMlflowsClientTheSentenceNamesTheOption() {
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> MlflowClientJar.require(ClassLoader.getPlatformClassLoader()))
                .getMessage();
        assertTrue(message.contains("--packages org.mlflow:mlflow-client:"), message);
    }

    @Test
    void theBuildAndTheSettingsNameTheSameClient() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = MlflowClientJar.COORDINATES.substring(MlflowClientJar.COORDINATES.lastIndexOf(':') + 1);
        assertTrue(pom.contains("<mlflow.version>" + version + "</mlflow.version>"), version);
        assertTrue(Files.readString(Path.of("conf/train.conf")).contains(MlflowClientJar.COORDINATES), version);
    }

    @Test
    void oneClassAloneKnowsMlflowsTypes() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            List<String> knowing = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (Files.readString(file).contains("import org.mlflow")) {
                    knowing.add(file.getFileName().toString());
                }
            }
            assertEquals(List.of("MlflowServer.java"), knowing);
        }
    }
}
