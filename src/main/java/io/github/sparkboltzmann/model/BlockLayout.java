package io.github.sparkboltzmann.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Where the named blocks of a flat float array lie, in order and without gaps.
 *
 * <p>Broadcast, merge, optimiser and model file know blocks, never the machine's kind.
 */
public final class BlockLayout implements Serializable {
    private static final long serialVersionUID = 1L;

    /** One serialised array of floats has to stay below 2 GB. */
    public static final long LARGEST = 500_000_000L;

    private final Block[] blocks;
    private final int length;

    private BlockLayout(Block[] blocks, int length) {
        this.blocks = blocks;
        this.length = length;
    }

    /**
     * A weight matrix for each coupling (a vector of one weight an edge for a sparse one), then a bias vector for each layer, then log-variances for each layer that learns them.
     *
     * @throws IllegalArgumentException if there are more than {@link #LARGEST} numbers
     */
    static BlockLayout of(Layer[] layers, Coupling[] couplings) {
        Block[] blocks = new Block[couplings.length + layers.length];
        long offset = 0;
        int next = 0;
        for (Coupling coupling : couplings) {
            Layer p = layers[coupling.first()];
            Layer q = layers[coupling.second()];
            String name = "weights." + p.name() + "." + q.name();
            int rows = coupling.isSparse() ? 1 : p.size();
            int columns = coupling.isSparse() ? coupling.edges().places() : q.size();
            blocks[next++] = new Block(name, Block.Kind.WEIGHTS, (int) offset, rows, columns);
            offset = checked(offset + (long) rows * columns);
        }
        for (Layer layer : layers) {
            blocks[next++] = new Block("bias." + layer.name(), Block.Kind.BIASES, (int) offset, 1, layer.size());
            offset = checked(offset + layer.size());
        }
        Layer[] variances = Arrays.stream(layers)
                .filter(layer -> layer.type().learnsVariance())
                .toArray(Layer[]::new);
        return new BlockLayout(blocks, (int) offset).withUnits(variances, "logvariance", Block.Kind.LOG_VARIANCES);
    }

    /** These blocks, then one of {@code PREFIX.NAME} for each layer, a number a unit. */
    public BlockLayout withUnits(List<Layer> layers, String prefix, Block.Kind kind) {
        return withUnits(layers.toArray(Layer[]::new), prefix, kind);
    }

    BlockLayout withUnits(Layer[] layers, String prefix, Block.Kind kind) {
        Block[] all = Arrays.copyOf(blocks, blocks.length + layers.length);
        long offset = length;
        for (int l = 0; l < layers.length; l++) {
            String name = prefix + "." + layers[l].name();
            all[blocks.length + l] = new Block(name, kind, (int) offset, 1, layers[l].size());
            offset = checked(offset + layers[l].size());
        }
        return new BlockLayout(all, (int) offset);
    }

    /** These blocks, then a vector of that length. */
    public BlockLayout withVector(String name, Block.Kind kind, int size) {
        Block[] all = Arrays.copyOf(blocks, blocks.length + 1);
        all[blocks.length] = new Block(name, kind, length, 1, size);
        return new BlockLayout(all, (int) checked((long) length + size));
    }

    /** These blocks, then those of another layout with a prefix to their names. */
    public BlockLayout withCopyOf(BlockLayout other, String prefix, Block.Kind kind) {
        Block[] all = Arrays.copyOf(blocks, blocks.length + other.blocks.length);
        long end = checked((long) length + other.length);
        for (int i = 0; i < other.blocks.length; i++) {
            Block b = other.blocks[i];
            all[blocks.length + i] =
                    new Block(prefix + "." + b.name(), kind, length + b.offset(), b.rows(), b.columns());
        }
        return new BlockLayout(all, (int) end);
    }

    private static long checked(long length) {
        if (length > LARGEST) {
            throw new IllegalArgumentException("The machine has more than " + LARGEST
                    + " parameters, and one broadcast holds no more; use fewer units.");
        }
        return length;
    }

    /** The blocks, in order. */
    public List<Block> blocks() {
        return List.of(blocks);
    }

    /** Block number {@code i}. */
    public Block block(int i) {
        return blocks[i];
    }

    /** The sum of the blocks' lengths. */
    public int length() {
        return length;
    }

    /** The block of that name. */
    public Block block(String name) {
        return Arrays.stream(blocks)
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no block '" + name + "'."));
    }

    /** Whether both have the same names and shapes in the same order. */
    public boolean sameAs(BlockLayout other) {
        if (blocks.length != other.blocks.length) {
            return false;
        }
        for (int i = 0; i < blocks.length; i++) {
            Block a = blocks[i];
            Block b = other.blocks[i];
            if (!a.name().equals(b.name()) || a.rows() != b.rows() || a.columns() != b.columns()) {
                return false;
            }
        }
        return true;
    }
}
