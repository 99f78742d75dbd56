package io.github.sparkboltzmann.data;

import static io.github.sparkboltzmann.data.DataFiles.bytes;
import static io.github.sparkboltzmann.data.DataFiles.idx;
import static io.github.sparkboltzmann.data.DataFiles.options;
import static io.github.sparkboltzmann.data.DataFiles.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts are the same every time and leave no row out. */
class SplitTest {
    @Test
    void partsByHashAreTheSameAfterRepartitioningAndHoldEveryRowOnce() {
        Dataset<Row> digits = read(DataOptions.path("builtin:digits")).dataset();
        List<Dataset<Row>> parts = Split.byHash(digits, 7, 0.8, 0.1, 0.1);
        List<Dataset<Row>> again = Split.byHash(digits.repartition(3), 7, 0.8, 0.1, 0.1);
        TreeSet<String> all = new TreeSet<>();
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            TreeSet<String> sources = sources(parts.get(i));
            assertEquals(sources, sources(again.get(i)));
            sizes.add(sources.size());
            all.addAll(sources);
        }
        assertEquals(1797, sizes.stream().mapToInt(Integer::intValue).sum());
        assertEquals(1797, all.size());
        // Binomial with p = 0.8 and n = 1,797: standard deviation 17.
        assertEquals(1437.6, sizes.get(0), 70);
        assertTrue(!sources(parts.get(1))
                .equals(sources(Split.byHash(digits, 8, 0.8, 0.1, 0.1).get(1))));
    }

    @Test
    void hashOfARowWithoutLabelWorksAndEqualRowsStayTogether() {
        Dataset<Row> bars = read(DataOptions.path("builtin:bars-and-stripes")).dataset();
        List<Dataset<Row>> parts = Split.byHash(bars, 1, 0.5, 0.5);
        TreeSet<String> first = images(parts.get(0));
        first.retainAll(images(parts.get(1)));
        assertEquals(new TreeSet<>(), first);
    }

    @Test
    void sparseAndDenseOfTheSameRowHaveTheSameHash() {
        assertEquals(
                RowHash.uniform(3, Vectors.dense(0, 2, -0.0, 5), 1),
                RowHash.uniform(3, Vectors.sparse(4, new int[] {0, 1, 3}, new double[] {0, 2, 5}), 1));
        assertTrue(RowHash.uniform(3, Vectors.dense(2, 0), 1) != RowHash.uniform(3, Vectors.dense(0, 2), 1));
        assertTrue(RowHash.uniform(3, Vectors.dense(2, 0), 1) != RowHash.uniform(3, Vectors.dense(2, 0), 0));
    }

    @Test
    void lastRowsAreTheLastOfTheFile(@TempDir Path folder) throws Exception {
        Path file = bytes(folder.resolve("a-idx2-ubyte"), idx(100, 50, 2));
        List<Dataset<Row>> parts =
                Split.lastRows(read(options(file).splitBytes(14)).dataset(), 9);
        assertEquals(
                List.of(41L, 9L), List.of(parts.get(0).count(), parts.get(1).count()));
        assertEquals(file + " row 42", parts.get(1).first().getAs("source"));
        assertEquals(Vectors.dense(82, 83), parts.get(1).first().get(0));
    }

    @Test
    void partsByOrderFollowEachOther() {
        Dataset<Row> bars = read(DataOptions.path("builtin:bars-and-stripes")).dataset();
        List<Dataset<Row>> parts = Split.byOrder(bars, 0.5, 0.25, 0.25);
        assertEquals(List.of(16L, 8L, 8L), parts.stream().map(Dataset::count).toList());
        assertEquals("builtin:bars-and-stripes row 25", parts.get(2).first().getAs("source"));
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        Dataset<Row> bars = read(DataOptions.path("builtin:bars-and-stripes")).dataset();
        assertEquals(
                "fractions: expected numbers above 0 that sum to 1, found [0.5, 0.4].",
                assertThrows(IllegalArgumentException.class, () -> Split.byOrder(bars, 0.5, 0.4))
                        .getMessage());
        assertEquals(
                "lastRows: expected from 1 to 31 of 32 rows, found 32.",
                assertThrows(IllegalArgumentException.class, () -> Split.lastRows(bars, 32))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Split.byHash(bars, 1, 1.5, -0.5));
    }

    private static TreeSet<String> sources(Dataset<Row> rows) {
        return column(rows, "source");
    }

    private static TreeSet<String> images(Dataset<Row> rows) {
        return column(rows, "features");
    }

    private static TreeSet<String> column(Dataset<Row> rows, String name) {
        TreeSet<String> values = new TreeSet<>();
        rows.collectAsList().forEach(row -> values.add(row.getAs(name).toString()));
        return values;
    }
}
