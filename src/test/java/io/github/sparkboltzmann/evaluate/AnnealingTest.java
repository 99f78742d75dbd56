package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.evaluate.LogZEstimate.Direction;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Float32Products;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.ExactRestricted;
import io.github.sparkboltzmann.sample.ExactSamples;
import io.github.sparkboltzmann.sample.TwoLayers;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Annealed estimates in both directions against exact partition functions, and planted faults that they must show. */
class AnnealingTest {
    private static final int CHAINS = 100;
    private static final double[] BETA = InverseTemperatures.of(400);
    private static final int MACHINES = 20;

    /** A random machine of 8 to 14 visible and 4 to 10 hidden units. */
    private static final class Case {
        private final Machine machine;
        private final Parameters parameters;
        private final double exact;
        private final IndependentUnits base;
        private final long seed;
        private int chains = CHAINS;

        Case(int number) {
            this(number, number, 0.5 + 0.025 * number);
        }

        Case(int number, long seed, double deviation) {
            Random random = new Random(number);
            machine = Machine.restricted(8 + random.nextInt(7), 4 + random.nextInt(7));
            parameters = TinyMachines.random(machine, deviation, number);
            ExactRestricted all = new ExactRestricted(machine);
            double[] expectations = new double[parameters.values().length];
            exact = all.expectations(parameters.values(), 1, expectations);
            int first = machine.biases(0).offset();
            base = IndependentUnits.ofMeans(
                    Arrays.copyOfRange(
                            expectations, first, first + machine.layer(0).size()),
                    1_000);
            this.seed = seed;
        }

        /** A hook for faults: the parameters that are annealed, and the temperatures. */
        LogZEstimate estimate(Direction direction, Parameters annealed, double[] beta, IndependentUnits from) {
            return estimate(direction, annealed, beta, from, samples());
        }

        LogZEstimate estimate(
                Direction direction, Parameters annealed, double[] beta, IndependentUnits from, float[] samples) {
            TwoLayers layers = new TwoLayers(
                    machine, annealed.values(), Kernels.elementwise(), new Float32Products(Kernels.matrixProduct()));
            Annealing annealing = new Annealing(layers, from, Kernels.elementwise());
            boolean up = direction == Direction.UP;
            DrawKey key = DrawKey.of(seed, 0, (up ? Purpose.ANNEALING_UP : Purpose.ANNEALING_DOWN).number());
            double[] logWeights =
                    up ? annealing.up(beta, chains, key, 0) : annealing.down(beta, samples, chains, key, 0);
            double logBase = from.logPartitionFunction(machine.layer(1).size());
            return LogZEstimate.of(direction, logBase, logWeights);
        }

        LogZEstimate estimate(Direction direction) {
            return estimate(direction, parameters, BETA, base);
        }

        private float[] samples() {
            return new ExactSamples(machine, parameters.values())
                    .visible(Kernels.elementwise(), chains, DrawKey.of(seed, 0, Purpose.CHAIN_STARTS.number()), 0);
        }
    }

    /** What annealing makes of a case: the right thing, or a planted fault. */
    @FunctionalInterface
    private interface Estimator {
        LogZEstimate of(Case test, Direction direction);
    }

    /** Over all machines and both directions: how many are right within their errors, the largest error, and the mean ones in standard errors. */
    private static final class Outcome {
        private int within;
        private double largest;
        private final double[] mean = new double[2];

        Outcome(Estimator estimator) {
            double[] variance = new double[2];
            for (int number = 0; number < MACHINES; number++) {
                Case test = new Case(number);
                for (Direction direction : Direction.values()) {
                    LogZEstimate estimate = estimator.of(test, direction);
                    double error = estimate.value() - test.exact;
                    assertTrue(estimate.low() <= estimate.value() && estimate.value() <= estimate.high());
                    within += Math.abs(error) <= 3 * estimate.standardError() ? 1 : 0;
                    largest = Math.max(largest, Math.abs(error));
                    mean[direction.ordinal()] += error;
                    variance[direction.ordinal()] += Math.pow(estimate.standardError(), 2);
                }
            }
            for (int d = 0; d < 2; d++) {
                mean[d] /= Math.sqrt(variance[d]);
            }
        }

