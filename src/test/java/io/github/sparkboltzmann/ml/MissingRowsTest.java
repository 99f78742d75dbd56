package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.train.EpochRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The param missing, in training and in transform. */
class MissingRowsTest {
    @TempDir
    Path folder;

    @Test
    void orderAndSplitsOfRowsWithMissingValuesDoNotShow() {
        for (RBM rbm : List.of(
                rbm().setMissing("sample"),
                rbm().setMissing("sample").setModelPhase("pcd"),
                rbm().setMissing("sample").setBinarize("sample"),
                rbm().setMissing("omit").setLocalSteps(2),
                rbm().setMissing("omit"))) {
            List<Row> rows = Tables.rows(holes(90));
            RBMModel expected = rbm.fit(Tables.table(rows, Tables.FEATURES, 1));
            List<Row> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, new Random(3));
            RBMModel other = rbm.fit(Tables.table(shuffled, Tables.FEATURES, 5));
            assertArrayEquals(Tables.parameters(expected), Tables.parameters(other));
            assertEquals(expected.stored().data(), other.stored().data());
            for (EpochRecord epoch : expected.summary().history()) {
                assertTrue(
                        epoch.train().reconstructionError() > 0 && epoch.train().reconstructionError() < 1);
                assertTrue(Double.isNaN(epoch.train().freeEnergy()));
            }
        }
    }

    @Test
    void theModelRecordsWhatBecameOfMissingValues() throws Exception {
        Dataset<Row> table = Tables.vectors(holes(60));
        RBMModel sampled = rbm().setMissing("sample").setMissingSweeps(3).fit(table);
        RBMModel omitted = rbm().setMissing("omit").fit(table);
        assertEquals("sample", sampled.stored().settings().get("missing"));
        assertEquals(3, sampled.stored().settings().get("missingSweeps"));
        assertEquals("omit", omitted.stored().settings().get("missing"));
        assertTrue((long) omitted.stored().data().get("rowsWithMissing") > 20);
        assertFalse(Arrays.equals(Tables.parameters(sampled), Tables.parameters(omitted)));
        omitted.save(folder + "/model");
        RBMModel back = RBMModel.load(folder + "/model");
        assertEquals("omit", back.getMissing());
        assertEquals(Tables.text(omitted.transform(table)), Tables.text(back.transform(table)));
    }

    @Test
    void missingValuesAreInvalidUnlessTheyAreAllowed() {
        Dataset<Row> table = Tables.vectors(holes(60));
        assertThrows(InvalidDataException.class, () -> rbm().fit(table));
        RBMModel model = Tables.model(Tables.WIDTH, 4);
        assertTrue(Tables.messages(assertThrows(
                        Exception.class, () -> model.transform(table).collectAsList()))
                .contains("NaN"));
    }

    @Test
    void featuresOfOmittedUnitsAreThoseOfTheSmallerMachine() {
        double[][] rows = holes(20);
        RBMModel model = Tables.model(Tables.WIDTH, 4).setMissing("omit");
        double[][] hidden = Tables.values(model.transform(Tables.vectors(rows)), "hidden");
        for (int r = 0; r < rows.length; r++) {
            for (int j = 0; j < 4; j++) {
                double z = model.hiddenBias().apply(j);
                for (int i = 0; i < Tables.WIDTH; i++) {
                    z += Double.isNaN(rows[r][i])
                            ? 0
                            : rows[r][i] * model.weights().apply(i, j);
                }
                assertEquals(Numerics.sigmoid(z), hidden[r][j], 1e-6);
            }
        }
    }

    @Test
    void featuresOfSampledUnitsAreThoseOfTheirMeanField() {
        double[][] rows = holes(20);
        RBMModel model = Tables.model(Tables.WIDTH, 4).setMissing("sample").setMissingSweeps(4);
        double[][] hidden = Tables.values(model.transform(Tables.vectors(rows)), "hidden");
        for (int r = 0; r < rows.length; r++) {
            double[] v = rows[r].clone();
            for (int i = 0; i < v.length; i++) {
                v[i] = Double.isNaN(v[i]) ? 0 : v[i];
            }
            for (int sweep = 0; sweep < 4; sweep++) {
                double[] h = hidden(model, v);
                for (int i = 0; i < v.length; i++) {
                    double z = model.visibleBias().apply(i);
                    for (int j = 0; j < 4; j++) {
                        z += h[j] * model.weights().apply(i, j);
                    }
                    v[i] = Double.isNaN(rows[r][i]) ? Numerics.sigmoid(z) : v[i];
                }
            }
            assertArrayEquals(hidden(model, v), hidden[r], 1e-5);
        }
        assertTrue(model.evaluate(Tables.vectors(rows)).reconstructionError() > 0);
    }

    @Test
    void whatIsUndefinedIsRefused() {
        Dataset<Row> table = Tables.vectors(holes(60));
        RBMModel model = Tables.model(Tables.WIDTH, 4).setMissing("sample");
        assertTrue(Double.isNaN(model.evaluate(table).freeEnergy()));
        assertThrows(InvalidDataException.class, () -> model.meanLogLikelihood(table, 1));
        assertThrows(InvalidDataException.class, () -> model.pseudoLikelihood(table));
        RBMModel energies = model.copy(new org.apache.spark.ml.param.ParamMap()).setFreeEnergyCol("energy");
        assertTrue(Tables.messages(assertThrows(
                        Exception.class, () -> energies.transform(table).collectAsList()))
                .contains("no free energy"));
        for (RBM rbm : List.of(
                rbm().setMissing("omit").setModelPhase("pcd"),
                rbm().setMissing("omit").setModelPhase("exact"),
                rbm().setMissing("sample").setLikelihood("pseudo"),
                rbm().setMissing("sample").setEarlyStopping("free-energy-gap"))) {
            assertThrows(IllegalArgumentException.class, () -> rbm.fit(table));
        }
    }

    private static double[] hidden(RBMModel model, double[] v) {
        double[] h = new double[4];
        for (int j = 0; j < 4; j++) {
            double z = model.hiddenBias().apply(j);
            for (int i = 0; i < v.length; i++) {
                z += v[i] * model.weights().apply(i, j);
            }
            h[j] = Numerics.sigmoid(z);
        }
        return h;
    }

    private static RBM rbm() {
        return Tables.rbm().setSeed(1).setNumPartitions(3).setMaxIter(2).setBatchSize(20);
    }

    /** Binary rows, of which every second misses a fifth of its values. */
    private static double[][] holes(int count) {
        Random random = new Random(7);
        double[][] rows = Tables.binary(count);
        for (int r = 0; r < count; r += 2) {
            for (int i = 0; i < Tables.WIDTH; i++) {
                rows[r][i] = random.nextInt(5) == 0 ? Double.NaN : rows[r][i];
            }
        }
        return rows;
    }
}
