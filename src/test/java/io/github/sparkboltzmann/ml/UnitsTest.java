package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.train.EpochRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training with every unit type, from a table of the user's columns to reconstructions in their units. */
class UnitsTest {
    @TempDir
    Path folder;

    /** Columns of means 100, -3, 0.002 and deviations in proportion, driven by one hidden cause, and a constant one. */
    private static double[][] measurements(int rows) {
        Random random = new Random(8);
        double[][] values = new double[rows][];
        for (int r = 0; r < rows; r++) {
            double cause = random.nextBoolean() ? 1 : -1;
            values[r] = new double[] {
                100 + 10 * (cause + 0.3 * random.nextGaussian()),
                -3 + cause + 0.3 * random.nextGaussian(),
                0.002 - 0.001 * (cause + 0.3 * random.nextGaussian()),
                7
            };
        }
        return values;
    }

    private static RBM gaussian() {
        return new RBM()
                .setVisibleUnits("gaussian")
                .setScaling("standardize")
                .setNumHidden(2)
                .setBatchSize(40)
                .setMaxIter(40)
                .setMonitorEvery(20)
                .setNumPartitions(1)
                .setLocalSteps(1_000)
                .setLearningRate(0.02)
                .setSeed(3);
    }

    @Test
    void gaussianUnitsLearnWhatColumnsHaveInCommonAndAnswerInTheirUnits() {
        double[][] rows = measurements(400);
        EpochRecord first = gaussian()
                .setMaxIter(1)
                .setMonitorEvery(1)
                .fit(Tables.vectors(rows))
                .summary()
                .history()
                .get(0);
        RBMModel model = gaussian().fit(Tables.vectors(rows));
        List<EpochRecord> history = model.summary().history();
        EpochRecord last = history.get(history.size() - 1);
        assertEquals("exact", last.monitors().likelihoodMeasure());
        assertTrue(last.monitors().trainLikelihood() > first.monitors().trainLikelihood() + 0.5, first + " " + last);
        assertTrue(last.train().reconstructionError() < 0.5 * first.train().reconstructionError());
        double[][] reconstructions = Tables.values(
                model.copy(new org.apache.spark.ml.param.ParamMap())
                        .setReconstructionCol("r")
                        .transform(Tables.vectors(rows)),
                "r");
        for (int r = 0; r < rows.length; r++) {
            assertEquals(rows[r][0], reconstructions[r][0], 15);
            assertEquals(rows[r][1], reconstructions[r][1], 1.5);
            assertEquals(rows[r][2], reconstructions[r][2], 0.0015);
            assertEquals(7, reconstructions[r][3], 1e-9);
        }
    }

    @Test
    void meansAndDeviationsAreThoseOfTheTrainingRows() {
        double[][] rows = measurements(300);
        InputScaling scaling =
                gaussian().setMaxIter(0).fit(Tables.vectors(rows)).stored().scaling();
        for (int i = 0; i < 4; i++) {
            int column = i;
            double mean = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElseThrow();
            double variance = Arrays.stream(rows)
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .average()
                    .orElseThrow();
            assertEquals(mean, scaling.mean()[i], 1e-8 * Math.abs(mean));
            assertEquals(Math.sqrt(variance), scaling.deviation()[i], 1e-7 * Math.sqrt(variance));
        }
        // Rows of weight 0 have no say, however far away.
        Dataset<Row> weighted = Tables.vectors(rows)
                .withColumn("weight", functions.lit(1))
                .union(Tables.vectors(new double[] {1e5, -1e5, 100, 9}, new double[] {-1e5, 1e5, 0, 9})
                        .withColumn("weight", functions.lit(0)));
        InputScaling same = gaussian()
                .setMaxIter(0)
                .setWeightCol("weight")
                .fit(weighted)
                .stored()
                .scaling();
        assertArrayEquals(scaling.mean(), same.mean());
        assertArrayEquals(scaling.deviation(), same.deviation());
        assertEquals(0, scaling.deviation()[3]);
        assertEquals(0, scaling.apply(3, 7));
        assertEquals(0, scaling.apply(3, 8));
    }

