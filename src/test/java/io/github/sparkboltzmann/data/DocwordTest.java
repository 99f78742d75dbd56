package io.github.sparkboltzmann.data;

import static io.github.sparkboltzmann.data.DataFiles.assertRefused;
import static io.github.sparkboltzmann.data.DataFiles.options;
import static io.github.sparkboltzmann.data.DataFiles.read;
import static io.github.sparkboltzmann.data.DataFiles.rows;
import static io.github.sparkboltzmann.data.DataFiles.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading UCI's bags of words, and what is refused in them. */
class DocwordTest {
    private static final String REMEDY = "; correct the file, which should be UCI's bag of words.";

    @TempDir
    private Path folder;

    @Test
    void eachDocumentIsASparseVectorOfCountsAlsoOneWithoutWords() throws Exception {
        for (String name : List.of("docword.a.txt", "docword.a.txt.gz")) {
            Path file = text(folder.resolve(name), "4", "5", "4", "1 2 3", "1 5 1", "3 4 2", "3 1 7");
            List<Row> rows = rows(options(file));
            assertEquals(
                    List.of(
                            Vectors.sparse(5, new int[] {1, 4}, new double[] {3, 1}),
                            Vectors.sparse(5, new int[0], new double[0]),
                            Vectors.sparse(5, new int[] {0, 3}, new double[] {7, 2}),
                            Vectors.sparse(5, new int[0], new double[0])),
                    rows.stream().map(row -> row.get(0)).toList());
            assertEquals(file + " document 3", rows.get(2).getString(1));
            assertEquals(4, read(options(file)).rows());
            assertEquals(5, read(options(file)).width());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,5,2,1 2 | 4: expected 'document word count', found '1 2'",
                "2,5,2,3 2 1 | 4: expected a document from 1 to 2, found '3 2 1'",
                "2,5,2,2 2 1,1 3 1 | 5: expected a document from 2 to 2, found '1 3 1'",
                "2,5,2,1 6 1 | 4: expected a word from 1 to 5, found '1 6 1'",
                "2,5,2,1 0 1 | 4: expected a word from 1 to 5, found '1 0 1'",
                "2,5,2,1 2 0 | 4: expected a count of 1 or more, found '1 2 0'",
                "2,5,2,1 2 x | 4: expected a count of 1 or more, found '1 2 x'",
                "2,5,2,1 2 1 | 5: expected 2 lines of words, as line 3 says, found the end of the file after 1",
                "2,5,1,1 2 1,2 2 1 | 5: expected 1 lines of words, as line 3 says, found one more",
                "2,x,1 | 2: expected the number of words, 1 or more, found 'x'",
                "2 | 2: expected the number of words, 1 or more, found the end of the file"
            })
    void aFaultIsRefusedWithItsLine(String lines, String sentence) throws Exception {
        Path file = text(folder.resolve("docword.b.txt"), lines.split(","));
        assertRefused(file + " line " + sentence + REMEDY, options(file));
        assertRefused(file + " line " + sentence + REMEDY, options(file).handleInvalid("skip"));
    }

    @Test
    void aWordTwiceInADocumentIsRefused() throws Exception {
        Path file = text(folder.resolve("a.txt"), "2", "5", "3", "1 2 1", "1 3 1", "1 2 4");
        assertRefused(
                file + " document 1: expected each word once, found word 2 twice; correct the file.",
                options(file).format("docword"));
    }
}
