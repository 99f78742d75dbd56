package io.github.sparkboltzmann.math;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Float arrays on a stream: a length, then little-endian bytes in chunks.
 *
 * <p>Java's own serialisation writes floats one by one, which took more time of an update at 784 x 500 than its matrix products.
 */
public final class FloatStream {
    private static final int CHUNK = 1 << 14;

    private FloatStream() {}

    /** Writes an array, {@code null} as length -1. */
    public static void write(float[] values, DataOutput out) throws IOException {
        out.writeInt(values == null ? -1 : values.length);
        int length = values == null ? 0 : values.length;
        ByteBuffer chunk = ByteBuffer.allocate(4 * Math.min(CHUNK, length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < length; from += CHUNK) {
            int count = Math.min(CHUNK, length - from);
            chunk.asFloatBuffer().put(values, from, count);
            out.write(chunk.array(), 0, 4 * count);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static float[] read(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < -1) {
            throw new StreamCorruptedException("an array of floats cannot have " + length + " elements");
        }
        if (length == -1) {
            return null;
        }
        float[] values = new float[length];
        ByteBuffer chunk = ByteBuffer.allocate(4 * Math.min(CHUNK, length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < length; from += CHUNK) {
            int count = Math.min(CHUNK, length - from);
            in.readFully(chunk.array(), 0, 4 * count);
            chunk.asFloatBuffer().get(values, from, count);
        }
        return values;
    }
}
