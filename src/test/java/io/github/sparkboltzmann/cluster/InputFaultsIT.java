package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Input that changes, or goes, under a training. */
@Tag("cluster")
class InputFaultsIT {
    private static final String REFUSED = "refused, the file named; with the file as it was it goes on, same bytes";

    @Test
    void aFileThatChangesOrGoes() throws Exception {
        Path folder = Children.folder(InputFaultsIT.class);
        try (Children children = new Children(folder)) {
            Training training = new Training(folder, children);
            training.undisturbed();
            Path rows = folder.resolve("rows.csv");
            Path kept = Files.copy(rows, folder.resolve("kept.csv"), StandardCopyOption.COPY_ATTRIBUTES);
            Trials.run("changed", "input file changed under the job", REFUSED, name -> {
                refuse(training, folder, name, () -> Rows.csv(rows, 500, 2));
                restore(kept, rows);
                goOn(training, name);
            });
            Trials.run("gone", "input file removed under the job", REFUSED, name -> {
                refuse(training, folder, name, () -> Files.delete(rows));
                restore(kept, rows);
                goOn(training, name);
            });
        }
    }

    /** What happens to the file. */
    @FunctionalInterface
    private interface Change {
        void happen() throws Exception;
    }

    private static void refuse(Training training, Path folder, String name, Change change) throws Exception {
        Submission run = start(training, name);
        run.await("epoch 2/");
        change.happen();
        assertEquals(1, run.exitCode(), run::errors);
        assertTrue(run.errors().contains("rows.csv: expected the file that the job began with"), run::errors);
        assertFalse(run.errors().contains("\tat "), run::errors);
        assertFalse(Files.exists(folder.resolve(name)));
    }

    private static void restore(Path kept, Path rows) throws Exception {
        Files.copy(kept, rows, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void goOn(Training training, String name) throws Exception {
        Submission again = start(training, name);
        assertEquals(0, again.exitCode(), again::errors);
        assertTrue(again.errors().contains("Going on from the checkpoint"), again::errors);
        training.requireUndisturbed(name);
    }

    private static Submission start(Training training, String name) throws Exception {
        return training.start(
                name,
                Submission.spark("local[2]"),
                "rbm.checkpointDir=" + name + "-checkpoints",
                "rbm.checkpointInterval=1");
    }
}
