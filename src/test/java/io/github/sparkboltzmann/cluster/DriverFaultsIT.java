package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What befalls the driver, its disk and what it left there. */
@Tag("cluster")
class DriverFaultsIT {
    private static final List<String> LOCAL = Submission.spark("local[2]");
    private static final String EACH_EPOCH = "rbm.checkpointInterval=1";

    private static Path folder;
    private static Children children;
    private static Training training;

    @BeforeAll
    static void start() throws Exception {
        folder = Children.folder(DriverFaultsIT.class);
        children = new Children(folder);
        training = new Training(folder, children);
    }

    @AfterAll
    static void stop() {
        children.close();
    }

    private static String checkpoints(String name) {
        return "rbm.checkpointDir=" + checkpointsAt(name);
    }

    private static Path checkpointsAt(String name) {
        return folder.resolve(name + "-checkpoints");
    }

    /** The newest checkpoint's folder. */
    private static Path newest(String name) throws IOException {
        try (Stream<Path> found = Files.list(checkpointsAt(name))) {
            return found.filter(path -> path.getFileName().toString().startsWith("checkpoint-"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    /** Starts the same command again, which has to go on and to end as if nothing had been. */
    private static Submission again(String name, List<String> spark) throws Exception {
        Submission again = training.start(name, spark, checkpoints(name), EACH_EPOCH);
        assertEquals(0, again.exitCode(), again::errors);
        assertTrue(again.errors().contains("Going on from the checkpoint after epoch "), again::errors);
        training.requireUndisturbed(name);
        return again;
    }

    /** A run that is killed with checkpoints behind it. */
    private static void interrupt(String name, List<String> spark) throws Exception {
        Submission run = training.start(name, spark, checkpoints(name), EACH_EPOCH);
        run.await("epoch 4/");
        run.kill();
        assertFalse(Files.exists(Path.of(training.model(name))));
    }

    @Test
    void aDriverThatIsKilled() throws Exception {
        try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"), 1)) {
            List<String> spark = Submission.spark(cluster.url());
            Trials.run("driver", "driver killed (kill -9), same command again", "goes on, same bytes", name -> {
                interrupt(name, spark);
                again(name, spark);
            });
        }
    }

    @Test
    void aCheckpointThatIsCutShort() throws Exception {
        Trials.run("cut", "newest checkpoint cut short", "says so, takes the one before, same bytes", name -> {
            interrupt(name, LOCAL);
            Path state = newest(name).resolve("state.safetensors");
            byte[] whole = Files.readAllBytes(state);
            Files.write(state, Arrays.copyOf(whole, whole.length / 2));
            requireSaid(again(name, LOCAL));
        });
    }

    @Test
    void aCheckpointWithAFlippedByte() throws Exception {
        Trials.run(
                "flip", "newest checkpoint with a flipped byte", "says so, takes the one before, same bytes", name -> {
                    interrupt(name, LOCAL);
                    Path state = newest(name).resolve("state.safetensors");
                    // Hadoop's own checksum would see it first, and is not there on every file system.
                    Files.deleteIfExists(state.resolveSibling("." + state.getFileName() + ".crc"));
                    byte[] bytes = Files.readAllBytes(state);
                    bytes[bytes.length - 5] ^= 1;
                    Files.write(state, bytes);
                    requireSaid(again(name, LOCAL));
                });
    }

    private static void requireSaid(Submission run) {
        assertTrue(run.errors().contains("The one before is taken."), run::errors);
    }

    @Test
    void aDiskThatIsFullWhileACheckpointIsWritten() throws Exception {
        Trials.run(
                "full-checkpoint",
                "disk full while a checkpoint is written",
                "says so, goes on, same bytes; the checkpoint before stays whole",
                name -> {
                    Submission run = onSmallDisk(name, checkpointsAt(name), "epoch 3/", checkpoints(name), EACH_EPOCH);
                    assertEquals(0, run.exitCode(), run::errors);
                    assertTrue(run.errors().contains("Training goes on without this checkpoint"), run::errors);
                    assertTrue(run.errors().contains("No space left"), run::errors);
                    training.requireUndisturbed(name);
                    // What the disk held at the end: no half checkpoint, and one to go on from.
                    assertEquals(List.of(), leftovers(checkpointsAt(name)));
                    deleteModel(name);
                    again(name, LOCAL);
                });
    }

    @Test
    void aDiskThatIsFullWhileTheModelIsWritten() throws Exception {
        Trials.run(
                "full-model",
                "disk full while the model is written",
                "refused, no half model; started again it goes on, same bytes",
                name -> {
                    Submission run = onSmallDisk(name, folder.resolve(name), "epoch 3/", checkpoints(name), EACH_EPOCH);
                    assertEquals(1, run.exitCode(), run::errors);
                    assertTrue(run.errors().contains("boltzmann: Could not write "), run::errors);
                    assertTrue(run.errors().contains("No space left"), run::errors);
                    assertFalse(run.errors().contains("failed unexpectedly"), run::errors);
                    assertEquals(List.of(), leftovers(folder.resolve(name)));
                    again(name, LOCAL);
                });
    }

    /**
     * Runs the training with a folder on a disk of a megabyte, which is filled once the run has said a text; what is on the disk in the end, but for what
     * filled it, is in the folder afterwards.
     */
    private static Submission onSmallDisk(String name, Path small, String text, String... settings) throws Exception {
        Files.createDirectories(small);
        assumeTrue(
                new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", small.toString())
                                .start()
                                .waitFor()
                        == 0,
                "unshare -rm cannot mount a small disk here");
        String script =
                """
                small=$1 errors=$2 text=$3 submit=$4
                shift 4
                mount -t tmpfs -o size=1m tmpfs "$small" || exit 99
                "$submit" "$@" &
                run=$!
                until grep -q "$text" "$errors" || ! kill -0 $run 2>/dev/null; do sleep 0.05; done
                dd if=/dev/zero of="$small/.filler" bs=4096 2>/dev/null
                wait $run
                code=$?
                rm "$small/.filler"
                mkdir "$errors.disk" && cp -a "$small/." "$errors.disk"
                exit $code
                """;
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-rm",
                "bash",
                "-c",
                script,
                "small",
                small.toString(),
                folder.resolve(name + ".err").toString(),
                text,
                Children.BASE.resolve("submit/boltzmann").toString()));
        command.addAll(training.arguments(name, LOCAL, settings));
        Submission run = Submission.startCommand(children, folder, name, SparkHome.BUILT, command);
        run.exitCode();
        Files.delete(small);
        Files.move(folder.resolve(name + ".err.disk"), small);
        return run;
    }

    /** Files that should not be there after all is over. */
    private static List<String> leftovers(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString())
                    .filter(file -> !file.startsWith("checkpoint-"))
                    .toList();
        }
    }

    private static void deleteModel(String name) throws IOException {
        Files.move(folder.resolve(name), folder.resolve(name + "-first"));
    }
}
