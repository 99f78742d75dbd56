package io.github.sparkboltzmann.spark;

import java.io.Serializable;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.spark.Partitioner;

/** 128 bits of hash that place a row: the partition by the first 64, the order inside it by all. */
public final class RowKey implements Serializable, Comparable<RowKey> {
    private static final long serialVersionUID = 1L;

    private final long high;
    private final long low;

    private RowKey(long[] hash) {
        this.high = hash[0];
        this.low = hash[1];
    }

    /** The hash of a row's content. */
    static RowKey ofContent(byte[] content) {
        return new RowKey(MurmurHash3.hash128x64(content));
    }

    /** The hash of (seed, content, occurrence): rows of the same content differ in their number. */
    RowKey placed(long seed, long occurrence) {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(32);
        bytes.putLong(seed).putLong(high).putLong(low).putLong(occurrence);
        return ofContent(bytes.array());
    }

    @Override
    public int compareTo(RowKey other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey key && key.high == high && key.low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }

    /** Partition {@code high mod n}. */
    static final class Placement extends Partitioner {
        private static final long serialVersionUID = 1L;

        private final int partitions;

        Placement(int partitions) {
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(Object key) {
            return (int) Long.remainderUnsigned(((RowKey) key).high, partitions);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Placement placement && placement.partitions == partitions;
        }

        @Override
        public int hashCode() {
            return partitions;
        }
    }
}
