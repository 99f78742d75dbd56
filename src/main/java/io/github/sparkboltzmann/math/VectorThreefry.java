package io.github.sparkboltzmann.math;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Threefry} on 4, 8 or 16 counters side by side: the words of many units of a row, in the order of {@link DrawKey}.
 *
 * <p>Thirteen rounds in one method are more than the compiler inlines, so the rounds go over a buffer of the first-level cache four at a
 * time; each method adds its key words and does its rounds.
 */
final class VectorThreefry {
    /** The units of one {@link #fill}: 16 groups of 64, a buffer of 4 KB. */
    static final int CHUNK = 1024;

    static final VectorSpecies<Integer> I =
            IntVector.SPECIES_PREFERRED.length() <= 16 ? IntVector.SPECIES_PREFERRED : IntVector.SPECIES_512;

    private static final int LANES = I.length();

    /** Word 0 of the counters of units 0, 1, ..., in place, and zeros for the words that all of them share. */
    private static final int[] COUNTERS = counters();

    private final int k0;
    private final int k1;
    private final int k2;
    private final int k3;
    private final int k4;
    private final int c2;
    private final int c3;

    VectorThreefry(DrawKey key) {
        k0 = key.key(0);
        k1 = key.key(1);
        k2 = key.key(2);
        k3 = key.key(3);
        k4 = Threefry.PARITY ^ k0 ^ k1 ^ k2 ^ k3;
        c2 = key.partitionWord();
        c3 = key.sweepAndLayerWord();
    }

    /** {@code x[i]} is the word of unit {@code firstUnit + i} of a row, for {@code count} units and perhaps some more. */
    void fill(int[] x, int row, int firstUnit, int count) {
        // A group of 64 units takes its words from 16 counters; a short last group takes fewer.
        int counters = count / 64 * 16 + Math.min(16, count % 64);
        System.arraycopy(COUNTERS, 0, x, 0, (counters + 15) / 16 * 64);
        evenRounds(x, counters, firstUnit / 4 + k0, row + k1, c2 + k2, c3 + k3);
        oddRounds(x, counters, k1, k2, k3, k4 + 1);
        evenRounds(x, counters, k2, k3, k4, k0 + 2);
        lastRound(x, counters, k3, k4, k0, k1 + 3);
    }

    private static int[] counters() {
        int[] x = new int[CHUNK];
        for (int j = 0; j < CHUNK / 4; j++) {
            x[place(j)] = j;
        }
        return x;
    }

    /** Where the first word of counter {@code j} lies; its other words follow 16 apart. */
    private static int place(int j) {
        return (j / 16) * 64 + j % 16;
    }

    /** Rounds 0 to 3 and 8 to 11. */
    private static void evenRounds(int[] x, int counters, int a0, int a1, int a2, int a3) {
        for (int j = 0; j < counters; j += LANES) {
            int i = place(j);
            IntVector x0 = IntVector.fromArray(I, x, i).add(a0);
            IntVector x1 = IntVector.fromArray(I, x, i + 16).add(a1);
            IntVector x2 = IntVector.fromArray(I, x, i + 32).add(a2);
            IntVector x3 = IntVector.fromArray(I, x, i + 48).add(a3);
            x0 = x0.add(x1);
            x1 = x1.lanewise(LSHL, 10).or(x1.lanewise(LSHR, 22)).lanewise(XOR, x0);
            x2 = x2.add(x3);
            x3 = x3.lanewise(LSHL, 26).or(x3.lanewise(LSHR, 6)).lanewise(XOR, x2);
            x0 = x0.add(x3);
            x3 = x3.lanewise(LSHL, 11).or(x3.lanewise(LSHR, 21)).lanewise(XOR, x0);
            x2 = x2.add(x1);
            x1 = x1.lanewise(LSHL, 21).or(x1.lanewise(LSHR, 11)).lanewise(XOR, x2);
            x0 = x0.add(x1);
            x1 = x1.lanewise(LSHL, 13).or(x1.lanewise(LSHR, 19)).lanewise(XOR, x0);
            x2 = x2.add(x3);
            x3 = x3.lanewise(LSHL, 27).or(x3.lanewise(LSHR, 5)).lanewise(XOR, x2);
            x0 = x0.add(x3);
            x3 = x3.lanewise(LSHL, 23).or(x3.lanewise(LSHR, 9)).lanewise(XOR, x0);
            x2 = x2.add(x1);
            x1 = x1.lanewise(LSHL, 5).or(x1.lanewise(LSHR, 27)).lanewise(XOR, x2);
            x0.intoArray(x, i);
            x1.intoArray(x, i + 16);
            x2.intoArray(x, i + 32);
            x3.intoArray(x, i + 48);
        }
    }

