package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitBatch;
import io.github.sparkboltzmann.model.UnitType;
import java.io.Serializable;

/**
 * The joint states of the chains that one partition owns, packed: what travels between driver and executors, and is kept in a checkpoint.
 *
 * <p>Binary units take a bit each: 1,000 chains of 500 units are 62 KB.
 */
public final class ChainBlock implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowBlock[] layers;
    private final int chains;

    private ChainBlock(RowBlock[] layers, int chains) {
        this.layers = layers;
        this.chains = chains;
    }

    /** Chains that start as draws of unconnected units with the machine's biases. */
    public static ChainBlock independent(
            Elementwise kernels, Machine machine, Parameters parameters, int chains, DrawKey key) {
        States states = new States(machine);
        states.resize(chains);
        for (int l = 0; l < machine.layerCount(); l++) {
            UnitType type = machine.layer(l).type();
            if (type.hasTotal()) {
                throw new IllegalArgumentException("Persistent chains of a machine with " + type
                        + " units have no rows to take totals from; use contrastive divergence.");
            }
            UnitBatch batch = UnitBatch.of(machine, l, parameters.values(), states.mean(l), states.state(l), chains, 1);
            type.draw(kernels, batch, key.at(0, l), 0);
        }
        return pack(machine, states);
    }

    /** Packs all layers' states. */
    public static ChainBlock pack(Machine machine, States states) {
        RowBlock[] layers = new RowBlock[machine.layerCount()];
        for (int l = 0; l < layers.length; l++) {
            Layer layer = machine.layer(l);
            layers[l] = RowBlock.pack(encoding(layer.type()), layer.size(), states.state(l), states.rows());
        }
        return new ChainBlock(layers, states.rows());
    }

    private static RowBlock.Encoding encoding(UnitType type) {
        boolean bits = type.groupStates() != null && type.lowest() == 0 && type.highest() == 1;
        return bits ? RowBlock.Encoding.BITS : RowBlock.Encoding.FLOATS;
    }

    /** Makes these chains the states, whose number of rows becomes theirs. */
    public void unpackInto(States states) {
        states.resize(chains);
        for (int l = 0; l < layers.length; l++) {
            layers[l].unpack(states.state(l));
        }
    }

    /** How many chains there are. */
    public int chains() {
        return chains;
    }

    /** A layer's states, a chain a row. */
    public RowBlock layer(int layer) {
        return layers[layer];
    }
}
