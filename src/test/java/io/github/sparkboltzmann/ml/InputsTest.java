package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** From a user's columns to the states of the units. */
class InputsTest {
    private static final double[][] BINARY = Tables.binary(60);

    @Test
    void sparseVectorsAndArraysOfAnyNumbersAreDenseVectors() {
        RBMModel dense = Tables.rbm().fit(Tables.vectors(BINARY));
        List<String> expected =
                Tables.text(dense.transform(Tables.vectors(BINARY)).select("hidden"));
        for (String type : List.of("sparse", "array<double>", "array<float>", "array<int>", "array<tinyint>")) {
            List<Row> rows = new ArrayList<>();
            for (double[] row : BINARY) {
                rows.add(RowFactory.create(converted(type, row)));
            }
            StructType schema = type.equals("sparse") ? Tables.FEATURES : new StructType().add("features", type);
            Dataset<Row> table = Tables.table(rows, schema, 2);
            assertArrayEquals(
                    Tables.parameters(dense), Tables.parameters(Tables.rbm().fit(table)), type);
            assertEquals(expected, Tables.text(dense.transform(table).select("hidden")), type);
        }
    }

    private static Object converted(String type, double[] row) {
        return switch (type) {
            case "sparse" -> Vectors.dense(row).toSparse();
            case "array<float>" -> Arrays.stream(row).mapToObj(x -> (float) x).toArray();
            case "array<int>" -> Arrays.stream(row).mapToObj(x -> (int) x).toArray();
            case "array<tinyint>" -> Arrays.stream(row).mapToObj(x -> (byte) x).toArray();
            default -> Arrays.stream(row).boxed().toArray();
        };
    }

    @Test
    void aNullInAnArrayIsRefusedAsNoNumber() {
        List<Row> rows = List.of(RowFactory.create((Object) new Double[] {0.0, 1.0}), RowFactory.create((Object)
                new Double[] {0.0, null}));
        Dataset<Row> table = Tables.table(rows, new StructType().add("features", "array<double>"), 1);
        String message = assertThrows(
                        InvalidDataException.class, () -> Tables.rbm().fit(table))
                .getMessage();
        assertTrue(message.startsWith("row 2 of input partition 0: element 1 is NaN"), message);
    }

    @Test
    void dividedValuesAreStates() {
        double[][] greys = map(BINARY, x -> x == 1 ? 204 : 51);
        RBMModel model = Tables.rbm().setScaling("divide-by").fit(Tables.vectors(greys));
        RBMModel same = Tables.rbm().fit(Tables.vectors(map(greys, x -> x / 255)));
        assertArrayEquals(Tables.parameters(same), Tables.parameters(model));
        assertEquals(Encoding.BYTES, model.summary().encoding());
        assertArrayEquals(
                Tables.values(same.transform(Tables.vectors(map(greys, x -> x / 255))), "hidden"),
                Tables.values(model.transform(Tables.vectors(greys)), "hidden"));
    }

    @Test
    void columnsAreScaledToTheirRangeAndWhatLiesOutsideLaterIsClipped() {
        // Column 0 from -1 to 3, column 1 constant, column 2 is used as it is.
        double[][] rows = {{-1, 7, 0}, {3, 7, 1}, {1, 7, 0.5}};
        RBMModel model = Tables.rbm().setScaling("min-max").fit(Tables.vectors(rows));
        RBMModel same = Tables.rbm().fit(Tables.vectors(new double[][] {{0, 0, 0}, {1, 0, 1}, {0.5, 0, 0.5}}));
        assertArrayEquals(Tables.parameters(same), Tables.parameters(model));
        double[][] later = {{-1, 7, 0}, {3, 7, 1}, {-5, 7, -1}, {99, 7, 4}, {-1, 8, 0}, {0, 7, 0}};
        double[][] states = {{0, 0, 0}, {1, 0, 1}, {0, 0, 0}, {1, 0, 1}, {0, 0, 0}, {0.25, 0, 0}};
        assertArrayEquals(
                Tables.values(same.transform(Tables.vectors(states)), "hidden"),
                Tables.values(model.transform(Tables.vectors(later)), "hidden"));
    }

    @Test
    void valuesAboveTheThresholdAreOneAndOthersZero() {
        double[][] greys = map(BINARY, x -> x == 1 ? 0.31 : 0.3);
        RBMModel model =
                Tables.rbm().setBinarize("threshold").setBinarizeThreshold(0.3).fit(Tables.vectors(greys));
        RBMModel same = Tables.rbm().fit(Tables.vectors(BINARY));
        assertArrayEquals(Tables.parameters(same), Tables.parameters(model));
        assertEquals(
                same.summary().packedBytes(), model.summary().packedBytes(), "thresholded rows are packed as bits");
        assertArrayEquals(
                Tables.values(same.transform(Tables.vectors(BINARY)), "hidden"),
                Tables.values(model.transform(Tables.vectors(greys)), "hidden"));
    }

