package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Bytes that a Java process holds after a collection of its garbage. What Spark's pages call storage memory is no measure: destroyed broadcasts stay counted. */
final class LiveHeap {
    private LiveHeap() {}

    static long bytes(ProcessHandle process) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jcmd.waitFor(), text);
        // Total   INSTANCES   BYTES
        String last = text.substring(text.lastIndexOf("Total")).trim();
        return Long.parseLong(last.split("\\s+")[2]);
    }
}
