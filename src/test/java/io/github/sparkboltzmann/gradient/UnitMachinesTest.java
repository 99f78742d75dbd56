package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.ExactMixed;
import io.github.sparkboltzmann.sample.ExactPartition;
import io.github.sparkboltzmann.sample.RowBlock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tiny machines of every unit type against enumeration and quadrature: free energy, log Z, gradients. */
class UnitMachinesTest {
    private static Machine machine(String visible, int v, String hidden, int h) {
        return Machine.restricted(UnitTypes.named(visible), v, UnitTypes.named(hidden), h);
    }

    private static List<Machine> finite() {
        return List.of(
                machine("spin", 3, "bernoulli", 2),
                machine("bernoulli", 3, "spin", 3),
                machine("softmax:3", 6, "spin", 2),
                machine("binomial:3", 2, "softmax:2", 4),
                machine("bernoulli", 3, "binomial:4", 2),
                machine("softmax:2", 4, "bernoulli", 3),
                machine("bernoulli", 3, "bernoulli", 2));
    }

    private static double[] freeEnergies(Machine machine, Parameters parameters, double[][] rows) {
        RowMeasurer measurer = new RowMeasurer(machine, Kernels.elementwise(), Kernels.batchProducts());
        measurer.load(parameters.values());
        float[] states = measurer.clamp(rows.length);
        int width = rows[0].length;
        for (int i = 0; i < rows.length * width; i++) {
            states[i] = (float) rows[i / width][i % width];
        }
        double[] out = new double[rows.length];
        measurer.freeEnergy(out);
        return out;
    }

    @Test
    void freeEnergyAndLogPartitionFunctionAreThoseOfTheEnumeration() {
        for (Machine machine : finite()) {
            Parameters parameters = TinyMachines.random(machine, 0.8, 5);
            Enumeration all = Enumeration.of(machine, parameters, 1);
            List<double[]> rows = new ArrayList<>();
            double[] minus = new double[all.count()];
            for (int n = 0; n < all.count(); n++) {
                rows.add(all.state(n)[0]);
            }
            double[] energies = freeEnergies(machine, parameters, rows.toArray(double[][]::new));
            int different = 0;
            for (int n = 0; n < all.count(); n++) {
                double log = all.logProbabilityOfVisible(all.state(n)) + all.logPartitionFunction();
                assertEquals(log, -energies[n], 1e-5);
                // Each visible state comes once for each hidden one: count the first.
                double[][] state = all.state(n);
                boolean first = all.number(state) == n && isFirst(all, state);
                if (first) {
                    minus[different++] = -energies[n];
                }
            }
            double fromFreeEnergies = Numerics.logSumExp(java.util.Arrays.copyOf(minus, different));
            assertEquals(all.logPartitionFunction(), fromFreeEnergies, 1e-5);
            double[] expectations = new double[machine.layout().length()];
            ExactPartition exact = new ExactMixed(machine);
            assertEquals(all.logPartitionFunction(), exact.expectations(parameters.values(), 1, expectations), 1e-5);
            double[] enumerated = all.expectations();
            for (int i = 0; i < expectations.length; i++) {
                assertEquals(enumerated[i], expectations[i], 1e-5);
            }
        }
    }

    /** Whether the hidden part is its layer's first state. */
    private static boolean isFirst(Enumeration all, double[][] state) {
        return java.util.Arrays.equals(state[1], all.state(0)[1]);
    }

