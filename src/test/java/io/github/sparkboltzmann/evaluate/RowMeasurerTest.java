package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Energy;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.HiddenSums;
import io.github.sparkboltzmann.sample.MissingValues;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What general machines make of rows against enumeration, and the bound of mean field. */
class RowMeasurerTest {
    private static RowMeasurer measurer(Machine machine, Parameters parameters, float[] rows, int sweeps) {
        RowMeasurer measurer = new RowMeasurer(machine, Kernels.elementwise(), Kernels.batchProducts(), sweeps);
        measurer.load(parameters.values());
        int n = rows.length / machine.layer(0).size();
        System.arraycopy(rows, 0, measurer.clamp(n), 0, rows.length);
        return measurer;
    }

    @Test
    void featuresAndFreeEnergiesAreThoseOfEnumeration() {
        for (Machine machine : GeneralMachines.all()) {
            Parameters parameters = TinyMachines.random(machine, 0.9, 21);
            Enumeration all = Enumeration.of(machine, parameters, 1);
            float[] rows = GeneralMachines.rows(machine);
            int n = rows.length / machine.layer(0).size();
            RowMeasurer measurer = measurer(machine, parameters, rows, 1);
            double[] energies = new double[n];
            measurer.freeEnergy(energies);
            float[] features = measurer.features();
            int hidden = machine.layerCount() == 1 ? 0 : machine.layer(1).size();
            for (int r = 0; r < n; r++) {
                double[][] row = GeneralMachines.joint(machine, rows, r);
                assertEquals(
                        -all.logProbabilityOfVisible(row) - all.logPartitionFunction(), energies[r], 1e-5, "row " + r);
                double[] means = hidden == 0 ? new double[0] : GeneralMachines.hiddenMeans(machine, all, row);
                for (int j = 0; j < hidden; j++) {
                    assertEquals(means[j], features[r * hidden + j], 2e-6);
                }
            }
            assertTrue(RowMeasurer.hasExactFreeEnergy(machine));
            assertTrue(hidden > 0 || features.length == 0);
        }
    }

    /** Energies of two states of one unit, all others as clamped and hidden units at their means. */
    @Test
    void reconstructionsAreMeansGivenHiddenMeansAndTheOtherVisibleUnits() {
        for (Machine machine : GeneralMachines.all()) {
            Parameters parameters = TinyMachines.random(machine, 0.9, 22);
            float[] rows = GeneralMachines.rows(machine);
            int units = machine.layer(0).size();
            UnitType type = machine.layer(0).type();
            RowMeasurer measurer = measurer(machine, parameters, rows, 1);
            float[] features = measurer.features().clone();
            float[] reconstruction = measurer.reconstruction();
            for (int r = 0; r < rows.length / units; r += 3) {
                double[][] state = GeneralMachines.joint(machine, rows, r);
                for (int j = 0; machine.layerCount() > 1 && j < state[1].length; j++) {
                    state[1][j] = features[r * state[1].length + j];
                }
                for (int i = 0; i < units; i++) {
                    state[0][i] = type.highest();
                    double on = -Energy.of(machine, parameters, state);
                    state[0][i] = type.lowest();
                    double p = Numerics.sigmoid(on + Energy.of(machine, parameters, state));
                    state[0][i] = rows[r * units + i];
                    double mean = type.lowest() + (type.highest() - type.lowest()) * p;
                    assertEquals(mean, reconstruction[r * units + i], 3e-6);
                }
            }
        }
    }

    private static float[] randomRows(int rows, int units, long seed) {
        Random random = new Random(seed);
        float[] v = new float[rows * units];
        for (int i = 0; i < v.length; i++) {
            v[i] = random.nextInt(2);
        }
        return v;
    }

    /** Exact free energies by plain sums over all states of 13 hidden units. */
    private static double[] exact(Machine machine, Parameters parameters, float[] rows) {
        int hidden = machine.layer(1).size();
        int n = rows.length / machine.layer(0).size();
        double[] exact = new double[n];
        Block bias = machine.biases(1);
        Block w = machine.weights(1);
        Block m = machine.weights(2);
        float[] x = parameters.values();
        for (int r = 0; r < n; r++) {
            double[][] row = GeneralMachines.joint(machine, rows, r);
            double[] z = new double[hidden];
            for (int j = 0; j < hidden; j++) {
                z[j] = x[bias.offset() + j];
                for (int i = 0; i < row[0].length; i++) {
                    z[j] += row[0][i] * x[w.offset() + i * hidden + j];
                }
            }
            double[] terms = new double[1 << hidden];
            for (int s = 0; s < terms.length; s++) {
                for (int j = 0; j < hidden; j++) {
                    for (int k = 0; (s >> j & 1) == 1 && k <= j; k++) {
                        terms[s] += (s >> k & 1) == 0 ? 0 : k == j ? z[j] : x[m.offset() + j * hidden + k];
                    }
                }
            }
            exact[r] = Energy.of(machine, parameters, row) - Numerics.logSumExp(terms);
        }
        return exact;
    }

