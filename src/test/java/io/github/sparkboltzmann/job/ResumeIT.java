package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.cluster.Children;
import io.github.sparkboltzmann.cluster.Ports;
import io.github.sparkboltzmann.cluster.Submission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed without warning, and the same command again; then more training on other rows. */
class ResumeIT {
    private static final String SECRET = "not-to-be-said";
    private static final List<String> TRAIN = List.of(
            "train",
            "rbm.modelPhase=pcd",
            "rbm.numHidden=20",
            "rbm.maxIter=6",
            "rbm.localSteps=5",
            "rbm.monitorEvery=2",
            "pictures=false");

    @TempDir
    private Path folder;

    private Children children;

    @BeforeEach
    void begin() throws IOException {
        children = new Children(folder);
    }

    @AfterEach
    void end() {
        children.close();
    }

    @Test
    void aTrainingThatIsKilledAndStartedAgainWritesTheBytesOfOneThatWasNot() throws Exception {
        // This one is watched, too, which has no say in the bytes either.
        int port = Ports.free();
        List<String> watched = List.of(
                "--conf",
                "spark.ui.enabled=true",
                "--conf",
                "spark.ui.port=" + port,
                "--conf",
                "spark.metrics.conf.*.sink.csv.class=org.apache.spark.metrics.sink.CsvSink",
                "--conf",
                "spark.metrics.conf.*.sink.csv.directory=" + Files.createDirectory(folder.resolve("metrics")),
                "--conf",
                "spark.hadoop.fs.s3a.secret.key=" + SECRET,
                "--conf",
                "spark.eventLog.enabled=true",
                "--conf",
                "spark.eventLog.compress=false",
                "--conf",
                "spark.eventLog.dir="
                        + Files.createDirectory(folder.resolve("events")).toUri());
        Submission undisturbed = start("undisturbed", watched, "output=undisturbed");
        requireServed(port, undisturbed);
        assertEquals(0, undisturbed.exitCode(), undisturbed::errors);
        requireSeen();
        requireUnsaid();

        String[] settings = {"output=killed", "rbm.checkpointDir=checkpoints", "rbm.checkpointMinutes=0.0001"};
        Submission killed = start("killed", List.of(), settings);
        while (killed.isAlive() && newest() < 30) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        killed.kill();
        assertEquals(128 + 9, killed.exitCode());
        long reached = newest();
        assertTrue(reached >= 30 && !Files.exists(folder.resolve("killed/model")), "at " + reached);

        // When checkpoints are taken has no say in the bytes: now as often as by default; nor has the serializer.
        List<String> kryo = List.of("--conf", "spark.serializer=org.apache.spark.serializer.KryoSerializer");
        Submission resumed = start("resumed", kryo, settings[0], settings[1]);
        assertEquals(0, resumed.exitCode(), resumed::errors);
        assertTrue(resumed.errors().contains("Going on from the checkpoint after epoch "), resumed::errors);
        for (String name : List.of("parameters.safetensors", "machine.json", "learner.safetensors")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("undisturbed/model").resolve(name)),
                    Files.readAllBytes(folder.resolve("killed/model").resolve(name)),
                    name);
        }
    }

    /** What the pages of a running driver say of its training, at the addresses that are scraped. */
    private static void requireServed(int port, Submission running) throws InterruptedException {
        ServedMetrics metrics = new ServedMetrics(port);
        while (running.isAlive() && !(metrics.prometheus("update") > 0 && metrics.json("update") > 0)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertTrue(running.isAlive(), () -> "It ended unseen: " + running.errors());
        assertEquals(6, metrics.prometheus("epochs"));
        assertEquals(6, metrics.json("epochs"));
        assertTrue(metrics.prometheus("rows") >= 100 && metrics.json("rows") >= 100, "rows of its first update");
        assertTrue(metrics.json("rows") > metrics.json("done"), "an update has many rows");
    }

    /** Updates that the newest checkpoint has behind it; 0 for none. */
    private long newest() throws IOException {
        if (!Files.isDirectory(folder.resolve("checkpoints"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder.resolve("checkpoints"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("checkpoint-"))
                    .mapToLong(name -> Long.parseLong(name.substring("checkpoint-".length())))
                    .max()
                    .orElse(0);
        }
    }

    /** What a sink got when the application ended, and how its jobs are called in the event log. */
    private void requireSeen() throws IOException {
        assertEquals(6, metric("training.epoch"));
        assertEquals(6, metric("training.epochs"));
        assertEquals(metric("training.updates"), metric("training.update"));
        assertTrue(metric("training.update") > 30, "updates");
        assertEquals(0, metric("training.running"));
        assertTrue(metric("training.likelihood.training") < 0, "a log-likelihood of bits");
        String log;
        try (Stream<Path> files = Files.walk(folder.resolve("events"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".crc"))
                    .toList()) {
                all.append(Files.readString(file));
            }
            log = all.toString();
        }
        assertTrue(
                log.contains("\"spark.job.description\":\"epoch 1, update 6 and 4 more\""), "descriptions in the log");
        assertTrue(log.contains("\"spark.job.description\":\"measure training rows\""), "descriptions in the log");
    }

    /** A password among Spark's settings is in no log, metric, event or model. */
    private void requireUnsaid() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(SECRET), () -> file + " says the secret");
            }
        }
    }

    /** The last value that the sink was told of. */
    private double metric(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("metrics"))) {
            Path file = files.filter(path -> path.getFileName().toString().contains(".TrainingPlugin." + name + ".csv"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the sink has no " + name));
            List<String> lines = Files.readAllLines(file);
            return Double.parseDouble(lines.get(lines.size() - 1).split(",")[1]);
        }
    }

    private Submission start(String name, List<String> options, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(TRAIN);
        arguments.addAll(List.of(settings));
        return Submission.start(children, folder, name, arguments);
    }
}
