package io.github.sparkboltzmann.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A fault, tried as often as the system property {@code fault.trials} says, and a line about it in {@code target/cluster/faults.md}. */
final class Trials {
    private static final Path TABLE = Children.BASE.resolve("target/cluster/faults.md");

    private Trials() {}

    /** One trial, which fails by an exception. */
    @FunctionalInterface
    interface Trial {
        /** @param name of this trial, for its files */
        void run(String name) throws Exception;
    }

    /**
     * Runs the trials.
     *
     * @param fault for the table
     * @param outcome what every trial has to end in, for the table
     */
    static void run(String name, String fault, String outcome, Trial trial) throws Exception {
        int trials = Integer.getInteger("fault.trials", 1);
        int good = 0;
        try {
            while (good < trials) {
                trial.run(name + (good + 1));
                good++;
            }
        } finally {
            line(fault, good == trials ? trials : good + 1, good == trials ? outcome : "FAILED");
        }
    }

    private static void line(String fault, int trials, String outcome) throws IOException {
        Files.createDirectories(TABLE.getParent());
        if (!Files.exists(TABLE)) {
            Files.writeString(TABLE, "| fault | trials | outcome of each |\n|---|---|---|\n");
        }
        Files.writeString(TABLE, "| " + fault + " | " + trials + " | " + outcome + " |\n", StandardOpenOption.APPEND);
    }
}
