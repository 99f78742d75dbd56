package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.DeepMachines;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.MissingValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What machines of several hidden layers make of rows: against enumeration where sums are exact, against sums over the top layer where they are bounds. */
class DeepMeasurerTest {
    private static RowMeasurer measurer(Machine machine, Parameters parameters, float[] rows, int sweeps) {
        RowMeasurer measurer = new RowMeasurer(machine, Kernels.elementwise(), Kernels.batchProducts(), sweeps);
        measurer.load(parameters.values());
        System.arraycopy(rows, 0, measurer.clamp(rows.length / machine.layer(0).size()), 0, rows.length);
        return measurer;
    }

    @Test
    void featuresOfEveryLayerAndFreeEnergiesAreThoseOfEnumeration() {
        List<Machine> machines = new ArrayList<>(DeepMachines.all());
        machines.add(DeepMachines.twoSides());
        for (Machine machine : machines) {
            Parameters parameters = TinyMachines.random(machine, 0.9, 51);
            Enumeration all = Enumeration.of(machine, parameters, 1);
            float[] rows = GeneralMachines.rows(machine);
            int n = rows.length / machine.layer(0).size();
            RowMeasurer measurer = measurer(machine, parameters, rows, 1);
            assertTrue(RowMeasurer.hasExactFreeEnergy(machine));
            double[] energies = new double[n];
            measurer.freeEnergy(energies);
            float[][] features = new float[machine.layerCount()][];
            for (int layer = 1; layer < features.length; layer++) {
                features[layer] = measurer.features(layer).clone();
            }
            for (int r = 0; r < n; r++) {
                double[][] row = GeneralMachines.joint(machine, rows, r);
                assertEquals(
                        -all.logProbabilityOfVisible(row) - all.logPartitionFunction(), energies[r], 1e-5, "row " + r);
                for (int layer = 1; layer < machine.layerCount(); layer++) {
                    double[] means = hiddenMeans(machine, all, row, layer);
                    for (int j = 0; j < means.length; j++) {
                        assertEquals(means[j], features[layer][r * means.length + j], 2e-6, "layer " + layer);
                    }
                }
            }
            assertSame(measurer.features(machine.layerCount() - 1), measurer.features());
            assertThrows(IllegalArgumentException.class, () -> measurer.features(0));
        }
    }

    private static double[] hiddenMeans(Machine machine, Enumeration all, double[][] row, int layer) {
        double[] means = new double[machine.layer(layer).size()];
        double sum = 0;
        for (int n = 0; n < all.count(); n++) {
            double[][] state = all.state(n);
            if (Arrays.equals(state[0], row[0])) {
                sum += all.probability(n);
                for (int j = 0; j < means.length; j++) {
                    means[j] += all.probability(n) * state[layer][j];
                }
            }
        }
        double total = sum;
        return Arrays.stream(means).map(mean -> mean / total).toArray();
    }

    private static float[] randomRows(int rows, int units, long seed) {
        Random random = new Random(seed);
        float[] v = new float[rows * units];
        for (int i = 0; i < v.length; i++) {
            v[i] = random.nextInt(2);
        }
        return v;
    }

    /** {@code -log sum_(h2) exp(b2.h2) prod_j (1 + exp(b1 + v W1 + W2 h2)_j)} and the visible terms, of a machine of two hidden layers of bits. */
    private static double[] exact(Machine machine, Parameters parameters, float[] rows) {
        float[] x = parameters.values();
        int[] n = machine.layers().stream().mapToInt(layer -> layer.size()).toArray();
        double[] exact = new double[rows.length / n[0]];
        for (int r = 0; r < exact.length; r++) {
            double[] terms = new double[1 << n[2]];
            for (int s = 0; s < terms.length; s++) {
                for (int j = 0; j < n[1]; j++) {
                    double z = x[machine.biases(1).offset() + j];
                    for (int i = 0; i < n[0]; i++) {
                        z += rows[r * n[0] + i] * x[machine.weights(0).offset() + i * n[1] + j];
                    }
                    for (int k = 0; k < n[2]; k++) {
                        z += (s >> k & 1) * x[machine.weights(1).offset() + j * n[2] + k];
                    }
                    terms[s] += Numerics.softplus(z);
                }
                for (int k = 0; k < n[2]; k++) {
                    terms[s] += (s >> k & 1) * x[machine.biases(2).offset() + k];
                }
            }
            exact[r] = -Numerics.logSumExp(terms);
            for (int i = 0; i < n[0]; i++) {
                exact[r] -= rows[r * n[0] + i] * x[machine.biases(0).offset() + i];
            }
        }
        return exact;
    }