    @Test
    void meanFieldIsAnUpperBoundThatSweepsLower() {
        Machine machine = GeneralMachine.of(UnitTypes.BERNOULLI, 10, 13, Connections.FULL);
        assertFalse(RowMeasurer.hasExactFreeEnergy(machine));
        float[] rows = randomRows(12, 10, 5);
        for (double deviation : new double[] {0.1, 0.5, 1}) {
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
                    assertTrue(bound[r] >= exact[r] - 1e-5, "below the exact free energy by " + (exact[r] - bound[r]));
                    assertTrue(bound[r] <= before[r] + 1e-5, "sweeps raise the bound");
                    largest = Math.max(largest, bound[r] - exact[r]);
                }
                before = bound;
            }
            assertTrue(deviation > 0.1 || largest < 0.1, "gap " + largest);
            assertTrue(largest > 1e-3, "the gap of coupled units is not 0, but " + largest);
        }
    }

    @Test
    void meanFieldIsExactWhereHiddenUnitsHaveNoWeights() {
        Machine machine = GeneralMachine.of(UnitTypes.BERNOULLI, 10, 13, Connections.FULL);
        Parameters parameters = TinyMachines.random(machine, 0.7, 24);
        Block m = machine.weights(2);
        Arrays.fill(parameters.values(), m.offset(), m.end(), 0f);
        float[] rows = randomRows(8, 10, 6);
        double[] energies = new double[8];
        measurer(machine, parameters, rows, 1).freeEnergy(energies);
        assertArrayEquals(exact(machine, parameters, rows), energies, 1e-5);
    }

    @Test
    void aRowsMeansAreTheSameInEveryBatch() {
        Machine machine = GeneralMachine.of(UnitTypes.BERNOULLI, 10, 30, Connections.FULL);
        Parameters parameters = TinyMachines.random(machine, 0.3, 25);
        float[] rows = randomRows(9, 10, 7);
        float[] all = measurer(machine, parameters, rows, 20).features().clone();
        for (int r = 0; r < 9; r++) {
            float[] alone = measurer(machine, parameters, Arrays.copyOfRange(rows, r * 10, r * 10 + 10), 20)
                    .features();
            assertArrayEquals(Arrays.copyOfRange(all, r * 30, r * 30 + 30), Arrays.copyOf(alone, 30), 1e-5f);
        }
    }

    /** Weights so large that factors of the table cancel each other out of range. */
    @Test
    void hugeWeightsLoseNoTerms() {
        Machine machine = GeneralMachine.of(UnitTypes.BERNOULLI, 2, 6, Connections.FULL);
        for (float scale : new float[] {1, 300, 3000}) {
            Parameters parameters = TinyMachines.random(machine, scale, 26);
            float[] rows = {1, 0, 1, 1};
            HiddenSums sums = new HiddenSums(machine);
            sums.load(parameters.values());
            double[] out = new double[2];
            float[] z = new float[12];
            Block w = machine.weights(1);
            for (int r = 0; r < 2; r++) {
                for (int j = 0; j < 6; j++) {
                    for (int i = 0; i < 2; i++) {
                        z[r * 6 + j] += rows[r * 2 + i] * parameters.values()[w.offset() + i * 6 + j];
                    }
                }
            }
            float[] means = z.clone();
            sums.compute(new float[][] {null, z.clone()}, 2, false, out);
            sums.compute(new float[][] {null, means}, 2, true, out);
            double[] exact = exact(machine, parameters, rows);
            for (int r = 0; r < 2; r++) {
                double energy = Energy.of(machine, parameters, GeneralMachines.joint(machine, rows, r));
                assertEquals(energy - exact[r], out[r], 2e-6 * scale);
            }
            for (float mean : means) {
                assertTrue(mean >= 0 && mean <= 1);
            }
        }
    }

    @Test
    void missingStatesOfCoupledUnitsSettleToMeanField() {
        Machine machine = GeneralMachine.of(UnitTypes.BERNOULLI, 6, 0, Connections.FULL);
        Parameters parameters = TinyMachines.random(machine, 1.5, 27);
        float[] row = {1, Float.NaN, 0, Float.NaN, Float.NaN, 1};
        RowMeasurer measurer = measurer(machine, parameters, row, 1);
        measurer.complete(MissingValues.of(MissingValues.Treatment.SAMPLE, 200));
        float[] state = measurer.clamped().clone();
        float[] means = measurer.reconstruction();
        for (int i = 0; i < 6; i++) {
            assertEquals(row[i] == row[i] ? row[i] : means[i], state[i], 1e-4, "unit " + i);
        }
    }

    @Test
    void machinesOfMoreVisibleLayersAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new RowMeasurer(TinyMachines.twoVisibleLayers(), Kernels.elementwise(), Kernels.batchProducts()));
    }
}
