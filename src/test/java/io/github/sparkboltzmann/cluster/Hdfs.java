package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** An HDFS of one name node and one data node, in a process of its own that can be killed and started again with its files. */
final class Hdfs implements AutoCloseable {
    /** Where the profile {@code cluster} puts Hadoop's small cluster. */
    static final Path JARS = Children.BASE.resolve("target/cluster/hadoop");

    private final Path folder;
    private final Children children;
    private final int port = Ports.free();
    private Process process;

    Hdfs(Path folder) throws IOException, InterruptedException {
        assertTrue(Files.isDirectory(JARS), () -> JARS + " is missing: build with -Pcluster.");
        this.folder = folder;
        this.children = new Children(folder);
        start("-format");
    }

    /** Starts it again, with the files that it had. */
    void start() throws IOException, InterruptedException {
        start(new String[0]);
    }

    private void start(String... more) throws IOException, InterruptedException {
        Path details = folder.resolve("hdfs.json");
        Files.deleteIfExists(details);
        List<String> arguments = new ArrayList<>(List.of(
                "org.apache.hadoop.test.MiniDFSClusterManager",
                "-datanodes",
                "1",
                "-nnport",
                String.valueOf(port),
                "-D",
                "hdfs.minidfs.basedir=" + folder.resolve("hdfs"),
                "-writeDetails",
                details.toString()));
        arguments.addAll(List.of(more));
        process = children.java(
                "hdfs",
                JARS + "/*:" + Children.SPARK_HOME.resolve("jars") + "/*",
                Map.of(),
                arguments.toArray(String[]::new));
        Children.awaitReady("HDFS", process, details);
    }

    /** Kills it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** A path in it. */
    String path(String name) {
        return "hdfs://127.0.0.1:" + port + "/" + name;
    }

    /** Copies a file of this machine to its root. */
    void put(Path file) throws IOException {
        try (FileSystem files = files()) {
            files.copyFromLocalFile(
                    at(file.toString()), at(path(file.getFileName().toString())));
        }
    }

    boolean exists(String name) throws IOException {
        try (FileSystem files = files()) {
            return files.exists(at(path(name)));
        }
    }

    JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(text(name));
    }

    String text(String name) throws IOException {
        try (FileSystem files = files();
                InputStream in = files.open(at(path(name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static org.apache.hadoop.fs.Path at(String path) {
        return new org.apache.hadoop.fs.Path(path);
    }

    /** As a client of its own. */
    private FileSystem files() throws IOException {
        return FileSystem.newInstance(URI.create(path("")), new Configuration());
    }

    @Override
    public void close() {
        children.close();
    }
}
