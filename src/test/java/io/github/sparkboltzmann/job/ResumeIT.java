package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed without warning, and the same command again; then more training on other rows. */
class ResumeIT {
    private static final Path BASE = Path.of(System.getProperty("project.basedir", "."));
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

    @Test
    void aTrainingThatIsKilledAndStartedAgainWritesTheBytesOfOneThatWasNot() throws Exception {
        // This one is watched, too, which has no say in the bytes either.
        List<String> watched = List.of(
                "--conf",
                "spark.metrics.conf.*.sink.csv.class=org.apache.spark.metrics.sink.CsvSink",
                "--conf",
                "spark.metrics.conf.*.sink.csv.directory=" + Files.createDirectory(folder.resolve("metrics")),
                "--conf",
                "spark.eventLog.enabled=true",
                "--conf",
                "spark.eventLog.compress=false",
                "--conf",
                "spark.eventLog.dir="
                        + Files.createDirectory(folder.resolve("events")).toUri());
        assertEquals(0, end(start("undisturbed", watched, "output=undisturbed")), () -> read("undisturbed.err"));
        requireSeen();

        String[] settings = {"output=killed", "rbm.checkpointDir=checkpoints", "rbm.checkpointMinutes=0.0001"};
        Process killed = start("killed", List.of(), settings);
        while (killed.isAlive() && newest() < 30) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        killed.destroyForcibly();
        assertEquals(128 + 9, end(killed));
        long reached = newest();
        assertTrue(reached >= 30 && !Files.exists(folder.resolve("killed/model")), "at " + reached);

        // When checkpoints are taken has no say in the bytes: now as often as by default; nor has the serializer.
        List<String> kryo = List.of("--conf", "spark.serializer=org.apache.spark.serializer.KryoSerializer");
        assertEquals(0, end(start("resumed", kryo, settings[0], settings[1])), () -> read("resumed.err"));
        assertTrue(read("resumed.err").contains("Going on from the checkpoint after epoch "), read("resumed.err"));
        for (String name : List.of("parameters.safetensors", "machine.json", "learner.safetensors")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("undisturbed/model").resolve(name)),
                    Files.readAllBytes(folder.resolve("killed/model").resolve(name)),
                    name);
        }
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
            log = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".crc"))
                    .map(this::read)
                    .collect(Collectors.joining());
        }
        assertTrue(
                log.contains("\"spark.job.description\":\"epoch 1, update 6 and 4 more\""), "descriptions in the log");
        assertTrue(log.contains("\"spark.job.description\":\"measure training rows\""), "descriptions in the log");
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

    private Process start(String name, List<String> options, String... settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(BASE.resolve("submit/boltzmann").toAbsolutePath().toString());
        command.addAll(options);
        command.addAll(TRAIN);
        command.addAll(List.of(settings));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().remove("SPARK_HOME");
        return builder.start();
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the command did not end");
        return process.exitValue();
    }

    private String read(String name) {
        return read(folder.resolve(name));
    }

    private String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