    @Test
    void meanFieldIsAnUpperBoundThatSweepsLower() {
        Machine machine = DeepMachine.of(UnitTypes.BERNOULLI, 30, UnitTypes.BERNOULLI, 24, 5);
        assertFalse(RowMeasurer.hasExactFreeEnergy(machine));
        float[] rows = randomRows(12, 30, 5);
        double gapOfSmall = 0;
        for (double deviation : new double[] {0.01, 0.4, 1}) {
            Parameters parameters = TinyMachines.random(machine, deviation, 23);
            double[] exact = exact(machine, parameters, rows);
            double[] before = new double[12];
            Arrays.fill(before, Double.POSITIVE_INFINITY);
            double largest = 0;
            for (int sweeps : new int[] {1, 2, 5, 20}) {
                double[] bound = new double[12];
                RowMeasurer measurer = measurer(machine, parameters, rows, sweeps);
                measurer.measure(new RowSums());
                measurer.freeEnergy(bound);
                largest = 0;
                for (int r = 0; r < 12; r++) {
                    assertTrue(bound[r] >= exact[r] - 2e-5, "below the exact free energy by " + (exact[r] - bound[r]));
                    assertTrue(bound[r] <= before[r] + 2e-5, "sweeps raise the bound");
                    largest = Math.max(largest, bound[r] - exact[r]);
                }
                before = bound;
            }
            gapOfSmall = deviation == 0.01 ? largest : gapOfSmall;
            assertTrue(deviation == 0.01 || largest > 1e-2, "the gap of coupled layers is not 0, but " + largest);
        }
        assertTrue(gapOfSmall < 1e-3, "gap of small weights " + gapOfSmall);
    }

    @Test
    void meanFieldIsExactWhereTheTopHasNoWeights() {
        Machine machine = DeepMachine.of(UnitTypes.BERNOULLI, 30, UnitTypes.BERNOULLI, 24, 5);
        Parameters parameters = TinyMachines.random(machine, 0.7, 24);
        Block w = machine.weights(1);
        Arrays.fill(parameters.values(), w.offset(), w.end(), 0f);
        float[] rows = randomRows(8, 30, 6);
        double[] energies = new double[8];
        measurer(machine, parameters, rows, 1).freeEnergy(energies);
        assertArrayEquals(exact(machine, parameters, rows), energies, 3e-5);
    }

    /** 13 units that are gone through, 2 that visible units do not touch: the sums of the table against those over the top layer. */
    @Test
    void layersThatAreSummedOutInsideTheTableAreExact() {
        Machine machine = DeepMachine.of(UnitTypes.BERNOULLI, 6, UnitTypes.BERNOULLI, 10, 11);
        assertTrue(RowMeasurer.hasExactFreeEnergy(machine));
        Parameters parameters = TinyMachines.random(machine, 0.7, 25);
        float[] rows = randomRows(4, 6, 7);
        double[] energies = new double[4];
        measurer(machine, parameters, rows, 1).freeEnergy(energies);
        assertArrayEquals(exact(machine, parameters, rows), energies, 2e-5);
    }

    @Test
    void reconstructionsFollowFromTheLowestHiddenLayersMeans() {
        Machine machine = DeepMachine.of(UnitTypes.BERNOULLI, 30, UnitTypes.BERNOULLI, 24, 5);
        Parameters parameters = TinyMachines.random(machine, 0.4, 26);
        float[] x = parameters.values();
        RowMeasurer measurer = measurer(machine, parameters, randomRows(3, 30, 8), 5);
        float[] means = measurer.features(1).clone();
        float[] reconstruction = measurer.reconstruction();
        for (int i = 0; i < 90; i++) {
            double z = x[machine.biases(0).offset() + i % 30];
            for (int j = 0; j < 24; j++) {
                z += means[i / 30 * 24 + j] * x[machine.weights(0).offset() + i % 30 * 24 + j];
            }
            assertEquals(Numerics.sigmoid(z), reconstruction[i], 2e-6);
        }
    }

    @Test
    void missingStatesSettleToMeanField() {
        Machine machine = DeepMachines.all().get(0);
        Parameters parameters = TinyMachines.random(machine, 0.6, 27);
        float[] row = {1, Float.NaN, 0, Float.NaN};
        RowMeasurer measurer = measurer(machine, parameters, row, 1);
        measurer.complete(MissingValues.of(MissingValues.Treatment.SAMPLE, 200));
        float[] state = measurer.clamped().clone();
        measurer.features();
        float[] means = measurer.reconstruction();
        for (int i = 0; i < 4; i++) {
            assertEquals(row[i] == row[i] ? row[i] : means[i], state[i], 1e-5, "unit " + i);
        }
    }

    @Test
    void unitsOfOtherTypesAreRefused() {
        UnitType binomial = UnitTypes.named("binomial:3");
        Machine machine = DeepMachine.of(UnitTypes.BERNOULLI, 3, binomial, 2, 2);
        assertThrows(
                IllegalArgumentException.class,
                () -> new RowMeasurer(machine, Kernels.elementwise(), Kernels.batchProducts()));
    }
}
