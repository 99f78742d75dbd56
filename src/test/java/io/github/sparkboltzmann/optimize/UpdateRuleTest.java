package io.github.sparkboltzmann.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The update rule against numbers worked out by hand, and the centred gradient against its definition and its symmetry. */
class UpdateRuleTest {
    /** One weight, a visible bias and a hidden one. */
    private static final Machine MACHINE = Machine.restricted(1, 1);

    @Test
    void twoUpdatesAreThoseWorkedOutByHand() {
        LearnerState state = LearnerState.start(MACHINE, Parameters.of(MACHINE, new float[] {2, 2, 2}), true, null);

        // Four rows: means 1, 0.5, -1. Weight: 0.5 (1 - 0.1 * 2) = 0.4; biases are not decayed: 0.25, -0.5.
        rule(MACHINE, 0.5, 0.9, 0.1, 0).apply(state, statistics(4, 4, 2, -4), new Progress(0, 10, 1, 1));
        assertArrayEquals(new float[] {2.4f, 2.25f, 1.5f}, parameters(state, MACHINE), 1e-6f);

        // Two rows: means 0, 1, 1. Velocities: 0.9 * 0.4 + 0.1 (0 - 0.1 * 2.4) = 0.336; 0.225 + 0.1; -0.45 + 0.1.
        rule(MACHINE, 0.1, 0.9, 0.1, 0).apply(state, statistics(2, 0, 2, 2), new Progress(1, 10, 1, 1));
        assertArrayEquals(new float[] {2.736f, 2.575f, 1.15f}, parameters(state, MACHINE), 1e-6f);
    }

    @Test
    void withoutMomentumThereIsNoVelocity() {
        LearnerState state = LearnerState.start(MACHINE, Parameters.of(MACHINE, new float[] {2, 2, 2}), false, null);
        assertEquals(3, state.values().length);
        rule(MACHINE, 0.5, 0, 0.1, 0).apply(state, statistics(4, 4, 2, -4), new Progress(0, 10, 1, 1));
        assertArrayEquals(new float[] {2.4f, 2.25f, 1.5f}, state.values(), 1e-6f);
    }

    @Test
    void theScheduleIsAskedForTheStepAndTheMomentumForTheEpoch() {
        OptimizerSettings settings =
                new OptimizerSettings(new Schedule(Schedule.Shape.LINEAR, 1, 0), new Momentum(0, 0.5, 2), 0, 0);
        LearnerState state = LearnerState.start(MACHINE, Parameters.zero(MACHINE), true, null);
        UpdateRule rule = new UpdateRule(MACHINE, settings);
        rule.apply(state, statistics(1, 1, 0, 0), new Progress(4, 10, 5, 1));
        assertEquals(0.6f, state.values()[0], 1e-6f);
        // Step 5 is the first of epoch 2: velocity 0.5 * 0.6 + 0.5 * 1.
        rule.apply(state, statistics(1, 1, 0, 0), new Progress(5, 10, 5, 1));
        assertEquals(0.6f + 0.8f, state.values()[0], 1e-6f);
    }

    @Test
    void rateIsThatOfOneRowWhateverTheBatch() {
        LearnerState few = LearnerState.start(MACHINE, Parameters.zero(MACHINE), false, null);
        LearnerState many = LearnerState.start(MACHINE, Parameters.zero(MACHINE), false, null);
        rule(MACHINE, 0.1, 0, 0, 0).apply(few, statistics(1, 1, -1, 0.5f), new Progress(0, 1, 1, 1));
        rule(MACHINE, 0.1, 0, 0, 0).apply(many, statistics(64, 64, -64, 32), new Progress(0, 1, 1, 1));
        assertArrayEquals(few.values(), many.values());
    }

    @Test
    void statisticsOfNoRowsChangeNothing() {
        LearnerState state = LearnerState.start(MACHINE, Parameters.of(MACHINE, new float[] {2, 3, 4}), true, null);
        UpdateRule rule = rule(MACHINE, 0.1, 0.9, 0.1, 0);
        rule.apply(state, statistics(1, 1, 1, 1), new Progress(0, 10, 1, 1));
        float[] before = state.values().clone();
        rule.apply(state, new Statistics(MACHINE.statisticsLayout()), new Progress(1, 10, 1, 1));
        assertArrayEquals(before, state.values());
    }

