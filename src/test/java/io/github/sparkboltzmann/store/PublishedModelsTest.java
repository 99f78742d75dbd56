package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions never change, the pointer names a whole one, and readers follow it. */
class PublishedModelsTest {
    private final Configuration configuration = new Configuration();

    @TempDir
    private Path folder;

    private PublishedModels published() {
        return new PublishedModels(configuration, root());
    }

    private org.apache.hadoop.fs.Path root() {
        return path("root");
    }

    private org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(folder.resolve(name).toString());
    }

    /** A model of random parameters. */
    private org.apache.hadoop.fs.Path model(String name, long seed) throws IOException {
        Machine machine = TinyMachines.restricted();
        Files.createDirectories(folder.resolve(name));
        new ModelFolder(configuration, path(name))
                .write(
                        new StoredModel(
                                machine,
                                TinyMachines.random(machine, 1, seed),
                                InputScaling.none(),
                                new TreeMap<>(),
                                new TreeMap<>()),
                        new TreeMap<>());
        return path(name);
    }

    private List<String> names(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRootWithoutAPointerIsAPathLikeAnyOther() {
        assertNull(published().current());
        assertEquals(root(), PublishedModels.resolve(configuration, root()));
        assertEquals("some/model", PublishedModels.resolve(configuration, "some/model"));
    }

    @Test
    void readersFollowThePointer() throws IOException {
        published().makeCurrent(published().add(model("one", 1), "2026-01-01"));
        String version = published().add(model("two", 2), "2026-01-02");
        assertEquals("2026-01-01", published().current(), "a version that was added is not current yet");
        published().makeCurrent(version);
        StoredModel read = new ModelFolder(configuration, PublishedModels.resolve(configuration, root())).read();
        assertArrayEquals(
                new ModelFolder(configuration, path("two")).read().parameters().values(),
                read.parameters().values());
        assertEquals(List.of("CURRENT", "published"), names("root"), "no temporary file or checksum beside them");
    }

    @Test
    void theSameModelIsPublishedOnceAndAnotherUnderANameOfItsOwn() throws IOException {
        assertEquals("2026-01-01", published().add(model("one", 1), "2026-01-01"));
        assertEquals("2026-01-01", published().add(path("one"), "2026-01-01"));
        assertEquals("2026-01-01.2", published().add(model("two", 2), "2026-01-01"));
        assertEquals("2026-01-01.2", published().add(path("two"), "2026-01-01"));
        assertEquals(List.of("2026-01-01", "2026-01-01.2"), published().versions());
    }

    @Test
    void aDamagedModelIsNotPublished() throws IOException {
        model("one", 1);
        Path file = folder.resolve("one/parameters.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        Files.deleteIfExists(folder.resolve("one/.parameters.safetensors.crc"));
        assertThrows(StoreException.class, () -> published().add(path("one"), "2026-01-01"));
        assertEquals(List.of(), published().versions());
        assertEquals(List.of(), names("root/published"));
    }

    @Test
    void aPointerThatNamesNoVersionIsRefused() throws IOException {
        published().add(model("one", 1), "2026-01-01");
        for (String name : List.of("../../elsewhere", "", ".hidden", "a/b")) {
            Files.writeString(folder.resolve("root/CURRENT"), name);
            String refusal = assertThrows(
                            StoreException.class, () -> published().current())
                    .getMessage();
            assertTrue(refusal.contains("write one of 2026-01-01"), refusal);
        }
        assertThrows(StoreException.class, () -> published().makeCurrent("2026-01-02"));
    }
}
