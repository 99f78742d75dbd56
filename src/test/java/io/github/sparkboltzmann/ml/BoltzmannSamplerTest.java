package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Samples of models: where they come from must not show, and their frequencies are the machine's. */
class BoltzmannSamplerTest {
    private static final double NAN = Double.NaN;

    @Test
    void partitionsAndTheNumberOfChainsDoNotShow() {
        RBMModel model = Tables.model(Tables.WIDTH, 4);
        BoltzmannSampler sampler = model.sampler().setSweeps(20).setSeed(5).setMeansCol("means");
        List<String> expected = Tables.text(sampler.setNumPartitions(1).sample(TestSpark.session(), 250));
        assertEquals(250, expected.size());
        for (int partitions : new int[] {2, 3, 7}) {
            assertEquals(
                    expected, Tables.text(sampler.setNumPartitions(partitions).sample(TestSpark.session(), 250)));
        }
        assertEquals(
                expected.subList(0, 100),
                Tables.text(sampler.setNumPartitions(2).sample(TestSpark.session(), 100)));
        Vector[] here = sampler.sample(120);
        Dataset<Row> table = sampler.sample(TestSpark.session(), 120);
        assertEquals(List.of("chain", "features", "means"), List.of(table.columns()));
        List<Row> rows = table.collectAsList();
        for (int r = 0; r < 120; r++) {
            assertEquals((long) r, rows.get(r).getLong(0));
            assertEquals(here[r], rows.get(r).get(1));
        }
        assertFalse(Arrays.equals(here, sampler.setSeed(6).sample(120)));
    }

    @Test
    void frequenciesAreThoseOfTheConditionalDistribution() {
        Machine machine = Machine.restricted(3, 2);
        Parameters parameters = TinyMachines.random(machine, 1.2, 4);
        Vector[] rows = Tables.model(machine, parameters).sample(20_000, 40, Vectors.dense(NAN, 1, NAN));
        double[] expected = new double[8];
        Enumeration all = Enumeration.of(machine, parameters, 1);
        double total = 0;
        for (int s = 0; s < all.count(); s++) {
            double[] v = all.state(s)[0];
            if (v[1] == 1) {
                expected[number(v)] += all.probability(s);
                total += all.probability(s);
            }
        }
        double[] counts = new double[8];
        for (Vector row : rows) {
            counts[number(row.toArray())]++;
        }
        for (int v = 0; v < 8; v++) {
            double p = expected[v] / total;
            assertEquals(p, counts[v] / rows.length, 4 * Math.sqrt(p * (1 - p) / rows.length) + 1e-12);
        }
    }

    private static int number(double[] v) {
        return (int) (v[0] + 2 * v[1] + 4 * v[2]);
    }

    @Test
    void samplesAreInTheColumnsOwnUnitsAndGivenValuesComeBackAsTheyWere() {
        Machine machine = Machine.restricted(3, 2);
        Parameters parameters = TinyMachines.random(machine, 1, 4);
        double[] clamp = {NAN, 0.1 * 255, NAN};
        RBMModel greys = model(machine, parameters, InputScaling.divideBy(255));
        for (Vector row : greys.sample(50, 5, Vectors.dense(clamp))) {
            assertTrue(row.apply(0) == 0 || row.apply(0) == 255);
            assertEquals(0.1 * 255, row.apply(1));
        }
        RBMModel ranges =
                model(machine, parameters, InputScaling.minMax(new double[] {-1, 0, 7}, new double[] {3, 1, 7}));
        for (Vector row : ranges.sampler().setSweeps(5).setClamp(Map.of(1, 0.3)).sample(50)) {
            assertTrue(row.apply(0) == -1 || row.apply(0) == 3);
            assertEquals(0.3, row.apply(1));
            assertEquals(7, row.apply(2));
        }
        Machine gaussian = Machine.restricted(UnitTypes.named("gaussian"), 3, UnitTypes.BERNOULLI, 2);
        Parameters zero = Parameters.zero(gaussian);
        Vector[] rows = model(
                        gaussian, zero, InputScaling.standardize(new double[] {100, -5, 3}, new double[] {10, 2, 0}))
                .sample(5000, 2, null);
        double sum = 0;
        double squares = 0;
        for (Vector row : rows) {
            sum += row.apply(0) / rows.length;
            squares += (row.apply(0) - 100) * (row.apply(0) - 100) / rows.length;
            assertEquals(3, row.apply(2));
        }
        assertEquals(100, sum, 0.6);
        assertEquals(100, squares, 8);
    }

