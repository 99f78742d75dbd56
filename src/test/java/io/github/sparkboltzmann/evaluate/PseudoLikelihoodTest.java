package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Float32Products;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.Enumeration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pseudo-likelihoods equal those of the enumerated joint distribution, and the sampled one is unbiased. */
class PseudoLikelihoodTest {
    private static PseudoLikelihood of(Machine machine, Parameters parameters) {
        return new PseudoLikelihood(
                machine, parameters.values(), Kernels.elementwise(), new Float32Products(Kernels.matrixProduct()));
    }

    private static float[] flat(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, all, r * rows[0].length, rows[0].length);
        }
        return all;
    }

    @Test
    void exactEqualsBruteForce() {
        Machine machine = Machine.restricted(6, 4);
        Parameters parameters = TinyMachines.random(machine, 1.5, 3);
        Enumeration all = Enumeration.of(machine, parameters, 1);
        float[][] rows = TestRows.binary(30, 6, 4);
        double[] actual = new double[30];
        of(machine, parameters).exact(flat(rows), 30, actual);
        for (int r = 0; r < rows.length; r++) {
            double expected = 0;
            for (int i = 0; i < 6; i++) {
                double on = logProbability(all, rows[r], i, 1);
                double off = logProbability(all, rows[r], i, 0);
                double mine = rows[r][i] == 1 ? on : off;
                expected += mine - Numerics.logSumExp(new double[] {on, off});
            }
            assertEquals(expected / 6, actual[r], 2e-6, "row " + r);
        }
    }

    private static double logProbability(Enumeration all, float[] row, int unit, double state) {
        double[][] joint = {new double[row.length], new double[4]};
        for (int i = 0; i < row.length; i++) {
            joint[0][i] = i == unit ? state : row[i];
        }
        return all.logProbabilityOfVisible(joint);
    }

    /** More units than go through the kernel together, and states between 0 and 1. */
    @Test
    void exactEqualsDifferencesOfFreeEnergyForWideRowsAndGreys() {
        Machine machine = Machine.restricted(77, 19);
        Parameters parameters = TinyMachines.random(machine, 0.4, 5);
        Random random = new Random(6);
        float[] v = new float[3 * 77];
        for (int i = 0; i < v.length; i++) {
            v[i] = i < 77 ? random.nextInt(2) : random.nextInt(4) / 3f;
        }
        double[] actual = new double[3];
        of(machine, parameters).exact(v, 3, actual);
        for (int r = 0; r < 3; r++) {
            double expected = 0;
            for (int i = 0; i < 77; i++) {
                float[] row = java.util.Arrays.copyOfRange(v, r * 77, r * 77 + 77);
                double state = row[i];
                row[i] = 1;
                double logOdds = -freeEnergy(machine, parameters, row);
                row[i] = 0;
                logOdds += freeEnergy(machine, parameters, row);
                expected += -state * Numerics.softplus(-logOdds) - (1 - state) * Numerics.softplus(logOdds);
            }
            assertEquals(expected / 77, actual[r], 5e-6, "row " + r);
        }
    }

    private static double freeEnergy(Machine machine, Parameters parameters, float[] row) {
        float[] values = parameters.values();
        Block w = machine.weights(0);
        double energy = 0;
        for (int i = 0; i < row.length; i++) {
            energy -= (double) values[machine.biases(0).offset() + i] * row[i];
        }
        for (int j = 0; j < w.columns(); j++) {
            double z = values[machine.biases(1).offset() + j];
            for (int i = 0; i < row.length; i++) {
                z += (double) values[w.offset() + i * w.columns() + j] * row[i];
            }
            energy -= Numerics.softplus(z);
        }
        return energy;
    }

    @Test
    void oneUnitARowIsUnbiasedAndItsErrorHonest() {
        Machine machine = Machine.restricted(9, 5);
        Parameters parameters = TinyMachines.random(machine, 1, 7);
        float[][] rows = TestRows.binary(50, 9, 8);
        float[] v = flat(rows);
        PseudoLikelihood measure = of(machine, parameters);
        double[] values = new double[50];
        measure.exact(v, 50, values);
        PseudoLikelihoodSums exact = new PseudoLikelihoodSums();
        exact.add(values, 50);
        PseudoLikelihoodSums sampled = new PseudoLikelihoodSums();
        for (int step = 0; step < 200; step++) {
            measure.sampled(v, 50, DrawKey.of(1, step, 200), 0, values);
            PseudoLikelihoodSums part = new PseudoLikelihoodSums();
            part.add(values, 50);
            sampled.merge(part);
        }
        assertEquals(10_000, sampled.rows());
        double error = sampled.standardError();
        assertTrue(error > 0 && error < 0.03, "standard error " + error);
        assertEquals(exact.mean(), sampled.mean(), 4 * error);
    }

    /** Without weights a unit's value is that of its bias alone, and shows which unit was chosen. */
    @Test
    void everyUnitIsChosenEquallyOften() {
        Machine machine = Machine.restricted(5, 2);
        Parameters parameters = Parameters.zero(machine);
        for (int i = 0; i < 5; i++) {
            parameters.values()[machine.biases(0).offset() + i] = i - 2;
        }
        double[] values = new double[10_000];
        of(machine, parameters).sampled(new float[5 * 10_000], 10_000, DrawKey.of(1, 0, 200), 0, values);
        int[] chosen = new int[5];
        for (double value : values) {
            for (int i = 0; i < 5; i++) {
                chosen[i] += Math.abs(value + Numerics.softplus(i - 2)) < 1e-5 ? 1 : 0;
            }
        }
        for (int count : chosen) {
            assertEquals(2_000, count, 4 * Math.sqrt(2_000 * 0.8));
        }
    }

    @Test
    void aRowsUnitDependsOnItsNumberAlone() {
        Machine machine = Machine.restricted(9, 5);
        PseudoLikelihood measure = of(machine, TinyMachines.random(machine, 1, 7));
        float[] v = flat(TestRows.binary(20, 9, 8));
        double[] all = new double[20];
        measure.sampled(v, 20, DrawKey.of(1, 0, 200), 0, all);
        double[] later = new double[5];
        measure.sampled(java.util.Arrays.copyOfRange(v, 10 * 9, 15 * 9), 5, DrawKey.of(1, 0, 200), 10, later);
        for (int r = 0; r < 5; r++) {
            assertEquals(all[10 + r], later[r], 1e-6);
        }
    }

    /** Of every kind of machine, spins and sparse graphs too: P(v) against P(v with a unit flipped). */
    @Test
    void generalMachinesPredictAsTheirJointDistributionDoes() {
        for (Machine machine : GeneralMachines.independentHidden()) {
            Parameters parameters = TinyMachines.random(machine, 0.9, 31);
            Enumeration all = Enumeration.of(machine, parameters, 1);
            float[] rows = GeneralMachines.rows(machine);
            int units = machine.layer(0).size();
            double[] actual = new double[1 << units];
            PseudoLikelihood measure = of(machine, parameters);
            measure.exact(rows, actual.length, actual);
            double sum = 0;
            for (int r = 0; r < actual.length; r++) {
                double own = all.logProbabilityOfVisible(GeneralMachines.joint(machine, rows, r));
                double expected = 0;
                for (int i = 0; i < units; i++) {
                    double other = all.logProbabilityOfVisible(GeneralMachines.joint(machine, rows, r ^ 1 << i));
                    expected -= Numerics.softplus(other - own);
                }
                assertEquals(expected / units, actual[r], 3e-6, "row " + r);
                sum += actual[r];
            }
            PseudoLikelihoodSums sampled = new PseudoLikelihoodSums();
            double[] values = new double[actual.length];
            for (int step = 0; step < 4_000 / actual.length; step++) {
                measure.sampled(rows, actual.length, DrawKey.of(1, step, 200), 0, values);
                sampled.add(values, actual.length);
            }
            assertEquals(sum / actual.length, sampled.mean(), 4 * sampled.standardError());
        }
    }

    @Test
    void hiddenUnitsThatAreCoupledAreRefused() {
        Machine machine = TinyMachines.general();
        assertThrows(IllegalArgumentException.class, () -> of(machine, Parameters.zero(machine)));
    }
}
