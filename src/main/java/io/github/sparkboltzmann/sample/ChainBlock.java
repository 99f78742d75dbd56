package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitBatch;
import io.github.sparkboltzmann.model.UnitType;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The joint states of the chains that one partition owns, packed: what travels between driver and executors, and is kept in a checkpoint.
 *
 * <p>Binary units take a bit each: 1,000 chains of 500 units are 62 KB.
 */
public final class ChainBlock implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowBlock[] layers;
    private final int chains;
    private final ChainBlock[] rungs;
    private final LadderMeans means;

    private ChainBlock(RowBlock[] layers, int chains, ChainBlock[] rungs, LadderMeans means) {
        this.layers = layers;
        this.chains = chains;
        this.rungs = rungs;
        this.means = means;
    }

    /**
     * These chains with those of a ladder's lower rungs.
     *
     * @param lower the other rungs, from the lowest
     * @param ladderMeans of as many rungs
     */
    public ChainBlock withRungs(ChainBlock[] lower, LadderMeans ladderMeans) {
        return new ChainBlock(layers, chains, lower, ladderMeans);
    }

    /** These chains with a copy of themselves as one more rung below them. */
    public ChainBlock withTopRung() {
        ChainBlock[] lower = Arrays.copyOf(rungs, rungs.length + 1);
        lower[rungs.length] = new ChainBlock(layers, chains, new ChainBlock[0], LadderMeans.start(0));
        return withRungs(lower, means.withRung());
    }

    /** How many rungs lie below these chains; 0 for chains without a ladder. */
    public int rungs() {
        return rungs.length;
    }

    /** The chains of a lower rung. */
    public ChainBlock rung(int rung) {
        return rungs[rung];
    }

    /** What the ladder has learnt about its exchanges; not a copy. */
    public LadderMeans ladderMeans() {
        return means;
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

    /** Chains of these states, a block a layer, a chain a row. */
    public static ChainBlock of(RowBlock... layers) {
        return new ChainBlock(layers.clone(), layers[0].rows(), new ChainBlock[0], LadderMeans.start(0));
    }

    /** Packs all layers' states. */
    public static ChainBlock pack(Machine machine, States states) {
        RowBlock[] layers = new RowBlock[machine.layerCount()];
        for (int l = 0; l < layers.length; l++) {
            Layer layer = machine.layer(l);
            layers[l] = RowBlock.pack(encoding(layer.type()), layer.size(), states.state(l), states.rows());
        }
        return new ChainBlock(layers, states.rows(), new ChainBlock[0], LadderMeans.start(0));
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

    /** How many layers they have. */
    public int layers() {
        return layers.length;
    }

    /** A layer's states, a chain a row. */
    public RowBlock layer(int layer) {
        return layers[layer];
    }
}
