package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** Processes of a test, each with a log of its own; closing kills those that are left and what they started. */
public final class Children implements AutoCloseable {
    /** The project's folder. */
    static final Path BASE =
            Path.of(System.getProperty("project.basedir", ".")).toAbsolutePath().normalize();

    /** What a Spark installation has in its folder. */
    static final Path SPARK_HOME = BASE.resolve("target/spark-home");

    private final Path logs;
    private final Set<ProcessHandle> known = new HashSet<>();
    private final Thread hook = new Thread(this::kill);

    /** @param logs folder of their logs */
    public Children(Path logs) throws IOException {
        this.logs = Files.createDirectories(logs);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A new folder of a test's own under {@code target/cluster}. */
    static Path folder(Class<?> test) throws IOException {
        Path folder = BASE.resolve("target/cluster").resolve(test.getSimpleName());
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toArray(Path[]::new)) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    /** Starts a Java program with the flags that Spark wants; its output goes to {@code NAME.log}. */
    Process java(String name, String classPath, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+")));
        // Daemons of a test live for a minute: what compiles them well costs more than it saves.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-cp", classPath));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(logs.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        logs.resolve(name + ".log").toFile()));
        builder.environment().putAll(environment);
        return add(builder.start());
    }

    /** Takes in a process that was started elsewhere. */
    Process add(Process process) {
        known.add(process.toHandle());
        return process;
    }

    /** Remembers what a process started, before it goes: its children outlive it. */
    void adopt(Process process) {
        process.descendants().forEach(known::add);
    }

    /** Waits, for a quarter of an hour at most, until something is so. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(15);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("After a quarter of an hour there is still no " + what + ".");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Waits until a process has written a file, by which it says that it is ready. */
    static void awaitReady(String what, Process process, Path file) throws InterruptedException {
        await(what, () -> Files.exists(file) || !process.isAlive());
        assertTrue(process.isAlive(), () -> "The process of " + what + " ended; its log says why.");
    }

    private void kill() {
        Set<ProcessHandle> all = new HashSet<>(known);
        known.forEach(process -> process.descendants().forEach(all::add));
        all.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
