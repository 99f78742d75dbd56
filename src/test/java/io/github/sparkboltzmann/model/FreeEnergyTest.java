package io.github.sparkboltzmann.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.sample.Enumeration;
import org.junit.jupiter.api.Test;

/** The free energy in closed form against the sum over hidden states. */
class FreeEnergyTest {
    @Test
    void isMinusTheLogarithmOfTheSumOverHiddenStates() {
        for (Machine machine : new Machine[] {TinyMachines.restricted(), TinyMachines.twoVisibleLayers()}) {
            Parameters parameters = TinyMachines.random(machine, 1.5, 3);
            Enumeration all = Enumeration.of(machine, parameters, 1);
            for (int n = 0; n < all.count(); n++) {
                double expected = -(all.logProbabilityOfVisible(all.state(n)) + all.logPartitionFunction());
                assertEquals(expected, freeEnergy(machine, parameters, all.state(n)), 1e-5);
            }
        }
    }

    @Test
    void isRefusedWhereHiddenUnitsDependOnEachOther() {
        Machine machine = TinyMachines.deep();
        Parameters parameters = Parameters.zero(machine);
        double[][] state = {new double[3], new double[3], new double[2]};
        assertThrows(IllegalArgumentException.class, () -> freeEnergy(machine, parameters, state));
    }

    private static double freeEnergy(Machine machine, Parameters parameters, double[][] state) {
        float[][] states = new float[state.length][];
        float[][] scratch = new float[state.length][];
        for (int l = 0; l < state.length; l++) {
            states[l] = new float[state[l].length];
            scratch[l] = new float[state[l].length];
            for (int i = 0; i < state[l].length; i++) {
                states[l][i] = (float) state[l][i];
            }
        }
        double[] out = new double[1];
        LayerInputs inputs = new LayerInputs(machine, Kernels.batchProducts());
        inputs.load(parameters.values());
        FreeEnergy.compute(
                Kernels.elementwise(), inputs, machine, parameters.values(), states, 1, scratch, new double[1], out);
        return out[0];
    }
}