    @Test
    void orderAndPartitionsOfTheInputDoNotShowWhereUnitsHaveNoBound() {
        double[][] values = measurements(200);
        for (int localSteps : new int[] {1, 3}) {
            RBM rbm = gaussian()
                    .setVisibleUnits("gaussian-learned")
                    .setStatistics("samples")
                    .setMaxIter(2)
                    .setMonitorEvery(1)
                    .setNumPartitions(3)
                    .setLocalSteps(localSteps);
            RBMModel expected = rbm.fit(Tables.vectors(values));
            List<Row> rows = Tables.rows(values);
            Collections.shuffle(rows, new Random(4));
            RBMModel other = rbm.fit(Tables.table(rows, Tables.FEATURES, 7));
            assertArrayEquals(Tables.parameters(expected), Tables.parameters(other));
            assertArrayEquals(
                    expected.stored().scaling().mean(), other.stored().scaling().mean());
        }
    }

    @Test
    void learnedVariancesFindThoseThatTheHiddenUnitsLeaveAndAreSaved() throws IOException {
        RBMModel model = gaussian()
                .setVisibleUnits("gaussian-learned")
                .setStatistics("hidden-probabilities")
                .setMaxIter(100)
                .setMonitorEvery(50)
                .fit(Tables.vectors(measurements(400)));
        Machine machine = model.stored().machine();
        Block variances = machine.logVariances(0);
        for (int i = 0; i < 3; i++) {
            double variance = Math.exp(Tables.parameters(model)[variances.offset() + i]);
            // The cause explains all but 0.09 / 1.09 of each column.
            assertTrue(variance > 0.03 && variance < 0.3, "variance " + variance);
        }
        String path = folder.resolve("model").toString();
        model.write().save(path);
        RBMModel read = RBMModel.load(path);
        assertArrayEquals(Tables.parameters(model), Tables.parameters(read));
        assertArrayEquals(
                model.stored().scaling().deviation(), read.stored().scaling().deviation());
        assertEquals("gaussian-learned", read.stored().machine().layer(0).type().id());
    }

    @Test
    void everyTypeTrainsOverPartitionsToNumbersThatAreFinite() {
        double[][] zeroOne = Tables.binary(60);
        double[][] spins = map(zeroOne, x -> 2 * x - 1);
        double[][] counts = map(zeroOne, x -> 3 * x);
        double[][] pairs = Arrays.stream(zeroOne)
                .map(row -> Arrays.copyOf(new double[] {row[0], 1 - row[0], row[1], 1 - row[1]}, 4))
                .toArray(double[][]::new);
        train("spin", "bernoulli", spins);
        train("bernoulli", "spin", zeroOne);
        train("softmax:2", "softmax:2", pairs);
        train("binomial:3", "binomial:2", counts);
        train("multinomial", "bernoulli", counts);
        train("multinomial", "gaussian", counts);
        train("rectified", "spin", counts);
        train("gaussian", "softmax:4", spins);
        train("gaussian", "nrelu", spins);
        train("bernoulli", "gaussian", zeroOne);
        train("bernoulli", "rectified", zeroOne);
        train("bernoulli", "nrelu", zeroOne);
    }

