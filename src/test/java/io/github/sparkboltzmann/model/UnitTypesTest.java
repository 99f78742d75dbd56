package io.github.sparkboltzmann.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each type's mean, log-partition and draw against the sum, or integral, of its own definition. */
class UnitTypesTest {
    private static final Elementwise KERNELS = Kernels.elementwise();
    private static final int ROWS = 20_000;
    private static final float[] BETAS = {1f, 0.6f};

    @Test
    void finiteUnitsAreThoseOfTheirStatesWeights() {
        for (String id : List.of("bernoulli", "spin", "softmax:3", "binomial:1", "binomial:5")) {
            UnitType type = UnitTypes.named(id);
            double[][] states = type.groupStates();
            for (float scale : new float[] {0.3f, 2f}) {
                for (float beta : BETAS) {
                    assertConditional(type, inputs(states[0].length, scale), beta, states, null);
                }
            }
        }
    }

    @Test
    void multinomialCountsAreThoseOfTheirStatesWeightsGivenTheTotal() {
        List<double[]> states = new ArrayList<>();
        for (int a = 0; a <= 4; a++) {
            for (int b = 0; b <= 4 - a; b++) {
                states.add(new double[] {a, b, 4 - a - b});
            }
        }
        for (float beta : BETAS) {
            assertConditional(
                    UnitTypes.named("multinomial"),
                    inputs(3, 0.8f),
                    beta,
                    states.toArray(double[][]::new),
                    new float[] {0, 3, 1});
        }
    }

    private static float[] inputs(int units, float scale) {
        float[] z = new float[units];
        for (int i = 0; i < units; i++) {
            z[i] = scale * (i % 2 == 0 ? 1 + i : -0.5f);
        }
        return z;
    }

    private static void assertConditional(UnitType type, float[] z, float beta, double[][] states, float[] before) {
        int units = z.length;
        double[] log = new double[states.length];
        double[] logAtOne = new double[states.length];
        for (int s = 0; s < states.length; s++) {
            double sum = 0;
            for (int i = 0; i < units; i++) {
                sum += z[i] * states[s][i];
            }
            log[s] = beta * sum + type.logMultiplicity(states[s]);
            logAtOne[s] = sum + type.logMultiplicity(states[s]);
        }
        double logSum = Numerics.logSumExp(log);
        Sampled sampled = new Sampled(type, z, 0, beta, before);
        double chiSquare = 0;
        double[] mean = new double[units];
        for (int s = 0; s < states.length; s++) {
            double expected = ROWS * Math.exp(log[s] - logSum);
            double count = sampled.count(states[s]);
            chiSquare += (count - expected) * (count - expected) / expected;
            for (int i = 0; i < units; i++) {
                mean[i] += states[s][i] * expected / ROWS;
            }
        }
        // Beyond the bound with a probability below 1e-6 for up to 15 states.
        assertTrue(chiSquare < 24 + 3 * states.length, type + ", beta " + beta + ": chi square " + chiSquare);
        for (int i = 0; i < units; i++) {
            assertEquals(mean[i], sampled.meanOf(i), 1e-6 * (1 + Math.abs(mean[i])), type + ", unit " + i);
        }
        if (before == null) {
            assertEquals(Numerics.logSumExp(logAtOne), sampled.logPartition(), 2e-6, type.id());
        }
    }

    @Test
    void continuousUnitsAreThoseOfTheirDensities() {
        for (float z : new float[] {-20, -3.5f, -1, 0, 0.7f, 3, 12}) {
            for (float beta : BETAS) {
                assertDensity(UnitTypes.named("gaussian"), z, 0, beta, z - 12, z + 12);
                assertDensity(UnitTypes.named("rectified"), z, 0, beta, 0, z < -2 ? -40 / z : z + 14);
            }
        }
        for (float logVariance : new float[] {-4, -0.5f, 1}) {
            float variance = (float) Math.exp(logVariance);
            double wide = 14 * Math.sqrt(variance);
            assertDensity(
                    UnitTypes.named("gaussian-learned"),
                    1.5f,
                    logVariance,
                    1,
                    1.5 * variance - wide,
                    1.5 * variance + wide);
            assertDensity(
                    UnitTypes.named("gaussian-learned"),
                    1.5f,
                    logVariance,
                    0.6f,
                    1.5 * variance - wide,
                    1.5 * variance + wide);
        }
    }