        boolean isRight() {
            return within >= 38 && largest <= 0.05 && mean[0] <= 2 && mean[1] >= -2;
        }

        @Override
        public String toString() {
            return within + " of 40 within, largest error " + largest + ", mean errors " + Arrays.toString(mean);
        }
    }

    @Test
    void bothDirectionsFindTheExactValueOfTwentyMachines() {
        Outcome outcome = new Outcome(Case::estimate);
        assertTrue(outcome.isRight(), outcome.toString());
    }

    @Test
    void aStepSkippedAtEitherEndIsFound() {
        double[] late = Arrays.copyOfRange(BETA, 1, BETA.length);
        Outcome first = new Outcome((test, direction) -> test.estimate(direction, test.parameters, late, test.base));
        assertFalse(first.isRight(), "first step: " + first);
        double[] early = Arrays.copyOf(InverseTemperatures.of(100), 100);
        Outcome last = new Outcome((test, direction) -> test.estimate(direction, test.parameters, early, test.base));
        assertFalse(last.isRight(), "last step: " + last);
    }

    @Test
    void aForgottenBiasIsFound() {
        for (int layer = 0; layer < 2; layer++) {
            int forgotten = layer;
            Outcome outcome = new Outcome((test, direction) -> {
                Parameters wrong = test.parameters.copy();
                wrong.values()[test.machine.biases(forgotten).offset() + 1] = 0;
                return test.estimate(direction, wrong, BETA, test.base);
            });
            assertFalse(outcome.isRight(), "layer " + layer + ": " + outcome);
        }
    }

    /** Few chains, few temperatures and a poor base show the bias of each direction: up falls short and down goes beyond. */
    @Test
    void fewChainsBracketTheExactValue() {
        double[] few = InverseTemperatures.of(3);
        int repeats = 300;
        for (Direction direction : Direction.values()) {
            double sum = 0;
            double squares = 0;
            for (int seed = 0; seed < repeats; seed++) {
                Case test = new Case(3, seed, 1);
                test.chains = 3;
                IndependentUnits poor =
                        IndependentUnits.uniform(test.machine.layer(0).size());
                double error =
                        test.estimate(direction, test.parameters, few, poor).value() - test.exact;
                sum += error;
                squares += error * error;
            }
            double mean = sum / repeats;
            double error = Math.sqrt((squares / repeats - mean * mean) / repeats);
            assertTrue(
                    direction == Direction.UP ? mean < -4 * error : mean > 4 * error,
                    direction + ": " + mean + ", error " + error);
        }
    }

    @Test
    void weightsAreUnbiasedHoweverFewTemperaturesThereAre() {
        double[] few = InverseTemperatures.of(10);
        int repeats = 300;
        for (Direction direction : Direction.values()) {
            double sum = 0;
            double squares = 0;
            for (int seed = 0; seed < repeats; seed++) {
                Case test = new Case(3, seed, 1);
                double error = test.estimate(direction, test.parameters, few, test.base)
                                .value()
                        - test.exact;
                double relative = Math.exp(direction == Direction.UP ? error : -error);
                sum += relative;
                squares += relative * relative;
            }
            double mean = sum / repeats;
            double error = Math.sqrt((squares / repeats - mean * mean) / repeats);
            assertTrue(error < 0.03, "error " + error);
            assertEquals(1, mean, 4 * error, direction + ", error " + error);
        }
    }