    /** Rounds 4 to 7. */
    private static void oddRounds(int[] x, int counters, int a0, int a1, int a2, int a3) {
        for (int j = 0; j < counters; j += LANES) {
            int i = place(j);
            IntVector x0 = IntVector.fromArray(I, x, i).add(a0);
            IntVector x1 = IntVector.fromArray(I, x, i + 16).add(a1);
            IntVector x2 = IntVector.fromArray(I, x, i + 32).add(a2);
            IntVector x3 = IntVector.fromArray(I, x, i + 48).add(a3);
            x0 = x0.add(x1);
            x1 = x1.lanewise(LSHL, 6).or(x1.lanewise(LSHR, 26)).lanewise(XOR, x0);
            x2 = x2.add(x3);
            x3 = x3.lanewise(LSHL, 20).or(x3.lanewise(LSHR, 12)).lanewise(XOR, x2);
            x0 = x0.add(x3);
            x3 = x3.lanewise(LSHL, 17).or(x3.lanewise(LSHR, 15)).lanewise(XOR, x0);
            x2 = x2.add(x1);
            x1 = x1.lanewise(LSHL, 11).or(x1.lanewise(LSHR, 21)).lanewise(XOR, x2);
            x0 = x0.add(x1);
            x1 = x1.lanewise(LSHL, 25).or(x1.lanewise(LSHR, 7)).lanewise(XOR, x0);
            x2 = x2.add(x3);
            x3 = x3.lanewise(LSHL, 10).or(x3.lanewise(LSHR, 22)).lanewise(XOR, x2);
            x0 = x0.add(x3);
            x3 = x3.lanewise(LSHL, 18).or(x3.lanewise(LSHR, 14)).lanewise(XOR, x0);
            x2 = x2.add(x1);
            x1 = x1.lanewise(LSHL, 20).or(x1.lanewise(LSHR, 12)).lanewise(XOR, x2);
            x0.intoArray(x, i);
            x1.intoArray(x, i + 16);
            x2.intoArray(x, i + 32);
            x3.intoArray(x, i + 48);
        }
    }

    /** Round 12. */
    private static void lastRound(int[] x, int counters, int a0, int a1, int a2, int a3) {
        for (int j = 0; j < counters; j += LANES) {
            int i = place(j);
            IntVector x0 = IntVector.fromArray(I, x, i).add(a0);
            IntVector x1 = IntVector.fromArray(I, x, i + 16).add(a1);
            IntVector x2 = IntVector.fromArray(I, x, i + 32).add(a2);
            IntVector x3 = IntVector.fromArray(I, x, i + 48).add(a3);
            x0 = x0.add(x1);
            x1 = x1.lanewise(LSHL, 6).or(x1.lanewise(LSHR, 26)).lanewise(XOR, x0);
            x2 = x2.add(x3);
            x3 = x3.lanewise(LSHL, 20).or(x3.lanewise(LSHR, 12)).lanewise(XOR, x2);
            x0.intoArray(x, i);
            x1.intoArray(x, i + 16);
            x2.intoArray(x, i + 32);
            x3.intoArray(x, i + 48);
        }
    }
}
