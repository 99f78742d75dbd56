package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitBatch;

/** Draws of a layer that are functions of each chain's own name, not of its row in a batch. */
final class ChainDraws {
    private ChainDraws() {}

    /**
     * Draws states where {@code states.mean(layer)} holds the inputs, without bias; means are then the conditional ones.
     *
     * @param parameters biases are taken from
     * @param names a chain a row; {@code null} for rows without a chain, which stay as they are
     */
    static void draw(
            Machine machine,
            States states,
            int layer,
            float[] parameters,
            ChainName[] names,
            Elementwise kernels,
            float inverseTemperature,
            int sweep,
            int rung) {
        int units = states.size(layer);
        float[] input = new float[units];
        float[] state = new float[units];
        UnitBatch one = UnitBatch.of(machine, layer, parameters, input, state, 1, inverseTemperature);
        for (int r = 0; r < states.rows(); r++) {
            if (names[r] == null) {
                continue;
            }
            System.arraycopy(states.mean(layer), r * units, input, 0, units);
            System.arraycopy(states.state(layer), r * units, state, 0, units);
            machine.layer(layer)
                    .type()
                    .draw(kernels, one, names[r].key().rung(rung).at(sweep, layer), names[r].row());
            System.arraycopy(input, 0, states.mean(layer), r * units, units);
            System.arraycopy(state, 0, states.state(layer), r * units, units);
        }
    }
}
