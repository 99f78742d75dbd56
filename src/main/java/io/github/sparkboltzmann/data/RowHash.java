package io.github.sparkboltzmann.data;

import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * A hash of a row's content; a dense vector and the equal sparse one have the same.
 *
 * <p>h = mix(h + 0x9e3779b97f4a7c15 xor mix(x)) for x over the label, the size and each non-zero (index, value), mix being the finaliser of SplitMix64.
 * Source: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; the constants are those of
 * {@link java.util.SplittableRandom}.
 */
final class RowHash {
    private RowHash() {}

    /** The hash as a number in [0, 1). */
    static double uniform(long seed, Vector features, double label) {
        long hash = add(mix(seed), Double.doubleToLongBits(label + 0.0));
        hash = add(hash, features.size());
        if (features instanceof SparseVector sparse) {
            for (int i = 0; i < sparse.indices().length; i++) {
                hash = addEntry(hash, sparse.indices()[i], sparse.values()[i]);
            }
        } else {
            double[] values = features.toArray();
            for (int i = 0; i < values.length; i++) {
                hash = addEntry(hash, i, values[i]);
            }
        }
        return (hash >>> 11) * 0x1p-53;
    }

    private static long addEntry(long hash, int index, double value) {
        return value == 0 ? hash : add(add(hash, index), Double.doubleToLongBits(value));
    }

    private static long add(long hash, long value) {
        return mix(hash + 0x9e3779b97f4a7c15L ^ mix(value));
    }

    private static long mix(long z) {
        long first = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ first >>> 27) * 0x94d049bb133111ebL;
        return second ^ second >>> 31;
    }
}
