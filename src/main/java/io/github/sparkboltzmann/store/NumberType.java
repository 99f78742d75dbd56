package io.github.sparkboltzmann.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * The numbers that array files hold, little-endian: half, single and double precision of IEEE 754, and in our own files bytes and 64-bit
 * integers.
 *
 * <p>Halves and singles become {@code float[]}, which holds both exactly; doubles become {@code double[]}, bytes {@code byte[]} and integers
 * {@code long[]}.
 */
enum NumberType {
    F16("<f2", 2),
    F32("<f4", 4),
    F64("<f8", 8),
    U8("", 1),
    I64("", 8);

    /** Numbers that are converted at a time. */
    private static final int CHUNK = 1 << 16;

    /** The {@code descr} of NumPy's format; safetensors uses the constant's own name as {@code dtype}. */
    final String descr;
    /** Bytes a number. */
    final int width;

    NumberType(String descr, int width) {
        this.descr = descr;
        this.width = width;
    }

    /** Whether weights can be such numbers: what is taken from files of other programs. */
    boolean isFloating() {
        return this == F16 || this == F32 || this == F64;
    }

    static Optional<NumberType> ofDtype(String dtype) {
        return java.util.Arrays.stream(values())
                .filter(type -> type.name().equals(dtype))
                .findFirst();
    }

    static Optional<NumberType> ofDescr(String descr) {
        return java.util.Arrays.stream(values())
                .filter(type -> type.descr.equals(descr))
                .findFirst();
    }

    /**
     * The next numbers of a stream, as an array of their Java type; the caller has checked that the file is that long.
     *
     * @throws java.io.EOFException if it is not
     */
    Object read(DataInputStream in, int count) throws IOException {
        if (this == U8) {
            byte[] all = new byte[count];
            in.readFully(all);
            return all;
        }
        float[] floats = this == F16 || this == F32 ? new float[count] : null;
        double[] doubles = this == F64 ? new double[count] : null;
        long[] longs = this == I64 ? new long[count] : null;
        byte[] bytes = new byte[Math.min(CHUNK, count) * width];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < count; from += CHUNK) {
            int part = Math.min(CHUNK, count - from);
            in.readFully(bytes, 0, part * width);
            switch (this) {
                case F16 -> halves(chunk.asShortBuffer(), floats, from, part);
                case F32 -> chunk.asFloatBuffer().get(floats, from, part);
                case F64 -> chunk.asDoubleBuffer().get(doubles, from, part);
                default -> chunk.asLongBuffer().get(longs, from, part);
            }
        }
        return this == F64 ? doubles : this == I64 ? longs : floats;
    }

    private static void halves(ShortBuffer in, float[] out, int from, int count) {
        for (int i = 0; i < count; i++) {
            out[from + i] = halfToFloat(in.get(i));
        }
    }

    /**
     * The value of a half: one bit of sign, five of exponent with bias 15, ten of fraction.
     *
     * <p>Source: IEEE 754-2008, binary16.
     */
    static float halfToFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            // Zero and subnormals: fraction * 2^-24, exact in single precision.
            float size = fraction * 0x1p-24f;
            return sign == 0 ? size : -size;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