    /** The centred gradient, from raw states of both phases, by its definition. */
    @Test
    void theCentredGradientIsThatOfCentredStates() {
        Machine machine = Machine.restricted(3, 2);
        double[][] data = {{1, 0, 1}, {0.9, 0.2}, {0, 1, 1}, {0.4, 0.7}};
        double[][] model = {{1, 1, 0}, {0.3, 0.1}, {0, 0, 1}, {0.8, 0.6}};
        double[][] offsets = {{0.3, 0.6, 0.1}, {0.25, 0.75}};
        LearnerState state = LearnerState.start(machine, Parameters.zero(machine), false, offsets);
        double nu = 0.4;
        rule(machine, 1, 0, 0, nu).apply(state, sums(machine, data, model), new Progress(0, 1, 1, 1));

        double[] mu = new double[3];
        double[] lambda = new double[2];
        for (int i = 0; i < 3; i++) {
            mu[i] = (1 - nu) * offsets[0][i] + nu * (data[0][i] + data[2][i]) / 2;
        }
        for (int j = 0; j < 2; j++) {
            lambda[j] = (1 - nu) * offsets[1][j] + nu * (data[1][j] + data[3][j]) / 2;
        }
        double[] expected = new double[11];
        double[][] w = new double[3][2];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 2; j++) {
                for (int r = 0; r < 4; r += 2) {
                    w[i][j] += (data[r][i] - mu[i]) * (data[r + 1][j] - lambda[j]) / 2;
                    w[i][j] -= (model[r][i] - mu[i]) * (model[r + 1][j] - lambda[j]) / 2;
                }
                expected[2 * i + j] = w[i][j];
            }
        }
        for (int i = 0; i < 3; i++) {
            expected[6 + i] = (data[0][i] + data[2][i] - model[0][i] - model[2][i]) / 2
                    - w[i][0] * lambda[0]
                    - w[i][1] * lambda[1];
        }
        for (int j = 0; j < 2; j++) {
            expected[9 + j] = (data[1][j] + data[3][j] - model[1][j] - model[3][j]) / 2;
            for (int i = 0; i < 3; i++) {
                expected[9 + j] -= w[i][j] * mu[i];
            }
        }
        for (int n = 0; n < 11; n++) {
            assertEquals(expected[n], state.values()[n], 1e-6, "parameter " + n);
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(mu[i], state.values()[11 + i], 1e-6);
        }
    }

    @Test
    void aCentredGradientOfALateralCouplingStaysSymmetricWithAZeroDiagonal() {
        Machine machine = TinyMachines.general();
        double[][] offsets = new double[machine.layerCount()][];
        for (int l = 0; l < offsets.length; l++) {
            offsets[l] = new double[machine.layer(l).size()];
            Arrays.fill(offsets[l], 0.3);
        }
        LearnerState state = LearnerState.start(machine, Parameters.zero(machine), true, offsets);
        Statistics statistics = new Statistics(machine.statisticsLayout());
        float[] sums = statistics.values();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = (i * 7 % 5) - 2;
        }
        for (int c = 0; c < machine.couplings().size(); c++) {
            if (machine.coupling(c).isLateral()) {
                int n = machine.weights(c).rows();
                int at = machine.weights(c).offset();
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j <= i; j++) {
                        sums[at + i * n + j] = i == j ? 0 : sums[at + j * n + i];
                    }
                }
            }
        }
        statistics.count(4, 0);
        rule(machine, 0.1, 0.9, 0.01, 0.05).apply(state, statistics, new Progress(0, 1, 1, 1));
        for (int c = 0; c < machine.couplings().size(); c++) {
            int n = machine.weights(c).rows();
            int at = machine.weights(c).offset();
            for (int i = 0; machine.coupling(c).isLateral() && i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    float w = state.values()[at + i * n + j];
                    assertEquals(i == j ? 0 : state.values()[at + j * n + i], w, 1e-7f);
                }
            }
        }
    }

    /**
     * Flipping a visible unit, 1 - v, mirrors the machine: W_i -> -W_i, a_i -> -a_i, b -> b + W_i. The centred update of flipped data is the
     * mirrored update; the plain one is not.
     */
    /** A first step is as long as the rate, in a first run and where moments start anew after a thousand updates. */
    @Test
    void theFirstStepOfNewMomentsIsAsLongAsTheRate() {
        OptimizerSettings settings = new OptimizerSettings(
                        new Schedule(Schedule.Shape.CONSTANT, 0.1, 0.1), new Momentum(0, 0, 1), 0, 0)
                .withAdam(new Adam(0.9, 0.999, 1e-8));
        for (long before : new long[] {0, 1000}) {
            LearnerState state = LearnerState.start(MACHINE, Parameters.zero(MACHINE), settings, null);
            new UpdateRule(MACHINE, settings).apply(state, statistics(4, 4, 2, -4), new Progress(0, 10, 1, 1, before));
            for (int i = 0; i < state.parameterCount(); i++) {
                assertEquals(0.1, Math.abs(state.values()[i]), 1e-5);
            }
        }
    }

    @Test
    void theCentredUpdateDoesNotMindFlippedData() {
        assertEquals(0, flipGap(0.05), 1e-5);
        assertEquals(true, flipGap(0) > 1e-2);
    }

    private static double flipGap(double nu) {
        Machine machine = Machine.restricted(3, 2);
        double[][] data = {{1, 0, 1}, {0.9, 0.2}, {0, 1, 1}, {0.4, 0.7}};
        double[][] model = {{1, 1, 0}, {0.3, 0.1}, {0, 0, 1}, {0.8, 0.6}};
        Parameters plain = TinyMachines.random(machine, 1, 3);
        LearnerState state = LearnerState.start(
                machine, plain, false, nu == 0 ? null : new double[][] {{0.3, 0.6, 0.1}, {0.25, 0.75}});
        LearnerState mirrored = LearnerState.start(
                machine,
                Parameters.of(machine, mirror(plain.values())),
                false,
                nu == 0 ? null : new double[][] {{0.7, 0.4, 0.9}, {0.25, 0.75}});
        rule(machine, 0.3, 0, 0, nu).apply(state, sums(machine, data, model), new Progress(0, 1, 1, 1));
        rule(machine, 0.3, 0, 0, nu).apply(mirrored, sums(machine, flip(data), flip(model)), new Progress(0, 1, 1, 1));
        float[] expected = mirror(state.parameters(machine).values());
        double gap = 0;
        for (int i = 0; i < expected.length; i++) {
            gap = Math.max(gap, Math.abs(expected[i] - mirrored.values()[i]));
        }
        return gap;
    }

    private static float[] mirror(float[] x) {
        float[] y = x.clone();
        for (int i = 0; i < 3; i++) {
            y[6 + i] = -x[6 + i];
            for (int j = 0; j < 2; j++) {
                y[2 * i + j] = -x[2 * i + j];
                y[9 + j] += x[2 * i + j];
            }
        }
        return y;
    }

    private static double[][] flip(double[][] states) {
        double[][] flipped = new double[states.length][];
        for (int r = 0; r < states.length; r++) {
            flipped[r] = states[r].clone();
            for (int i = 0; r % 2 == 0 && i < 3; i++) {
                flipped[r][i] = 1 - states[r][i];
            }
        }
        return flipped;
    }

    @Test
    void refusesDecayThatIsNegativeOrNoNumber() {
        for (double l2 : new double[] {-1e-3, Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = assertThrows(IllegalArgumentException.class, () -> rule(MACHINE, 1, 0, l2, 0))
                    .getMessage();
            assertEquals("Weight decay is 0 or more, but is " + l2 + ".", message);
        }
        assertThrows(IllegalArgumentException.class, () -> rule(MACHINE, 1, 0, 0, 1.5));
    }

    private static UpdateRule rule(Machine machine, double rate, double momentum, double l2, double offsetRate) {
        return new UpdateRule(
                machine,
                new OptimizerSettings(
                        new Schedule(Schedule.Shape.CONSTANT, rate, rate),
                        new Momentum(momentum, momentum, 1),
                        l2,
                        offsetRate));
    }

    private static float[] parameters(LearnerState state, Machine machine) {
        return state.parameters(machine).values();
    }

    /** Rows of visible and hidden states take turns. */
    private static Statistics sums(Machine machine, double[][] data, double[][] model) {
        Statistics statistics = new Statistics(machine.statisticsLayout());
        float[] sums = statistics.values();
        for (int r = 0; r < data.length; r += 2) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 2; j++) {
                    sums[2 * i + j] += (float) (data[r][i] * data[r + 1][j] - model[r][i] * model[r + 1][j]);
                }
                sums[6 + i] += (float) (data[r][i] - model[r][i]);
                sums[11 + i] += (float) data[r][i];
            }
            for (int j = 0; j < 2; j++) {
                sums[9 + j] += (float) (data[r + 1][j] - model[r + 1][j]);
                sums[14 + j] += (float) data[r + 1][j];
            }
        }
        statistics.count(data.length / 2, 0);
        return statistics;
    }

    private static Statistics statistics(int rows, float... sums) {
        Statistics statistics = new Statistics(MACHINE.statisticsLayout());
        System.arraycopy(sums, 0, statistics.values(), 0, sums.length);
        statistics.count(rows, 0);
        return statistics;
    }
}
