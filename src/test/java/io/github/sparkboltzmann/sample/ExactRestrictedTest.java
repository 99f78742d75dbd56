package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Summing out one side equals summing out the other, and both equal brute force. */
class ExactRestrictedTest {
    @Test
    void summingOutEitherSideEqualsBruteForceAtEveryTemperature() {
        for (Machine machine :
                List.of(Machine.restricted(9, 4), Machine.restricted(3, 8), TinyMachines.twoVisibleLayers())) {
            Parameters parameters = TinyMachines.random(machine, 1.5, 11);
            for (int tenth = 0; tenth <= 10; tenth++) {
                double beta = tenth / 10.0;
                double brute = tenth == 0
                        ? (TwoSides.units(machine, true) + TwoSides.units(machine, false)) * Math.log(2)
                        : Enumeration.of(machine, parameters, 1 / beta).logPartitionFunction();
                for (boolean visible : new boolean[] {false, true}) {
                    double exact =
                            new ExactRestricted(machine, visible).logPartitionFunction(parameters.values(), beta);
                    assertEquals(brute, exact, 1e-8 * Math.abs(brute), "inverse temperature " + beta);
                }
            }
        }
    }

    @Test
    void bothSidesAgreeOverManyRangesOfStates() {
        Machine machine = Machine.restricted(17, 15);
        float[] parameters = TinyMachines.random(machine, 1, 5).values();
        double[] byHidden = new double[parameters.length];
        double[] byVisible = new double[parameters.length];
        double a = new ExactRestricted(machine, false).expectations(parameters, 0.7, byHidden);
        double b = new ExactRestricted(machine, true).expectations(parameters, 0.7, byVisible);
        assertEquals(a, b, 1e-11 * a);
        assertArrayEquals(byHidden, byVisible, 1e-11);
    }

    @Test
    void expectationsEqualThoseOfBruteForce() {
        for (Machine machine :
                List.of(Machine.restricted(8, 3), TinyMachines.twoVisibleLayers(), TinyMachines.restricted())) {
            Parameters parameters = TinyMachines.random(machine, 1.5, 3);
            double[] brute = Enumeration.of(machine, parameters, 1).expectations();
            double[] exact = new double[brute.length];
            for (boolean visible : new boolean[] {false, true}) {
                new ExactRestricted(machine, visible).expectations(parameters.values(), 1, exact);
                assertArrayEquals(brute, exact, 1e-12);
            }
        }
    }

    @Test
    void expectationsAreTheDerivativesOfLogZ() {
        Machine machine = Machine.restricted(12, 9);
        float[] parameters = TinyMachines.random(machine, 0.8, 7).values();
        double beta = 0.6;
        ExactRestricted exact = new ExactRestricted(machine);
        double[] expectations = new double[parameters.length];
        exact.expectations(parameters, beta, expectations);
        for (int i = 0; i < parameters.length; i += 5) {
            float before = parameters[i];
            parameters[i] = before + 0.01f;
            double up = exact.logPartitionFunction(parameters, beta);
            double step = parameters[i];
            parameters[i] = before - 0.01f;
            double down = exact.logPartitionFunction(parameters, beta);
            step -= parameters[i];
            parameters[i] = before;
            assertEquals(beta * expectations[i], (up - down) / step, 2e-5, "parameter " + i);
        }
    }

    @Test
    void aTinyMachineOfAnyStructureHasExpectationsToo() {
        Machine machine = TinyMachines.general();
        Parameters parameters = TinyMachines.random(machine, 1, 9);
        double[] expectations = Enumeration.of(machine, parameters, 1).expectations();
        Block w = machine.weights(0);
        int n = w.rows();
        // A pair's weight stands twice in a lateral matrix, and both of them move together.
        for (int[] pair : new int[][] {{0, 1}, {1, 3}}) {
            int one = w.offset() + pair[0] * n + pair[1];
            int other = w.offset() + pair[1] * n + pair[0];
            Parameters up = parameters.copy();
            Parameters down = parameters.copy();
            for (int i : new int[] {one, other}) {
                up.values()[i] += 0.01f;
                down.values()[i] -= 0.01f;
            }
            double slope = (Enumeration.of(machine, up, 1).logPartitionFunction()
                            - Enumeration.of(machine, down, 1).logPartitionFunction())
                    / ((double) up.values()[one] - down.values()[one]);
            assertEquals(slope, expectations[one], 2e-5);
            assertEquals(slope, expectations[other], 2e-5);
        }
    }

    @Test
    void largeWeightsNeitherOverflowNorLosePrecision() {
        // Inputs up to 250 (scaled products), 2,000 (softplus) and both in one machine.
        for (double deviation : new double[] {20, 300, 100}) {
            Machine machine = Machine.restricted(10, 6);
            Parameters parameters = TinyMachines.random(machine, deviation, 13);
            double brute = Enumeration.of(machine, parameters, 1).logPartitionFunction();
            double[] expected = Enumeration.of(machine, parameters, 1).expectations();
            double[] actual = new double[expected.length];
            for (boolean visible : new boolean[] {false, true}) {
                double logZ = new ExactRestricted(machine, visible).expectations(parameters.values(), 1, actual);
                assertEquals(brute, logZ, 1e-10 * brute);
                assertArrayEquals(expected, actual, 1e-9);
            }
        }
    }

