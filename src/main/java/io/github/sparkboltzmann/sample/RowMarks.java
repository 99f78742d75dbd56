package io.github.sparkboltzmann.sample;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;

/** What a block says of its rows beside their states: which states are missing, where the encoding cannot say so, and weights. */
final class RowMarks implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Nothing missing, weights of 1. */
    static final RowMarks NONE = new RowMarks(false, null, 0, null);

    private final boolean hasMissing;
    private final byte[] mask;
    private final int maskBytes;
    private final float[] weights;

    private RowMarks(boolean hasMissing, byte[] mask, int maskBytes, float[] weights) {
        this.hasMissing = hasMissing;
        this.mask = mask;
        this.maskBytes = maskBytes;
        this.weights = weights;
    }

    static RowMarks of(RowBlock.Encoding encoding, int width, List<RowStates> rows, float[] weights) {
        boolean missing = rows.stream().anyMatch(RowStates::hasMissing);
        boolean masked = missing && (encoding == RowBlock.Encoding.BITS || encoding == RowBlock.Encoding.BYTES);
        int maskBytes = (width + 7) / 8;
        byte[] mask = masked ? new byte[Math.multiplyExact(rows.size(), maskBytes)] : null;
        for (int r = 0; masked && r < rows.size(); r++) {
            RowStates row = rows.get(r);
            for (int e = 0; e < row.entries(); e++) {
                if (row.value(e) != row.value(e)) {
                    mask[r * maskBytes + row.column(e) / 8] |= (byte) (1 << row.column(e) % 8);
                }
            }
        }
        return of(missing, mask, maskBytes, weights);
    }

    private static RowMarks of(boolean missing, byte[] mask, int maskBytes, float[] weights) {
        boolean ones = true;
        for (int r = 0; weights != null && r < weights.length; r++) {
            ones &= weights[r] == 1f;
        }
        return missing || !ones ? new RowMarks(missing, mask, maskBytes, ones ? null : weights) : NONE;
    }

    /** The marks of all parts' rows, one after the other. */
    static RowMarks join(List<RowBlock> parts, int rows, int maskBytes) {
        boolean missing = parts.stream().anyMatch(part -> part.marks().hasMissing);
        boolean masked = parts.stream().anyMatch(part -> part.marks().mask != null);
        byte[] mask = masked ? new byte[Math.multiplyExact(rows, maskBytes)] : null;
        float[] weights = new float[rows];
        int next = 0;
        for (RowBlock part : parts) {
            RowMarks marks = part.marks();
            if (marks.mask != null) {
                System.arraycopy(marks.mask, 0, mask, next * maskBytes, marks.mask.length);
            }
            for (int r = 0; r < part.rows(); r++) {
                weights[next++] = marks.weights == null ? 1f : marks.weights[r];
            }
        }
        return of(missing, mask, maskBytes, weights);
    }

    boolean hasMissing() {
        return hasMissing;
    }

    float[] weights() {
        return weights;
    }

    double weight(int rows) {
        if (weights == null) {
            return rows;
        }
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }

    long packedBytes() {
        return (mask == null ? 0 : mask.length) + (weights == null ? 0 : 4L * weights.length);
    }

    /** The content of a row's states, and what there is to say of it: the same in any block. */
    byte[] appendTo(byte[] states, int row) {
        boolean masked = false;
        for (int i = 0; mask != null && i < maskBytes; i++) {
            masked |= mask[row * maskBytes + i] != 0;
        }
        boolean weighted = weights != null && weights[row] != 1f;
        if (!masked && !weighted) {
            return states;
        }
        ByteBuffer buffer = ByteBuffer.allocate(states.length + (masked ? maskBytes : 0) + (weighted ? 4 : 0));
        buffer.put(states);
        if (masked) {
            buffer.put(mask, row * maskBytes, maskBytes);
        }
        if (weighted) {
            buffer.putFloat(weights[row]);
        }
        return buffer.array();
    }

    void restoreMissing(int from, int to, int width, float[] out) {
        for (int r = from; mask != null && r < to; r++) {
            for (int i = 0; i < width; i++) {
                if ((mask[r * maskBytes + i / 8] >> i % 8 & 1) != 0) {
                    out[(r - from) * width + i] = Float.NaN;
                }
            }
        }
    }

    static void clearMissing(float[] states) {
        for (int i = 0; i < states.length; i++) {
            states[i] = states[i] != states[i] ? 0f : states[i];
        }
    }
}
