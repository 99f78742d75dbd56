package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;

/** All persistent chains, by the partition that owns and advances them; immutable. */
public final class Chains implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ChainBlock[] blocks;

    private Chains(ChainBlock[] blocks) {
        this.blocks = blocks;
    }

    /** No chains: the model phase does not need them. */
    public static Chains none() {
        return new Chains(new ChainBlock[0]);
    }

    /** These chains, a block a partition. */
    public static Chains of(ChainBlock... blocks) {
        return new Chains(blocks.clone());
    }

    /** New chains without a ladder. */
    public static Chains start(
            Elementwise kernels, Machine machine, Parameters parameters, int chains, int partitions, long seed) {
        return start(kernels, machine, parameters, chains, partitions, seed, 0);
    }

    /**
     * New chains, drawn from unconnected units with the machine's biases; partitions own equal numbers, but for one.
     *
     * @param rungs of a ladder below the chains, each with as many chains; 0 for none
     */
    public static Chains start(
            Elementwise kernels,
            Machine machine,
            Parameters parameters,
            int chains,
            int partitions,
            long seed,
            int rungs) {
        ChainBlock[] blocks = new ChainBlock[partitions];
        for (int p = 0; p < partitions; p++) {
            int own = (int) ((long) chains * (p + 1) / partitions - (long) chains * p / partitions);
            DrawKey key =
                    DrawKey.of(seed, 0, Purpose.PERSISTENT_CHAINS.number()).partition(p);
            ChainBlock[] lower = new ChainBlock[rungs];
            for (int r = 0; r < rungs; r++) {
                lower[r] = ChainBlock.independent(kernels, machine, parameters, own, key.rung(r + 1));
            }
            blocks[p] = ChainBlock.independent(kernels, machine, parameters, own, key)
                    .withRungs(lower, LadderMeans.start(rungs));
        }
        return new Chains(blocks);
    }

    /** How many chains there are. */
    public int count() {
        int count = 0;
        for (ChainBlock block : blocks) {
            count += block.chains();
        }
        return count;
    }

    /** The chains of a partition; {@code null} where there are none at all. */
    public ChainBlock of(int partition) {
        return blocks.length == 0 ? null : blocks[partition];
    }

    /** Every partition's chains with a copy of themselves as one more rung below them. */
    public Chains withTopRung() {
        ChainBlock[] next = blocks.clone();
        Arrays.setAll(next, p -> blocks[p].withTopRung());
        return new Chains(next);
    }

    /** How many partitions own chains. */
    public int partitions() {
        return blocks.length;
    }

    /** These chains, those of some partitions replaced. */
    public Chains with(Map<Integer, ChainBlock> advanced) {
        ChainBlock[] next = blocks.clone();
        advanced.forEach((partition, block) -> next[partition] = block);
        return new Chains(next);
    }
}
