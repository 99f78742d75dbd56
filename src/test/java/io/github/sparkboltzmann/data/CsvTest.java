package io.github.sparkboltzmann.data;

import static io.github.sparkboltzmann.data.DataFiles.assertRefused;
import static io.github.sparkboltzmann.data.DataFiles.bytes;
import static io.github.sparkboltzmann.data.DataFiles.options;
import static io.github.sparkboltzmann.data.DataFiles.read;
import static io.github.sparkboltzmann.data.DataFiles.show;
import static io.github.sparkboltzmann.data.DataFiles.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading CSV, and what is refused in it. */
class CsvTest {
    private static final String REMEDY = "; correct the row or set handleInvalid to skip.";

    @TempDir
    private Path folder;

    @Test
    void everyColumnIsAFeatureWithoutALabelColumn() throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2.5", "-3,4e2");
        assertEquals(List.of("[1.0, 2.5] a.csv line 1", "[-3.0, 400.0] a.csv line 2"), show(options(file)));
    }

    @ParameterizedTest
    @CsvSource({"3,'[1.0, 2.0] 9.0'", "-1,'[1.0, 2.0] 9.0'", "1,'[2.0, 9.0] 1.0'", "-3,'[2.0, 9.0] 1.0'"})
    void labelColumnCountsFromEitherEnd(String column, String row) throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2,9");
        assertEquals(List.of(row + " a.csv line 1"), show(options(file).labelColumn(column)));
    }

    @Test
    void headerNamesLabelAndFeatures() throws Exception {
        Path file = text(folder.resolve("a.csv"), "id,x,y,z", "abc,1,2,3");
        assertEquals(
                List.of("[3.0, 1.0] 2.0 a.csv line 2"),
                show(options(file).header(true).labelColumn("y").featureColumns(List.of("z", "x"))));
    }

    @Test
    void quotesDelimitersBlankLinesAndByteOrderMarkAreUnderstood() throws Exception {
        Path file = text(folder.resolve("a.csv"), "\uFEFFx;'y'".replace('\'', '"'), "", "\"1\"; 2", "");
        assertEquals(
                List.of("[1.0, 2.0] a.csv line 3"),
                show(options(file).header(true).delimiter(";")));
    }

    @Test
    void gzIsReadLikeText() throws Exception {
        Path file = text(folder.resolve("a.csv.gz"), "1,2", "3,4");
        assertEquals(List.of("[1.0, 2.0] a.csv.gz line 1", "[3.0, 4.0] a.csv.gz line 2"), show(options(file)));
    }

    @Test
    void folderIsReadInOrderOfNamesWithoutHiddenFiles() throws Exception {
        text(folder.resolve("d/b,[1].csv"), "x", "3");
        text(folder.resolve("d/a.csv"), "x", "1", "2");
        text(folder.resolve("d/_SUCCESS"), "no");
        List<String> rows = List.of("[1.0] a.csv line 2", "[2.0] a.csv line 3", "[3.0] b,[1].csv line 2");
        assertEquals(rows, show(options(folder.resolve("d")).header(true)));
        assertEquals(rows, show(options(folder.resolve("d/*.csv")).header(true)));
    }

    @ParameterizedTest
    @CsvSource({"x,'''x'''", "Infinity,'''Infinity'''", "1e999,'''1e999'''", "0x1p3,'''0x1p3'''", "1f,'''1f'''"})
    void whatIsNoFiniteNumberIsRefusedWithFileLineAndColumn(String field, String found) throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2", "3," + field);
        assertRefused(file + " line 2 column 2: expected a finite number, found " + found + REMEDY, options(file));
    }

    @Test
    void columnNameIsInTheRefusal() throws Exception {
        Path file = text(folder.resolve("a.csv"), "x,y", "!,?");
        assertRefused(
                file + " line 2 column 1 (x): expected a finite number, found '!'" + REMEDY,
                options(file).header(true).labelColumn("y"));
    }

    @ParameterizedTest
    @CsvSource({"'1',1", "'1,2,3',3"})
    void wrongWidthIsRefused(String line, String found) throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2", line);
        assertRefused(file + " line 2: expected 2 columns, found " + found + REMEDY, options(file));
    }

    @Test
    void farTooWideIsRefusedWithoutReadingItToItsEnd() throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2", "1" + ",1".repeat(5000), "3,4");
        assertRefused(file + " line 2: expected 2 columns, found more than 1002" + REMEDY, options(file));
        LoadedData rest = read(options(file).handleInvalid("skip"));
        assertEquals(List.of(2L, 1L), List.of(rest.rows(), rest.rowsSkipped()));
    }

    @Test
    void rowsWiderThanTheParsersDefaultAreRead() throws Exception {
        Path file = text(folder.resolve("a.csv"), "7" + ",7".repeat(4999));
        assertEquals(5000, read(options(file)).width());
    }

    @Test
    void widthOptionDecidesOverTheFirstLine() throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2", "1,2,3");
        assertRefused(
                file + " line 1: expected 3 columns, found 2" + REMEDY,
                options(file).width(3));
        assertRefused(
                file + " line 1: expected 4 columns, found 2" + REMEDY,
                options(file).width(3).labelColumn("-1"));
    }

    @Test
    void badRowInALateSplitIsNamedByItsLineAndEveryRowKnowsItsLine() throws Exception {
        String[] lines = new String[20_000];
        Arrays.setAll(lines, i -> i % 100 == 99 ? "" : i + "," + i);
        Path good = text(folder.resolve("good.csv"), lines);
        LoadedData data = read(options(good).splitBytes(16_000));
        assertTrue(data.dataset().javaRDD().getNumPartitions() > 10);
        for (Row row : data.dataset().collectAsList()) {
            long line = (long) row.<org.apache.spark.ml.linalg.Vector>getAs(0).apply(0) + 1;
            assertEquals(good + " line " + line, row.getAs("source"));
        }
        lines[17_777] = "1,x";
        lines[17_778] = "y,1";
        lines[19_990] = "z,1";
        Path bad = text(folder.resolve("bad.csv"), lines);
        assertRefused(
                bad + " line 17778 column 2: expected a finite number, found 'x'" + REMEDY,
                options(bad).splitBytes(16_000));
        LoadedData rest = read(options(bad).splitBytes(16_000).handleInvalid("skip"));
        assertEquals(3, rest.rowsSkipped());
        assertEquals(19_797, rest.rows());
        assertEquals(19_797, rest.dataset().count());
    }

    @Test
    void firstBadRowIsThatOfTheFirstFile() throws Exception {
        text(folder.resolve("d/b.csv"), "1", "x");
        Path first = text(folder.resolve("d/a.csv"), "1", "2", "3", "y");
        assertRefused(
                first + " line 4 column 1: expected a finite number, found 'y'" + REMEDY, options(folder.resolve("d")));
    }

    @Test
    void describeSaysWhatWasReadAndSkipped() throws Exception {
        Path file = text(folder.resolve("a.csv"), "1,2", "x,2", "3,4");
        assertEquals(
                "2 rows of 1 features with labels from " + file + " (csv), 1 rows skipped",
                read(options(file).labelColumn("1").handleInvalid("skip")).describe());
    }

    @Test
    void unannouncedHeaderIsRefused() throws Exception {
        Path file = text(folder.resolve("a.csv"), "x,y", "1,2");
        assertRefused(
                file + " line 1: expected numbers, found 'x'; set header to true if the line holds column names.",
                options(file).handleInvalid("skip"));
    }

    @Test
    void filesWithDifferentHeadersAreRefusedEvenWhenSkipping() throws Exception {
        text(folder.resolve("d/a.csv"), "x,y", "1,2");
        Path second = text(folder.resolve("d/b.csv"), "y,x", "1,2");
        assertRefused(
                second + " line 1: expected the first file's 2 column names, found 'y' as column 1; correct the file.",
                options(folder.resolve("d")).header(true).handleInvalid("skip"));
    }

    @Test
    void columnsThatAreNotThereAreRefused() throws Exception {
        Path file = text(folder.resolve("a.csv"), "x,y", "1,2");
        assertRefused(
                "labelColumn: expected a number from 1 to 2 or from -2 to -1, found 3; correct labelColumn.",
                options(file).header(true).labelColumn("3"));
        assertRefused(
                file + " line 1: expected one column named 'z', found 0; correct the column's name or the header.",
                options(file).header(true).labelColumn("z"));
        assertRefused(
                file + " line 1: expected 3 column names, found 2; correct the option width or the file.",
                options(file).header(true).width(3));
        Path plain = text(folder.resolve("b.csv"), "1,2");
        assertRefused(
                plain
                        + " line 1: expected one column named 'y', found no header; correct the column's name or the header.",
                options(plain).labelColumn("y"));
        assertRefused(
                plain + " line 1: expected column names, for featureColumns, found no header;"
                        + " set header to true or drop featureColumns.",
                options(plain).featureColumns(List.of("y")));
    }

    @Test
    void dataWithoutRowsAreRefused() throws Exception {
        Path empty = bytes(folder.resolve("a.csv"), new byte[0]);
        assertRefused(empty + ": expected at least one row, found only empty files; check the path.", options(empty));
        Path header = text(folder.resolve("b.csv"), "x,y");
        assertRefused(
                header + ": expected at least one valid row, found none; check the path and the reading options.",
                options(header).header(true));
        Path bad = text(folder.resolve("c.csv"), "1,x", "y,1");
        assertRefused(
                bad + ": expected at least one valid row, found none (2 skipped);"
                        + " check the path and the reading options.",
                options(bad).handleInvalid("skip"));
    }

    @Test
    void truncatedGzIsRefused() throws Exception {
        String[] lines = new String[50_000];
        Arrays.setAll(lines, i -> Integer.toString(i * 7919 % 10_007));
        Path file = text(folder.resolve("a.csv.gz"), lines);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        String message = assertThrows(InvalidDataException.class, () -> read(options(file)))
                .getMessage();
        assertEquals(
                file + ": expected a file that can be read to its end, found:"
                        + " Unexpected end of input stream; check the file.",
                message);
    }

    @Test
    void gzNameWithoutGzipContentIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("a.csv.gz"), "1,2\n".repeat(9).getBytes(StandardCharsets.UTF_8));
        assertRefused(
                file + ": expected a file that can be read to its end, found:" + " not a gzip file; check the file.",
                options(file));
    }
}