    @Test
    void eachChainMayHaveItsOwnValuesAndItsOwnLabel() {
        Machine machine = Machine.of(
                List.of(
                        Layer.visible("visible", UnitTypes.BERNOULLI, 3),
                        Layer.visible("label", UnitTypes.named("softmax:3"), 3),
                        Layer.hidden("hidden", UnitTypes.BERNOULLI, 3)),
                List.of(Coupling.between(0, 2), Coupling.between(1, 2)));
        BoltzmannSampler sampler = BoltzmannSampler.of(
                        stored(machine, TinyMachines.random(machine, 1, 2), InputScaling.none()))
                .setSweeps(10)
                .setClamps(List.of(Vectors.dense(1, NAN, NAN), Vectors.dense(0, NAN, NAN)))
                .setNumPartitions(2);
        List<Row> rows = sampler.sample(TestSpark.session(), 200).collectAsList();
        double[] labels = new double[3];
        for (int r = 0; r < 200; r++) {
            assertEquals(r % 2 == 0 ? 1 : 0, ((Vector) rows.get(r).get(1)).apply(0));
            labels[(int) rows.get(r).getDouble(2)]++;
        }
        assertTrue(Arrays.stream(labels).allMatch(count -> count > 0), "labels are sampled");
        sampler.setClamps(List.of()).setLabels(2, 0, 1);
        rows = sampler.sample(TestSpark.session(), 200).collectAsList();
        for (int r = 0; r < 200; r++) {
            assertEquals((r + 2) % 3, rows.get(r).getDouble(2));
        }
        assertThrows(IllegalArgumentException.class, () -> sampler.setLabels(3));
        assertThrows(IllegalArgumentException.class, () -> sampler.setClamps(
                        List.of(Vectors.dense(1, NAN, NAN), Vectors.dense(0, NAN, NAN)))
                .sample(3));
        assertThrows(
                IllegalArgumentException.class,
                () -> Tables.model(3, 2).sampler().setLabels(0));
    }

    @Test
    void classesOfAClassifierAreSampled() {
        RBMClassificationModel model = Tables.classifier(Tables.WIDTH, 3, 4);
        List<Row> rows = model.sampler()
                .setSweeps(20)
                .setLabels(0, 1, 2)
                .sample(TestSpark.session(), 3000)
                .collectAsList();
        Machine machine = model.stored().machine();
        Enumeration all = Enumeration.of(machine, model.stored().parameters(), 1);
        double[][] expected = new double[3][Tables.WIDTH];
        double[] totals = new double[3];
        for (int s = 0; s < all.count(); s++) {
            double[][] state = all.state(s);
            double p = all.probability(s);
            for (int y = 0; y < 3; y++) {
                totals[y] += p * state[machine.labelLayer()][y];
                for (int i = 0; i < Tables.WIDTH; i++) {
                    expected[y][i] += p * state[machine.labelLayer()][y] * state[0][i];
                }
            }
        }
        double[][] found = new double[3][Tables.WIDTH];
        for (Row row : rows) {
            int y = (int) row.getDouble(row.fieldIndex("label"));
            assertEquals(row.getLong(0) % 3, y);
            for (int i = 0; i < Tables.WIDTH; i++) {
                found[y][i] += row.<Vector>getAs("features").apply(i) / 1000;
            }
        }
        for (int y = 0; y < 3; y++) {
            for (int i = 0; i < Tables.WIDTH; i++) {
                assertEquals(expected[y][i] / totals[y], found[y][i], 0.07);
            }
        }
        Dataset<Row> holes = Tables.vectors(new double[] {1, 0, 1, NAN, NAN, NAN, NAN, NAN, NAN, 1, 1, 1});
        double[] filled = Tables.values(model.imputer().transform(holes), "imputed")[0];
        assertTrue(filled[5] > 0 && filled[5] < 1);
    }

    @Test
    void whatCannotBeSampledIsRefusedInOneSentence() {
        RBMModel model = Tables.model(3, 2);
        assertEquals("1 chain or more are sampled, but 0 are to be.", refusal(() -> model.sample(0, 1, null)));
        assertTrue(refusal(() -> model.sample(1, 0, null)).contains("sweeps"));
        assertTrue(refusal(() -> model.sample(1, 1, Vectors.dense(1, 2)))
                .contains("the vector has 2 numbers, but 3 are expected"));
        assertTrue(refusal(() -> model.sample(1, 1, Vectors.dense(1, 2, NAN))).contains("element 1 is 2.0"));
        assertEquals("Columns are numbered 0 to 2, but column 3 is to be given.", refusal(() -> model.sampler()
                .setClamp(Map.of(3, 1.0))));
        assertTrue(refusal(() -> model.sampler().setTemperature(-1).sample(1)).contains("temperature"));
        Machine softmax = Machine.restricted(UnitTypes.named("softmax:3"), 6, UnitTypes.BERNOULLI, 2);
        RBMModel categories = Tables.model(softmax, TinyMachines.random(softmax, 1, 2));
        assertTrue(refusal(() -> categories.sample(1, 1, Vectors.dense(1, 0, NAN, NAN, NAN, NAN)))
                .contains("should be missing together"));
        assertArrayEquals(
                new double[] {0, 1, 0},
                Arrays.copyOf(categories.sample(1, 3, Vectors.dense(0, 1, 0, NAN, NAN, NAN))[0].toArray(), 3));
    }

    private static String refusal(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }

    static RBMModel model(Machine machine, Parameters parameters, InputScaling scaling) {
        return RBMModel.of(stored(machine, parameters, scaling));
    }

    static StoredModel stored(Machine machine, Parameters parameters, InputScaling scaling) {
        return new StoredModel(machine, parameters, scaling, new TreeMap<>(), new TreeMap<>());
    }
}
