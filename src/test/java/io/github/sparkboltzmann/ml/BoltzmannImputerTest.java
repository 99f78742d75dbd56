package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.Enumeration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What is filled in against exact conditional distributions, and that nothing else changes. */
class BoltzmannImputerTest {
    private static final double NAN = Double.NaN;
    private static final Machine TINY = Machine.restricted(4, 3);
    private static final Parameters PARAMETERS = TinyMachines.random(TINY, 1.2, 4);
    private static final StructType WITH_ID = Tables.FEATURES.add("id", DataTypes.LongType);

    @Test
    void meansAreConditionalExpectations() {
        BoltzmannImputer imputer = Tables.model(TINY, PARAMETERS)
                .imputer()
                .setSweeps(20_000)
                .setBurnIn(50)
                .setSeed(3);
        double[][] rows = {{1, NAN, 0, NAN}, {NAN, NAN, NAN, NAN}, {0, 1, 1, NAN}, {1, 1, 0, 1}};
        double[][] filled = Tables.values(imputer.transform(Tables.vectors(rows)), "imputed");
        for (int r = 0; r < rows.length; r++) {
            assertArrayEquals(expectation(rows[r]), filled[r], 0.02);
        }
        assertArrayEquals(rows[3], filled[3]);
    }

    @Test
    void drawsHaveTheConditionalDistributionAndEqualRowsAreToldApartByTheirId() {
        List<Row> rows = new ArrayList<>();
        int count = 8000;
        for (long id = 0; id < count; id++) {
            rows.add(RowFactory.create(Vectors.dense(1, NAN, 0, NAN), id));
        }
        BoltzmannImputer imputer = Tables.model(TINY, PARAMETERS)
                .imputer()
                .setStrategy("draw")
                .setSweeps(10)
                .setBurnIn(20);
        Dataset<Row> table = Tables.table(rows, WITH_ID, 3);
        Map<String, Integer> counts = new TreeMap<>();
        for (double[] row : Tables.values(imputer.setIdCol("id").transform(table), "imputed")) {
            counts.merge(Arrays.toString(row), 1, Integer::sum);
        }
        assertEquals(4, counts.size());
        Enumeration all = Enumeration.of(TINY, PARAMETERS, 1);
        Map<String, Double> expected = new TreeMap<>();
        double total = 0;
        for (int s = 0; s < all.count(); s++) {
            double[] v = all.state(s)[0];
            if (v[0] == 1 && v[2] == 0) {
                expected.merge(Arrays.toString(v), all.probability(s), Double::sum);
                total += all.probability(s);
            }
        }
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            double p = expected.get(entry.getKey()) / total;
            assertEquals(p, entry.getValue() / (double) count, 4 * Math.sqrt(p * (1 - p) / count));
        }
        double[][] equal = Tables.values(imputer.setIdCol("").transform(table), "imputed");
        assertEquals(1, Arrays.stream(equal).map(Arrays::toString).distinct().count());
    }

    @Test
    void orderSplitsAndOtherRowsDoNotShow() {
        for (String strategy : List.of("mean", "draw")) {
            BoltzmannImputer imputer = Tables.model(Tables.WIDTH, 4)
                    .imputer()
                    .setStrategy(strategy)
                    .setSweeps(6)
                    .setBurnIn(4)
                    .setSeed(8)
                    .setIdCol("id");
            List<Row> rows = holes(300);
            List<String> expected = sorted(imputer.transform(Tables.table(rows, WITH_ID, 1)));
            List<Row> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, new Random(3));
            assertEquals(expected, sorted(imputer.transform(Tables.table(shuffled, WITH_ID, 7))));
            List<String> part = sorted(imputer.transform(Tables.table(rows.subList(120, 150), WITH_ID, 2)));
            assertTrue(expected.containsAll(part));
            assertNotEquals(expected, sorted(imputer.setSeed(9).transform(Tables.table(rows, WITH_ID, 1))));
        }
    }

    @Test
    void valuesThatArePresentComeBackBitByBitInTheColumnsOwnUnits() {
        InputScaling[] scalings = {
            InputScaling.divideBy(255), InputScaling.minMax(new double[] {-3, 0, 5, 0}, new double[] {4, 0.7, 5, 1e6}),
        };
        double[] row = {0.1, NAN, -0.0, 0.3};
        for (InputScaling scaling : scalings) {
            RBMModel model = BoltzmannSamplerTest.model(TINY, PARAMETERS, scaling);
            double[] filled = Tables.values(model.imputer().transform(Tables.vectors(row)), "imputed")[0];
            for (int i : new int[] {0, 2, 3}) {
                assertEquals(Double.doubleToRawLongBits(row[i]), Double.doubleToRawLongBits(filled[i]));
            }
            double largest = scaling.kind() == InputScaling.Kind.DIVIDE_BY ? 255 : 0.7;
            assertTrue(filled[1] > 0.001 * largest && filled[1] < 0.999 * largest, "a mean: " + filled[1]);
            double drawn =
                    Tables.values(model.imputer().setStrategy("draw").transform(Tables.vectors(row)), "imputed")[0][1];
            assertTrue(drawn == 0 || drawn == largest);
        }
        Machine gaussian = Machine.restricted(UnitTypes.named("gaussian"), 2, UnitTypes.BERNOULLI, 2);
        RBMModel model = BoltzmannSamplerTest.model(
                gaussian, Parameters.zero(gaussian), InputScaling.standardize(new double[] {50, 7}, new double[] {4, 2
                }));
        assertArrayEquals(
                new double[] {50, 1.1},
                Tables.values(model.imputer().transform(Tables.vectors(new double[] {NAN, 1.1})), "imputed")[0]);
    }

    @Test
    void aMaskHidesWhatIsThereAndSparseRowsStaySparse() {
        BoltzmannImputer imputer = Tables.model(TINY, PARAMETERS).imputer().setMaskCol("mask");
        StructType schema = Tables.FEATURES.add("mask", SQLDataTypes.VectorType());
        Vector none = Vectors.dense(0, 0, 0, 0);
        Vector last = Vectors.sparse(4, new int[] {3}, new double[] {1});
        List<Row> rows = List.of(
                RowFactory.create(Vectors.dense(1, 0, 0, 9), last),
                RowFactory.create(Vectors.dense(1, 0, 0, NAN), none),
                RowFactory.create(Vectors.dense(1, 0, 0, NAN), null),
                RowFactory.create(Vectors.sparse(4, new int[] {0, 3}, new double[] {1, NAN}), none),
                RowFactory.create(Vectors.sparse(4, new int[] {0}, new double[] {1}), last));
        List<Row> result = imputer.transform(Tables.table(rows, schema, 2))
                .select("imputed")
                .collectAsList();
        double[] expected = ((Vector) result.get(0).get(0)).toArray();
        assertTrue(expected[3] > 0 && expected[3] < 1);
        for (Row row : result) {
            assertArrayEquals(expected, ((Vector) row.get(0)).toArray(), "the same row, hidden in another way");
        }
        assertTrue(result.get(3).get(0) instanceof SparseVector && result.get(4).get(0) instanceof SparseVector);
        String wrong = Tables.messages(assertThrows(Exception.class, () -> imputer.transform(
                        Tables.table(List.of(RowFactory.create(none, Vectors.dense(1, 1))), schema, 1))
                .collectAsList()));
        assertTrue(wrong.contains("mask has 2 elements, but its features have 4"), wrong);
    }

    @Test
    void theLabelIsSampledUnlessItIsKnown() {
        Machine machine = Machine.of(
                List.of(
                        Layer.visible("visible", UnitTypes.BERNOULLI, 3),
                        Layer.visible("label", UnitTypes.named("softmax:3"), 3),
                        Layer.hidden("hidden", UnitTypes.BERNOULLI, 3)),
                List.of(Coupling.between(0, 2), Coupling.between(1, 2)));
        Parameters parameters = TinyMachines.random(machine, 1.5, 2);
        BoltzmannImputer imputer = BoltzmannImputer.of(
                        BoltzmannSamplerTest.stored(machine, parameters, InputScaling.none()))
                .setSweeps(20_000)
                .setLabelCol("label");
        StructType schema = Tables.FEATURES.add("label", DataTypes.DoubleType);
        List<Row> rows = List.of(
                RowFactory.create(Vectors.dense(1, NAN, NAN), null),
                RowFactory.create(Vectors.dense(1, NAN, NAN), 0.0),
                RowFactory.create(Vectors.dense(1, NAN, NAN), 2.0));
        double[][] filled = Tables.values(imputer.transform(Tables.table(rows, schema, 1)), "imputed");
        Enumeration all = Enumeration.of(machine, parameters, 1);
        int[] labels = {-1, 0, 2};
        for (int r = 0; r < 3; r++) {
            double[] expected = new double[3];
            double total = 0;
            for (int s = 0; s < all.count(); s++) {
                double[][] state = all.state(s);
                if (state[0][0] == 1 && (labels[r] < 0 || state[1][labels[r]] == 1)) {
                    total += all.probability(s);
                    for (int i = 0; i < 3; i++) {
                        expected[i] += all.probability(s) * state[0][i];
                    }
                }
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(expected[i] / total, filled[r][i], 0.02);
            }
        }
        assertThrows(Exception.class, () -> imputer.transform(
                        Tables.table(List.of(RowFactory.create(Vectors.dense(1, 0, 1), 3.0)), schema, 1))
                .collectAsList());
        assertThrows(
                IllegalArgumentException.class,
                () -> Tables.model(3, 2).imputer().setLabelCol("label").transformSchema(schema));
    }

    @Test
    void invalidRowsAreRefusedOrSkippedAndOtherColumnsStay() {
        BoltzmannImputer imputer = Tables.model(TINY, PARAMETERS).imputer();
        Dataset<Row> table = Tables.table(
                List.of(
                        RowFactory.create(Vectors.dense(1, 0, 2, NAN), 1L),
                        RowFactory.create(Vectors.dense(1, 0, 1, NAN), 2L)),
                WITH_ID,
                1);
        assertTrue(Tables.messages(assertThrows(
                        Exception.class, () -> imputer.transform(table).collectAsList()))
                .contains("element 2 is 2.0"));
        List<Row> kept =
                imputer.setHandleInvalid("skip").transform(table).select("id").collectAsList();
        assertEquals(List.of(RowFactory.create(2L)), kept);
    }

    private static double[] expectation(double[] row) {
        Enumeration all = Enumeration.of(TINY, PARAMETERS, 1);
        double[] sums = new double[row.length];
        double total = 0;
        for (int s = 0; s < all.count(); s++) {
            double[] v = all.state(s)[0];
            boolean agrees = true;
            for (int i = 0; i < v.length; i++) {
                agrees &= Double.isNaN(row[i]) || row[i] == v[i];
            }
            if (agrees) {
                total += all.probability(s);
                for (int i = 0; i < v.length; i++) {
                    sums[i] += all.probability(s) * v[i];
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= total;
        }
        return sums;
    }

    private static List<String> sorted(Dataset<Row> table) {
        return Tables.text(table).stream().sorted().toList();
    }

    /** Binary rows with ids, of which two of three miss a third of their values. */
    private static List<Row> holes(int count) {
        Random random = new Random(7);
        double[][] rows = Tables.binary(count);
        List<Row> result = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            for (int i = 0; i < Tables.WIDTH; i++) {
                rows[r][i] = r % 3 > 0 && random.nextInt(3) == 0 ? NAN : rows[r][i];
            }
            result.add(RowFactory.create(Vectors.dense(rows[r]), (long) r));
        }
        return result;
    }
}
