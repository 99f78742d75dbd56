package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that several processes see is created once, and replaced without a moment in which it is not there or not whole. */
class SharedFileTest {
    @TempDir
    private Path folder;

    private SharedFile file() {
        return new SharedFile(new Configuration(), new org.apache.hadoop.fs.Path(folder + "/a/file"));
    }

    @Test
    void onlyTheFirstCreates() {
        assertNull(file().read());
        assertTrue(file().create("one"));
        assertFalse(file().create("two"));
        assertEquals("one", file().read());
    }

    @Test
    void aReaderFindsTheOldOrTheNew() throws Exception {
        String[] texts = {"x".repeat(5_000), "y".repeat(7_000)};
        file().replace(texts[0]);
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int i = 1; !stop.get(); i++) {
                file().replace(texts[i % 2]);
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 200; i++) {
                String read = file().read();
                assertTrue(List.of(texts).contains(read), () -> "found " + (read == null ? "none" : read.length()));
            }
        } finally {
            stop.set(true);
            writer.join();
        }
        try (Stream<Path> left = Files.list(folder.resolve("a"))) {
            assertEquals(List.of(folder.resolve("a/file")), left.toList());
        }
    }
}
