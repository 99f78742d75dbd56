package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.data.InvalidDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The params weightCol and stratifyCol. */
class WeightsAndStrataTest {
    private static final StructType SCHEMA = new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("w", DataTypes.DoubleType)
            .add("class", DataTypes.IntegerType)
            .add("validation", DataTypes.BooleanType);
    private static final double[][] VECTORS = Tables.binary(90);

    @Test
    void weightsOfOneGiveTheBytesOfNoWeights() {
        Dataset<Row> ones = table(rows(r -> 1.0), 2);
        assertSame(rbm().fit(ones), rbm().setWeightCol("w").fit(ones));
    }

    @Test
    void orderAndSplitsOfWeightedAndStratifiedRowsDoNotShow() {
        List<Row> rows = rows(r -> 0.1 + r % 7 / 3.0);
        rows.addAll(rows.subList(0, 12));
        rows.add(RowFactory.create(rows.get(0).get(0), 5.5, 1, false));
        rows.add(RowFactory.create(rows.get(0).get(0), 5.5, 3, false));
        for (RBM rbm : List.of(
                rbm(),
                rbm().setModelPhase("pcd").setNumChains(12),
                rbm().setLocalSteps(3),
                rbm().setBinarize("sample"))) {
            RBM weighted = rbm.setWeightCol("w").setStratifyCol("class").setValidationIndicatorCol("validation");
            RBMModel expected = weighted.fit(table(rows, 1));
            List<Row> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, new Random(9));
            RBMModel other = weighted.fit(table(shuffled, 6));
            assertSame(expected, other);
            assertEquals(
                    expected.summary().history().get(1).validation().reconstructionError(),
                    other.summary().history().get(1).validation().reconstructionError());
        }
    }

    @Test
    void aRowOfWeightTwoIsTheRowTwice() {
        List<Row> weighted = rows(r -> r % 3.0);
        List<Row> repeated = new ArrayList<>();
        for (int r = 0; r < weighted.size(); r++) {
            repeated.addAll(Collections.nCopies(r % 3, weighted.get(r)));
        }
        // All rows in one update and the exact gradient: nothing is drawn.
        RBM exact =
                rbm().setModelPhase("exact").setBatchSize(1000).setMaxIter(20).setLikelihood("exact");
        RBMModel of = exact.copy(new org.apache.spark.ml.param.ParamMap())
                .setWeightCol("w")
                .fit(table(weighted, 2));
        RBMModel twice = exact.fit(table(repeated, 2));
        assertArrayEquals(Tables.parameters(twice), Tables.parameters(of), 2e-5f);
        assertEquals(60, of.summary().history().get(0).train().rows(), "rows of weight 0 are left out");
        assertEquals(
                twice.summary().history().get(19).train().freeEnergy(),
                of.summary().history().get(19).train().freeEnergy(),
                1e-4);
        assertEquals(
                twice.summary().history().get(19).train().reconstructionError(),
                of.summary().history().get(19).train().reconstructionError(),
                1e-5);
    }

    @Test
    void rowsOfWeightZeroCountNothing() {
        List<Row> rows = rows(r -> r < 60 ? 1.0 : 0.0);
        RBM rbm = rbm().setScaling("min-max");
        assertSame(
                rbm.copy(new org.apache.spark.ml.param.ParamMap()).fit(table(rows.subList(0, 60), 2)),
                rbm.setWeightCol("w").fit(table(rows, 3)));
    }

    @Test
    void aWeightThatIsNoneIsRefusedOrSkipped() {
        for (Double weight : Arrays.asList(-1.0, Double.NaN, Double.POSITIVE_INFINITY, null)) {
            List<Row> rows = rows(r -> r == 4 ? weight : (Double) 2.0);
            RBM rbm = rbm().setWeightCol("w");
            Exception refusal = assertThrows(InvalidDataException.class, () -> rbm.fit(table(rows, 1)));
            assertTrue(refusal.getMessage().startsWith("row 5 of input partition 0: the weight is "), refusal + "");
            RBMModel model = rbm.setHandleInvalid("skip").fit(table(rows, 1));
            assertEquals(1L, model.stored().data().get("skippedRows"));
            assertEquals(178.0, model.stored().data().get("weight"));
        }
        assertThrows(IllegalArgumentException.class, () -> rbm().setWeightCol("validation")
                .fit(table(rows(r -> 1.0), 1)));
    }

    @Test
    void strataChangeWhichRowsAnUpdateGetsAndNotWhichRowsThereAre() {
        Dataset<Row> table = table(rows(r -> 1.0), 2);
        RBMModel plain = rbm().fit(table);
        RBMModel stratified = rbm().setStratifyCol("class").fit(table);
        assertFalse(Arrays.equals(Tables.parameters(plain), Tables.parameters(stratified)));
        assertEquals(
                plain.stored().data().get("fingerprint"),
                stratified.stored().data().get("fingerprint"));
        assertEquals(true, stratified.stored().data().get("stratified"));
        assertSame(stratified, rbm().setStratifyCol("class").fit(table));
    }

    private static void assertSame(RBMModel expected, RBMModel actual) {
        assertArrayEquals(Tables.parameters(expected), Tables.parameters(actual));
        assertEquals(expected.stored().data(), actual.stored().data());
    }

    private static RBM rbm() {
        return Tables.rbm().setSeed(1).setNumPartitions(3).setMaxIter(2).setBatchSize(20);
    }

    private interface Weight {
        Double of(int row);
    }

    private static List<Row> rows(Weight weight) {
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < VECTORS.length; r++) {
            int label = r % 10 == 0 ? 1 : 3;
            rows.add(RowFactory.create(Vectors.dense(VECTORS[r]), weight.of(r), label, r % 9 == 8));
        }
        return rows;
    }

    private static Dataset<Row> table(List<Row> rows, int partitions) {
        return Tables.table(rows, SCHEMA, partitions);
    }
}
