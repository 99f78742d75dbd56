package io.github.sparkboltzmann.deep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import org.junit.jupiter.api.Test;

/** Effects of hidden units against a plain pass down. */
class UnitEffectsTest {
    private static final float[] VISIBLE = {0.3f, 0.6f, 0.5f};
    private static final float[][] MEANS = {{0.2f, 0.7f, 0.4f, 0.9f}, {0.6f, 0.1f}};

    private static float[] parameters(Machine machine) {
        float[] values = new float[machine.layout().length()];
        NormalDraws.fill(values, 0, 1, values.length, 1, DrawKey.of(5, 0, 0));
        return values;
    }

    private static float[] effects(Machine machine, float[] parameters, int layer, int units) {
        return UnitEffects.of(
                machine, parameters, layer, VISIBLE, MEANS, units, Kernels.elementwise(), Kernels.batchProducts());
    }

    /** {@code sigmoid(bias + W above)} of the layer below coupling {@code c}, with what {@code below} adds to its inputs. */
    private static double[] down(
            Machine machine, float[] parameters, int c, int layer, double[] above, double[] below) {
        Block w = machine.weights(c);
        Block bias = machine.biases(layer);
        double[] mean = new double[w.rows()];
        for (int i = 0; i < mean.length; i++) {
            double z = parameters[bias.offset() + i] + below[i];
            for (int j = 0; j < above.length; j++) {
                z += parameters[w.offset() + i * w.columns() + j] * above[j];
            }
            mean[i] = Numerics.sigmoid(z);
        }
        return mean;
    }

    private static double[] top(int unit, double state) {
        double[] top = {MEANS[1][0], MEANS[1][1]};
        top[unit] = state;
        return top;
    }

    @Test
    void ofAStackByItsDownwardConditionals() {
        Machine stack = StackMachine.of(UnitTypes.BERNOULLI, 3, UnitTypes.BERNOULLI, 4, 2);
        float[] parameters = parameters(stack);
        float[] effects = effects(stack, parameters, 2, 2);
        for (int j = 0; j < 2; j++) {
            double[][] visible = new double[2][];
            for (int state = 0; state < 2; state++) {
                double[] h1 = down(stack, parameters, 1, StackMachine.lower(2), top(j, state), new double[4]);
                visible[state] = down(stack, parameters, 0, 0, h1, new double[3]);
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(visible[1][i] - visible[0][i], effects[i * 2 + j], 1e-5);
            }
        }
    }

    @Test
    void ofADeepMachineWithTheLowerNeighbourAtItsMeans() {
        Machine deep = DeepMachine.of(UnitTypes.BERNOULLI, 3, UnitTypes.BERNOULLI, 4, 2);
        float[] parameters = parameters(deep);
        float[] effects = effects(deep, parameters, 2, 2);
        double[] fromVisible = new double[4];
        Block w = deep.weights(0);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                fromVisible[j] += VISIBLE[i] * parameters[w.offset() + i * 4 + j];
            }
        }
        for (int j = 0; j < 2; j++) {
            double[][] visible = new double[2][];
            for (int state = 0; state < 2; state++) {
                double[] h1 = down(deep, parameters, 1, 1, top(j, state), fromVisible);
                visible[state] = down(deep, parameters, 0, 0, h1, new double[3]);
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(visible[1][i] - visible[0][i], effects[i * 2 + j], 1e-5);
            }
        }
    }

    @Test
    void ofTheLowestLayerByOneConditional() {
        Machine machine = Machine.restricted(3, 4);
        float[] parameters = parameters(machine);
        float[] effects = effects(machine, parameters, 1, 1);
        double[] on = {1, MEANS[0][1], MEANS[0][2], MEANS[0][3]};
        double[] off = {0, MEANS[0][1], MEANS[0][2], MEANS[0][3]};
        for (int i = 0; i < 3; i++) {
            double expected = down(machine, parameters, 0, 0, on, new double[3])[i]
                    - down(machine, parameters, 0, 0, off, new double[3])[i];
            assertEquals(expected, effects[i], 1e-5);
        }
    }
}
