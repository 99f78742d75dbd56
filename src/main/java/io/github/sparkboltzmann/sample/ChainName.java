package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.model.Purpose;

/**
 * Names the random draws of one chain, whichever batch or partition it runs in: by its number, or by a hash of the row that it completes.
 *
 * <p>A number fills the key's row (30 bits) and partition (31 bits); a hash its step, partition and row, 103 bits, beside the whole seed.
 */
public final class ChainName {
    private static final int ROW_BITS = 30;
    private static final long MOST = 1L << ROW_BITS + 31;

    private final DrawKey key;
    private final int row;

    private ChainName(DrawKey key, int row) {
        this.key = key;
        this.row = row;
    }

    /** Chain number 0, 1, ... of a seed. */
    public static ChainName numbered(long seed, long number) {
        if (number < 0 || number >= MOST) {
            throw new IllegalArgumentException(
                    "Chains are numbered 0 to " + (MOST - 1) + ", but one has number " + number + ".");
        }
        DrawKey key = DrawKey.of(seed, 0, Purpose.GENERATED_CHAINS.number()).partition((int) (number >>> ROW_BITS));
        return new ChainName(key, (int) (number & (1L << ROW_BITS) - 1));
    }

    /** The chain of a row, by 128 bits of its hash, of which 103 count. */
    public static ChainName hashed(long seed, long high, long low) {
        DrawKey key =
                DrawKey.of(seed, high >>> 24, Purpose.COMPLETED_ROWS.number()).partition((int) (low >>> 33));
        return new ChainName(key, (int) low);
    }

    /** Where in a batch the chain runs, modulo {@link ChainBatch#SLOTS}: a function of number or hash. */
    int slot() {
        return Integer.remainderUnsigned(row, ChainBatch.SLOTS);
    }

    DrawKey key() {
        return key;
    }

    int row() {
        return row;
    }
}
