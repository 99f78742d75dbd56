package io.github.sparkboltzmann.data;

import static io.github.sparkboltzmann.data.DataFiles.assertRefused;
import static io.github.sparkboltzmann.data.DataFiles.options;
import static io.github.sparkboltzmann.data.DataFiles.read;
import static io.github.sparkboltzmann.data.DataFiles.rows;
import static io.github.sparkboltzmann.data.DataFiles.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading LIBSVM, and what is refused in it. */
class LibsvmTest {
    private static final String REMEDY = "; correct the row or set handleInvalid to skip.";

    @TempDir
    private Path folder;

    @Test
    void sparseStaysSparseAndTheLargestIndexIsTheWidth() throws Exception {
        Path file = text(folder.resolve("a.svm"), "# made by hand", "+1 1:0.5 4:2 # four", "", "-1", "0 3:1e-3");
        List<Row> rows = rows(options(file));
        assertEquals(3, rows.size());
        rows.forEach(row -> assertInstanceOf(SparseVector.class, row.get(0)));
        assertEquals(
                Vectors.sparse(4, new int[] {0, 3}, new double[] {0.5, 2}),
                rows.get(0).get(0));
        assertEquals(4, rows.get(1).<SparseVector>getAs(0).size());
        assertEquals(
                List.of(1.0, -1.0, 0.0),
                rows.stream().map(row -> row.getDouble(1)).toList());
        assertEquals(file + " line 5", rows.get(2).getString(2));
    }

    @Test
    void widthComesFromAllFilesOrFromTheOptionAndGzIsRead() throws Exception {
        text(folder.resolve("d/a.libsvm"), "1 2:1");
        text(folder.resolve("d/b.libsvm.gz"), "1 9:1");
        assertEquals(9, read(options(folder.resolve("d"))).width());
        for (Row row : rows(options(folder.resolve("d")).width(12))) {
            assertEquals(12, row.<SparseVector>getAs(0).size());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x 1:1 | label: expected a finite number, found 'x'",
                "1,2 1:1 | label: expected a finite number, found '1,2'",
                "1 1:1 2 | entry 2: expected INDEX:VALUE with an index from 1, found '2'",
                "1 0:1 | entry 1: expected INDEX:VALUE with an index from 1, found '0:1'",
                "1 qid:1 | entry 1: expected INDEX:VALUE with an index from 1, found 'qid:1'",
                "1 1:x | column 1: expected a finite number, found 'x'",
                "1 1: | column 1: expected a finite number, found an empty field",
                "1 3:1 2:1 | entry 2: expected an index above the one before it, 3, found 2",
                "1 3:1 3:1 | entry 2: expected an index above the one before it, 3, found 3",
                "1 6:1 | entry 1: expected an index of at most the width, 5, found 6"
            })
    void badRowsAreRefusedWithTheirPlaceOrSkipped(String line, String sentence) throws Exception {
        Path file = text(folder.resolve("a.libsvm"), "1 1:1", line, "1 2:1");
        assertRefused(file + " line 2 " + sentence + REMEDY, options(file).width(5));
        LoadedData rest = read(options(file).width(5).handleInvalid("skip"));
        assertEquals(List.of(2L, 1L), List.of(rest.rows(), rest.rowsSkipped()));
    }
}