    @Test
    void continuousMachinesAreThoseOfTheirQuadrature() {
        for (String type : List.of("gaussian", "gaussian-learned", "rectified")) {
            Machine machine = machine(type, 2, "spin", 3);
            Parameters parameters = TinyMachines.random(machine, 0.6, 9);
            double from = type.equals("rectified") ? 0 : -14;
            int cells = 400;
            double step = (14 - from) / cells;
            double[][] rows = new double[cells * cells][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new double[] {from + (i / cells + 0.5) * step, from + (i % cells + 0.5) * step};
            }
            double[] logs = freeEnergies(machine, parameters, rows);
            double[] expected = new double[5];
            double logZ = 0;
            for (int i = 0; i < logs.length; i++) {
                logs[i] = -logs[i];
            }
            logZ = Numerics.logSumExp(logs) + 2 * Math.log(step);
            for (int i = 0; i < logs.length; i++) {
                double p = Math.exp(logs[i] - logZ) * step * step;
                for (int unit = 0; unit < 2; unit++) {
                    expected[unit] += p * rows[i][unit];
                    expected[2 + unit] += p * rows[i][unit] * rows[i][unit] / 2;
                }
            }
            double[] expectations = new double[machine.layout().length()];
            double exact = ExactPartition.of(machine).expectations(parameters.values(), 1, expectations);
            assertEquals(logZ, exact, 2e-3, type);
            for (int unit = 0; unit < 2; unit++) {
                assertEquals(expected[unit], expectations[machine.biases(0).offset() + unit], 2e-3, type);
                if (machine.logVariances(0) != null) {
                    assertEquals(
                            expected[2 + unit],
                            expectations[machine.logVariances(0).offset() + unit],
                            2e-3,
                            type);
                }
            }
        }
    }

