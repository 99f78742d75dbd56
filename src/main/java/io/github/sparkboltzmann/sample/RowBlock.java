package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Kernels;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Rows of visible states, packed: what is cached on executors.
 *
 * <p>{@link Encoding#BITS} takes {@code ceil(width / 8)} bytes a row, {@link Encoding#BYTES} {@code width} (a grey {@code k / 255}),
 * {@link Encoding#FLOATS} {@code 4 width}. All three give back exactly the float32 states that went in.
 */
public final class RowBlock implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The encodings, from the smallest. */
    public enum Encoding {
        BITS,
        BYTES,
        FLOATS;

        /** The smallest encoding that holds a state. */
        public static Encoding of(float state) {
            if (state == 0f || state == 1f) {
                return BITS;
            }
            int grey = Math.round(state * 255f);
            return grey >= 0 && grey <= 255 && GREYS[grey] == state ? BYTES : FLOATS;
        }

        /** The smallest encoding that holds what both hold. */
        public Encoding or(Encoding other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    private static final float[] GREYS = new float[256];

    static {
        for (int k = 0; k < 256; k++) {
            GREYS[k] = (float) (k / 255.0);
        }
    }

    private final Encoding encoding;
    private final int width;
    private final int rows;
    private final byte[] bytes;
    private final float[] floats;

    private RowBlock(Encoding encoding, int width, int rows) {
        this.encoding = encoding;
        this.width = width;
        this.rows = rows;
        long length = (long) rows * (encoding == Encoding.BITS ? (width + 7) / 8 : width);
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "A block of " + rows + " rows of " + width + " units is too large for one array.");
        }
        bytes = encoding == Encoding.FLOATS ? null : new byte[(int) length];
        floats = encoding == Encoding.FLOATS ? new float[(int) length] : null;
    }

    /** Packs rows of equal width, which the encoding must be able to hold. */
    public static RowBlock pack(Encoding encoding, int width, float[][] states) {
        RowBlock block = new RowBlock(encoding, width, states.length);
        for (int r = 0; r < states.length; r++) {
            if (states[r].length != width) {
                throw new IllegalArgumentException(
                        "A block of width " + width + " cannot hold a row of " + states[r].length + ".");
            }
            block.put(r, states[r], 0);
        }
        return block;
    }

    /** Packs the first {@code rows} rows of a matrix {@code [rows, width]}, row-major, whose states the encoding must be able to hold. */
    public static RowBlock pack(Encoding encoding, int width, float[] states, int rows) {
        RowBlock block = new RowBlock(encoding, width, rows);
        for (int r = 0; r < rows; r++) {
            block.put(r, states, r * width);
        }
        return block;
    }

    private void put(int row, float[] state, int at) {
        switch (encoding) {
            case BITS -> {
                Kernels.arrays().packBits(state, at, bytes, row * ((width + 7) / 8), width);
            }
            case BYTES -> {
                for (int i = 0; i < width; i++) {
                    bytes[row * width + i] = (byte) Math.round(state[at + i] * 255f);
                }
            }
            default -> System.arraycopy(state, at, floats, row * width, width);
        }
    }

    public int rows() {
        return rows;
    }

    public int width() {
        return width;
    }

    public Encoding encoding() {
        return encoding;
    }

    /** Bytes that the packed states take. */
    public long packedBytes() {
        return encoding == Encoding.FLOATS ? 4L * floats.length : bytes.length;
    }

    /** A row's packed states as bytes: equal for equal states in the same encoding. */
    public byte[] content(int row) {
        if (encoding != Encoding.FLOATS) {
            int length = bytes.length / rows;
            return Arrays.copyOfRange(bytes, row * length, (row + 1) * length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(4 * width);
        buffer.asFloatBuffer().put(floats, row * width, width);
        return buffer.array();
    }

    /** Writes all states into {@code out[rows, width]}, row-major. */
    public void unpack(float[] out) {
        unpack(0, rows, out);
    }

    /** Writes the states of rows {@code from} to {@code to - 1} into {@code out[to - from, width]}. */
    public void unpack(int from, int to, float[] out) {
        switch (encoding) {
            case BITS -> {
                for (int r = from; r < to; r++) {
                    unpackBits(r, out, (r - from) * width);
                }
            }
            case BYTES -> {
                for (int i = from * width; i < to * width; i++) {
                    out[i - from * width] = GREYS[bytes[i] & 0xFF];
                }
            }
            default -> System.arraycopy(floats, from * width, out, 0, (to - from) * width);
        }
    }

    private void unpackBits(int row, float[] out, int at) {
        Kernels.arrays().unpackBits(bytes, row * ((width + 7) / 8), out, at, width);
    }
}
