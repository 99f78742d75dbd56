package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import org.junit.jupiter.api.Test;

/** The mean of CD-k's gradient against its expectation by enumeration, for each form of the statistics. */
class ContrastiveDivergenceTest {
    private static final Machine MACHINE = TinyMachines.restricted();
    private static final int VISIBLE = 4;
    private static final int HIDDEN = 3;
    private static final float[][] DATA = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};

    @Test
    void meanGradientEqualsItsAnalyticExpectation() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.2, 21);
        for (StatisticsForm form : StatisticsForm.values()) {
            for (int k : new int[] {1, 2, 5}) {
                assertMeanIs(expectation(parameters.values(), k, form), parameters.values(), k, form);
            }
        }
    }

    @Test
    void expectationOfManySweepsIsTheExactGradient() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.7, 22);
        double[][][] rows = new double[DATA.length][2][];
        for (int r = 0; r < DATA.length; r++) {
            rows[r][0] = new double[] {DATA[r][0], DATA[r][1], DATA[r][2], DATA[r][3]};
        }
        double[] exact = ExactGradient.of(MACHINE, parameters, rows);
        double[] many = expectation(parameters.values(), 400, StatisticsForm.HIDDEN_PROBABILITIES);
        for (int i = 0; i < exact.length; i++) {
            assertEquals(exact[i], many[i], 1e-9);
        }
    }

    @Test
    void refusesNoSweepsAndVisibleMeansOfUnitsThatAreCoupledToEachOther() {
        assertThrows(IllegalArgumentException.class, () -> new Share(DrawKey.of(7, 0, 1), 0, 1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> contrastiveDivergence(TinyMachines.general(), StatisticsForm.PROBABILITIES));
    }

    /** Independent repetitions give a mean and its standard error; every coordinate has to lie within five of them. */
    private static void assertMeanIs(double[] expected, float[] parameters, int k, StatisticsForm form) {
        int copies = 400;
        int repetitions = 150;
        float[][] rows = new float[DATA.length * copies][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = DATA[r % DATA.length];
        }
        RowBlock block = RowBlock.pack(Encoding.BITS, VISIBLE, rows);
        ContrastiveDivergence cd = contrastiveDivergence(MACHINE, form);
        double[] sum = new double[expected.length];
        double[] squares = new double[expected.length];
        for (int repetition = 0; repetition < repetitions; repetition++) {
            Statistics statistics = new Statistics(MACHINE.statisticsLayout());
            cd.load(parameters);
            cd.add(block, new Share(DrawKey.of(7, repetition, 1), 0, rows.length, k), statistics);
            for (int i = 0; i < expected.length; i++) {
                double mean = statistics.values()[i] / rows.length;
                sum[i] += mean;
                squares[i] += mean * mean;
            }
        }
        for (int i = 0; i < expected.length; i++) {
            double mean = sum[i] / repetitions;
            double variance = Math.max(0, squares[i] / repetitions - mean * mean);
            double error = Math.sqrt(variance / repetitions) + 1e-6;
            assertTrue(
                    Math.abs(mean - expected[i]) < 5 * error,
                    form + ", k = " + k + ", coordinate " + i + ": mean " + mean + " +- " + error + ", expected "
                            + expected[i]);
        }
    }

    private static ContrastiveDivergence contrastiveDivergence(Machine machine, StatisticsForm form) {
        return new ContrastiveDivergence(machine, form, Kernels.elementwise(), Kernels.batchProducts());
    }

    /** Sums over all hidden and visible states of the chain, in double. */
    private static double[] expectation(float[] w, int k, StatisticsForm form) {
        double[] total = new double[MACHINE.layout().length()];
        for (float[] row : DATA) {
            double[] v0 = {row[0], row[1], row[2], row[3]};
            addStatistics(v0, hiddenMeans(w, v0), 1.0 / DATA.length, total);
            double[] distribution = new double[1 << VISIBLE];
            distribution[number(v0)] = 1;
            for (int sweep = 1; sweep < k; sweep++) {
                distribution = step(w, distribution);
            }
            for (int v = 0; v < distribution.length; v++) {
                addLastSweep(w, form, states(v, VISIBLE), distribution[v] / DATA.length, total);
            }
        }
        return total;
    }

    private static void addLastSweep(float[] w, StatisticsForm form, double[] v, double weight, double[] total) {
        for (int h = 0; h < 1 << HIDDEN; h++) {
            double[] hidden = states(h, HIDDEN);
            double ph = weight * probability(hidden, hiddenMeans(w, v));
            double[] visibleMeans = visibleMeans(w, hidden);
            if (form == StatisticsForm.PROBABILITIES) {
                addStatistics(visibleMeans, hiddenMeans(w, visibleMeans), -ph, total);
            } else {
                // A drawn last hidden state has the mean that replaces it, so both forms expect the same.
                for (int u = 0; u < 1 << VISIBLE; u++) {
                    double[] visible = states(u, VISIBLE);
                    addStatistics(visible, hiddenMeans(w, visible), -ph * probability(visible, visibleMeans), total);
                }
            }
        }
    }

    private static double[] step(float[] w, double[] distribution) {
        double[] next = new double[distribution.length];
        for (int v = 0; v < distribution.length; v++) {
            for (int h = 0; h < 1 << HIDDEN; h++) {
                double[] hidden = states(h, HIDDEN);
                double ph = distribution[v] * probability(hidden, hiddenMeans(w, states(v, VISIBLE)));
                double[] means = visibleMeans(w, hidden);
                for (int u = 0; u < next.length; u++) {
                    next[u] += ph * probability(states(u, VISIBLE), means);
                }
            }
        }
        return next;
    }

    private static void addStatistics(double[] v, double[] h, double weight, double[] total) {
        for (int i = 0; i < VISIBLE; i++) {
            for (int j = 0; j < HIDDEN; j++) {
                total[i * HIDDEN + j] += weight * v[i] * h[j];
            }
            total[VISIBLE * HIDDEN + i] += weight * v[i];
        }
        for (int j = 0; j < HIDDEN; j++) {
            total[VISIBLE * HIDDEN + VISIBLE + j] += weight * h[j];
        }
    }

    private static double[] hiddenMeans(float[] w, double[] v) {
        double[] means = new double[HIDDEN];
        for (int j = 0; j < HIDDEN; j++) {
            double z = w[VISIBLE * HIDDEN + VISIBLE + j];
            for (int i = 0; i < VISIBLE; i++) {
                z += v[i] * w[i * HIDDEN + j];
            }
            means[j] = Numerics.sigmoid(z);
        }
        return means;
    }

    private static double[] visibleMeans(float[] w, double[] h) {
        double[] means = new double[VISIBLE];
        for (int i = 0; i < VISIBLE; i++) {
            double z = w[VISIBLE * HIDDEN + i];
            for (int j = 0; j < HIDDEN; j++) {
                z += h[j] * w[i * HIDDEN + j];
            }
            means[i] = Numerics.sigmoid(z);
        }
        return means;
    }

    private static double probability(double[] state, double[] means) {
        double p = 1;
        for (int i = 0; i < state.length; i++) {
            p *= state[i] == 1 ? means[i] : 1 - means[i];
        }
        return p;
    }

    private static double[] states(int number, int units) {
        double[] state = new double[units];
        for (int i = 0; i < units; i++) {
            state[i] = number >> i & 1;
        }
        return state;
    }

    private static int number(double[] state) {
        int number = 0;
        for (int i = 0; i < state.length; i++) {
            number |= (int) state[i] << i;
        }
        return number;
    }
}
