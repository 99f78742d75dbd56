package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import org.junit.jupiter.api.Test;

/** The gradient of chains at equilibrium is the exact one; chains go on where they stopped. */
class PersistentChainsTest {
    private static final Machine MACHINE = TinyMachines.restricted();
    private static final Parameters PARAMETERS = TinyMachines.random(MACHINE, 0.8, 31);
    private static final float[][] DATA = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};
    private static final int CHAINS = 600;

    @Test
    void gradientOfChainsAtEquilibriumIsTheExactOne() {
        double[][][] rows = new double[DATA.length][2][];
        for (int r = 0; r < DATA.length; r++) {
            rows[r][0] = new double[] {DATA[r][0], DATA[r][1], DATA[r][2], DATA[r][3]};
        }
        double[] exact = ExactGradient.of(MACHINE, PARAMETERS, rows);
        for (StatisticsForm form : StatisticsForm.values()) {
            double[] gap = zScores(exact, form, DATA.length, 1);
            for (int i = 0; i < exact.length; i++) {
                assertTrue(Math.abs(gap[i]) < 5, form + ", parameter " + i + ": " + gap[i] + " standard errors off");
            }
        }
        // A model phase that counts a tenth too much is caught.
        double worst = 0;
        for (double z : zScores(exact, StatisticsForm.HIDDEN_PROBABILITIES, DATA.length, 1.1)) {
            worst = Math.max(worst, Math.abs(z));
        }
        assertTrue(worst > 10, "a fault of 10 % gives " + worst + " standard errors");
    }

    /** For each parameter the mean gradient's distance from the exact one, in standard errors over blocks of updates. */
    private static double[] zScores(double[] exact, StatisticsForm form, int copies, double fault) {
        PersistentChains pcd = estimator(form, 2);
        pcd.take(start(CHAINS));
        pcd.load(PARAMETERS.values());
        float[][] many = new float[copies * DATA.length * 30][];
        for (int r = 0; r < many.length; r++) {
            many[r] = DATA[r % DATA.length];
        }
        RowBlock block = RowBlock.pack(Encoding.BITS, 4, many);
        int blocks = 20;
        int updates = 20;
        double[] sum = new double[exact.length];
        double[] squares = new double[exact.length];
        for (int b = -1; b < blocks; b++) {
            double[] mean = new double[exact.length];
            for (int u = 0; u < updates; u++) {
                Statistics statistics = new Statistics(MACHINE.statisticsLayout());
                pcd.add(block, DrawKey.of(3, (b + 1) * updates + u, 1), fault * block.rows(), statistics);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += statistics.values()[i] / block.rows() / updates;
                }
            }
            // The first block warms the chains up.
            for (int i = 0; b >= 0 && i < mean.length; i++) {
                sum[i] += mean[i];
                squares[i] += mean[i] * mean[i];
            }
        }
        double[] z = new double[exact.length];
        for (int i = 0; i < z.length; i++) {
            double mean = sum[i] / blocks;
            double error = Math.sqrt(Math.max(0, squares[i] / blocks - mean * mean) / (blocks - 1)) + 1e-6;
            z[i] = (mean - exact[i]) / error;
        }
        return z;
    }

    @Test
    void chainsThatArePackedAndUnpackedGoOnAsIfTheyWereNot() {
        RowBlock block = RowBlock.pack(Encoding.BITS, 4, DATA);
        PersistentChains without = estimator(StatisticsForm.SAMPLES, 1);
        without.load(PARAMETERS.values());
        without.take(start(17));
        ChainBlock travelling = start(17);
        for (int step = 0; step < 5; step++) {
            Statistics expected = new Statistics(MACHINE.statisticsLayout());
            without.add(block, DrawKey.of(3, step, 1), 3, expected);
            PersistentChains other = estimator(StatisticsForm.SAMPLES, 1);
            other.load(PARAMETERS.values());
            other.take(travelling);
            Statistics actual = new Statistics(MACHINE.statisticsLayout());
            other.add(block, DrawKey.of(3, step, 1), 3, actual);
            travelling = other.chains();
            assertArrayEquals(expected.values(), actual.values());
        }
    }

    @Test
    void rowsWithoutChainsAndChainsWithoutRowsAreShares() {
        RowBlock none = RowBlock.pack(Encoding.BITS, 4, new float[0][]);
        RowBlock block = RowBlock.pack(Encoding.BITS, 4, DATA);
        Statistics together = add(block, start(6));
        Statistics apart = add(block, start(0)).merge(add(none, start(6)));
        assertEquals(together.rows(), apart.rows());
        assertArrayEquals(together.values(), apart.values(), 1e-5f);
    }

    private static Statistics add(RowBlock rows, ChainBlock chains) {
        PersistentChains pcd = estimator(StatisticsForm.SAMPLES, 1);
        pcd.load(PARAMETERS.values());
        pcd.take(chains);
        Statistics statistics = new Statistics(MACHINE.statisticsLayout());
        pcd.add(rows, DrawKey.of(3, 0, 1), chains.chains() == 0 ? 0 : 3, statistics);
        return statistics;
    }

    @Test
    void partitionsOwnAllChainsAndNewOnesAreDrawsOfTheBiases() {
        Chains chains = Chains.start(Kernels.elementwise(), MACHINE, PARAMETERS, 10, 3, 5);
        assertEquals(10, chains.count());
        for (int p = 0; p < 3; p++) {
            assertTrue(chains.of(p).chains() >= 3 && chains.of(p).chains() <= 4);
        }
        float[] states = new float[4 * CHAINS];
        start(CHAINS).layer(0).unpack(states);
        for (int i = 0; i < 4; i++) {
            double mean = 0;
            for (int c = 0; c < CHAINS; c++) {
                mean += states[4 * c + i] / CHAINS;
            }
            float bias = PARAMETERS.values()[MACHINE.biases(0).offset() + i];
            assertEquals(1 / (1 + Math.exp(-bias)), mean, 0.1);
        }
    }

    @Test
    void refusesNoSweeps() {
        assertThrows(IllegalArgumentException.class, () -> estimator(StatisticsForm.SAMPLES, 0));
    }

    private static ChainBlock start(int chains) {
        return Chains.start(Kernels.elementwise(), MACHINE, PARAMETERS, chains, 1, 5)
                .of(0);
    }

    private static PersistentChains estimator(StatisticsForm form, int sweeps) {
        return new PersistentChains(MACHINE, sweeps, form, Kernels.elementwise(), Kernels.batchProducts());
    }
}
