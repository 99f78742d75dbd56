package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.evaluate.LogZEstimate.Direction;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Float32Products;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.ExactPartition;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Annealed estimates of general machines in both directions against enumeration, and planted faults that they must show. */
class GeneralAnnealingTest {
    private static final int CHAINS = 100;
    private static final double[] BETA = InverseTemperatures.of(400);

    /** A tiny machine with random parameters, enumerated. */
    private static final class Case {
        private final Machine machine;
        private final Parameters parameters;
        private final Enumeration all;
        private final IndependentUnits base;
        private final long seed;

        Case(Machine machine, long seed) {
            this.machine = machine;
            this.seed = seed;
            // A spin's weight counts four times as much in the energy as a binary unit's, its bias twice.
            boolean spin = machine.layer(0).type().lowest() < 0;
            parameters = TinyMachines.random(machine, spin ? 0.25 : 0.7, seed);
            all = Enumeration.of(machine, parameters, 1);
            Block bias = machine.biases(0);
            base = IndependentUnits.of(
                    machine, Arrays.copyOfRange(all.expectations(), bias.offset(), bias.end()), 1_000);
        }

        /** Exact samples of all units that are not summed out. */
        float[] samples(int chains) {
            Random random = new Random(seed);
            int width = AnnealedMachine.width(machine);
            float[] samples = new float[chains * width];
            for (int r = 0; r < chains; r++) {
                double u = random.nextDouble();
                int n = 0;
                while (n < all.count() - 1 && u >= all.probability(n)) {
                    u -= all.probability(n++);
                }
                double[][] state = all.state(n);
                for (int i = 0; i < width; i++) {
                    int units = state[0].length;
                    samples[r * width + i] = (float) (i < units ? state[0][i] : state[1][i - units]);
                }
            }
            return samples;
        }

        AnnealedMachine annealing(float[] annealed) {
            return new GeneralAnnealing(
                    machine, annealed, base, Kernels.elementwise(), new Float32Products(Kernels.matrixProduct()));
        }

        LogZEstimate estimate(Direction direction, float[] annealed, double[] beta, int chains) {
            boolean up = direction == Direction.UP;
            DrawKey key = DrawKey.of(seed, 0, (up ? Purpose.ANNEALING_UP : Purpose.ANNEALING_DOWN).number());
            AnnealedMachine annealing = annealing(annealed);
            double[] logWeights =
                    up ? annealing.up(beta, chains, key, 0) : annealing.down(beta, samples(chains), chains, key, 0);
            return LogZEstimate.of(direction, AnnealedMachine.logBase(machine, base), logWeights);
        }
    }

    /** What annealing makes of a case: the right parameters, or a planted fault. */
    @FunctionalInterface
    private interface Fault {
        float[] of(Case test);
    }

    /** How many of all estimates of all kinds of machines, both directions, are within three of their standard errors; the largest error. */
    private static double[] outcome(List<Machine> machines, Fault fault) {
        double[] result = new double[3];
        for (Machine machine : machines) {
            for (int seed = 0; seed < 3; seed++) {
                Case test = new Case(machine, seed);
                for (Direction direction : Direction.values()) {
                    LogZEstimate estimate = test.estimate(direction, fault.of(test), BETA, CHAINS);
                    double error = Math.abs(estimate.value() - test.all.logPartitionFunction());
                    result[0]++;
                    result[1] += error <= 3 * estimate.standardError() + 1e-5 ? 1 : 0;
                    result[2] = Math.max(result[2], error);
                }
            }
        }
        return result;
    }

    private static boolean isRight(double[] outcome) {
        return outcome[0] - outcome[1] <= 3 && outcome[2] <= 0.12;
    }

    @Test
    void bothDirectionsFindTheExactValueOfEveryKindOfMachine() {
        double[] outcome = outcome(GeneralMachines.all(), test -> test.parameters.values());
        assertEquals(90, outcome[0]);
        assertTrue(isRight(outcome), Arrays.toString(outcome));
    }

    @Test
    void aCouplingLeftOutIsFound() {
        List<Machine> machines = List.of(
                GeneralMachine.of(UnitTypes.BERNOULLI, 5, 4, Connections.FULL),
                GeneralMachine.of(UnitTypes.named("spin"), 5, 4, Connections.FULL));
        for (int c = 0; c < 3; c++) {
            int coupling = c;
            double[] outcome = outcome(machines, test -> {
                float[] wrong = test.parameters.values().clone();
                Block w = test.machine.weights(coupling);
                Arrays.fill(wrong, w.offset(), w.end(), 0f);
                return wrong;
            });
            assertFalse(isRight(outcome), "coupling " + c + ": " + Arrays.toString(outcome));
        }
    }

