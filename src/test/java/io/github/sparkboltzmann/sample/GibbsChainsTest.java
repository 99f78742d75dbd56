package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Chains against the exact distribution, free and clamped. */
class GibbsChainsTest {
    private static final Machine MACHINE = TinyMachines.restricted();
    private static final Parameters PARAMETERS = TinyMachines.random(MACHINE, 0.9, 31);
    private static final int CHAINS = 20_000;

    /** How often the chains are in each joint state. */
    private static double[] frequencies(GibbsChains chains) {
        Enumeration all = Enumeration.of(MACHINE, PARAMETERS, 1);
        double[] frequencies = new double[all.count()];
        for (int chain = 0; chain < chains.count(); chain++) {
            frequencies[all.number(chains.state(chain))] += 1.0 / chains.count();
        }
        return frequencies;
    }

    /** Total variation; about 0.03 for so many exact draws of 128 states. */
    private static double distance(double[] frequencies, double[] expected) {
        double sum = 0;
        for (int n = 0; n < frequencies.length; n++) {
            sum += Math.abs(frequencies[n] - expected[n]) / 2;
        }
        return sum;
    }

    private static double[] probabilities(double temperature) {
        Enumeration all = Enumeration.of(MACHINE, PARAMETERS, temperature);
        double[] probabilities = new double[all.count()];
        for (int n = 0; n < probabilities.length; n++) {
            probabilities[n] = all.probability(n);
        }
        return probabilities;
    }

    @Test
    void freeChainsEndInTheBoltzmannDistributionOfTheirTemperature() {
        for (double temperature : new double[] {0.7, 1, 2.5}) {
            double[] sampled = frequencies(GibbsChains.start(MACHINE, PARAMETERS, temperature, CHAINS, 5)
                    .sweep(25));
            assertEquals(0, distance(sampled, probabilities(temperature)), 0.04);
            assertTrue(distance(sampled, probabilities(temperature / 2)) > 0.1);
        }
    }

    @Test
    void clampedChainsEndInTheConditionalDistribution() {
        double[][] rows = {{1, 0, 1, 1}, {0, 0, 1, 0}};
        GibbsChains chains = GibbsChains.start(MACHINE, PARAMETERS, 1, CHAINS, 6)
                .clamp(0, rows)
                .sweep(3);
        double[] joint = probabilities(1);
        double[] expected = new double[joint.length];
        Enumeration all = Enumeration.of(MACHINE, PARAMETERS, 1);
        for (double[] row : rows) {
            double visible = Math.exp(all.logProbabilityOfVisible(new double[][] {row, null}));
            for (int n = 0; n < joint.length; n++) {
                if (Arrays.equals(all.state(n)[0], row)) {
                    expected[n] += joint[n] / visible / rows.length;
                }
            }
        }
        assertTrue(distance(frequencies(chains), expected) < 0.02);
        assertArrayEquals(rows[0], chains.state(0)[0]);
        assertArrayEquals(rows[1], chains.state(CHAINS - 1)[0]);
    }

    @Test
    void sweepsAreCountedOnSoThatTwoCallsAreOne() {
        GibbsChains once = GibbsChains.start(MACHINE, PARAMETERS, 1, 10, 7).sweep(9);
        GibbsChains twice =
                GibbsChains.start(MACHINE, PARAMETERS, 1, 10, 7).sweep(4).sweep(5);
        for (int chain = 0; chain < once.count(); chain++) {
            assertArrayEquals(once.state(chain), twice.state(chain));
        }
        assertEquals(10, once.count());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> GibbsChains.start(MACHINE, PARAMETERS, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> GibbsChains.start(MACHINE, PARAMETERS, 1, 0, 1));
        GibbsChains chains = GibbsChains.start(MACHINE, PARAMETERS, 1, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> chains.clamp(0, new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> chains.clamp(0));
    }
}
