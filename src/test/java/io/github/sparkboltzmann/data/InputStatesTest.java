package io.github.sparkboltzmann.data;

import static io.github.sparkboltzmann.data.DataFiles.bytes;
import static io.github.sparkboltzmann.data.DataFiles.idx;
import static io.github.sparkboltzmann.data.DataFiles.options;
import static io.github.sparkboltzmann.data.DataFiles.read;
import static io.github.sparkboltzmann.data.DataFiles.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input files that change after they were read are noticed, and named. */
class InputStatesTest {
    @TempDir
    private Path folder;

    @Test
    void filesThatAreAsTheyWereAreAccepted() throws Exception {
        Path data = folder.resolve("data");
        text(data.resolve("a.csv"), "1,2");
        text(data.resolve("b.csv"), "3,4");
        LoadedData loaded = read(options(data).format("csv"));
        text(data.resolve("later.csv"), "not read, and no concern");
        assertUnchanged(loaded);
        assertUnchanged(DataReader.read(
                TestSpark.session(), DataOptions.path("builtin:digits").build()));
    }

    @Test
    void oneOfSeveralFilesThatGrowsIsNamed() throws Exception {
        Path data = folder.resolve("data");
        text(data.resolve("a.csv"), "1,2");
        Path grown = text(data.resolve("b.csv"), "3,4");
        LoadedData loaded = read(options(data).format("csv"));
        text(grown, "3,4", "5,6");
        String message = refusal(loaded);
        assertTrue(
                message.startsWith(grown + ": expected the file that the job began with, of 4 bytes and 20"), message);
        assertTrue(message.contains(", found one of 8 bytes and 20"), message);
    }

    @Test
    void otherBytesOfTheSameNumberAreNoticedByTheirTime() throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2");
        LoadedData loaded = read(options(file));
        FileTime later =
                FileTime.from(Files.getLastModifiedTime(file).toInstant().plus(Duration.ofSeconds(2)));
        text(file, "2,1");
        Files.setLastModifiedTime(file, later);
        assertTrue(refusal(loaded).startsWith(file.toString()));
    }

    @Test
    void aFileOfLabelsThatGoesIsNamed() throws Exception {
        Path images = bytes(folder.resolve("images-idx3-ubyte"), idx(8, 2, 2, 2));
        Path labels = bytes(folder.resolve("labels-idx1-ubyte"), idx(2, 2));
        LoadedData loaded = read(options(images).labels(labels.toString()));
        assertUnchanged(loaded);
        Files.delete(labels);
        String message = refusal(loaded);
        assertTrue(message.startsWith(labels + ": expected ") && message.contains(", found none; "), message);
    }

    @Test
    void filesOfATableAreWatched() throws Exception {
        Path table = folder.resolve("table.parquet");
        Path file = text(folder.resolve("a.csv"), "1,2");
        read(options(file)).dataset().drop("source").write().parquet(table.toString());
        LoadedData loaded = read(options(table));
        assertUnchanged(loaded);
        Path part;
        try (var parts = Files.list(table)) {
            part = parts.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(part);
        assertTrue(refusal(loaded).startsWith(part.toString()));
    }

    private static void assertUnchanged(LoadedData loaded) {
        List<String> warnings = new ArrayList<>();
        loaded.requireUnchanged(warnings::add);
        assertEquals(List.of(), warnings);
    }

    private static String refusal(LoadedData loaded) {
        return assertThrows(InvalidDataException.class, () -> loaded.requireUnchanged(warning -> {}))
                .getMessage();
    }
}