    @Test
    void aMachineWithoutWeightsIsFoundWithoutError() {
        Machine machine = Machine.restricted(784, 500);
        Parameters parameters = Parameters.zero(machine);
        Random random = new Random(1);
        double exact = 0;
        for (int layer = 0; layer < 2; layer++) {
            for (int i = 0; i < machine.biases(layer).length(); i++) {
                float bias = (float) random.nextGaussian();
                parameters.values()[machine.biases(layer).offset() + i] = bias;
                exact += Math.log1p(Math.exp(bias));
            }
        }
        TwoLayers layers = new TwoLayers(
                machine, parameters.values(), Kernels.elementwise(), new Float32Products(Kernels.matrixProduct()));
        double[] means = new double[784];
        for (int i = 0; i < 784; i++) {
            means[i] = 1 / (1 + Math.exp(-parameters.values()[machine.biases(0).offset() + i]));
        }
        IndependentUnits base = IndependentUnits.ofMeans(means, 1_000_000_000_000L);
        double[] logWeights = new Annealing(layers, base, Kernels.elementwise())
                .up(InverseTemperatures.of(100), 10, DrawKey.of(1, 0, 200), 0);
        LogZEstimate estimate = LogZEstimate.of(Direction.UP, base.logPartitionFunction(500), logWeights);
        assertEquals(exact, estimate.value(), 1e-3);
        assertEquals(10, estimate.effectiveSampleSize(), 1e-6);
    }

    @Test
    void aChainsDrawsAreThoseOfItsNumber() {
        Case test = new Case(1);
        TwoLayers layers = new TwoLayers(
                test.machine,
                test.parameters.values(),
                Kernels.elementwise(),
                new Float32Products(Kernels.matrixProduct()));
        Annealing annealing = new Annealing(layers, test.base, Kernels.elementwise());
        DrawKey key = DrawKey.of(9, 0, Purpose.ANNEALING_UP.number());
        double[] beta = InverseTemperatures.of(50);
        double[] all = annealing.up(beta, 20, key, 0);
        double[] later = annealing.up(beta, 5, key, 10);
        for (int r = 0; r < 5; r++) {
            assertEquals(all[10 + r], later[r], 1e-5);
            assertTrue(all[10 + r] != all[r]);
        }
    }

    @Test
    void temperaturesAreDenseTowardsOne() {
        double[] reference = InverseTemperatures.of(14_500);
        assertEquals(14_501, reference.length);
        assertEquals(0, reference[0]);
        assertEquals(0.5, reference[500], 1e-15);
        assertEquals(0.9, reference[4_500], 1e-15);
        assertEquals(1, reference[14_500]);
        for (int steps : new int[] {3, 4, 29, 100, 14_500}) {
            double[] beta = InverseTemperatures.of(steps);
            for (int k = 0; k < steps; k++) {
                assertTrue(beta[k] < beta[k + 1], steps + " steps, step " + k);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> InverseTemperatures.of(2));
    }

    @Test
    void errorsAreComputedRelativeToTheLargestWeight() {
        // Weights 1, 2, 3 of e^2000: mean 2, sd 1, standard error 1 / (2 sqrt 3).
        double[] logWeights = {2_000, 2_000 + Math.log(2), 2_000 + Math.log(3)};
        LogZEstimate up = LogZEstimate.of(Direction.UP, 10, logWeights);
        assertEquals(2_010 + Math.log(2), up.value(), 1e-9);
        assertEquals(1 / (2 * Math.sqrt(3)), up.standardError(), 1e-9);
        assertEquals(36.0 / 14, up.effectiveSampleSize(), 1e-9);
        assertEquals(2_010 + Math.log(2 + 3 / Math.sqrt(3)), up.high(), 1e-9);
        assertEquals(2_010 + Math.log(2 - 3 / Math.sqrt(3)), up.low(), 1e-9);
        LogZEstimate down = LogZEstimate.of(Direction.DOWN, 10, logWeights);
        assertEquals(10 - 2_000 - Math.log(2), down.value(), 1e-9);
        assertEquals(10 - 2_000 - Math.log(2 + 3 / Math.sqrt(3)), down.low(), 1e-9);
        LogZEstimate open = LogZEstimate.of(Direction.UP, 0, new double[] {0, -50});
        assertEquals(Double.NEGATIVE_INFINITY, open.low());
        assertTrue(up.contradicts(down) && !up.contradicts(up));
        assertThrows(IllegalArgumentException.class, () -> LogZEstimate.of(Direction.UP, 0, new double[1]));
    }
}
