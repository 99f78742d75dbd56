package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.model.WakeSleepMachine;
import org.junit.jupiter.api.Test;

/** Recognition upward and generation downward against plain loops in double, with label units and without. */
class BeliefPassTest {
    private static final float[] FEATURES = {1, 0, 1, 1, 0, 0, 0, 1, 0, 1};

    private static void addProduct(double[] z, double[] from, float[] x, Block w, boolean up) {
        for (int k = 0; k < z.length; k++) {
            for (int i = 0; i < from.length; i++) {
                z[k] += from[i] * x[w.offset() + (up ? i * w.columns() + k : k * w.columns() + i)];
            }
        }
    }

    private static double[] inputs(float[] x, Block bias) {
        double[] z = new double[bias.length()];
        for (int k = 0; k < z.length; k++) {
            z[k] = x[bias.offset() + k];
        }
        return z;
    }

    private static double[] sigmoids(double[] z) {
        for (int k = 0; k < z.length; k++) {
            z[k] = Numerics.sigmoid(z[k]);
        }
        return z;
    }

    private static double[] reconstruction(Machine machine, float[] x, double[] row, double[] label, double[][] up) {
        double[] m = row;
        for (int l = 1; l <= 2; l++) {
            double[] z = inputs(x, machine.biases(WakeSleepMachine.recognitionHidden(l)));
            addProduct(z, m, x, machine.weights(2 * l - 2), true);
            m = sigmoids(z);
            up[l - 1] = m;
        }
        double[] top = inputs(x, machine.biases(WakeSleepMachine.topHidden(machine)));
        addProduct(top, m, x, machine.weights(4), true);
        if (label != null) {
            addProduct(top, label, x, machine.weights(5), true);
        }
        up[2] = sigmoids(top);
        double[] d = inputs(x, machine.biases(WakeSleepMachine.topLower(machine)));
        addProduct(d, up[2], x, machine.weights(4), false);
        d = sigmoids(d);
        for (int l = 2; l >= 1; l--) {
            double[] z = inputs(x, machine.biases(WakeSleepMachine.generationLower(l)));
            addProduct(z, d, x, machine.weights(2 * l - 1), false);
            d = sigmoids(z);
        }
        return d;
    }

    @Test
    void passesAreThoseOfPlainLoops() {
        for (int classes : new int[] {0, 3}) {
            Machine machine = WakeSleepMachine.of(UnitTypes.BERNOULLI, 5, classes, UnitTypes.BERNOULLI, 4, 3, 2);
            Parameters parameters = TinyMachines.random(machine, 1.2, 61);
            RowMeasurer measurer = new RowMeasurer(machine, Kernels.elementwise(), Kernels.batchProducts());
            measurer.load(parameters.values());
            int width = 5 + classes;
            float[] rows = new float[2 * width];
            for (int r = 0; r < 2; r++) {
                System.arraycopy(FEATURES, r * 5, rows, r * width, 5);
                if (classes > 0) {
                    rows[r * width + 5 + r] = 1;
                }
            }
            measurer.clamp(rows, 2);
            RowSums sums = new RowSums();
            measurer.measure(sums);
            assertTrue(Double.isNaN(sums.freeEnergy()));
            assertTrue(Double.isNaN(sums.labelError()));
            float[] actual = measurer.reconstruction();
            double error = 0;
            for (int r = 0; r < 2; r++) {
                double[] row = new double[5];
                for (int i = 0; i < 5; i++) {
                    row[i] = FEATURES[r * 5 + i];
                }
                double[] label = new double[3];
                label[r] = 1;
                double[][] up = new double[3][];
                double[] expected = reconstruction(machine, parameters.values(), row, classes > 0 ? label : null, up);
                for (int i = 0; i < 5; i++) {
                    assertEquals(expected[i], actual[r * 5 + i], 1e-6, classes + " classes, unit " + i);
                    error += Math.pow(expected[i] - row[i], 2);
                }
                int[] layers = {
                    WakeSleepMachine.recognitionHidden(1),
                    WakeSleepMachine.recognitionHidden(2),
                    WakeSleepMachine.topHidden(machine)
                };
                for (int l = 0; l < 3; l++) {
                    float[] features = measurer.features(layers[l]);
                    for (int j = 0; j < up[l].length; j++) {
                        assertEquals(up[l][j], features[r * up[l].length + j], 1e-6, "layer " + l);
                    }
                }
            }
            assertEquals(error / 10, sums.reconstructionError(5), 1e-6);
        }
    }
}
