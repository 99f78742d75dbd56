package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.cluster.Children;
import io.github.sparkboltzmann.cluster.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scheduled run whose process is killed without warning: the next start takes its lock over and ends as one that was not disturbed. */
@Tag("cluster")
class ScheduledIT {
    private static final List<String> RUN = List.of(
            "retrain",
            "date=2026-01-31",
            "rbm.modelPhase=pcd",
            "rbm.numHidden=20",
            "rbm.maxIter=6",
            "rbm.localSteps=5",
            "rbm.monitorEvery=2",
            "rbm.checkpointMinutes=0.0001",
            "lock.leaseMinutes=0.02",
            "pictures=false");

    @TempDir
    private Path folder;

    @Test
    void aKilledRunIsTakenOverAndFinished() throws Exception {
        try (Children children = new Children(folder)) {
            killAndFinish(children);
        }
        requireUndisturbed();
    }

    private void killAndFinish(Children children) throws Exception {
        Submission killed = start(children, "killed");
        while (killed.isAlive() && !hasCheckpoint()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        killed.kill();
        assertEquals(128 + 9, killed.exitCode(), killed::errors);
        assertFalse(Files.exists(folder.resolve("root/CURRENT")));
        assertFalse(Files.exists(folder.resolve("root/runs/2026-01-31/_SUCCESS")));
        assertTrue(read("root/LOCK/000000000001").contains("\"released\" : false"), "the killed run holds the lock");

        Submission again = start(children, "again");
        assertEquals(0, again.exitCode(), again::errors);
        assertTrue(again.errors().contains("so it is taken over."), again::errors);
        assertTrue(again.errors().contains("Going on from the checkpoint after "), again::errors);
        assertTrue(Files.exists(folder.resolve("root/runs/2026-01-31/_SUCCESS")));
        assertEquals("2026-01-31\n", read("root/CURRENT"));
    }

    private void requireUndisturbed() throws IOException {
        TestSpark.session();
        List<String> undisturbed = new ArrayList<>(RUN);
        undisturbed.add("root=" + folder.resolve("undisturbed"));
        Captured whole = Captured.run(undisturbed.toArray(new String[0]));
        assertEquals(0, whole.code, whole.err);
        for (String name : List.of("parameters.safetensors", "machine.json", "learner.safetensors")) {
            assertArrayEquals(
                    Files.readAllBytes(
                            folder.resolve("undisturbed/published/2026-01-31").resolve(name)),
                    Files.readAllBytes(
                            folder.resolve("root/published/2026-01-31").resolve(name)),
                    name);
        }
    }

    private boolean hasCheckpoint() throws IOException {
        Path checkpoints = folder.resolve("root/runs/2026-01-31/checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return false;
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("checkpoint-"));
        }
    }

    private Submission start(Children children, String name) throws IOException {
        List<String> arguments = new ArrayList<>(RUN);
        arguments.add("root=root");
        return Submission.start(children, folder, name, arguments);
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }
}
