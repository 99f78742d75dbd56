package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Progress;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.optimize.UpdateRule;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.MissingValues.Treatment;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import org.junit.jupiter.api.Test;

/** Both treatments of missing values against enumeration. */
class MissingValuesTest {
    private static final Machine MACHINE = TinyMachines.restricted();
    private static final int VISIBLE = 4;
    private static final int HIDDEN = 3;
    private static final float NAN = Float.NaN;
    private static final float[][] ROWS = {{1, NAN, 1, NAN}, {0, 0, NAN, 1}, {1, 1, 0, 0}};
    private static final int COPIES = 300;

    @Test
    void sampledDataStatisticsApproachThoseGivenTheObservedUnits() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.3, 31);
        double[] expected = new double[MACHINE.layout().length()];
        Enumeration all = Enumeration.of(MACHINE, parameters, 1);
        for (float[] row : ROWS) {
            double total = 0;
            for (int n = 0; n < all.count(); n++) {
                total += agrees(all.state(n)[0], row) ? all.probability(n) : 0;
            }
            for (int n = 0; n < all.count(); n++) {
                if (agrees(all.state(n)[0], row)) {
                    add(all.state(n), all.probability(n) / total / ROWS.length, expected);
                }
            }
        }
        for (Encoding encoding : Encoding.values()) {
            Means many = dataPhase(parameters, encoding, 25);
            for (int i = 0; i < expected.length; i++) {
                assertTrue(
                        many.distance(i, expected[i]) < 5,
                        encoding + ", coordinate " + i + ": " + many.mean[i] + " +- " + many.error[i] + ", expected "
                                + expected[i]);
            }
        }
        // One sweep is not enough on this machine, so the test above can tell.
        Means one = dataPhase(parameters, Encoding.BITS, 1);
        double farthest = 0;
        for (int i = 0; i < expected.length; i++) {
            farthest = Math.max(farthest, one.distance(i, expected[i]));
        }
        assertTrue(farthest > 10, "after one sweep the farthest mean is " + farthest + " standard errors away");
    }

    @Test
    void omittedUnitsGiveTheMeanGradientOfTheSmallerMachines() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.8, 32);
        double[] expected = new double[MACHINE.layout().length()];
        for (float[] row : ROWS) {
            addSmaller(parameters, row, 1.0 / ROWS.length, expected);
        }
        for (StatisticsForm form : new StatisticsForm[] {StatisticsForm.HIDDEN_PROBABILITIES, StatisticsForm.SAMPLES}) {
            ContrastiveDivergence cd =
                    new ContrastiveDivergence(MACHINE, form, Kernels.elementwise(), Kernels.batchProducts());
            cd.treatMissing(MissingValues.of(Treatment.OMIT, 1));
            Means means = new Means(cd, parameters, block(Encoding.BYTES), 0, 60);
            for (int i = 0; i < expected.length; i++) {
                assertTrue(
                        means.distance(i, expected[i]) < 5,
                        form + ", coordinate " + i + ": " + means.mean[i] + " +- " + means.error[i] + ", expected "
                                + expected[i]);
            }
            assertArrayEquals(new double[] {0, COPIES, COPIES, COPIES}, means.last.absent(), "rows without each unit");
        }
    }

    @Test
    void omittedUnitsAddNothingToEitherPhase() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.8, 32);
        for (StatisticsForm form : StatisticsForm.values()) {
            ContrastiveDivergence cd =
                    new ContrastiveDivergence(MACHINE, form, Kernels.elementwise(), Kernels.batchProducts());
            cd.treatMissing(MissingValues.of(Treatment.OMIT, 1));
            Statistics statistics = new Statistics(MACHINE.statisticsLayout());
            cd.load(parameters.values());
            cd.add(
                    RowBlock.pack(Encoding.CSR, VISIBLE, new float[][] {{1, NAN, 0, NAN}, {0, NAN, 1, 1}}),
                    new Share(DrawKey.of(3, 1, 1), 1, 2, 2),
                    statistics);
            Block w = MACHINE.weights(0);
            for (int j = 0; j < HIDDEN; j++) {
                assertEquals(0f, statistics.values()[w.offset() + HIDDEN + j]);
            }
            assertEquals(0f, statistics.values()[MACHINE.biases(0).offset() + 1]);
            assertEquals(0f, statistics.values()[MACHINE.unitSums(0).offset() + 1]);
        }
    }

    @Test
    void rowsWithoutMissingValuesTrainAsEver() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.8, 32);
        RowBlock whole = RowBlock.pack(Encoding.BITS, VISIBLE, new float[][] {{1, 0, 1, 1}, {0, 0, 1, 0}});
        float[] expected = null;
        for (Treatment treatment : Treatment.values()) {
            ContrastiveDivergence cd = new ContrastiveDivergence(
                    MACHINE, StatisticsForm.SAMPLES, Kernels.elementwise(), Kernels.batchProducts());
            cd.treatMissing(MissingValues.of(treatment, 3));
            Statistics statistics = new Statistics(MACHINE.statisticsLayout());
            cd.load(parameters.values());
            cd.add(whole, new Share(DrawKey.of(3, 1, 1), 1, 2, 2), statistics);
            expected = expected == null ? statistics.values() : expected;
            assertArrayEquals(expected, statistics.values(), treatment.id());
        }
    }

    @Test
    void onlyContrastiveDivergenceOmitsAndNothingTrainsOnWhatItRefuses() {
        MissingValues omit = MissingValues.of(Treatment.OMIT, 1);
        StatisticsForm form = StatisticsForm.SAMPLES;
        PersistentChains pcd = new PersistentChains(MACHINE, form, Kernels.elementwise(), Kernels.batchProducts());
        ExactModel exact = new ExactModel(MACHINE, Kernels.elementwise(), Kernels.batchProducts());
        assertThrows(IllegalArgumentException.class, () -> pcd.treatMissing(omit));
        assertThrows(IllegalArgumentException.class, () -> exact.treatMissing(omit));
        exact.load(TinyMachines.random(MACHINE, 0.8, 32).values());
        assertThrows(
                IllegalStateException.class,
                () -> exact.add(
                        block(Encoding.BITS),
                        new Share(DrawKey.of(1, 1, 1), 1, 0, 1),
                        new Statistics(MACHINE.statisticsLayout())));
    }

    @Test
    void theOffsetOfAUnitGoesToItsMeanOverTheRowsThatHaveIt() {
        OptimizerSettings settings =
                new OptimizerSettings(new Schedule(Schedule.Shape.CONSTANT, 1e-6, 1e-6), new Momentum(0, 0, 1), 0, 0.2);
        UpdateRule rule = new UpdateRule(MACHINE, settings);
        LearnerState state = LearnerState.start(MACHINE, TinyMachines.random(MACHINE, 0.1, 32), false, new double[][] {
            new double[VISIBLE], new double[HIDDEN]
        });
        ContrastiveDivergence cd = new ContrastiveDivergence(
                MACHINE, StatisticsForm.SAMPLES, Kernels.elementwise(), Kernels.batchProducts());
        cd.treatMissing(MissingValues.of(Treatment.OMIT, 1));
        for (int step = 0; step < 400; step++) {
            Statistics statistics = new Statistics(MACHINE.statisticsLayout());
            cd.load(state.values());
            cd.add(
                    RowBlock.pack(Encoding.BITS, VISIBLE, ROWS),
                    new Share(DrawKey.of(7, step, 1), step, 3, 1),
                    statistics);
            rule.apply(state, statistics, new Progress(step, 400, 400, 1));
        }
        // Over all three rows they would be 2/3, 1/3, 1/3, 1/3.
        double[] means = {2.0 / 3, 0.5, 0.5, 0.5};
        for (int i = 0; i < VISIBLE; i++) {
            assertEquals(means[i], state.values()[MACHINE.layout().length() + i], 1e-5, "unit " + i);
        }
    }

    private static boolean agrees(double[] state, float[] row) {
        for (int i = 0; i < VISIBLE; i++) {
            if (row[i] == row[i] && row[i] != state[i]) {
                return false;
            }
        }
        return true;
    }

    private static void add(double[][] state, double weight, double[] into) {
        for (int i = 0; i < VISIBLE; i++) {
            for (int j = 0; j < HIDDEN; j++) {
                into[i * HIDDEN + j] += weight * state[0][i] * state[1][j];
            }
            into[VISIBLE * HIDDEN + i] += weight * state[0][i];
        }
        for (int j = 0; j < HIDDEN; j++) {
            into[VISIBLE * HIDDEN + VISIBLE + j] += weight * state[1][j];
        }
    }

    /** Adds the exact gradient of the machine that has the row's observed units alone, with the same weights. */
    private static void addSmaller(Parameters parameters, float[] row, double weight, double[] into) {
        int[] observed = java.util.stream.IntStream.range(0, VISIBLE)
                .filter(i -> row[i] == row[i])
                .toArray();
        int n = observed.length;
        Machine smaller = Machine.restricted(n, HIDDEN);
        float[] all = parameters.values();
        Parameters own = Parameters.zero(smaller);
        double[][][] data = {{new double[n], null}};
        for (int o = 0; o < n; o++) {
            System.arraycopy(all, observed[o] * HIDDEN, own.values(), o * HIDDEN, HIDDEN);
            own.values()[n * HIDDEN + o] = all[VISIBLE * HIDDEN + observed[o]];
            data[0][0][o] = row[observed[o]];
        }
        System.arraycopy(all, VISIBLE * HIDDEN + VISIBLE, own.values(), n * HIDDEN + n, HIDDEN);
        double[] gradient = ExactGradient.of(smaller, own, data);
        for (int o = 0; o < n; o++) {
            for (int j = 0; j < HIDDEN; j++) {
                into[observed[o] * HIDDEN + j] += weight * gradient[o * HIDDEN + j];
            }
            into[VISIBLE * HIDDEN + observed[o]] += weight * gradient[n * HIDDEN + o];
        }
        for (int j = 0; j < HIDDEN; j++) {
            into[VISIBLE * HIDDEN + VISIBLE + j] += weight * gradient[n * HIDDEN + n + j];
        }
    }

    private static Means dataPhase(Parameters parameters, Encoding encoding, int sweeps) {
        ExactModel exact = new ExactModel(MACHINE, Kernels.elementwise(), Kernels.batchProducts());
        exact.treatMissing(MissingValues.of(Treatment.SAMPLE, sweeps));
        return new Means(exact, parameters, block(encoding), 0, 1);
    }

    private static RowBlock block(Encoding encoding) {
        float[][] rows = new float[ROWS.length * COPIES][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = ROWS[r % ROWS.length];
        }
        return RowBlock.pack(encoding, VISIBLE, rows);
    }

    /** Means over repetitions, with their standard errors. */
    private static final class Means {
        private final double[] mean = new double[MACHINE.layout().length()];
        private final double[] error = new double[mean.length];
        private Statistics last;

        Means(GradientEstimator estimator, Parameters parameters, RowBlock block, double modelRows, int sweeps) {
            int repetitions = 120;
            double[] squares = new double[mean.length];
            for (int n = 0; n < repetitions; n++) {
                last = new Statistics(MACHINE.statisticsLayout());
                estimator.load(parameters.values());
                estimator.add(block, new Share(DrawKey.of(7, n, 1), n, modelRows, sweeps), last);
                for (int i = 0; i < mean.length; i++) {
                    double value = last.values()[i] / last.weight();
                    mean[i] += value / repetitions;
                    squares[i] += value * value / repetitions;
                }
            }
            for (int i = 0; i < mean.length; i++) {
                error[i] = Math.sqrt(Math.max(0, squares[i] - mean[i] * mean[i]) / repetitions);
            }
        }

        /** In standard errors. */
        double distance(int i, double expected) {
            return Math.abs(mean[i] - expected) / (error[i] + 1e-6);
        }
    }
}