    @Test
    void hiddenUnitsWithoutBoundAreSummedOutAsTheVisibleOnesAre() {
        for (String type : List.of("gaussian", "rectified")) {
            Machine machine = machine("bernoulli", 4, type, 2);
            Machine turned = machine(type, 2, "bernoulli", 4);
            Parameters parameters = TinyMachines.random(machine, 0.7, 3);
            Parameters other = Parameters.zero(turned);
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 2; j++) {
                    other.values()[turned.weights(0).offset() + j * 4 + i] =
                            parameters.values()[machine.weights(0).offset() + i * 2 + j];
                }
                other.values()[turned.biases(1).offset() + i] =
                        parameters.values()[machine.biases(0).offset() + i];
            }
            for (int j = 0; j < 2; j++) {
                other.values()[turned.biases(0).offset() + j] =
                        parameters.values()[machine.biases(1).offset() + j];
            }
            assertEquals(
                    ExactPartition.of(turned).logPartitionFunction(other.values(), 1),
                    ExactPartition.of(machine).logPartitionFunction(parameters.values(), 1),
                    1e-5);
        }
    }

    @Test
    void gradientOfTheLogLikelihoodIsDataMinusExpectations() {
        for (String type : List.of("gaussian-learned", "rectified", "spin", "binomial:3")) {
            Machine machine = machine(type, 2, "bernoulli", 3);
            Parameters parameters = TinyMachines.random(machine, 0.6, 12);
            double[][] rows = {{1, 1}, {type.equals("spin") ? -1 : 2, 1}};
            double[] expectations = new double[machine.layout().length()];
            ExactPartition exact = ExactPartition.of(machine);
            exact.expectations(parameters.values(), 1, expectations);
            Statistics data = dataStatistics(machine, parameters, rows);
            float[] w = parameters.values();
            for (int i = 0; i < w.length; i++) {
                float before = w[i];
                double scale = 1;
                if (machine.logVariances(0) != null
                        && i >= machine.logVariances(0).offset()) {
                    scale = Math.exp(-before);
                }
                w[i] = before + 0.01f;
                double up = likelihood(machine, parameters, rows);
                w[i] = before - 0.01f;
                double down = likelihood(machine, parameters, rows);
                w[i] = before;
                double gradient = scale * (data.values()[i] / rows.length - expectations[i]);
                assertEquals((up - down) / 0.02, gradient, 1e-3, type + ", parameter " + i);
            }
        }
    }

    private static double likelihood(Machine machine, Parameters parameters, double[][] rows) {
        double logZ = ExactPartition.of(machine).logPartitionFunction(parameters.values(), 1);
        double sum = 0;
        for (double energy : freeEnergies(machine, parameters, rows)) {
            sum -= energy + logZ;
        }
        return sum / rows.length;
    }

    private static RowBlock block(double[][] rows, int copies) {
        float[][] states = new float[rows.length * copies][rows[0].length];
        for (int r = 0; r < states.length; r++) {
            for (int i = 0; i < states[r].length; i++) {
                states[r][i] = (float) rows[r % rows.length][i];
            }
        }
        return RowBlock.pack(RowBlock.Encoding.FLOATS, rows[0].length, states);
    }

    private static Statistics dataStatistics(Machine machine, Parameters parameters, double[][] rows) {
        // An exact model phase that stands for no rows leaves the data phase alone.
        ExactModel model = new ExactModel(machine, Kernels.elementwise(), Kernels.batchProducts());
        Statistics statistics = new Statistics(machine.statisticsLayout());
        model.load(parameters.values());
        model.add(block(rows, 1), new Share(DrawKey.of(1, 1, 1), 1, 0, 1), statistics);
        return statistics;
    }

    @Test
    void manySweepsOfContrastiveDivergenceHaveTheExactGradientAsTheirMean() {
        List<Machine> machines = new ArrayList<>(finite());
        machines.add(machine("gaussian-learned", 2, "bernoulli", 2));
        machines.add(machine("gaussian", 2, "spin", 2));
        machines.add(machine("rectified", 2, "bernoulli", 2));
        machines.add(machine("bernoulli", 2, "gaussian", 2));
        machines.add(machine("spin", 2, "rectified", 2));
        for (Machine machine : machines) {
            Parameters parameters = TinyMachines.random(machine, 0.35, 31);
            double[] row = new double[machine.layer(0).size()];
            UnitType type = machine.layer(0).type();
            double[][] group = type.groupStates();
            for (int i = 0; i < row.length; i++) {
                row[i] = group == null ? 0.5 + i : group[1][i % group[1].length];
            }
            double[][] rows = {row};
            Statistics data = dataStatistics(machine, parameters, rows);
            double[] expectations = new double[machine.layout().length()];
            new ExactMixed(machine).expectations(parameters.values(), 1, expectations);
            for (StatisticsForm form : List.of(StatisticsForm.HIDDEN_PROBABILITIES, StatisticsForm.SAMPLES)) {
                double[] expected = new double[expectations.length];
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = data.values()[i] - expectations[i];
                }
                assertMean(machine, parameters, block(rows, 300), form, 15, expected);
            }
        }
    }

    /** Independent repetitions give a mean and its standard error; every coordinate has to lie within five of them. */
    private static void assertMean(
            Machine machine, Parameters parameters, RowBlock block, StatisticsForm form, int k, double[] expected) {
        ContrastiveDivergence cd =
                new ContrastiveDivergence(machine, form, Kernels.elementwise(), Kernels.batchProducts());
        int repetitions = 40;
        double[] sum = new double[expected.length];
        double[] squares = new double[expected.length];
        cd.load(parameters.values());
        for (int n = 0; n < repetitions; n++) {
            Statistics statistics = new Statistics(machine.statisticsLayout());
            cd.add(block, new Share(DrawKey.of(7, n, 1), n, block.rows(), k), statistics);
            for (int i = 0; i < expected.length; i++) {
                double mean = statistics.values()[i] / block.rows();
                sum[i] += mean;
                squares[i] += mean * mean;
            }
        }
        for (int i = 0; i < expected.length; i++) {
            double mean = sum[i] / repetitions;
            double error = Math.sqrt(Math.max(0, squares[i] / repetitions - mean * mean) / (repetitions - 1)) + 1e-6;
            assertTrue(
                    Math.abs(mean - expected[i]) < 5 * error,
                    machine.layer(0).type() + "-" + machine.layer(1).type() + ", " + form + ", coordinate " + i + ": "
                            + mean + " +- " + error + ", expected " + expected[i]);
        }
    }

    @Test
    void replicatedSoftmaxHasTheGradientOfItsLikelihoodGivenTheTotal() {
        Machine machine = machine("multinomial", 3, "bernoulli", 2);
        Parameters parameters = TinyMachines.random(machine, 0.5, 41);
        double[] row = {0, 3, 1};
        List<double[]> counts = new ArrayList<>();
        for (int a = 0; a <= 4; a++) {
            for (int b = 0; b <= 4 - a; b++) {
                counts.add(new double[] {a, b, 4 - a - b});
            }
        }
        // The joint distribution of counts and hidden states written out: biases of hidden units count D = 4 times.
        float[] w = parameters.values();
        double[] expectations = new double[w.length];
        double[] logs = new double[counts.size() * 4];
        for (int n = 0; n < logs.length; n++) {
            double[] v = counts.get(n / 4);
            for (int k = 0; k < 3; k++) {
                logs[n] += v[k] * w[machine.biases(0).offset() + k] - Numerics.logFactorial((int) v[k]);
            }
            for (int j = 0; j < 2; j++) {
                double z = 4 * w[machine.biases(1).offset() + j];
                for (int k = 0; k < 3; k++) {
                    z += v[k] * w[machine.weights(0).offset() + 2 * k + j];
                }
                logs[n] += (n >> j & 1) * z;
            }
            logs[n] += Numerics.logFactorial(4);
        }
        double logZ = Numerics.logSumExp(logs);
        for (int n = 0; n < logs.length; n++) {
            double p = Math.exp(logs[n] - logZ);
            for (int k = 0; k < 3; k++) {
                double v = counts.get(n / 4)[k];
                expectations[machine.biases(0).offset() + k] += p * v;
                for (int j = 0; j < 2; j++) {
                    expectations[machine.weights(0).offset() + 2 * k + j] += p * v * (n >> j & 1);
                }
            }
            for (int j = 0; j < 2; j++) {
                expectations[machine.biases(1).offset() + j] += p * 4 * (n >> j & 1);
            }
        }
        double[] energies = freeEnergies(machine, parameters, counts.toArray(double[][]::new));
        for (int n = 0; n < energies.length; n++) {
            double[] four = {logs[4 * n], logs[4 * n + 1], logs[4 * n + 2], logs[4 * n + 3]};
            assertEquals(Numerics.logSumExp(four), -energies[n], 1e-5);
        }
        Statistics data = new Statistics(machine.statisticsLayout());
        DataPhase phase = new DataPhase(
                machine,
                StatisticsForm.HIDDEN_PROBABILITIES,
                false,
                Kernels.elementwise(),
                sampler(machine, parameters),
                new PhaseSums(machine, Kernels.batchProducts()));
        phase.add(block(new double[][] {row}, 1), DrawKey.of(1, 1, 1), data);
        double[] expected = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            expected[i] = data.values()[i] - expectations[i];
        }
        assertEquals(0.75, data.values()[machine.unitSums(0).offset() + 1], 1e-6);
        for (StatisticsForm form : List.of(StatisticsForm.HIDDEN_PROBABILITIES, StatisticsForm.SAMPLES)) {
            assertMean(machine, parameters, block(new double[][] {row}, 300), form, 15, expected);
        }
    }

    private static io.github.sparkboltzmann.sample.GibbsSampler sampler(Machine machine, Parameters parameters) {
        var sampler = new io.github.sparkboltzmann.sample.GibbsSampler(
                machine, Kernels.elementwise(), Kernels.batchProducts());
        sampler.load(parameters.values());
        return sampler;
    }

    @Test
    void refusesWhatCannotBeNormalised() {
        for (String[] pair : new String[][] {
            {"gaussian", "gaussian"},
            {"gaussian", "rectified"},
            {"rectified", "gaussian"},
            {"rectified", "rectified"},
            {"gaussian-learned", "gaussian"},
            {"nrelu", "bernoulli"},
            {"bernoulli", "gaussian-learned"},
            {"bernoulli", "multinomial"}
        }) {
            assertThrows(IllegalArgumentException.class, () -> machine(pair[0], 2, pair[1], 2), pair[0] + pair[1]);
        }
        assertThrows(IllegalArgumentException.class, () -> machine("softmax:3", 4, "bernoulli", 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> Machine.of(
                        List.of(Layer.visible("v", UnitTypes.named("gaussian"), 2)), List.of(Coupling.between(0, 0))));
        Machine sampledOnly = machine("gaussian", 2, "nrelu", 2);
        assertFalse(sampledOnly.hasEnergy());
        double[] energy = freeEnergies(sampledOnly, Parameters.zero(sampledOnly), new double[][] {{1, 2}});
        assertTrue(Double.isNaN(energy[0]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ContrastiveDivergence(
                        machine("gaussian-learned", 2, "bernoulli", 2),
                        StatisticsForm.PROBABILITIES,
                        Kernels.elementwise(),
                        Kernels.batchProducts()));
    }
}
