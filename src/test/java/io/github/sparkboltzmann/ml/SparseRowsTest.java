package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Training on sparse vectors. */
class SparseRowsTest {
    private static final int WIDTH = 3000;
    private static final int ROWS = 60;
    private static final int WORDS = 12;

    @Test
    void cachedRowsTakeMemoryInProportionToTheirNonZeros() {
        List<Vector> documents = documents(false);
        RBMModel model = rbm().setBinarize("threshold").fit(table(documents, 3));
        long nonZeros = nonZeros(documents);
        assertEquals(Encoding.CSR, model.summary().encoding());
        // 2 bytes for a column, 4 bytes for a row.
        assertEquals(2 * nonZeros + 4 * ROWS, model.summary().packedBytes());
        List<Vector> greys = documents(true);
        RBMModel ofGreys = rbm().fit(table(greys, 3));
        assertEquals(Encoding.CSR, ofGreys.summary().encoding());
        assertTrue(ofGreys.summary().packedBytes() <= 7 * nonZeros(greys));
        assertTrue(ofGreys.summary().packedBytes() < 4L * ROWS * WIDTH / 100);
    }

    @Test
    void orderSplitsAndTheVectorsFormDoNotShow() {
        List<Vector> documents = documents(true);
        documents.addAll(documents.subList(0, 7));
        for (String binarize : List.of("none", "sample")) {
            RBMModel expected = rbm().setBinarize(binarize).fit(table(documents, 1));
            List<Vector> shuffled = new ArrayList<>(documents);
            Collections.shuffle(shuffled, new Random(4));
            RBMModel other = rbm().setBinarize(binarize).fit(table(shuffled, 5));
            assertSame(expected, other);
            List<Vector> dense =
                    shuffled.stream().map(vector -> (Vector) vector.toDense()).toList();
            assertSame(expected, rbm().setBinarize(binarize).fit(table(dense, 2)));
        }
    }

    @Test
    void minMaxOfSparseVectorsKnowsTheirZeros() {
        List<Vector> rows = List.of(
                Vectors.sparse(3, new int[] {0, 1}, new double[] {4, 2}),
                Vectors.sparse(3, new int[] {0, 1}, new double[] {2, 6}),
                Vectors.sparse(3, new int[] {0}, new double[] {3}));
        List<Vector> dense =
                rows.stream().map(vector -> (Vector) vector.toDense()).toList();
        RBM rbm = rbm().setScaling("min-max");
        RBMModel sparse = rbm.fit(table(rows, 2));
        assertSame(rbm.fit(table(dense, 2)), sparse);
        assertEquals(
                Tables.text(sparse.transform(table(rows, 1)).select("hidden")),
                Tables.text(sparse.transform(table(dense, 1)).select("hidden")));
    }

    private static void assertSame(RBMModel expected, RBMModel actual) {
        assertArrayEquals(Tables.parameters(expected), Tables.parameters(actual));
        assertEquals(
                expected.stored().data().get("fingerprint"),
                actual.stored().data().get("fingerprint"));
    }

    private static RBM rbm() {
        return Tables.rbm().setSeed(1).setNumPartitions(3).setMaxIter(2).setBatchSize(20);
    }

    private static List<Vector> documents(boolean greys) {
        Random random = new Random(1);
        List<Vector> documents = new ArrayList<>();
        for (int d = 0; d < ROWS; d++) {
            int[] words = random.ints(0, WIDTH).distinct().limit(WORDS).sorted().toArray();
            double[] values = new double[WORDS];
            Arrays.setAll(values, i -> greys ? random.nextDouble() : 1);
            documents.add(Vectors.sparse(WIDTH, words, values));
        }
        return documents;
    }

    private static long nonZeros(List<Vector> documents) {
        return documents.stream()
                .mapToLong(vector -> ((SparseVector) vector).indices().length)
                .sum();
    }

    private static Dataset<Row> table(List<Vector> vectors, int partitions) {
        List<Row> rows =
                vectors.stream().map(vector -> RowFactory.create(vector)).toList();
        return Tables.table(rows, Tables.FEATURES, partitions);
    }
}
