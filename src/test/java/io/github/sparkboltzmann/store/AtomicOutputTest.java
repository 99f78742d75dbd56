package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written appears whole or not at all, and leaves nothing else behind. */
class AtomicOutputTest {
    @TempDir
    Path folder;

    @Test
    void aFileAppearsWithItsBytesAndNothingElse() throws IOException {
        output(false).file(target(), "new".getBytes(StandardCharsets.UTF_8));
        assertEquals("new", Files.readString(folder.resolve("result")));
        assertEquals(List.of("result"), left());
    }

    @Test
    void aDiskThatIsFullIsARefusalAndLeavesNothing() throws Exception {
        Constructor<FSError> error = FSError.class.getDeclaredConstructor(Throwable.class);
        error.setAccessible(true);
        FSError full = error.newInstance(new IOException("No space left on device"));
        StoreException refused =
                assertThrows(StoreException.class, () -> output(false).write(target(), temporary -> {
                    put(temporary, "one", "1");
                    throw full;
                }));
        assertTrue(refused.getMessage().contains("No space left on device"), refused.getMessage());
        assertEquals(List.of(), left());
    }

    @Test
    void foldersOnTheWayAreMade() throws IOException {
        output(false).file(new org.apache.hadoop.fs.Path(folder + "/a/b/result"), new byte[] {1});
        assertTrue(Files.exists(folder.resolve("a/b/result")));
    }

    @Test
    void nothingIsSeenBeforeAllIsWritten() {
        output(false).write(target(), temporary -> {
            put(temporary, "one", "1");
            assertTrue(Files.notExists(folder.resolve("result")));
            put(temporary, "two", "2");
        });
        assertTrue(Files.exists(folder.resolve("result/one")) && Files.exists(folder.resolve("result/two")));
    }

    @Test
    void aFailureInTheMiddleLeavesNothing() throws IOException {
        StoreException refused =
                assertThrows(StoreException.class, () -> output(false).write(target(), temporary -> {
                    put(temporary, "one", "1");
                    throw new IOException("disk full");
                }));
        assertTrue(refused.getMessage().contains("disk full"), refused.getMessage());
        assertEquals(List.of(), left());
    }

    @Test
    void aFailureInTheMiddleKeepsWhatWasThere() throws IOException {
        Files.writeString(folder.resolve("result"), "old");
        assertThrows(IllegalStateException.class, () -> output(true).write(target(), temporary -> {
            put(temporary, "one", "1");
            throw new IllegalStateException("a defect");
        }));
        assertEquals("old", Files.readString(folder.resolve("result")));
        assertEquals(List.of("result"), left());
    }

    @Test
    void whatExistsIsNotReplacedUnlessAllowed() throws IOException {
        Files.writeString(folder.resolve("result"), "old");
        String message = assertThrows(StoreException.class, () -> output(false).file(target(), new byte[] {1}))
                .getMessage();
        assertTrue(message.contains("exists already") && message.contains("allow overwriting"), message);
        assertEquals("old", Files.readString(folder.resolve("result")));
        assertEquals(List.of("result"), left());
        assertThrows(StoreException.class, () -> output(false).requireFree(target()));
    }

    @Test
    void whatAppearsWhileWritingIsNotReplaced() throws IOException {
        assertThrows(StoreException.class, () -> output(false).write(target(), temporary -> {
            put(temporary, "one", "1");
            Files.writeString(folder.resolve("result"), "of another process");
        }));
        assertEquals("of another process", Files.readString(folder.resolve("result")));
        assertEquals(List.of("result"), left());
    }

    @Test
    void aFolderIsReplacedAsAWholeWhereAllowed() throws IOException {
        output(false).write(target(), temporary -> put(temporary, "old", "1"));
        output(true).requireFree(target());
        output(true).write(target(), temporary -> put(temporary, "new", "2"));
        assertEquals(List.of("result"), left());
        assertTrue(Files.notExists(folder.resolve("result/old")) && Files.exists(folder.resolve("result/new")));
    }

    private org.apache.hadoop.fs.Path target() {
        return new org.apache.hadoop.fs.Path(folder + "/result");
    }

    private static AtomicOutput output(boolean overwrite) {
        return new AtomicOutput(new Configuration(), overwrite);
    }

    private static void put(org.apache.hadoop.fs.Path parent, String name, String text) throws IOException {
        FileSystem fs = parent.getFileSystem(new Configuration());
        try (FSDataOutputStream out = fs.create(new org.apache.hadoop.fs.Path(parent, name))) {
            out.writeBytes(text);
        }
    }

    /** Names in the folder; Hadoop's checksum of a file belongs to the file. */
    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".result.crc"))
                    .sorted()
                    .toList();
        }
    }
}
