package io.github.sparkboltzmann.math;

/** Mixing of 64-bit integers. */
public final class Hash {
    private Hash() {}

    /**
     * A well-mixed function of two integers, a bijection of the second for each first.
     *
     * <p>Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (the finaliser of SplitMix64).
     */
    public static long mix(long a, long b) {
        return mix(mix(a) ^ b);
    }

    private static long mix(long x) {
        long z = x + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