    /** However few temperatures: the mean of weights is the ratio of partition functions. */
    @Test
    void weightsAreUnbiasedHoweverFewTemperaturesThereAre() {
        double[] few = InverseTemperatures.of(5);
        for (Machine machine : GeneralMachines.all()) {
            Case test = new Case(machine, 4);
            for (Direction direction : Direction.values()) {
                LogZEstimate estimate = test.estimate(direction, test.parameters.values(), few, 20_000);
                double error = estimate.standardError();
                assertTrue(error < 0.1, "error " + error);
                assertEquals(test.all.logPartitionFunction(), estimate.value(), 4 * error, direction.toString());
            }
        }
    }

    /** Zero lateral weights: the restricted machine's chains, draw for draw. */
    @Test
    void withoutLateralWeightsItIsTheRestrictedMachine() {
        int n = 20;
        Machine restricted = Machine.restricted(n, 8);
        Parameters parameters = TinyMachines.random(restricted, 0.6, 41);
        Machine semi = GeneralMachine.of(UnitTypes.BERNOULLI, n, 8, Connections.SEMI_RESTRICTED);
        float[] more = new float[semi.layout().length()];
        System.arraycopy(parameters.values(), 0, more, n * n, parameters.values().length);
        IndependentUnits base = IndependentUnits.ofMeans(new double[n], 3);
        AnnealedMachine plain = of(restricted, parameters.values(), base);
        AnnealedMachine general = of(semi, more, base);
        assertSame(Annealing.class, plain.getClass());
        DrawKey key = DrawKey.of(5, 0, Purpose.ANNEALING_UP.number());
        assertArrayEquals(plain.up(BETA, 30, key, 7), general.up(BETA, 30, key, 7), 1e-3);
        float[] starts = plain.noise(30, key, 7);
        float[] same = general.noise(30, key, 7);
        assertArrayEquals(starts, same);
        plain.sweep(starts, 30, 20, key, 7);
        general.sweep(same, 30, 20, key, 7);
        assertArrayEquals(starts, same);
        assertArrayEquals(plain.down(BETA, starts, 30, key, 7), general.down(BETA, same, 30, key, 7), 1e-3);
    }

    private static AnnealedMachine of(Machine machine, float[] parameters, IndependentUnits base) {
        return AnnealedMachine.of(
                machine, parameters, base, Kernels.elementwise(), new Float32Products(Kernels.matrixProduct()));
    }

    /** More units than a block of those drawn one after the other; exact by summing out the many. */
    @Test
    void aMachineOfManyUnitsIsFound() {
        Machine semi = GeneralMachine.of(UnitTypes.BERNOULLI, 16, 90, Connections.SEMI_RESTRICTED);
        Parameters parameters = TinyMachines.random(semi, 0.2, 42);
        double exact = ExactPartition.of(semi).logPartitionFunction(parameters.values(), 1);
        IndependentUnits base = IndependentUnits.uniform(16);
        double[] logWeights = of(semi, parameters.values(), base).up(BETA, 50, DrawKey.of(1, 0, 200), 0);
        LogZEstimate estimate = LogZEstimate.of(Direction.UP, AnnealedMachine.logBase(semi, base), logWeights);
        assertTrue(estimate.standardError() < 0.05, "error " + estimate.standardError());
        assertEquals(exact, estimate.value(), 4 * estimate.standardError());
    }

    @Test
    void aChainsDrawsAreThoseOfItsNumber() {
        for (Machine machine : GeneralMachines.coupledHidden()) {
            Case test = new Case(machine, 5);
            DrawKey key = DrawKey.of(9, 0, Purpose.ANNEALING_UP.number());
            AnnealedMachine annealing = test.annealing(test.parameters.values());
            double[] all = annealing.up(BETA, 20, key, 0);
            double[] later = annealing.up(BETA, 5, key, 10);
            for (int r = 0; r < 5; r++) {
                assertEquals(all[10 + r], later[r], 1e-4);
                assertTrue(all[10 + r] != all[r]);
            }
        }
    }

    @Test
    void otherMachinesAreRefused() {
        Machine two = TinyMachines.twoVisibleLayers();
        assertThrows(
                IllegalArgumentException.class,
                () -> of(two, new float[two.layout().length()], IndependentUnits.uniform(3)));
    }
}