    /** Quadrature of exp(beta (z s - e(s))) between the borders: mean, log-partition, and the largest gap to the draws' distribution. */
    private static void assertDensity(UnitType type, float z, float logVariance, float beta, double from, double to) {
        int cells = 60_000;
        double step = (to - from) / cells;
        double[] cumulative = new double[cells + 1];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < cells; i++) {
            double s = from + (i + 0.5) * step;
            largest = Math.max(largest, beta * (z * s - type.energy(s, logVariance)));
        }
        double mean = 0;
        double atOne = 0;
        for (int i = 0; i < cells; i++) {
            double s = from + (i + 0.5) * step;
            double weight = Math.exp(beta * (z * s - type.energy(s, logVariance)) - largest);
            cumulative[i + 1] = cumulative[i] + weight;
            mean += weight * s;
            atOne += Math.exp(z * s - type.energy(s, logVariance) - largest / beta) * step;
        }
        double total = cumulative[cells];
        Sampled sampled = new Sampled(type, new float[] {z}, logVariance, beta, null);
        String what = type + ", z " + z + ", beta " + beta;
        assertEquals(mean / total, sampled.meanOf(0), 1e-6 * (1 + Math.abs(mean / total)), what);
        assertEquals(largest / beta + Math.log(atOne), sampled.logPartition(), 1e-5, what);
        double[] sorted = sampled.sorted();
        double gap = 0;
        for (int n = 0; n < ROWS; n++) {
            int cell = (int) Math.max(0, Math.min(cells, Math.round((sorted[n] - from) / step)));
            gap = Math.max(gap, Math.abs(cumulative[cell] / total - (n + 0.5) / ROWS));
        }
        // Kolmogorov and Smirnov: beyond 2.5 with a probability of 7e-6.
        assertTrue(gap * Math.sqrt(ROWS) < 2.5, what + ": gap " + gap * Math.sqrt(ROWS));
    }

    @Test
    void noisyRectifiedUnitsHaveTheMeanOfWhatIsDrawn() {
        UnitType type = UnitTypes.named("nrelu");
        for (float z : new float[] {-3, -0.5f, 0, 0.5f, 2, 50}) {
            for (float beta : BETAS) {
                Sampled sampled = new Sampled(type, new float[] {z}, 0, beta, null);
                double[] draws = sampled.sorted();
                double mean = Arrays.stream(draws).average().orElseThrow();
                double square = Arrays.stream(draws).map(x -> x * x).average().orElseThrow();
                double error = Math.sqrt((square - mean * mean) / ROWS) + 1e-6;
                assertTrue(
                        Math.abs(mean - sampled.meanOf(0)) < 5 * error,
                        "z " + z + ": " + mean + ", " + sampled.meanOf(0));
                assertTrue(draws[0] >= 0);
                if (z == 50) {
                    // Far from the corner the noise is all there is: variance sigmoid(beta z) / beta.
                    assertEquals(1 / beta, square - mean * mean, 0.05 / beta);
                }
            }
        }
        assertThrows(
                IllegalArgumentException.class, () -> new Sampled(type, new float[] {1}, 0, 1, null).logPartition());
    }

    @Test
    void biasOfAMeanGivesThatMeanBack() {
        for (String id : List.of("bernoulli", "spin", "gaussian", "rectified", "binomial:5")) {
            UnitType type = UnitTypes.named(id);
            Sampled sampled = new Sampled(type, new float[] {(float) type.biasOf(0.3)}, 0, 1, null);
            assertEquals(0.3, sampled.meanOf(0), 1e-6, id);
        }
    }

    @Test
    void neighbouringUnitsDrawIndependently() {
        for (String id : List.of("spin", "gaussian", "rectified", "nrelu", "binomial:5")) {
            float[] z = new float[8];
            Arrays.fill(z, 0.4f);
            Sampled sampled = new Sampled(UnitTypes.named(id), z, 0, 1, null);
            for (int i = 1; i < z.length; i++) {
                double correlation = sampled.correlation(0, i);
                assertTrue(Math.abs(correlation) < 5 / Math.sqrt(ROWS), id + ", unit " + i + ": " + correlation);
            }
        }
    }

    @Test
    void namesAreReadBack() {
        for (String id : List.of(
                "bernoulli",
                "spin",
                "gaussian",
                "gaussian-learned",
                "rectified",
                "nrelu",
                "softmax:10",
                "multinomial",
                "binomial:8")) {
            assertEquals(id, UnitTypes.named(id).id());
            assertEquals(UnitTypes.named(id), UnitTypes.named(id));
            assertTrue(UnitTypes.named(id).learningRate() > 0);
        }
        for (String id : List.of(
                "softmax",
                "softmax:",
                "softmax:x",
                "softmax:1",
                "binomial:0",
                "binomial:1001",
                "spin:2",
                "ising",
                "")) {
            assertThrows(IllegalArgumentException.class, () -> UnitTypes.named(id), id);
        }
    }

    /** Draws of rows that all have the same inputs, half of which stand in the bias. */
    private static final class Sampled {
        private final UnitType type;
        private final Machine machine;
        private final float[] parameters;
        private final float[] z;
        private final float[] mean;
        private final float[] state;
        private final int units;

        Sampled(UnitType type, float[] z, float logVariance, float beta, float[] before) {
            this.type = type;
            this.z = z;
            units = z.length;
            machine = type.hasEnergy()
                    ? Machine.restricted(type, units, UnitTypes.BERNOULLI, 1)
                    : Machine.restricted(UnitTypes.BERNOULLI, 1, type, units);
            parameters = new float[machine.layout().length()];
            int layer = type.hasEnergy() ? 0 : 1;
            for (int i = 0; i < units; i++) {
                parameters[machine.biases(layer).offset() + i] = z[i] / 2;
                if (machine.logVariances(layer) != null) {
                    parameters[machine.logVariances(layer).offset() + i] = logVariance;
                }
            }
            mean = new float[ROWS * units];
            state = new float[ROWS * units];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = z[i % units] / 2;
                state[i] = before == null ? 0 : before[i % units];
            }
            UnitBatch batch = UnitBatch.of(machine, layer, parameters, mean, state, ROWS, beta);
            float[] onlyMean = mean.clone();
            type.mean(KERNELS, UnitBatch.of(machine, layer, parameters, onlyMean, state, ROWS, beta));
            type.draw(KERNELS, batch, DrawKey.of(11, 3, 1).at(2, layer), 0);
            for (int i = 0; i < mean.length; i++) {
                assertEquals(onlyMean[i], mean[i]);
            }
        }

        double meanOf(int unit) {
            return mean[unit];
        }

        double count(double[] wanted) {
            int count = 0;
            for (int r = 0; r < ROWS; r++) {
                boolean same = true;
                for (int i = 0; i < units; i++) {
                    same &= state[r * units + i] == wanted[i];
                }
                count += same ? 1 : 0;
            }
            return count;
        }

        double[] sorted() {
            double[] sorted = new double[ROWS];
            for (int r = 0; r < ROWS; r++) {
                sorted[r] = state[r * units];
            }
            Arrays.sort(sorted);
            return sorted;
        }

        double logPartition() {
            float[] input = new float[units];
            for (int i = 0; i < units; i++) {
                input[i] = z[i] / 2;
            }
            double[] out = new double[1];
            type.logPartition(
                    KERNELS, UnitBatch.of(machine, type.hasEnergy() ? 0 : 1, parameters, input, state, 1, 1), out);
            return out[0];
        }

        double correlation(int i, int j) {
            double x = 0;
            double y = 0;
            double xx = 0;
            double yy = 0;
            double xy = 0;
            for (int r = 0; r < ROWS; r++) {
                double a = state[r * units + i];
                double b = state[r * units + j];
                x += a / ROWS;
                y += b / ROWS;
                xx += a * a / ROWS;
                yy += b * b / ROWS;
                xy += a * b / ROWS;
            }
            return (xy - x * y) / Math.sqrt((xx - x * x) * (yy - y * y));
        }
    }

    /** A missing state is no wrong one, but what is decided together is missing together, and a total needs all counts. */
    @Test
    void missingStatesAreTakenWhereTheyCanBeSampled() {
        float nan = Float.NaN;
        assertNull(UnitTypes.named("binomial:8").problem(new float[] {3, nan}));
        assertNotNull(UnitTypes.named("binomial:8").problem(new float[] {3.5f, nan}));
        assertNull(UnitTypes.named("softmax:3").problem(new float[] {nan, nan, nan, 0, 1, 0}));
        assertNotNull(UnitTypes.named("softmax:3").problem(new float[] {1, nan, nan, 0, 1, 0}));
        assertNotNull(UnitTypes.named("multinomial").problem(new float[] {1, nan}));
    }
}
