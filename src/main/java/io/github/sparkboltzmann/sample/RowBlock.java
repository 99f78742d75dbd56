package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Kernels;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of visible states, packed, and their weights: what is cached on executors.
 *
 * <p>{@link Encoding#BITS} takes {@code ceil(width / 8)} bytes a row, {@link Encoding#BYTES} {@code width} (a grey {@code k / 255}),
 * {@link Encoding#FLOATS} {@code 4 width}, {@link Encoding#CSR} 2 to 8 bytes for each state that is not 0. All give back exactly the float32
 * states that went in. A missing state is {@code NaN}; beside bits and bytes a mask of {@code ceil(width / 8)} bytes a row says which are
 * missing, in blocks that have some. Weights take 4 bytes a row, in blocks where not all are 1.
 */
public final class RowBlock implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The encodings: the dense ones from the smallest, and that of sparse rows, which holds everything. */
    public enum Encoding {
        BITS,
        BYTES,
        FLOATS,
        CSR;

        /** The smallest dense encoding that holds a state; a missing one is held by all. */
        public static Encoding of(float state) {
            if (state == 0f || state == 1f || state != state) {
                return BITS;
            }
            int grey = Math.round(state * 255f);
            return grey >= 0 && grey <= 255 && GREYS[grey] == state ? BYTES : FLOATS;
        }

        /** The smallest encoding that holds what both hold. */
        public Encoding or(Encoding other) {
            return compareTo(other) >= 0 ? this : other;
        }

        /** Bytes of a row's states in a dense encoding. */
        public long rowBytes(int width) {
            return switch (this) {
                case BITS -> (width + 7) / 8;
                case BYTES -> width;
                case FLOATS -> 4L * width;
                case CSR -> throw new IllegalArgumentException("Sparse rows have no size in common.");
            };
        }

        /** Whichever takes fewer bytes for rows with so many states that are not 0: this dense encoding, or sparse rows. */
        public Encoding orSparse(int width, long rows, long nonZeros, boolean onlyOnes, boolean missing) {
            long dense = rows * (rowBytes(width) + (missing && this != FLOATS ? (width + 7) / 8 : 0));
            return SparseStates.bytes(width, rows, nonZeros, onlyOnes && !missing) < dense ? CSR : this;
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
    private final SparseStates sparse;
    private final RowMarks marks;

    private RowBlock(Encoding encoding, int width, int rows, SparseStates sparse, RowMarks marks) {
        this.encoding = encoding;
        this.width = width;
        this.rows = rows;
        this.sparse = sparse;
        this.marks = marks;
        long length = sparse != null ? 0 : rows * (encoding == Encoding.BITS ? (width + 7L) / 8 : width);
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "A block of " + rows + " rows of " + width + " units is too large for one array.");
        }
        bytes = encoding == Encoding.BITS || encoding == Encoding.BYTES ? new byte[(int) length] : null;
        floats = encoding == Encoding.FLOATS ? new float[(int) length] : null;
    }

    /** Packs rows of equal width, which the encoding must be able to hold. */
    public static RowBlock pack(Encoding encoding, int width, float[][] states) {
        List<RowStates> list = new ArrayList<>(states.length);
        for (float[] state : states) {
            list.add(RowStates.dense(state));
        }
        return pack(encoding, width, list, null);
    }

    /**
     * Packs rows of equal width, which the encoding must be able to hold.
     *
     * @param weights by row; {@code null} for weights of 1
     */
    public static RowBlock pack(Encoding encoding, int width, List<RowStates> states, float[] weights) {
        for (RowStates row : states) {
            if (row.width() != width) {
                throw new IllegalArgumentException(
                        "A block of width " + width + " cannot hold a row of " + row.width() + ".");
            }
        }
        RowMarks marks = RowMarks.of(encoding, width, states, weights);
        if (encoding == Encoding.CSR) {
            return new RowBlock(encoding, width, states.size(), SparseStates.pack(width, states), marks);
        }
        RowBlock block = new RowBlock(encoding, width, states.size(), null, marks);
        float[] row = new float[width];
        for (int r = 0; r < block.rows; r++) {
            states.get(r).copyInto(row, 0);
            if (encoding != Encoding.FLOATS && states.get(r).hasMissing()) {
                RowMarks.clearMissing(row);
            }
            block.put(r, row, 0);
        }
        return block;
    }

    /** Packs the first {@code rows} rows of a matrix {@code [rows, width]}, row-major, whose states the encoding must be able to hold. */
    public static RowBlock pack(Encoding encoding, int width, float[] states, int rows) {
        RowBlock block = new RowBlock(encoding, width, rows, null, RowMarks.NONE);
        for (int r = 0; r < rows; r++) {
            block.put(r, states, r * width);
        }
        return block;
    }

    /** The rows of all parts, of this encoding and width, one after the other; no row is unpacked. */
    public static RowBlock join(Encoding encoding, int width, List<RowBlock> parts) {
        int rows = 0;
        for (RowBlock part : parts) {
            rows += part.rows;
        }
        RowMarks marks = RowMarks.join(parts, rows, (width + 7) / 8);
        if (encoding == Encoding.CSR) {
            List<SparseStates> states = parts.stream().map(part -> part.sparse).toList();
            return new RowBlock(encoding, width, rows, SparseStates.join(width, states), marks);
        }
        RowBlock block = new RowBlock(encoding, width, rows, null, marks);
        int next = 0;
        for (RowBlock part : parts) {
            Object from = encoding == Encoding.FLOATS ? part.floats : part.bytes;
            int length = encoding == Encoding.FLOATS ? part.floats.length : part.bytes.length;
            System.arraycopy(from, 0, encoding == Encoding.FLOATS ? block.floats : block.bytes, next, length);
            next += length;
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

    /** Whether a state of a row is missing. */
    public boolean hasMissing() {
        return marks.hasMissing();
    }

    /** The rows' weights, not to be changed; {@code null} where all are 1. */
    public float[] weights() {
        return marks.weights();
    }

    /** Sum of the rows' weights, added in their order. */
    public double weight() {
        return marks.weight(rows);
    }

    /** Bytes that the packed states take, with masks and weights. */
    public long packedBytes() {
        long states = sparse != null ? sparse.packedBytes(width) : floats != null ? 4L * floats.length : bytes.length;
        return states + marks.packedBytes();
    }

    /** Entries of sparse rows; {@code null} for dense ones. */
    SparseStates sparse() {
        return sparse;
    }

    RowMarks marks() {
        return marks;
    }

    /** A row's packed states, and weight, as bytes: equal for equal rows in the same encoding. */
    public byte[] content(int row) {
        return marks.appendTo(statesOf(row), row);
    }

    private byte[] statesOf(int row) {
        if (sparse != null) {
            return sparse.content(row);
        }
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
            case CSR -> sparse.unpack(from, to, width, out);
            case BITS -> {
                for (int r = from; r < to; r++) {
                    Kernels.arrays().unpackBits(bytes, r * ((width + 7) / 8), out, (r - from) * width, width);
                }
            }
            case BYTES -> {
                for (int i = from * width; i < to * width; i++) {
                    out[i - from * width] = GREYS[bytes[i] & 0xFF];
                }
            }
            default -> System.arraycopy(floats, from * width, out, 0, (to - from) * width);
        }
        marks.restoreMissing(from, to, width, out);
    }

    /** Hears of a row's states that are not 0, missing ones included. */
    @FunctionalInterface
    public interface Visitor {
        void visit(int column, float state);
    }

    /** Visits a row's states that are not 0, by rising column; a sparse row costs its entries, not its width. */
    public void visit(int row, Visitor visitor) {
        if (sparse != null) {
            for (int e = sparse.start(row); e < sparse.start(row + 1); e++) {
                visitor.visit(sparse.column(e), sparse.value(e));
            }
            return;
        }
        float[] states = new float[width];
        unpack(row, row + 1, states);
        for (int i = 0; i < width; i++) {
            if (states[i] != 0) {
                visitor.visit(i, states[i]);
            }
        }
    }
}
