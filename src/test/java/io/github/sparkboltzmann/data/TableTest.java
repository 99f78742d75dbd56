package io.github.sparkboltzmann.data;

import static io.github.sparkboltzmann.data.DataFiles.assertRefused;
import static io.github.sparkboltzmann.data.DataFiles.options;
import static io.github.sparkboltzmann.data.DataFiles.read;
import static io.github.sparkboltzmann.data.DataFiles.rows;
import static io.github.sparkboltzmann.data.DataFiles.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading tables, and what is refused in them. */
class TableTest {
    private static final String REMEDY = "; correct the row or set handleInvalid to skip.";

    private static final String MISSING = "; correct the row, set missing to keep, or set handleInvalid to skip.";

    @TempDir
    private Path folder;

    @Test
    void numbersArraysAndVectorsAreFeatures() throws Exception {
        Path file = parquet("a", "select 1 as x, cast(2.5 as float) as y, true as z, array(1.0f, 2.0f) as v, 7L as c");
        String name = file.getFileName().toString();
        assertEquals(
                List.of("[2.5, 1.0, 1.0] 7.0 " + name + " row 1"),
                show(options(file).featureColumns(List.of("y", "x", "z")).labelColumn("c")));
        assertEquals(
                List.of("[1.0, 2.0] " + name + " row 1"), show(options(file).featureColumns(List.of("v"))));
        assertEquals(List.of("[1.0] " + name + " row 1"), show(options(file).featureColumns(List.of("x"))));
    }

    @Test
    void sparseVectorsStaySparseAndFoldersAreRead() throws Exception {
        Path svm = DataFiles.text(folder.resolve("a.svm"), "3 1:1 4:2", "4 2:1");
        read(options(svm)).dataset().write().parquet(folder.resolve("t.parquet").toString());
        List<Row> rows = rows(options(folder.resolve("t.parquet")).labelColumn("label"));
        assertEquals(2, rows.size());
        rows.forEach(row ->
                assertEquals(4, assertInstanceOf(SparseVector.class, row.get(0)).size()));
    }

    @Test
    void firstBadRowOfParquetIsNamedWithFileRowAndColumn() throws Exception {
        Path file = parquet(
                "a",
                "select if(id = 700, double('NaN'), id) as x, if(id in (600, 800), null, id) as y from range(1000)");
        DataOptions.Builder columns = options(file).featureColumns(List.of("x", "y"));
        assertRefused(file + " row 601 column y: expected a finite number, found null" + MISSING, columns);
        LoadedData rest = read(columns.handleInvalid("skip"));
        assertEquals(List.of(997L, 3L), List.of(rest.rows(), rest.rowsSkipped()));
        assertEquals(997, rest.dataset().count());
    }

    @Test
    void badLabelsArraysAndNullsAreRefused() throws Exception {
        Path file = parquet("a", "select array(1d, double('infinity')) as v, array(1d, null) as n, 1d as c");
        assertRefused(
                file + " row 1 column v[1]: expected a finite number, found Infinity" + REMEDY,
                options(file).featureColumns(List.of("v")));
        assertRefused(
                file + " row 1 column n[1]: expected a finite number, found null" + MISSING,
                options(file).featureColumns(List.of("n")));
        Path label = parquet("b", "select array(1d) as features, cast(null as double) as c");
        assertRefused(
                label + " row 1 column c: expected a finite number, found null" + REMEDY,
                options(label).labelColumn("c"));
        Path ragged =
                parquet("c", "select if(id = 5, array(1d), if(id = 7, null, array(1d, 2d))) as features from range(9)");
        assertRefused(ragged + " row 6 column features: expected 2 numbers, found 1" + REMEDY, options(ragged));
        assertEquals(2, read(options(ragged).handleInvalid("skip")).rowsSkipped());
    }

    @Test
    void tablesWithoutRowNumbersAreNamedByPartition() {
        TestSpark.session()
                .sql("select if(id = 5, null, double(id)) as x from range(0, 8, 1, 2)")
                .createOrReplaceTempView("numbers");
        DataOptions.Builder table = DataOptions.path("numbers").format("table").featureColumns(List.of("x"));
        assertRefused("numbers partition 00001 row 2 column x: expected a finite number, found null" + MISSING, table);
        assertEquals(7, read(table.handleInvalid("skip")).rows());
    }

    @Test
    void orcAndJsonAreRead() {
        Dataset<Row> data = TestSpark.session().sql("select double(id) as x from range(0, 3, 1, 1)");
        data.write().orc(folder.resolve("t.orc").toString());
        data.write().json(folder.resolve("json").toString());
        assertEquals(
                "[2.0] t.orc partition 00000 row 3",
                show(options(folder.resolve("t.orc")).featureColumns(List.of("x")))
                        .get(2));
        assertEquals(
                3,
                rows(options(folder.resolve("json")).format("json").featureColumns(List.of("x")))
                        .size());
    }

