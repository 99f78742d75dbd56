package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.data.InvalidDataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Rows that the units cannot take: refused with where and what, or left out. */
class InvalidRowsTest {
    private static final StructType SCHEMA =
            new StructType().add("features", SQLDataTypes.VectorType()).add("source", "string");
    private static final int VALID = 40;

    /** What is wrong, and what the message has to say of it. */
    private static Map<double[], String> problems() {
        Map<double[], String> problems = new LinkedHashMap<>();
        problems.put(new double[Tables.WIDTH - 1], "the vector has 11 numbers, but 12 are expected");
        problems.put(new double[Tables.WIDTH + 1], "the vector has 13 numbers, but 12 are expected");
        problems.put(with(Double.NaN), "element 5 is NaN, but a number is expected; set missing to sample or omit");
        problems.put(with(Double.POSITIVE_INFINITY), "element 5 is Infinity");
        problems.put(with(Double.NEGATIVE_INFINITY), "element 5 is -Infinity");
        problems.put(with(1.5), "element 5 is 1.5, but bernoulli units take values from 0.0 to 1.0");
        problems.put(with(-0.1), "element 5 is -0.1");
        problems.put(null, "the features are null, but a vector of 12 numbers is expected");
        return problems;
    }

    @Test
    void fitRefusesAnInvalidRowAndSaysWhereAndWhy() {
        problems().forEach((row, what) -> {
            String message = assertThrows(
                            InvalidDataException.class,
                            () -> Tables.rbm().setSourceCol("source").fit(table(List.of(row(row)))))
                    .getMessage();
            assertTrue(message.startsWith("bad.csv, line 1: " + what), message);
            assertTrue(message.endsWith("(Invalid rows in all: 1.)"), message);
        });
    }

    @Test
    void withoutASourceTheMessageSaysWhichRowOfWhichPartition() {
        String message = assertThrows(
                        InvalidDataException.class, () -> Tables.rbm().fit(table(List.of(row(with(2)), row(with(3))))))
                .getMessage();
        assertTrue(message.startsWith("row 20 of input partition 1: element 5 is 2.0"), message);
        assertTrue(message.endsWith("(Invalid rows in all: 2.)"), message);
    }

    @Test
    void skippedRowsAreCountedAndTheResultIsThatOfTheOthers() {
        List<Row> invalid = new ArrayList<>();
        problems().keySet().forEach(row -> invalid.add(row(row)));
        RBMModel model = Tables.rbm().setHandleInvalid("skip").fit(table(invalid));
        assertEquals(VALID, model.summary().rows());
        assertEquals(invalid.size(), model.summary().skippedRows());
        RBMModel clean = Tables.rbm().fit(table(List.of()));
        assertArrayEquals(Tables.parameters(clean), Tables.parameters(model));
        assertEquals(VALID, model.transform(table(invalid)).count());
        assertEquals(VALID, model.evaluate(table(invalid)).rows());
        assertEquals(
                clean.evaluate(table(List.of())).freeEnergy(),
                model.evaluate(table(invalid)).freeEnergy(),
                1e-12);
    }

    @Test
    void transformRefusesAnInvalidRowAndSaysWhy() {
        RBMModel model = Tables.model(Tables.WIDTH, 4);
        Map<double[], String> problems = problems();
        problems.values().removeIf(what -> !what.contains("NaN") && !what.contains("null") && !what.contains("13"));
        problems.forEach((row, what) -> {
            Dataset<Row> result = model.transform(table(List.of(row(row))));
            String messages = Tables.messages(assertThrows(Exception.class, result::collectAsList));
            assertTrue(messages.contains(what), messages);
        });
        assertThrows(InvalidDataException.class, () -> model.evaluate(table(List.of(row(with(1.5))))));
    }

    @Test
    void infinityIsRefusedWhateverTheScaling() {
        for (String scaling : List.of("none", "divide-by", "min-max")) {
            RBM rbm = Tables.rbm().setScaling(scaling).setScalingDivisor(1);
            String message = assertThrows(
                            InvalidDataException.class,
                            () -> rbm.fit(table(List.of(row(with(Double.POSITIVE_INFINITY))))),
                            scaling)
                    .getMessage();
            assertTrue(message.contains("element 5 is Infinity"), message);
        }
    }

    @Test
    void noUsableRowIsRefusedBeforeTraining() {
        String nothing = "There is no row to work on: ";
        StructType sized = new StructType()
                .add("features", SQLDataTypes.VectorType(), true, new AttributeGroup("features", 12).toMetadata())
                .add("source", "string");
        for (StructType schema : List.of(SCHEMA, sized)) {
            for (String scaling : List.of("none", "min-max")) {
                for (Dataset<Row> empty : List.of(
                        Tables.table(List.of(), schema, 1),
                        Tables.table(List.of(), schema, 1).sparkSession().createDataFrame(List.of(), schema),
                        Tables.table(List.of(RowFactory.create(null, "x")), schema, 1))) {
                    RBM rbm = Tables.rbm().setScaling(scaling).setHandleInvalid("skip");
                    String message = assertThrows(InvalidDataException.class, () -> rbm.fit(empty))
                            .getMessage();
                    assertTrue(message.startsWith(nothing), message);
                }
            }
        }
        Dataset<Row> onlyBad = Tables.table(List.of(row(with(2)), row(null)), SCHEMA, 2);
        String message = assertThrows(
                        InvalidDataException.class,
                        () -> Tables.rbm().setHandleInvalid("skip").fit(onlyBad))
                .getMessage();
        assertTrue(message.startsWith(nothing + "0 rows are for validation and 2 are invalid"), message);
        assertThrows(InvalidDataException.class, () -> Tables.model(Tables.WIDTH, 4)
                .evaluate(Tables.table(List.of(), SCHEMA, 1)));
    }

    private static double[] with(double value) {
        double[] row = new double[Tables.WIDTH];
        row[5] = value;
        return row;
    }

    private static Row row(double[] values) {
        return RowFactory.create(values == null ? null : Vectors.dense(values), "bad.csv, line 1");
    }

    /** Valid rows and those in the second of two partitions. */
    private static Dataset<Row> table(List<Row> more) {
        List<Row> rows = new ArrayList<>();
        for (double[] row : Tables.binary(VALID)) {
            rows.add(RowFactory.create(Vectors.dense(row), "good.csv"));
        }
        rows.addAll(more);
        return Tables.table(rows, SCHEMA, 2);
    }
}
