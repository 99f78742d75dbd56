package io.github.sparkboltzmann.math;

/**
 * Names a set of random draws; with a row and a unit it names exactly one.
 *
 * <p>The parts are packed side by side, never mixed, so that two different keys are two different 256-bit inputs of the generator:
 *
 * <pre>
 * key word 0, 1      seed (64 bits)
 * key word 2, 3      step (40 bits), purpose (8 bits), rung (16 bits)
 * counter word 0     unit (in groups of four draws)
 * counter word 1     row or chain (32 bits)
 * counter word 2     partition (32 bits)
 * counter word 3     sweep (24 bits), layer (8 bits)
 * </pre>
 *
 * <p>A unit's draw is 32 bits: unit {@code u} takes word {@code (u mod 64) / 16} of counter {@code (u / 64) * 16 + u mod 16}, an order in
 * which sixteen neighbouring units lie side by side in vector registers of any width.
 */
public final class DrawKey {
    private final int k0;
    private final int k1;
    private final int k2;
    private final int k3;
    private final int partition;
    private final int sweepAndLayer;

    private DrawKey(int k0, int k1, int k2, int k3, int partition, int sweepAndLayer) {
        this.k0 = k0;
        this.k1 = k1;
        this.k2 = k2;
        this.k3 = k3;
        this.partition = partition;
        this.sweepAndLayer = sweepAndLayer;
    }

    /**
     * The draws of one purpose in one step, on partition 0, rung 0, sweep 0, layer 0.
     *
     * @param step the global step, 0 to 2^40 - 1
     * @param purpose what the draws are for, 0 to 255
     * @throws IllegalArgumentException outside those ranges
     */
    public static DrawKey of(long seed, long step, int purpose) {
        check("step", step, 1L << 40);
        check("purpose", purpose, 1L << 8);
        return new DrawKey(
                (int) seed, (int) (seed >>> 32), (int) step, (int) (step >>> 32) << 24 | purpose << 16, 0, 0);
    }

    /** The same draws for another purpose, 0 to 255. */
    public DrawKey purpose(int number) {
        check("purpose", number, 1L << 8);
        return new DrawKey(k0, k1, k2, (k3 & 0xFF00FFFF) | number << 16, partition, sweepAndLayer);
    }

    /** The same draws for a partition, 0 to 2^31 - 1. */
    public DrawKey partition(int number) {
        check("partition", number, 1L << 31);
        return new DrawKey(k0, k1, k2, k3, number, sweepAndLayer);
    }

    /** The same draws for a temperature rung, 0 to 65,535. */
    public DrawKey rung(int number) {
        check("rung", number, 1L << 16);
        return new DrawKey(k0, k1, k2, (k3 & 0xFFFF0000) | number, partition, sweepAndLayer);
    }

    /** The same draws for a sweep, 0 to 2^24 - 1, and a layer, 0 to 255. */
    public DrawKey at(int sweep, int layer) {
        check("sweep", sweep, 1L << 24);
        check("layer", layer, 1L << 8);
        return new DrawKey(k0, k1, k2, k3, partition, sweep << 8 | layer);
    }

    private static void check(String part, long value, long limit) {
        if (value < 0 || value >= limit) {
            throw new IllegalArgumentException(
                    "A random draw's " + part + " must lie in 0.." + (limit - 1) + ", but is " + value + ".");
        }
    }

    /** Key word {@code i}, 0 to 3. */
    int key(int i) {
        return switch (i) {
            case 0 -> k0;
            case 1 -> k1;
            case 2 -> k2;
            default -> k3;
        };
    }

    int partitionWord() {
        return partition;
    }

    int sweepAndLayerWord() {
        return sweepAndLayer;
    }

    /** All words but row and unit, as text: equal for equal keys only. */
    @Override
    public String toString() {
        return String.format("%08x%08x%08x%08x-%08x-%08x", k1, k0, k3, k2, partition, sweepAndLayer);
    }
}
