package io.github.sparkboltzmann.math;

/**
 * Threefry-4x32 with 13 rounds: a bijection of 128-bit counters for each 128-bit key, whose values pass the statistical tests of BigCrush.
 *
 * <p>A draw is a function of key and counter alone, so a task that runs twice draws the same. It needs additions, rotations and
 * exclusive-or only, which every vector unit has.
 *
 * <p>Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011; known answers from the Random123
 * distribution.
 */
final class Threefry {
    /** The key schedule's parity word. */
    static final int PARITY = 0x1BD11BDA;

    /** Rotation of the pair (0, 1) before, and of (2, 3) after, in each of eight rounds. */
    static final int[] ROTATE_A = {10, 11, 13, 23, 6, 17, 25, 18};

    static final int[] ROTATE_B = {26, 21, 27, 5, 20, 11, 10, 20};

    static final int ROUNDS = 13;

    private Threefry() {}

    /** {@code out[0..3] = threefry4x32_13(counter = c0..c3, key = k0..k3)}. */
    static void block(int k0, int k1, int k2, int k3, int c0, int c1, int c2, int c3, int[] out) {
        int k4 = PARITY ^ k0 ^ k1 ^ k2 ^ k3;
        int x0 = c0 + k0;
        int x1 = c1 + k1;
        int x2 = c2 + k2;
        int x3 = c3 + k3;
        x0 += x1;
        x1 = Integer.rotateLeft(x1, 10) ^ x0;
        x2 += x3;
        x3 = Integer.rotateLeft(x3, 26) ^ x2;
        x0 += x3;
        x3 = Integer.rotateLeft(x3, 11) ^ x0;
        x2 += x1;
        x1 = Integer.rotateLeft(x1, 21) ^ x2;
        x0 += x1;
        x1 = Integer.rotateLeft(x1, 13) ^ x0;
        x2 += x3;
        x3 = Integer.rotateLeft(x3, 27) ^ x2;
        x0 += x3;
        x3 = Integer.rotateLeft(x3, 23) ^ x0;
        x2 += x1;
        x1 = Integer.rotateLeft(x1, 5) ^ x2;
        x0 += k1;
        x1 += k2;
        x2 += k3;
        x3 += k4 + 1;
        x0 += x1;
        x1 = Integer.rotateLeft(x1, 6) ^ x0;
        x2 += x3;
        x3 = Integer.rotateLeft(x3, 20) ^ x2;
        x0 += x3;
        x3 = Integer.rotateLeft(x3, 17) ^ x0;
        x2 += x1;
        x1 = Integer.rotateLeft(x1, 11) ^ x2;
        x0 += x1;
        x1 = Integer.rotateLeft(x1, 25) ^ x0;
        x2 += x3;
        x3 = Integer.rotateLeft(x3, 10) ^ x2;
        x0 += x3;
        x3 = Integer.rotateLeft(x3, 18) ^ x0;
        x2 += x1;
        x1 = Integer.rotateLeft(x1, 20) ^ x2;
        x0 += k2;
        x1 += k3;
        x2 += k4;
        x3 += k0 + 2;
        x0 += x1;
        x1 = Integer.rotateLeft(x1, 10) ^ x0;
        x2 += x3;
        x3 = Integer.rotateLeft(x3, 26) ^ x2;
        x0 += x3;
        x3 = Integer.rotateLeft(x3, 11) ^ x0;
        x2 += x1;
        x1 = Integer.rotateLeft(x1, 21) ^ x2;
        x0 += x1;
        x1 = Integer.rotateLeft(x1, 13) ^ x0;
        x2 += x3;
        x3 = Integer.rotateLeft(x3, 27) ^ x2;
        x0 += x3;
        x3 = Integer.rotateLeft(x3, 23) ^ x0;
        x2 += x1;
        x1 = Integer.rotateLeft(x1, 5) ^ x2;
        x0 += k3;
        x1 += k4;
        x2 += k0;
        x3 += k1 + 3;
        x0 += x1;
        x1 = Integer.rotateLeft(x1, 6) ^ x0;
        x2 += x3;
        x3 = Integer.rotateLeft(x3, 20) ^ x2;
        out[0] = x0;
        out[1] = x1;
        out[2] = x2;
        out[3] = x3;
    }

    /** Word {@code i mod 5} of the extended key. */
    static int word(int i, int k0, int k1, int k2, int k3, int k4) {
        return switch (i % 5) {
            case 0 -> k0;
            case 1 -> k1;
            case 2 -> k2;
            case 3 -> k3;
            default -> k4;
        };
    }
}
