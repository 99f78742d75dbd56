package io.github.sparkboltzmann.data;

import static io.github.sparkboltzmann.data.DataFiles.assertRefused;
import static io.github.sparkboltzmann.data.DataFiles.options;
import static io.github.sparkboltzmann.data.DataFiles.read;
import static io.github.sparkboltzmann.data.DataFiles.show;
import static io.github.sparkboltzmann.data.DataFiles.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Missing values and weights in CSV. */
class MissingCsvTest {
    private static final String REMEDY = "; correct the row or set handleInvalid to skip.";
    private static final String MISSING = "; correct the row, set missing to keep, or set handleInvalid to skip.";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\"\"", "NaN", "nan", "NA", " NA ", "?"})
    void whatSaysMissingIsNaNWhereKept(String field) throws Exception {
        Path file = text(folder.resolve("a.csv"), "1," + field, field + ",2", field + "," + field);
        assertEquals(
                List.of("[1.0, NaN] a.csv line 1", "[NaN, 2.0] a.csv line 2", "[NaN, NaN] a.csv line 3"),
                show(options(file).missing("keep")));
    }

    @ParameterizedTest
    @CsvSource({"NaN,'''NaN'''", "NA,'''NA'''", "?,'''?'''", "'',an empty field"})
    void whatSaysMissingIsRefusedByDefault(String field, String found) throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2", "3," + field);
        assertRefused(file + " line 2 column 2: expected a finite number, found " + found + MISSING, options(file));
        assertEquals(1, read(options(file).handleInvalid("skip")).rowsSkipped());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "na", "null", "Infinity", "1e999", "-"})
    void otherTextIsRefusedWhereMissingValuesAreKept(String field) throws Exception {
        Path file = text(folder.resolve("a.csv"), "?,2", "3," + field);
        assertRefused(
                file + " line 2 column 2: expected a finite number, found '" + field + "'" + REMEDY,
                options(file).missing("keep"));
    }

    @Test
    void labelsAreNeverMissing() throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,,2", "3,4,?");
        assertRefused(
                file + " line 2 column 3: expected a finite number, found '?'" + REMEDY,
                options(file).missing("keep").labelColumn("3"));
    }

    @Test
    void aFirstLineThatMissesAllIsNoHeader() throws Exception {
        Path file = text(folder.resolve("a.csv"), "NA,?", "1,2");
        assertEquals(2, read(options(file).missing("keep")).rows());
    }

    @ParameterizedTest
    @CsvSource({"2,1", "-2,1", "2,-3", "w,y"})
    void weightsAreNoFeatures(String weight, String label) throws Exception {
        Path file = text(folder.resolve("a.csv"), "y,w,x", "1,0.5,7", "2,0,8");
        DataOptions.Builder weighted =
                options(file).header(true).labelColumn(label).weightColumn(weight);
        List<String> rows = List.of("[7.0] 1.0 a.csv line 2 0.5", "[8.0] 2.0 a.csv line 3 0.0");
        assertEquals(rows, show(weighted));
        assertEquals(rows, show(weighted.width(1)));
        assertEquals(
                "2 rows of 1 features with labels, with weights, from " + file + " (csv), 0 rows skipped",
                read(weighted).describe());
        assertEquals(
                List.of("[1.0, 7.0] a.csv line 2 0.5", "[2.0, 8.0] a.csv line 3 0.0"),
                show(options(file).header(true).weightColumn(weight)));
    }

    @ParameterizedTest
    @CsvSource({"-1,'''-1'''", "'',an empty field", "NaN,'''NaN'''", "Infinity,'''Infinity'''", "x,'''x'''"})
    void whatIsNoWeightIsRefused(String field, String found) throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2", "3," + field);
        assertRefused(
                file + " line 2 column 2: expected a weight, a number of 0 or more, found " + found + REMEDY,
                options(file).weightColumn("-1").missing("keep"));
    }

    @Test
    void weightColumnsThatAreNotThereAreRefused() throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2,3");
        assertRefused(
                "weightColumn: expected a number from 1 to 3 or from -3 to -1, found 4; correct weightColumn.",
                options(file).weightColumn("4"));
        assertRefused(
                "weightColumn: expected another column than labelColumn, found the same; correct one of them.",
                options(file).weightColumn("3").labelColumn("-1"));
        Path svm = text(folder.resolve("a.svm"), "1 1:1");
        assertRefused(
                "weightColumn: expected this option only for formats csv, parquet, orc, json and table,"
                        + " found format libsvm; drop it.",
                options(svm).weightColumn("1"));
        assertRefused(
                svm.resolveSibling("b.svm") + " line 1 column 1: expected a finite number, found 'NaN'" + MISSING,
                options(text(folder.resolve("b.svm"), "1 1:NaN")));
    }
}
