package io.github.sparkboltzmann.spark;

import java.io.Serializable;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.spark.Partitioner;

/** 128 bits of hash that place a row: the partition by the first 64, the order inside it by all. */
public final class RowKey implements Serializable, Comparable<RowKey> {
    private static final long serialVersionUID = 1L;

    private final long high;
    private final long low;
    private final long stratum;

    private RowKey(long[] hash, long stratum) {
        this.high = hash[0];
        this.low = hash[1];
        this.stratum = stratum;
    }

    /** The hash of a row's content. */
    static RowKey ofContent(byte[] content) {
        return ofContent(content, Strata.NONE);
    }

    /** The hash of a row's content and stratum. */
    static RowKey ofContent(byte[] content, long stratum) {
        byte[] whole = content;
        if (stratum != Strata.NONE) {
            whole = java.nio.ByteBuffer.allocate(content.length + 8)
                    .put(content)
                    .putLong(stratum)
                    .array();
        }
        return new RowKey(MurmurHash3.hash128x64(whole), stratum);
    }

    /** The row's stratum. */
    long stratum() {
        return stratum;
    }

    /** The hash of (seed, content, occurrence): rows of the same content differ in their number. */
    RowKey placed(long seed, long occurrence) {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(32);
        bytes.putLong(seed).putLong(high).putLong(low).putLong(occurrence);
        return new RowKey(MurmurHash3.hash128x64(bytes.array()), stratum);
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
