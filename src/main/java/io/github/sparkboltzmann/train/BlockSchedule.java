package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.math.Hash;
import java.io.Serializable;

/**
 * How the rows of a partition are cut into blocks, and which block a step takes.
 *
 * <p>An epoch has {@code ceil(rows / batchSize)} updates; every partition cuts its rows into as many blocks, whose sizes differ by one row
 * at the most, and a step takes one block of each. So every row is used once an epoch, and no update is left with the crumbs. The order
 * of the blocks is rotated each epoch by the seed.
 */
public final class BlockSchedule implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int blocks;
    private final long seed;

    /**
     * @param rows of all partitions, 1 or more
     * @param batchSize rows an update over all partitions, 1 or more
     */
    public BlockSchedule(long rows, int batchSize, long seed) {
        if (rows < 1 || batchSize < 1) {
            throw new IllegalArgumentException("Blocks need one row and a batch size of one or more, but have " + rows
                    + " and " + batchSize + ".");
        }
        this.blocks = Math.toIntExact((rows + batchSize - 1) / batchSize);
        this.seed = seed;
    }

    /** Blocks of each partition: the updates of an epoch. */
    public int blocks() {
        return blocks;
    }

    /** The first row of block {@code b} in a partition of {@code rows} rows; {@code firstRow(blocks, rows) = rows}. */
    public int firstRow(int b, int rows) {
        return (int) ((long) rows * b / blocks);
    }

    /** The block that a step takes: the epoch's rotation, then one after the other. */
    public int blockOf(long step) {
        long epoch = step / blocks;
        long rotation = Long.remainderUnsigned(Hash.mix(seed, epoch), blocks);
        return (int) ((step % blocks + rotation) % blocks);
    }
}
