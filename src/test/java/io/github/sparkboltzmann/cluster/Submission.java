package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One {@code submit/boltzmann}: the process, and what it says. */
public final class Submission {
    private final Process process;
    private final Path out;
    private final Path err;

    private Submission(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a job in a folder; its output goes to {@code NAME.out} and {@code NAME.err} there, or {@code NAME-again.err}. */
    public static Submission start(Children children, Path folder, String name, List<String> arguments)
            throws IOException {
        return start(children, folder, name, SparkHome.BUILT, arguments);
    }

    /** The same with a Spark of another version. */
    static Submission start(Children children, Path folder, String name, SparkHome spark, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Children.BASE.resolve("submit/boltzmann").toString());
        command.addAll(arguments);
        return startCommand(children, folder, name, spark, command);
    }

    /** The same with a command that starts {@code submit/boltzmann} in the end. */
    static Submission startCommand(Children children, Path folder, String name, SparkHome spark, List<String> command)
            throws IOException {
        if (Files.exists(folder.resolve(name + ".err"))) {
            return startCommand(children, folder, name + "-again", spark, command);
        }
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        spark.prepare(builder.environment());
        return new Submission(children.add(builder.start()), out, err);
    }

    /** Spark options of every job here. */
    static List<String> spark(String master, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--master",
                master,
                "--driver-memory",
                "1g",
                "--executor-memory",
                "1g",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                // An executor that registers late would leave all cached rows on the other.
                "spark.scheduler.minRegisteredResourcesRatio=1.0"));
        options.addAll(Arrays.asList(more));
        return options;
    }

    /** Waits until the job has said something on standard error. */
    void await(String text) throws InterruptedException {
        Children.await("'" + text + "' in " + err, () -> errors().contains(text) || !process.isAlive());
        assertTrue(errors().contains(text), () -> "The job ended without '" + text + "': " + errors());
    }

    /** Kills the driver, or whatever the command is by now. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The driver, where it runs here. */
    ProcessHandle driver() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end. */
    public int exitCode() throws InterruptedException {
        assertTrue(process.waitFor(20, TimeUnit.MINUTES), () -> "The job did not end: " + errors());
        return process.exitValue();
    }

    public String errors() {
        return read(err);
    }

    String output() {
        return read(out);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
