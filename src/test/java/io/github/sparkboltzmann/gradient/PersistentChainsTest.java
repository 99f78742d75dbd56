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
import io.github.sparkboltzmann.sample.Trajectory;
import org.junit.jupiter.api.Test;

/** The gradient of chains at equilibrium is the exact one; chains go on where they stopped. */
class PersistentChainsTest {
    private static final Machine MACHINE = TinyMachines.restricted();
    private static final Parameters PARAMETERS = TinyMachines.random(MACHINE, 0.8, 31);
    private static final float[][] DATA = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};
    private static final int CHAINS = 600;

    @Test
    void gradientOfChainsAtEquilibriumIsTheExactOne() {
        double[] exact = EquilibriumGradient.exact(MACHINE, PARAMETERS, DATA);
        for (StatisticsForm form : StatisticsForm.values()) {
            double[] gap = zScores(exact, form, 1);
            for (int i = 0; i < exact.length; i++) {
                assertTrue(Math.abs(gap[i]) < 5, form + ", parameter " + i + ": " + gap[i] + " standard errors off");
            }
        }
        // A model phase that counts a tenth too much is caught.
        double worst = 0;
        for (double z : zScores(exact, StatisticsForm.HIDDEN_PROBABILITIES, 1.1)) {
            worst = Math.max(worst, Math.abs(z));
        }
        assertTrue(worst > 10, "a fault of 10 % gives " + worst + " standard errors");
    }

    private static double[] zScores(double[] exact, StatisticsForm form, double fault) {
        PersistentChains pcd = estimator(form);
        pcd.take(start(CHAINS), Trajectory.none());
        pcd.load(PARAMETERS.values());
        return EquilibriumGradient.zScores(MACHINE, DATA, pcd, 2, exact, fault);
    }

    @Test
    void chainsThatArePackedAndUnpackedGoOnAsIfTheyWereNot() {
        RowBlock block = RowBlock.pack(Encoding.BITS, 4, DATA);
        PersistentChains without = estimator(StatisticsForm.SAMPLES);
        without.load(PARAMETERS.values());
        without.take(start(17), Trajectory.none());
        ChainBlock travelling = start(17);
        for (int step = 0; step < 5; step++) {
            Statistics expected = new Statistics(MACHINE.statisticsLayout());
            without.add(block, new Share(DrawKey.of(3, step, 1), step, 3, 1), expected);
            PersistentChains other = estimator(StatisticsForm.SAMPLES);
            other.load(PARAMETERS.values());
            other.take(travelling, Trajectory.none());
            Statistics actual = new Statistics(MACHINE.statisticsLayout());
            other.add(block, new Share(DrawKey.of(3, step, 1), step, 3, 1), actual);
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
        PersistentChains pcd = estimator(StatisticsForm.SAMPLES);
        pcd.load(PARAMETERS.values());
        pcd.take(chains, Trajectory.none());
        Statistics statistics = new Statistics(MACHINE.statisticsLayout());
        pcd.add(rows, new Share(DrawKey.of(3, 0, 1), 0, chains.chains() == 0 ? 0 : 3, 1), statistics);
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
        assertThrows(IllegalArgumentException.class, () -> new Share(DrawKey.of(3, 0, 1), 0, 3, 0));
    }

    private static ChainBlock start(int chains) {
        return Chains.start(Kernels.elementwise(), MACHINE, PARAMETERS, chains, 1, 5)
                .of(0);
    }

    private static PersistentChains estimator(StatisticsForm form) {
        return new PersistentChains(MACHINE, form, Kernels.elementwise(), Kernels.batchProducts());
    }
}