    @Test
    void drawnRowsHaveTheirValuesAsMeansAndTransformUsesTheValues() {
        double[][] greys = map(new double[2000][Tables.WIDTH], x -> 0.3);
        RBM drawing = Tables.rbm().setBinarize("sample").setBatchSize(2000).setMaxIter(0);
        RBMModel model = drawing.fit(Tables.vectors(greys));
        assertEquals(Encoding.BITS, model.summary().encoding());
        for (double bias : model.visibleBias().toArray()) {
            double mean = 1 / (1 + Math.exp(-bias));
            // The first biases are those of the drawn rows' means; five standard errors.
            assertEquals(0.3, mean, 5 * Math.sqrt(0.21 / 2000));
            assertTrue(Math.abs(mean - 0.3) > 1e-7, "not the greys' own mean");
        }
        RBMModel values = Tables.model(model.stored().machine(), model.stored().parameters());
        assertArrayEquals(
                Tables.values(values.transform(Tables.vectors(greys[0])), "hidden"),
                Tables.values(model.transform(Tables.vectors(greys[0])), "hidden"));
    }

    @Test
    void validationRowsAreMeasuredAndHaveNoSayInTraining() {
        StructType schema = Tables.FEATURES.add("validate", "boolean");
        List<Row> rows = new ArrayList<>();
        List<double[]> train = new ArrayList<>();
        List<double[]> held = new ArrayList<>();
        for (int r = 0; r < BINARY.length; r++) {
            boolean validate = r % 3 == 0;
            double[] row = map(new double[][] {BINARY[r]}, x -> validate ? 10 * x - 5 : x)[0];
            (validate ? held : train).add(row);
            rows.add(RowFactory.create(Vectors.dense(row), validate ? Boolean.TRUE : r % 3 == 1 ? false : null));
        }
        RBM rbm = Tables.rbm().setScaling("min-max").setMaxIter(2);
        RBMModel alone = rbm.fit(Tables.vectors(train.toArray(double[][]::new)));
        RBMModel model = rbm.setValidationIndicatorCol("validate").fit(Tables.table(rows, schema, 3));
        assertArrayEquals(Tables.parameters(alone), Tables.parameters(model));
        assertEquals(40, model.summary().rows());
        assertEquals(20, model.summary().validationRows());
        Measures expected = model.evaluate(Tables.vectors(held.toArray(double[][]::new)));
        EpochRecord last = model.summary().history().get(1);
        assertEquals(20, last.validation().rows());
        assertEquals(expected.freeEnergy(), last.validation().freeEnergy(), 1e-5);
        assertEquals(expected.reconstructionError(), last.validation().reconstructionError(), 1e-6);
        assertTrue(Double.isNaN(alone.summary().history().get(1).validation().freeEnergy()));
    }

    @Test
    void historyIsATableWithARowAnEpoch() {
        RBMModel model = Tables.rbm()
                .setMaxIter(3)
                .setLearningRateSchedule("linear")
                .setMomentumSwitchEpoch(3)
                .fit(Tables.vectors(BINARY));
        List<Row> history = model.summary().historyTable(TestSpark.session()).collectAsList();
        assertEquals(3, history.size());
        for (int e = 0; e < 3; e++) {
            Row row = history.get(e);
            EpochRecord epoch = model.summary().history().get(e);
            assertEquals(e + 1, row.<Integer>getAs("epoch"));
            assertEquals(2L * (e + 1), row.<Long>getAs("updates"));
            assertEquals(60L, row.<Long>getAs("rows"));
            assertEquals(epoch.learningRate(), row.<Double>getAs("learningRate"));
            assertEquals(e < 2 ? 0.5 : 0.9, row.<Double>getAs("momentum"));
            assertEquals(epoch.batchReconstructionError(), row.<Double>getAs("batchReconstructionError"));
            assertEquals(epoch.train().freeEnergy(), row.<Double>getAs("trainFreeEnergy"));
            assertEquals(epoch.train().reconstructionError(), row.<Double>getAs("trainReconstructionError"));
            assertTrue(Double.isNaN(row.<Double>getAs("validationFreeEnergy")));
            assertTrue(row.<Double>getAs("seconds") > 0);
        }
    }

    private static double[][] map(double[][] rows, java.util.function.DoubleUnaryOperator function) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(function).toArray())
                .toArray(double[][]::new);
    }
}