    private static double[][] map(double[][] rows, java.util.function.DoubleUnaryOperator f) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(f).toArray())
                .toArray(double[][]::new);
    }

    private static void train(String visible, String hidden, double[][] rows) {
        for (String phase : visible.equals("multinomial") ? List.of("cd") : List.of("cd", "pcd")) {
            RBMModel model = new RBM()
                    .setVisibleUnits(visible)
                    .setHiddenUnits(hidden)
                    .setNumHidden(4)
                    .setBatchSize(30)
                    .setMaxIter(1)
                    .setModelPhase(phase)
                    .fit(Tables.vectors(rows));
            assertTrue(model.stored().parameters().isFinite(), visible + " " + hidden);
            EpochRecord last = model.summary().history().get(0);
            assertTrue(Double.isFinite(last.train().reconstructionError()), visible + " " + hidden);
            assertEquals(!hidden.equals("nrelu"), Double.isFinite(last.train().freeEnergy()), visible + " " + hidden);
            double chosen = (double) model.stored().settings().get("learningRate");
            assertTrue(chosen > 0 && chosen <= 0.05, "rate " + chosen);
        }
    }

    @Test
    void wordCountsOfTwoTopicsAreToldApart() {
        Random random = new Random(6);
        double[][] rows = new double[200][8];
        for (int r = 0; r < rows.length; r++) {
            int topic = r % 2;
            int length = 5 + random.nextInt(30);
            for (int d = 0; d < length; d++) {
                rows[r][4 * topic + random.nextInt(4)]++;
            }
        }
        RBMModel model = new RBM()
                .setVisibleUnits("multinomial")
                .setNumHidden(3)
                .setBatchSize(40)
                .setMaxIter(60)
                .setMonitorEvery(30)
                .setNumPartitions(1)
                .setLocalSteps(1_000)
                .setLearningRate(0.01)
                .setReconstructionCol("r")
                .fit(Tables.vectors(rows));
        double[][] reconstructions = Tables.values(model.transform(Tables.vectors(rows)), "r");
        for (int r = 0; r < rows.length; r++) {
            double total = Arrays.stream(rows[r]).sum();
            double own = Arrays.stream(reconstructions[r], 4 * (r % 2), 4 * (r % 2) + 4)
                    .sum();
            assertEquals(total, Arrays.stream(reconstructions[r]).sum(), 1e-4 * total);
            assertTrue(own > 0.85 * total, "row " + r + ": " + own + " of " + total);
        }
    }

    @Test
    void refusesRowsAndParamsThatDoNotGoWithTheUnits() {
        TestSpark.session();
        assertRefused("binomial:3 units take whole numbers", rbm("binomial:3"), new double[] {1.5, 1});
        assertRefused("take values from 0.0 to 3.0", rbm("binomial:3"), new double[] {4, 1});
        assertRefused("should add up to 1", rbm("softmax:2"), new double[] {1, 1});
        assertRefused("take values from -1.0 to 1.0", rbm("spin"), new double[] {2, 1});
        assertRefused("whole numbers", rbm("multinomial"), new double[] {0.5, 1});
        assertRefused("cannot be coupled", rbm("gaussian").setHiddenUnits("gaussian"), new double[] {1, 1});
        assertRefused("modelPhase cd", rbm("multinomial").setModelPhase("pcd"), new double[] {1, 1});
        assertRefused("counts as they are", rbm("multinomial").setScaling("min-max"), new double[] {1, 1});
        assertRefused("hidden-probabilities", rbm("gaussian-learned"), new double[] {1, 1});
        assertRefused("binarize", rbm("gaussian").setBinarize("threshold"), new double[] {1, 1});
        assertRefused("pseudo", rbm("gaussian").setLikelihood("pseudo"), new double[] {1, 1});
        assertRefused("no unit type 'ising'", rbm("ising"), new double[] {1, 1});
        assertRefused(
                "none that is cheap",
                rbm("gaussian").setNumHidden(20).setEarlyStopping("likelihood"),
                new double[] {1, 1});
    }

    /** A total multiplies hidden biases, so their rate is smaller unless something is said. */
    @Test
    void hiddenBiasesOfCountsHaveARateOfTheirOwn() {
        assertEquals(
                "bias.hidden=1.0E-4",
                UnitChoice.of(rbm("multinomial"), 0, ConnectionChoice.RESTRICTED)
                        .rateFactors(rbm("multinomial")));
        assertEquals(
                "",
                UnitChoice.of(rbm("gaussian"), 0, ConnectionChoice.RESTRICTED).rateFactors(rbm("gaussian")));
        RBM own = rbm("multinomial").setRateFactors("bias.hidden=1");
        assertEquals(
                "bias.hidden=1",
                UnitChoice.of(own, 0, ConnectionChoice.RESTRICTED).rateFactors(own));
        RBM factor = rbm("multinomial").setBiasRateFactor(0.5);
        assertEquals("", UnitChoice.of(factor, 0, ConnectionChoice.RESTRICTED).rateFactors(factor));
    }

    private static RBM rbm(String visible) {
        return new RBM().setVisibleUnits(visible).setNumHidden(2).setMaxIter(1);
    }

    private static void assertRefused(String message, RBM rbm, double[] row) {
        Exception e = assertThrows(Exception.class, () -> rbm.fit(Tables.vectors(row, row)));
        assertTrue(Tables.messages(e).contains(message), Tables.messages(e));
    }

    @Test
    void thresholdGivesSpinsBothSigns() {
        double[][] rows = {{0.2, 0.8}, {0.9, 0.1}, {0.6, 0.7}};
        RBMModel model = rbm("spin").setBinarize("threshold").fit(Tables.vectors(rows));
        double[] bias = model.visibleBias().toArray();
        assertTrue(bias[0] > 0 && bias[1] > 0, Arrays.toString(bias));
    }
}
