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
        assertEquals(0, end(start("undisturbed", "output=undisturbed")), () -> read("undisturbed.err"));

        String[] settings = {"output=killed", "rbm.checkpointDir=checkpoints", "rbm.checkpointMinutes=0.0001"};
        Process killed = start("killed", settings);
        while (killed.isAlive() && newest() < 30) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        killed.destroyForcibly();
        assertEquals(128 + 9, end(killed));
        long reached = newest();
        assertTrue(reached >= 30 && !Files.exists(folder.resolve("killed/model")), "at " + reached);

        // When checkpoints are taken has no say in the bytes: now as often as by default.
        assertEquals(0, end(start("resumed", settings[0], settings[1])), () -> read("resumed.err"));
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

    private Process start(String name, String... settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(BASE.resolve("submit/boltzmann").toAbsolutePath().toString());
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
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