    @Test
    void probabilitiesOfAllVisibleStatesAddUpToOne() {
        Machine machine = Machine.restricted(8, 5);
        Parameters parameters = TinyMachines.random(machine, 1, 2);
        float[] rows = new float[256 * 8];
        for (int r = 0; r < 256; r++) {
            for (int i = 0; i < 8; i++) {
                rows[r * 8 + i] = r >> i & 1;
            }
        }
        ExactRestricted exact = new ExactRestricted(machine);
        double[] log = new double[256];
        exact.logProbabilities(parameters.values(), rows, 256, exact.logPartitionFunction(parameters.values(), 1), log);
        assertEquals(0, Numerics.logSumExp(log), 1e-12);
        Enumeration all = Enumeration.of(machine, parameters, 1);
        for (int r = 0; r < 256; r += 17) {
            assertEquals(all.logProbabilityOfVisible(all.state(r)), log[r], 1e-11);
        }
    }

    @Test
    void theBitsDoNotDependOnTheNumberOfThreads() throws Exception {
        Machine machine = Machine.restricted(20, 16);
        float[] parameters = TinyMachines.random(machine, 1, 8).values();
        double[] first = new double[parameters.length];
        double logZ = new ExactRestricted(machine).expectations(parameters, 1, first);
        for (int threads : new int[] {1, 5}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            double[] again = new double[parameters.length];
            double other = pool.submit(() -> new ExactRestricted(machine).expectations(parameters, 1, again))
                    .get();
            pool.shutdown();
            assertEquals(Double.doubleToLongBits(logZ), Double.doubleToLongBits(other));
            assertArrayEquals(first, again, 0.0);
        }
    }

    @Test
    void oneObjectServesManyParameters() {
        Machine machine = Machine.restricted(9, 8);
        ExactRestricted exact = new ExactRestricted(machine);
        double[] out = new double[machine.layout().length()];
        exact.expectations(TinyMachines.random(machine, 40, 1).values(), 1, out);
        float[] second = TinyMachines.random(machine, 0.5, 2).values();
        double logZ = exact.expectations(second, 1, out);
        double[] fresh = new double[out.length];
        assertEquals(new ExactRestricted(machine).expectations(second, 1, fresh), logZ);
        assertArrayEquals(fresh, out, 0.0);
    }

    @Test
    void whatCannotBeSummedIsRefusedWithTheReason() {
        IllegalArgumentException large =
                assertThrows(IllegalArgumentException.class, () -> new ExactRestricted(Machine.restricted(784, 26)));
        assertTrue(large.getMessage().contains("hidden side has 26"), large.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new ExactRestricted(TinyMachines.general()));
        assertThrows(IllegalArgumentException.class, () -> new ExactRestricted(TinyMachines.deep()));
        assertFalse(ExactRestricted.isPossible(Machine.restricted(26, 30), 25));
        assertTrue(ExactRestricted.isPossible(Machine.restricted(784, 25), 25));
        assertFalse(ExactRestricted.isPossible(TinyMachines.general(), 25));
        Machine uncoupled = Machine.of(
                List.of(Layer.visible("a", UnitTypes.BERNOULLI, 2), Layer.hidden("b", UnitTypes.BERNOULLI, 2)),
                List.<Coupling>of());
        assertEquals(4 * Math.log(2), new ExactRestricted(uncoupled).logPartitionFunction(new float[4], 1), 1e-14);
    }

    @Test
    void exactSamplesHaveTheMachinesDistribution() {
        for (Machine machine : List.of(Machine.restricted(4, 6), Machine.restricted(5, 3))) {
            Parameters parameters = TinyMachines.random(machine, 1, 4);
            int width = machine.layer(0).size();
            int count = 200_000;
            ExactSamples samples = new ExactSamples(machine, parameters.values());
            DrawKey key = DrawKey.of(1, 0, 200);
            float[] v = samples.visible(Kernels.elementwise(), count, key, 0);
            double[] seen = new double[1 << width];
            for (int r = 0; r < count; r++) {
                int state = 0;
                for (int i = 0; i < width; i++) {
                    state |= (int) v[r * width + i] << i;
                }
                seen[state]++;
            }
            Enumeration all = Enumeration.of(machine, parameters, 1);
            double chiSquare = 0;
            for (int state = 0; state < seen.length; state++) {
                double expected = count * Math.exp(all.logProbabilityOfVisible(all.state(state)));
                chiSquare += (seen[state] - expected) * (seen[state] - expected) / expected;
            }
            double degrees = seen.length - 1;
            assertTrue(chiSquare < degrees + 4 * Math.sqrt(2 * degrees), "chi square " + chiSquare);
            float[] later = samples.visible(Kernels.elementwise(), 10, key, 100);
            for (int i = 0; i < later.length; i++) {
                assertEquals(v[100 * width + i], later[i]);
            }
        }
    }

    @Test
    void chainsFromNoiseReachTheMachinesDistribution() {
        Machine machine = Machine.restricted(5, 4);
        Parameters parameters = TinyMachines.random(machine, 0.7, 6);
        TwoLayers layers = new TwoLayers(
                machine,
                parameters.values(),
                Kernels.elementwise(),
                new io.github.sparkboltzmann.math.Float32Products(Kernels.matrixProduct()));
        int count = 100_000;
        DrawKey key = DrawKey.of(3, 0, 200);
        float[] v = layers.noise(count, key, 0);
        double[] before = means(v, count, 5);
        for (double mean : before) {
            assertEquals(0.5, mean, 0.008, "noise is fair");
        }
        layers.sweep(v, count, 30, key, 0);
        double[] expected = Enumeration.of(machine, parameters, 1).expectations();
        double[] actual = means(v, count, 5);
        for (int i = 0; i < 5; i++) {
            assertEquals(expected[machine.biases(0).offset() + i], actual[i], 0.007);
        }
    }

    private static double[] means(float[] v, int count, int width) {
        double[] means = new double[width];
        for (int i = 0; i < count * width; i++) {
            means[i % width] += v[i] / (double) count;
        }
        return means;
    }
}