    @Test
    void columnsThatAreMissingOrOfAnotherTypeAreRefused() throws Exception {
        Path file = parquet("a", "select 'text' as t, 1 as x");
        assertRefused(
                file + ": expected a column named 'features', found the columns t, x;"
                        + " correct featureColumns or labelColumn.",
                options(file));
        assertRefused(
                file
                        + " column t: expected vectors, arrays of numbers or numbers, found string; correct featureColumns.",
                options(file).featureColumns(List.of("t")));
        assertRefused(
                file + " column t: expected numbers, found string; choose another column.",
                options(file).featureColumns(List.of("x")).labelColumn("t"));
    }

    @Test
    void emptyAndForeignFilesAreRefused() throws Exception {
        Path empty = parquet("a", "select 1 as features where false");
        assertRefused(
                empty + ": expected at least one valid row, found none; check the path and the reading options.",
                options(empty));
        Path foreign = DataFiles.text(folder.resolve("x.parquet"), "no parquet at all");
        String message = assertThrows(InvalidDataException.class, () -> read(options(foreign)))
                .getMessage();
        assertTrue(message.startsWith(foreign + ": expected parquet files, found: "), message);
        String table = assertThrows(
                        InvalidDataException.class,
                        () -> read(DataOptions.path("nowhere").format("table")))
                .getMessage();
        assertTrue(table.startsWith("nowhere: expected a table of this name, found: [TABLE_OR_VIEW_NOT_FOUND]"), table);
    }

    @Test
    void missingFeaturesAreKeptWhereAskedAndInfinityIsNot() throws Exception {
        Path file = parquet(
                "a",
                "select if(id = 0, null, id) as x, if(id = 1, double('nan'), 7) as y, array(1d, null) as v, 5 as l, id / 2 as w"
                        + " from range(2)");
        String name = file.getFileName().toString();
        assertEquals(
                List.of("[NaN, 7.0] 5.0 " + name + " row 1 0.0", "[1.0, NaN] 5.0 " + name + " row 2 0.5"),
                show(options(file)
                        .featureColumns(List.of("x", "y"))
                        .labelColumn("l")
                        .weightColumn("w")
                        .missing("keep")));
        assertEquals(
                "[1.0, NaN] " + name + " row 1",
                show(options(file).featureColumns(List.of("v")).missing("keep")).get(0));
        Path svm = DataFiles.text(folder.resolve("a.svm"), "3 1:nan 4:2", "4 2:1");
        read(options(svm).missing("keep"))
                .dataset()
                .write()
                .parquet(folder.resolve("s.parquet").toString());
        assertEquals(
                1,
                show(options(folder.resolve("s.parquet")).missing("keep")).stream()
                        .filter(row -> row.startsWith("[NaN, 0.0, 0.0, 2.0]"))
                        .count());
        assertThrows(InvalidDataException.class, () -> read(options(folder.resolve("s.parquet"))));
        Path infinite = parquet("b", "select array(1d, double('infinity')) as features, cast(null as double) as l");
        assertRefused(
                infinite + " row 1 column features[1]: expected a finite number, found Infinity" + REMEDY,
                options(infinite).missing("keep"));
        assertRefused(
                file + " row 1 column x: expected a finite number, found null" + REMEDY,
                options(file).featureColumns(List.of("y")).labelColumn("x").missing("keep"));
    }

    @Test
    void jsonWithoutAValueMissesIt() throws Exception {
        Path file = DataFiles.text(folder.resolve("a.json"), "{'x':1,'y':2}", "{'x':3}", "{'x':null,'y':4}");
        assertEquals(
                List.of("[1.0, 2.0]", "[3.0, NaN]", "[NaN, 4.0]"),
                show(options(file)
                                .format("json")
                                .featureColumns(List.of("x", "y"))
                                .missing("keep"))
                        .stream()
                        .map(row -> row.substring(0, row.indexOf(']') + 1))
                        .toList());
    }

    @Test
    void weightsAreNumbersOfZeroOrMore() throws Exception {
        Path file = parquet(
                "a", "select array(1d) as features, if(id = 1, -2, 3) as w, cast(null as int) as n from range(2)");
        assertRefused(
                file + " row 2 column w: expected a weight, a number of 0 or more, found -2.0" + REMEDY,
                options(file).weightColumn("w"));
        assertRefused(
                file + " row 1 column n: expected a weight, a number of 0 or more, found null" + REMEDY,
                options(file).weightColumn("n"));
        assertRefused(
                file + ": expected a column named 'v', found the columns features, w, n; correct weightColumn.",
                options(file).weightColumn("v"));
    }

    /** Writes the query's rows as one Parquet file. */
    private Path parquet(String name, String query) throws Exception {
        Path target = folder.resolve(name);
        TestSpark.session().sql(query).coalesce(1).write().parquet(target.toString());
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
