package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.train.Checkpoint;
import io.github.sparkboltzmann.train.Fingerprint;
import io.github.sparkboltzmann.train.NamedArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints come back bit for bit, damaged ones are passed over, and the last few are kept. */
class CheckpointStoreTest {
    private static final Fingerprint PRINT = new Fingerprint(Map.of("learningRate", "0.05", "data.rows", "7"));

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private CheckpointStore store;

    @BeforeEach
    void open() {
        store = store(2);
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeAnyWork() throws IOException {
        store.requireWritable();
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        CheckpointStore below =
                new CheckpointStore(new Configuration(), new org.apache.hadoop.fs.Path(file + "/checkpoints"), 2);
        String message =
                assertThrows(StoreException.class, below::requireWritable).getMessage();
        assertTrue(message.contains("Could not write " + file + "/checkpoints"), message);
    }

    @Test
    void arraysOfEveryTypeComeBackWithShapesPlaceAndFingerprint() {
        NamedArrays arrays = new NamedArrays()
                .put("floats", new float[] {1, Float.NaN, -0f, Float.MIN_VALUE, 5, 6}, 2, 3)
                .put("doubles", new double[] {Double.NaN, Double.NEGATIVE_INFINITY})
                .put("longs", new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE})
                .put("bytes", new byte[] {0, -1, 127}, 3, 1)
                .put("none", new float[0], 0, 4)
                .putTexts("texts", List.of("a sentence, größer.", ""));
        store.save(new Checkpoint(123, 100, 7, arrays), PRINT);
        CheckpointStore.Found found = store(2).newest(warnings::add);
        assertEquals(PRINT.values(), found.fingerprint().values());
        assertEquals(123, found.checkpoint().step());
        assertEquals("epoch 1 and 23 of 100 updates", found.checkpoint().place());
        assertEquals(7, found.checkpoint().localSteps());
        NamedArrays back = found.checkpoint().arrays();
        assertEquals(List.copyOf(arrays.names()), List.copyOf(back.names()));
        for (String name : arrays.names()) {
            assertArrayEquals(arrays.entry(name).shape(), back.entry(name).shape());
            assertTrue(Arrays.deepEquals(
                    new Object[] {arrays.entry(name).values()},
                    new Object[] {back.entry(name).values()}));
        }
        assertEquals(List.of("a sentence, größer.", ""), back.texts("texts"));
    }

    @Test
    void thereIsNoneInAFolderThatIsNotThere() {
        assertNull(store.newest(warnings::add));
    }

    @Test
    void theLastAreKeptAndLeftoversOfAKilledWriterGo() throws IOException {
        Files.createDirectories(folder.resolve(".checkpoint-000000000009.tmp-1f/x"));
        Files.createDirectories(folder.resolve("notes"));
        for (int step = 1; step <= 5; step++) {
            save(store, step);
        }
        assertEquals(List.of("checkpoint-000000000004", "checkpoint-000000000005", "notes"), names());
    }

    @Test
    void anyFlippedByteOfTheNewestMakesTheOneBeforeBeTaken() throws IOException {
        save(store, 1);
        save(store, 2);
        for (String name : List.of("state.safetensors", "checkpoint.json")) {
            Path file = folder.resolve("checkpoint-000000000002").resolve(name);
            byte[] whole = Files.readAllBytes(file);
            for (int at = 0; at < whole.length; at += 5) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                put(file, damaged);
                assertEquals(1, store.newest(warnings::add).checkpoint().step(), name + ", byte " + at);
            }
            put(file, Arrays.copyOf(whole, whole.length - 1));
            assertEquals(1, store.newest(warnings::add).checkpoint().step());
            Files.delete(file);
            assertEquals(1, store.newest(warnings::add).checkpoint().step());
            put(file, whole);
        }
        assertEquals(2, store.newest(warnings::add).checkpoint().step());
        assertTrue(warnings.get(0).contains("checkpoint-000000000002"), warnings.get(0));
        assertTrue(warnings.get(0).endsWith("The one before is taken."), warnings.get(0));
    }

    @Test
    void whereAllAreDamagedTrainingDoesNotBeginAnewInSilence() throws IOException {
        save(store, 1);
        Files.delete(folder.resolve("checkpoint-000000000001/state.safetensors"));
        String message = assertThrows(StoreException.class, () -> store.newest(warnings::add))
                .getMessage();
        assertTrue(message.contains("has no state.safetensors") && message.contains("No other checkpoint"), message);
        assertEquals(List.of(), warnings);
    }

    @Test
    void aDamagedOneNeverCountsAmongTheKept() throws IOException {
        save(store, 1);
        save(store, 2);
        Files.delete(folder.resolve("checkpoint-000000000002/state.safetensors"));
        CheckpointStore later = store(1);
        later.resumeFrom(later.newest(warnings::add).checkpoint());
        assertEquals(List.of("checkpoint-000000000001", "checkpoint-000000000002"), names());
        later.save(new Checkpoint(2, 10, 1, new NamedArrays().putLong("n", 2)), PRINT);
        assertEquals(List.of("checkpoint-000000000002"), names());
        assertEquals(2, later.newest(warnings::add).checkpoint().step());
    }

    @Test
    void theFirstCheckpointOfARunThatBeginsAnewReplacesThoseOfAnother() throws IOException {
        save(store, 50);
        save(store, 60);
        CheckpointStore anew = store(2);
        assertEquals(2, names().size());
        save(anew, 5);
        assertEquals(List.of("checkpoint-000000000005"), names());
    }

    @Test
    void differencesAreListedByName() {
        Fingerprint now = new Fingerprint(Map.of("learningRate", "0.1", "data.rows", "7", "momentum", "0.5"));
        assertEquals(
                List.of("learningRate: checkpoint 0.05, now 0.1", "momentum: checkpoint none, now 0.5"),
                now.differencesFrom(PRINT));
        assertEquals(List.of(), PRINT.differencesFrom(PRINT));
    }

    private CheckpointStore store(int kept) {
        return new CheckpointStore(new Configuration(), new org.apache.hadoop.fs.Path(folder.toUri()), kept);
    }

    private static void save(CheckpointStore into, long step) {
        into.save(new Checkpoint(step, 10, 1, new NamedArrays().put("values", new float[] {step, 2, 3})), PRINT);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Writes without Hadoop's checksum beside, which would notice a change before we do. */
    private static void put(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        Files.write(file, bytes);
    }
}
