package io.github.sparkboltzmann.job.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where data sets are looked for, and in which order. */
class DataLocatorTest {
    @TempDir
    private Path folder;

    private String given;
    private String variable;
    private String working;

    @BeforeEach
    void places() {
        given = folder.resolve("given").toString();
        variable = folder.resolve("variable").toString();
        working = folder.resolve("working").toString();
    }

    private DataLocator locator() {
        return new DataLocator(new Configuration(), given, variable, working);
    }

    private static String put(String place, StudyData data) throws IOException {
        Path path = Files.createDirectories(Path.of(place, data.folder()));
        for (String file : data.files()) {
            Files.writeString(path.resolve(file), "");
        }
        return path.toString();
    }

    @Test
    void theCommandsFolderComesBeforeTheVariableAndThatBeforeTheWorkingDirectory() throws IOException {
        assertEquals(Optional.empty(), locator().folder(StudyData.MNIST));
        String last = put(working, StudyData.MNIST);
        assertEquals(Optional.of(last), locator().folder(StudyData.MNIST));
        String second = put(variable, StudyData.MNIST);
        assertEquals(Optional.of(second), locator().folder(StudyData.MNIST));
        String first = put(given, StudyData.MNIST);
        assertEquals(Optional.of(first), locator().folder(StudyData.MNIST));
        assertEquals(
                Optional.of(last), new DataLocator(new Configuration(), null, "", working).folder(StudyData.MNIST));
        assertEquals(Optional.empty(), locator().folder(StudyData.NLTCS));
    }

    @Test
    void aPlaceMayBeTheSetsFolderButNotAnothersWithTheSameFiles() throws IOException {
        String mnist = put(given, StudyData.MNIST);
        put(given, StudyData.MNIST_BINARIZED);
        DataLocator inside = new DataLocator(new Configuration(), mnist, null, null);
        assertEquals(Optional.of(mnist), inside.folder(StudyData.MNIST));
        Files.copy(
                Path.of(given, "mnist-binarized", "test-images-idx3-ubyte.gz"),
                Path.of(mnist, "test-images-idx3-ubyte.gz"));
        assertEquals(Optional.empty(), inside.folder(StudyData.MNIST_BINARIZED));
    }

    @Test
    void aSetWithoutOneOfItsFilesIsMissingAndTheFileIsNamed() throws IOException {
        String path = put(variable, StudyData.MNIST);
        Files.delete(Path.of(path, "t10k-labels-idx1-ubyte.gz"));
        assertEquals(Optional.empty(), locator().folder(StudyData.MNIST));
        assertEquals(
                "Data set 'mnist' is not in " + given + ", " + variable + ", " + working + " (" + path
                        + " has no t10k-labels-idx1-ubyte.gz); get it with: submit/get-mnist, and name the folder that holds"
                        + " the folder 'mnist' with --data DIR or BOLTZMANN_DATA.",
                locator().missing(StudyData.MNIST));
    }

    @Test
    void theFoldersOfEverySetAreDistinct() {
        assertEquals(
                StudyData.values().length,
                java.util.Arrays.stream(StudyData.values())
                        .map(StudyData::folder)
                        .distinct()
                        .count());
        for (StudyData data : StudyData.values()) {
            assertTrue(data.files().size() > 0 && data.source().length() > 10, data.folder());
        }
    }
}
