package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.FastWeights;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Progress;
import io.github.sparkboltzmann.optimize.UpdateRule;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.sample.Trajectory;
import org.junit.jupiter.api.Test;

/** Chains follow the sum of parameters and fast weights, the data phase the parameters, and fast weights decay. */
class FastWeightsTest {
    private static final Machine MACHINE = TinyMachines.restricted();
    private static final float[][] DATA = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};

    /** With the parameters p and fast weights f the gradient is <.>_data at p less <.>_model at p + f. */
    @Test
    void modelStatisticsAreThoseOfTheSummedParameters() {
        float[] p = TinyMachines.random(MACHINE, 0.5, 3).values();
        float[] f = TinyMachines.random(MACHINE, 0.7, 4).values();
        float[] sum = new float[p.length];
        float[] both = new float[2 * p.length];
        for (int i = 0; i < p.length; i++) {
            sum[i] = p[i] + f[i];
            both[i] = p[i];
            both[p.length + i] = f[i];
        }
        double[] atP = EquilibriumGradient.exact(MACHINE, Parameters.of(MACHINE, p), DATA);
        double[] expected = new double[p.length];
        double[] modelAtP = io.github.sparkboltzmann.sample.Enumeration.of(MACHINE, Parameters.of(MACHINE, p), 1)
                .expectations();
        double[] modelAtSum = io.github.sparkboltzmann.sample.Enumeration.of(MACHINE, Parameters.of(MACHINE, sum), 1)
                .expectations();
        for (int i = 0; i < expected.length; i++) {
            expected[i] = atP[i] + modelAtP[i] - modelAtSum[i];
        }
        PersistentChains chains = new PersistentChains(
                MACHINE, StatisticsForm.HIDDEN_PROBABILITIES, Kernels.elementwise(), Kernels.batchProducts());
        chains.take(
                Chains.start(Kernels.elementwise(), MACHINE, Parameters.of(MACHINE, p), 600, 1, 5)
                        .of(0),
                Trajectory.none());
        chains.load(both, p.length);
        double[] z = EquilibriumGradient.zScores(MACHINE, DATA, chains, 6, expected, 1);
        assertTrue(EquilibriumGradient.worst(z) < 5, java.util.Arrays.toString(z));
        assertTrue(EquilibriumGradient.worst(EquilibriumGradient.zScores(MACHINE, DATA, chains, 6, atP, 1)) > 8);
    }

    @Test
    void fastWeightsFollowThePlainGradientAndDecay() {
        OptimizerSettings settings = TestTraining.constant(0.1).withFastWeights(new FastWeights(0.3, 0.5));
        double[][] half = {{0.5, 0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}};
        LearnerState state = LearnerState.start(MACHINE, Parameters.zero(MACHINE), settings, half);
        UpdateRule rule = new UpdateRule(MACHINE, settings);
        float[] expected = new float[state.parameterCount()];
        for (int step = 0; step < 4; step++) {
            Statistics statistics = new Statistics(MACHINE.statisticsLayout());
            float[] sums = statistics.values();
            for (int i = 0; i < sums.length; i++) {
                sums[i] = (i * 7 + step) % 5 - 2;
            }
            statistics.count(4, 0);
            for (int i = 0; i < expected.length; i++) {
                expected[i] = 0.5f * expected[i] + 0.3f * 0.25f * sums[i];
            }
            rule.apply(state, statistics, new Progress(step, 10, 5, 1));
        }
        float[] fast =
                java.util.Arrays.copyOfRange(state.values(), state.fast(), state.fast() + state.parameterCount());
        assertArrayEquals(expected, fast, 1e-6f);
        assertEquals(2 * state.parameterCount(), state.forGradient().values().length);
    }
}
