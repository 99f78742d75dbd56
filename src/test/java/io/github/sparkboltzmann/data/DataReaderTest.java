package io.github.sparkboltzmann.data;

import static io.github.sparkboltzmann.data.DataFiles.assertRefused;
import static io.github.sparkboltzmann.data.DataFiles.options;
import static io.github.sparkboltzmann.data.DataFiles.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused whatever the format: paths, format names, options that do not belong. */
class DataReaderTest {
    @TempDir
    private Path folder;

    @Test
    void missingPathIsNamed() {
        for (String name : List.of("a.csv", "a.svm", "a-idx3-ubyte", "a.parquet", "*.csv")) {
            Path missing = folder.resolve(name);
            assertRefused(
                    missing + ": expected a file, a folder or a pattern that matches files, found nothing there;"
                            + " check the path.",
                    options(missing));
        }
    }

    @Test
    void unknownFileSystemIsNamed() {
        assertRefused(
                "hdf://host/a.csv: expected a file system that answers, found: No FileSystem for scheme \"hdf\";"
                        + " check the path.",
                DataOptions.path("hdf://host/a.csv"));
    }

    @Test
    void rowsWithoutFeaturesAreRefused() throws Exception {
        Path svm = text(folder.resolve("a.svm"), "1", "0");
        assertRefused(
                svm + ": expected at least one feature, found none in any row; check the file and the columns.",
                options(svm));
        Path csv = text(folder.resolve("a.csv"), "1", "0");
        assertRefused(
                csv + ": expected at least one feature, found none in any row; check the file and the columns.",
                options(csv).labelColumn("1"));
    }

    @Test
    void folderWithoutFilesIsRefused() throws Exception {
        Files.createDirectories(folder.resolve("d/sub"));
        text(folder.resolve("d/_SUCCESS"));
        assertRefused(
                folder.resolve("d") + ": expected files in the folder, found none; check the path.",
                options(folder.resolve("d")).format("csv"));
    }

    @Test
    void unknownFormatIsRefused() throws Exception {
        Path file = text(folder.resolve("a.txt"), "1");
        InvalidDataException refusal =
                assertThrows(InvalidDataException.class, () -> options(file).format("xls"));
        assertEquals(
                "format: expected auto or one of idx, csv, libsvm, docword, parquet, orc, json, table, builtin, found 'xls';"
                        + " choose one of them.",
                refusal.getMessage());
        assertRefused(
                file + ": expected a name ending in .csv, .data, .libsvm, .svm (these also with .gz or .bz2),"
                        + " idx*-ubyte(.gz), docword.*.txt(.gz), .parquet or .orc, or beginning with builtin:, found 'a.txt';"
                        + " set the option format.",
                options(file));
    }

    @Test
    void optionsThatTheFormatHasNotAreRefused() throws Exception {
        Path file = text(folder.resolve("a.svm"), "1 1:1");
        assertRefused(
                "labels: expected this option only for format idx, found format libsvm; drop it.",
                options(file).labels("x"));
        assertRefused(
                "labelColumn: expected this option only for formats csv, parquet, orc, json and table,"
                        + " found format libsvm; drop it.",
                options(file).labelColumn("1"));
        assertRefused(
                "featureColumns: expected this option only for formats csv, parquet, orc, json and table,"
                        + " found format builtin; drop it.",
                DataOptions.path("builtin:digits").featureColumns(List.of("x")));
    }

    @Test
    void optionsOutOfRangeAreRefusedWhenSet() {
        DataOptions.Builder builder = DataOptions.path("a.csv");
        assertEquals(
                "handleInvalid: expected error or skip, found 'keep'.",
                assertThrows(IllegalArgumentException.class, () -> builder.handleInvalid("keep"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> builder.width(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.delimiter(""));
        assertThrows(IllegalArgumentException.class, () -> builder.splitBytes(0));
        assertThrows(IllegalArgumentException.class, () -> DataOptions.path(" "));
    }

    @Test
    void namesThatEndInDataAreCommaSeparated() throws Exception {
        Path file = text(folder.resolve("nltcs.train.data"), "0,1,1", "1,0,0");
        assertEquals(
                List.of("[0.0, 1.0, 1.0] nltcs.train.data line 1", "[1.0, 0.0, 0.0] nltcs.train.data line 2"),
                DataFiles.show(options(file)));
    }

    @Test
    void schemesAndForcedFormatsAreRead() throws Exception {
        Path file = text(folder.resolve("values.txt"), "1,2");
        assertEquals(
                List.of("[1.0, 2.0] values.txt line 1"),
                DataFiles.show(DataOptions.path(file.toUri().toString()).format("csv")));
    }
}
