package io.github.sparkboltzmann.deep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.StackTwin;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ChainName;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.SamplingSettings;
import io.github.sparkboltzmann.sample.StackSampling;
import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

/** Samples of belief networks and of stacks against their exact distributions. */
class BeliefSamplingTest {
    private static final int CHAINS = 20_000;
    private static final int VISIBLE = 3;
    private static final Machine LOWER = StackMachine.of(UnitTypes.BERNOULLI, VISIBLE, UnitTypes.BERNOULLI, 2, 3);
    private static final Machine TOP = Machine.labelled(UnitTypes.BERNOULLI, 3, 2, UnitTypes.BERNOULLI, 2);
    private static final Parameters BELOW = TinyMachines.random(LOWER, 1.5, 3);
    /** So strong that passes mix slowly. */
    private static final Parameters SLOW = TinyMachines.random(LOWER, 2.5, 3);

    private static final Parameters ABOVE = TinyMachines.random(TOP, 1.5, 4);

    private static ChainName[] names(int from, int count) {
        ChainName[] names = new ChainName[count];
        Arrays.setAll(names, c -> ChainName.numbered(5, from + c));
        return names;
    }

    private static BeliefSampling network() {
        return new BeliefSampling(
                TOP,
                ABOVE.values(),
                LOWER,
                BELOW.values(),
                SamplingSettings.of(30),
                Kernels.elementwise(),
                Kernels.batchProducts());
    }

    private static StackSampling stack() {
        return new StackSampling(LOWER, SLOW.values(), Kernels.elementwise(), Kernels.batchProducts());
    }

    /** {@code P(top's lower units | label)}; label -1 for none. */
    private static double[] top(int label) {
        Enumeration all = Enumeration.of(TOP, ABOVE, 1);
        double[] distribution = new double[8];
        double total = 0;
        for (int n = 0; n < all.count(); n++) {
            double[][] state = all.state(n);
            if (label < 0 || state[1][label] == 1) {
                distribution[number(state[0], 0)] += all.probability(n);
                total += all.probability(n);
            }
        }
        for (int n = 0; n < distribution.length; n++) {
            distribution[n] /= total;
        }
        return distribution;
    }

    private static int number(double[] states, int from) {
        return (int) (states[from] + 2 * states[from + 1] + 4 * states[from + 2]);
    }

    @Test
    void samplesOfANetworkHaveItsDistribution() {
        for (int label : new int[] {-1, 0, 1}) {
            float[] given = null;
            if (label >= 0) {
                given = new float[2 * CHAINS];
                for (int c = 0; c < CHAINS; c++) {
                    given[2 * c + label] = 1;
                }
            }
            BeliefSampling network = network();
            network.run(names(0, CHAINS), given);
            double[] exact = new StackTwin(LOWER, BELOW.values(), 0)
                    .passDown(top(label), 0, new double[LOWER.layout().length()]);
            assertTrue(pValue(network.states(), exact) > 1e-4, "label " + label);
            double[] other = new StackTwin(LOWER, BELOW.values(), 0.2)
                    .passDown(top(label), 0, new double[LOWER.layout().length()]);
            assertTrue(pValue(network.states(), other) < 1e-6, "other down biases are seen");
            float[] labels = network.labels();
            for (int c = 0; label >= 0 && c < CHAINS; c++) {
                assertEquals(1, labels[2 * c + label]);
            }
        }
    }

    @Test
    void chainsOfAStackHaveTheDistributionOfTheirPasses() {
        StackTwin twin = new StackTwin(LOWER, SLOW.values(), 0);
        double[] none = new double[LOWER.layout().length()];
        double[] exact = new double[8];
        Arrays.fill(exact, 1.0 / 8);
        exact = twin.passDown(exact, 0, none);
        for (int sweeps = 0; sweeps < 4; sweeps++) {
            StackSampling stack = stack();
            stack.run(names(0, CHAINS), sweeps, null);
            assertTrue(pValue(stack.states(), exact) > 1e-4, sweeps + " sweeps from noise");
            exact = twin.passDown(twin.passUp(exact), 0, none);
        }
        float[] starts = new float[VISIBLE * CHAINS];
        for (int c = 0; c < CHAINS; c++) {
            starts[VISIBLE * c] = 1;
        }
        StackSampling stack = stack();
        stack.run(names(0, CHAINS), 0, starts);
        double[] one = new double[8];
        one[1] = 1;
        assertTrue(pValue(stack.states(), twin.passDown(twin.passUp(one), 0, none)) > 1e-4, "from given rows");
        float[] states = stack.states();
        float[] means = stack.means();
        for (int i = 0; i < VISIBLE; i++) {
            double difference = 0;
            for (int c = 0; c < CHAINS; c++) {
                difference += (states[VISIBLE * c + i] - means[VISIBLE * c + i]) / CHAINS;
            }
            assertEquals(0, difference, 0.02);
        }
    }

    @Test
    void eachPassHasDrawsOfItsOwn() {
        StackSampling coins = new StackSampling(
                LOWER, Parameters.zero(LOWER).values(), Kernels.elementwise(), Kernels.batchProducts());
        float[] before = null;
        for (int sweeps = 0; sweeps < 4; sweeps++) {
            coins.run(names(0, 1000), sweeps, null);
            float[] after = coins.states();
            int equal = 0;
            for (int i = 0; before != null && i < after.length; i++) {
                equal += before[i] == after[i] ? 1 : 0;
            }
            assertTrue(before == null || Math.abs(equal - 1500) < 150, equal + " of 3000 coins are as before");
            before = after;
        }
    }

    private static double pValue(float[] states, double[] exact) {
        double[] counts = new double[exact.length];
        for (int c = 0; c < CHAINS; c++) {
            double[] state = {states[3 * c], states[3 * c + 1], states[3 * c + 2]};
            counts[number(state, 0)]++;
        }
        double chiSquare = 0;
        for (int n = 0; n < counts.length; n++) {
            double expected = CHAINS * exact[n];
            chiSquare += (counts[n] - expected) * (counts[n] - expected) / expected;
        }
        return 1 - new ChiSquaredDistribution(counts.length - 1).cumulativeProbability(chiSquare);
    }

    @Test
    void aSampleIsTheSameInAnyCompanyAndPlace() {
        int count = 300;
        BeliefSampling network = network();
        StackSampling stack = stack();
        network.run(names(0, count), null);
        stack.run(names(0, count), 2, null);
        float[] all = network.states();
        float[] means = network.means();
        float[] chains = stack.states();
        for (int from : new int[] {0, 7, 290}) {
            int own = Math.min(100, count - from);
            network.run(names(from, own), null);
            stack.run(names(from, own), 2, null);
            for (int i = 0; i < own * VISIBLE; i++) {
                assertEquals(all[from * VISIBLE + i], network.states()[i]);
                assertEquals(means[from * VISIBLE + i], network.means()[i]);
                assertEquals(chains[from * VISIBLE + i], stack.states()[i]);
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Machine top = Machine.restricted(4, 2);
        assertThrows(
                IllegalArgumentException.class,
                () -> new BeliefSampling(
                        top,
                        Parameters.zero(top).values(),
                        LOWER,
                        BELOW.values(),
                        SamplingSettings.of(1),
                        Kernels.elementwise(),
                        Kernels.batchProducts()));
        assertThrows(IllegalArgumentException.class, () -> network().run(names(0, 2), new float[3]));
        assertThrows(IllegalArgumentException.class, () -> stack().down(names(0, 2), new float[5]));
        assertThrows(IllegalArgumentException.class, () -> stack().run(names(0, 2), -1, null));
    }
}
