package io.github.sparkboltzmann.deep;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.HiddenLayers;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;

/**
 * What hidden units of a higher layer make the visible units do: the difference that a unit makes to their means, by one pass down.
 *
 * <pre>
 * effect[i, j] = &lt;v_i | h_l: unit j highest&gt; - &lt;v_i | h_l: unit j lowest&gt;        the other units of layer l at their means over some rows
 * </pre>
 *
 * <p>In a stack a layer follows from the one above alone; in a deep machine from both its neighbours, of which the lower one is at its means over the rows, too. For
 * layer 1 of a restricted machine it is, for small weights, the weight times {@code v_i (1 - v_i)}.
 */
public final class UnitEffects {
    private UnitEffects() {}

    /**
     * Of the first units of a layer.
     *
     * @param machine of {@link io.github.sparkboltzmann.model.DeepMachine} or {@link StackMachine}, or a restricted one
     * @param layer hidden layer, from 1
     * @param visible means over rows, {@code [visible]}
     * @param means of each hidden layer, from the lowest
     * @param units how many
     * @return {@code [visible, units]}, row-major
     */
    public static float[] of(
            Machine machine,
            float[] parameters,
            int layer,
            float[] visible,
            float[][] means,
            int units,
            Elementwise kernels,
            BatchProducts products) {
        GibbsSampler sampler = new GibbsSampler(machine, kernels, products);
        sampler.load(parameters);
        States states = new States(machine);
        states.resize(2 * units);
        int[] hidden = HiddenLayers.of(machine);
        fill(states, 0, visible);
        for (int l = 0; l < hidden.length; l++) {
            fill(states, hidden[l], means[l]);
        }
        int own = hidden[layer - 1];
        for (int j = 0; j < units; j++) {
            states.state(own)[2 * j * states.size(own) + j] =
                    (float) machine.layer(own).type().highest();
            states.state(own)[(2 * j + 1) * states.size(own) + j] =
                    (float) machine.layer(own).type().lowest();
        }
        boolean stack = StackMachine.isStack(machine);
        for (int l = layer; l >= 1; l--) {
            int lower = stack ? StackMachine.lower(l) : l == 1 ? 0 : hidden[l - 2];
            sampler.mean(states, lower, 1);
            int next = stack && l > 1 ? StackMachine.hidden(l - 1) : lower;
            System.arraycopy(states.mean(lower), 0, states.state(next), 0, 2 * units * states.size(lower));
        }
        int width = states.size(0);
        float[] effects = new float[width * units];
        for (int j = 0; j < units; j++) {
            for (int i = 0; i < width; i++) {
                effects[i * units + j] = states.mean(0)[2 * j * width + i] - states.mean(0)[(2 * j + 1) * width + i];
            }
        }
        return effects;
    }

    private static void fill(States states, int layer, float[] row) {
        for (int r = 0; r < states.rows(); r++) {
            System.arraycopy(row, 0, states.state(layer), r * row.length, row.length);
        }
    }
}
