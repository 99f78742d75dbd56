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
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ExactPartition;
import io.github.sparkboltzmann.sample.MissingValues;
import org.junit.jupiter.api.Test;

/** Upward and downward passes of a stack against plain loops in double, and the likelihoods that it does not have. */
class StackPassTest {
    private static final Machine STACK = StackMachine.of(UnitTypes.BERNOULLI, 5, UnitTypes.BERNOULLI, 4, 3, 2);
    private static final Parameters PARAMETERS = TinyMachines.random(STACK, 1.2, 61);
    private static final float[] ROWS = {1, 0, 1, 1, 0, 0, 0, 1, 0, 1};

    /** {@code sigmoid(b + x W)} upward, {@code sigmoid(a + W x)} downward, of one row. */
    private static double[] step(int l, boolean up, double[] from) {
        Block w = STACK.weights(l - 1);
        Block bias = STACK.biases(up ? StackMachine.hidden(l) : StackMachine.lower(l));
        float[] x = PARAMETERS.values();
        double[] to = new double[bias.length()];
        for (int k = 0; k < to.length; k++) {
            double z = x[bias.offset() + k];
            for (int i = 0; i < from.length; i++) {
                z += from[i] * x[w.offset() + (up ? i * w.columns() + k : k * w.columns() + i)];
            }
            to[k] = Numerics.sigmoid(z);
        }
        return to;
    }

    private static RowMeasurer measurer(float[] rows) {
        RowMeasurer measurer = new RowMeasurer(STACK, Kernels.elementwise(), Kernels.batchProducts());
        measurer.load(PARAMETERS.values());
        System.arraycopy(rows, 0, measurer.clamp(rows.length / 5), 0, rows.length);
        return measurer;
    }

    @Test
    void passesAreThoseOfPlainLoops() {
        RowMeasurer measurer = measurer(ROWS);
        RowSums sums = new RowSums();
        measurer.measure(sums);
        assertTrue(Double.isNaN(sums.freeEnergy()));
        assertEquals(2, sums.hiddenMeans().length);
        float[] reconstruction = measurer.reconstruction();
        double error = 0;
        for (int r = 0; r < 2; r++) {
            double[] m = new double[5];
            for (int i = 0; i < 5; i++) {
                m[i] = ROWS[r * 5 + i];
            }
            for (int l = 1; l <= 3; l++) {
                m = step(l, true, m);
                float[] features = measurer.features(StackMachine.hidden(l));
                for (int j = 0; j < m.length; j++) {
                    assertEquals(m[j], features[r * m.length + j], 1e-6, "step " + l);
                }
            }
            for (int l = 3; l >= 1; l--) {
                m = step(l, false, m);
            }
            for (int i = 0; i < 5; i++) {
                assertEquals(m[i], reconstruction[r * 5 + i], 1e-6, "unit " + i);
                error += Math.pow(m[i] - ROWS[r * 5 + i], 2);
            }
        }
        assertEquals(error / 10, sums.reconstructionError(5), 1e-6);
        assertThrows(IllegalArgumentException.class, () -> measurer.features(StackMachine.lower(2)));
    }

    @Test
    void theTopsFeaturesAreThoseOfTheWholePass() {
        RowMeasurer measurer = measurer(ROWS);
        float[] top = measurer.features().clone();
        measurer.reconstruction();
        assertArrayEquals(top, measurer.features(StackMachine.hidden(3)));
    }

    @Test
    void missingStatesAreTheReconstruction() {
        float[] row = {1, Float.NaN, 0, 1, Float.NaN};
        RowMeasurer measurer = measurer(row);
        measurer.complete(MissingValues.of(MissingValues.Treatment.SAMPLE, 100));
        float[] state = measurer.clamped().clone();
        measurer.features();
        float[] means = measurer.reconstruction();
        for (int i = 0; i < 5; i++) {
            assertEquals(row[i] == row[i] ? row[i] : means[i], state[i], 1e-5, "unit " + i);
        }
    }

    @Test
    void aStackHasNoLikelihood() {
        assertFalse(RowMeasurer.hasExactFreeEnergy(STACK));
        assertFalse(ExactPartition.isPossible(STACK, 25));
        assertFalse(AnnealedMachine.isPossible(STACK));
        assertFalse(PseudoLikelihood.isPossible(STACK));
        assertThrows(IllegalArgumentException.class, () -> ExactPartition.of(STACK));
        assertThrows(
                IllegalArgumentException.class,
                () -> AnnealedMachine.of(
                        STACK,
                        PARAMETERS.values(),
                        IndependentUnits.uniform(5),
                        Kernels.elementwise(),
                        Kernels.batchProducts()));
    }
}
