package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.StackTwin;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The joint gradient of a stack: against the restricted machine's, a plain twin, and the exact distributions of passes up and down. */
class StackEstimatorTest {
    private static final float[][] DATA = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};
    private static final Machine STACK = StackMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3, 2, 3);
    private static final Elementwise KERNELS = Kernels.elementwise();
    private static final BatchProducts PRODUCTS = Kernels.batchProducts();

    @Test
    void withOneStepBothGiveTheBytesOfTheRestrictedMachine() {
        Machine machine = StackMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3);
        float[] values = TinyMachines.random(machine, 1, 5).values();
        float[] withFast = Arrays.copyOf(values, 2 * values.length);
        Arrays.fill(withFast, values.length, withFast.length, 0.25f);
        for (StatisticsForm form : StatisticsForm.values()) {
            assertSameBytes(
                    new ContrastiveDivergence(machine, form, KERNELS, PRODUCTS),
                    new StackDivergence(machine, form, KERNELS, PRODUCTS),
                    values,
                    0);
            for (int fast : new int[] {0, values.length}) {
                assertSameBytes(
                        new PersistentChains(machine, form, KERNELS, PRODUCTS),
                        new StackChains(machine, form, KERNELS, PRODUCTS),
                        withFast,
                        fast);
            }
        }
    }

    private static void assertSameBytes(GradientEstimator one, GradientEstimator other, float[] values, int fast) {
        Machine machine = StackMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3);
        Statistics[] sums = new Statistics[2];
        ChainBlock[] chains = new ChainBlock[2];
        GradientEstimator[] both = {one, other};
        for (int e = 0; e < 2; e++) {
            sums[e] = new Statistics(machine.statisticsLayout());
            both[e].load(values, fast);
            both[e].take(chains(machine, 13), Trajectory.none());
            for (int step = 0; step < 3; step++) {
                both[e].add(rows(7), new Share(DrawKey.of(9, step, 1), step, 21, 2), sums[e]);
            }
            chains[e] = both[e].chains();
        }
        assertArrayEquals(sums[0].values(), sums[1].values());
        assertEquals(sums[0].squaredError(), sums[1].squaredError());
        assertEquals(sums[0].rows(), sums[1].rows());
        for (int l = 0; chains[0] != null && l < 2; l++) {
            assertArrayEquals(chains[0].layer(l).content(5), chains[1].layer(l).content(5));
        }
    }

    private static ChainBlock chains(Machine machine, int count) {
        return ChainBlock.independent(KERNELS, machine, Parameters.zero(machine), count, DrawKey.of(8, 0, 5));
    }

    private static RowBlock rows(int copies) {
        float[][] rows = new float[copies * DATA.length][];
        Arrays.setAll(rows, r -> DATA[r % DATA.length]);
        return RowBlock.pack(Encoding.BITS, 4, rows);
    }

    @Test
    void divergenceEqualsAPlainTwin() {
        float[] values = TinyMachines.random(STACK, 1, 6).values();
        for (StatisticsForm form : StatisticsForm.values()) {
            Statistics sums = new Statistics(STACK.statisticsLayout());
            StackDivergence estimator = new StackDivergence(STACK, form, KERNELS, PRODUCTS);
            estimator.load(values);
            DrawKey key = DrawKey.of(4, 2, 1);
            estimator.add(rows(1), new Share(key, 2, 3, 2), sums);
            double[] expected = new double[STACK.layout().length()];
            double error = 0;
            for (int r = 0; r < DATA.length; r++) {
                error += twin(values, form, key, r, expected);
            }
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], sums.values()[i], 1e-5, form + ", parameter " + i);
            }
            assertEquals(error, sums.squaredError(), 1e-5);
            int first = STACK.unitSums(0).offset();
            assertEquals(2, sums.values()[first], "unit sums of the data phase");
        }
    }

    /** One row's CD-2; returns its squared error. */
    private static double twin(float[] values, StatisticsForm form, DrawKey key, int row, double[] into) {
        StackTwin twin = new StackTwin(STACK, values, 0);
        double[] data = new double[4];
        Arrays.setAll(data, i -> DATA[row][i]);
        double[] top = twinUp(twin, form, data, key, 0, row, into);
        double error = 0;
        for (int sweep = 1; sweep <= 2; sweep++) {
            double[] state = top;
            for (int l = twin.steps; l >= 1; l--) {
                double[] p = twin.down(l, state);
                for (int i = 0; sweep == 1 && l == 1 && i < 4; i++) {
                    error += (p[i] - data[i]) * (p[i] - data[i]);
                }
                boolean mean = l == 1 && sweep == 2 && form == StatisticsForm.PROBABILITIES;
                state = mean ? p : StackTwin.draw(p, key, sweep, StackMachine.lower(l), row);
                if (sweep == 2) {
                    double[] up = twin.up(l, state);
                    DrawKey own = key.rung(l == 1 ? 0 : 1);
                    double[] drawn = StackTwin.draw(up, own, sweep, StackMachine.hidden(l), row);
                    twin.add(l, state, form == StatisticsForm.SAMPLES ? drawn : up, -1, into);
                }
            }
            top = sweep == 1 ? twinUp(twin, form, state, key, sweep, row, null) : null;
        }
        return error;
    }

    private static double[] twinUp(
            StackTwin twin, StatisticsForm form, double[] visible, DrawKey key, int sweep, int row, double[] into) {
        double[] lower = visible;
        for (int l = 1; l <= twin.steps; l++) {
            double[] p = twin.up(l, lower);
            double[] state = StackTwin.draw(p, key, sweep, StackMachine.hidden(l), row);
            if (into != null) {
                twin.add(l, lower, form == StatisticsForm.SAMPLES ? state : p, 1, into);
            }
            lower = state;
        }
        return lower;
    }

    @Test
    void theMeanGradientIsThatOfTheExactDistributionsOfPasses() {
        float[] values = TinyMachines.random(STACK, 2, 7).values();
        for (StatisticsForm form : new StatisticsForm[] {StatisticsForm.HIDDEN_PROBABILITIES, StatisticsForm.SAMPLES}) {
            assertTrue(worst(values, form, ModelPhase.CD, 2, 2, 0) < 5, form + " CD");
            assertTrue(worst(values, form, ModelPhase.PCD, 1, 60, 0) < 5, form + " PCD");
        }
    }

    @Test
    void otherSweepsAndOtherDownBiasesAreCaught() {
        float[] values = TinyMachines.random(STACK, 2, 7).values();
        StatisticsForm form = StatisticsForm.HIDDEN_PROBABILITIES;
        assertTrue(worst(values, form, ModelPhase.CD, 2, 1, 0) > 8);
        assertTrue(worst(values, form, ModelPhase.CD, 2, 2, 0.1) > 8);
        assertTrue(worst(values, form, ModelPhase.PCD, 1, 1, 0) > 8);
    }

    /** The largest distance of a mean gradient from its expectation after so many sweeps, in standard errors. */
    private static double worst(
            float[] values, StatisticsForm form, ModelPhase phase, int sweeps, int expectedSweeps, double fault) {
        StackTwin twin = new StackTwin(STACK, values, fault);
        double[] distribution = new double[16];
        for (float[] row : DATA) {
            distribution[(int) (row[0] + 2 * row[1] + 4 * row[2] + 8 * row[3])] += 1.0 / DATA.length;
        }
        double[] expected = new double[STACK.layout().length()];
        twin.addUpPass(distribution, 1, expected);
        for (int sweep = 1; sweep <= expectedSweeps; sweep++) {
            distribution = twin.passDown(twin.passUp(distribution), sweep == expectedSweeps ? -1 : 0, expected);
        }
        GradientEstimator estimator =
                new GradientSettings(phase, sweeps, sweeps, form, 300, 2).estimator(STACK, KERNELS, PRODUCTS);
        estimator.load(values);
        estimator.take(chains(STACK, 300), Trajectory.none());
        return EquilibriumGradient.worst(EquilibriumGradient.zScores(STACK, DATA, estimator, sweeps, expected, 1));
    }

    @Test
    void whatAStackDoesNotHaveIsRefused() {
        for (ModelPhase phase : ModelPhase.values()) {
            GradientSettings settings = new GradientSettings(phase, 1, 1, StatisticsForm.SAMPLES, 2, 2);
            if (phase == ModelPhase.CD || phase == ModelPhase.PCD || phase == ModelPhase.FPCD) {
                assertTrue(settings.estimator(STACK, KERNELS, PRODUCTS) instanceof StackEstimator);
                continue;
            }
            String message = assertThrows(
                            IllegalArgumentException.class, () -> settings.estimator(STACK, KERNELS, PRODUCTS))
                    .getMessage();
            assertTrue(message.contains("use cd, pcd or fpcd"), message);
        }
        GradientEstimator cd = GradientSettings.contrastiveDivergence(1, StatisticsForm.SAMPLES)
                .estimator(STACK, KERNELS, PRODUCTS);
        assertThrows(
                IllegalArgumentException.class,
                () -> cd.treatMissing(MissingValues.of(MissingValues.Treatment.SAMPLE, 3)));
        assertThrows(IllegalArgumentException.class, () -> cd.aimAt(Objective.of(0.5)));
        cd.load(new float[STACK.layout().length()]);
        RowBlock missing = RowBlock.pack(Encoding.FLOATS, 4, new float[][] {{1, Float.NaN, 0, 1}});
        assertThrows(
                IllegalStateException.class,
                () -> cd.add(
                        missing, new Share(DrawKey.of(1, 0, 1), 0, 1, 1), new Statistics(STACK.statisticsLayout())));
    }
}
