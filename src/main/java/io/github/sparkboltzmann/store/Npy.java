package io.github.sparkboltzmann.store;

import io.github.sparkboltzmann.store.Safetensors.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One array in NumPy's {@code .npy} format: a header, then the numbers.
 *
 * <p>Read: vectors and matrices of little-endian float16, float32 and float64, row by row (C order) or column by column (Fortran order).
 * Written: version 1.0 in C order, the header padded to a multiple of 64 bytes as NumPy does.
 */
final class Npy {
    private static final int ALIGNMENT = 64;
    private static final byte[] BEGIN = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private Npy() {}

    /**
     * Reads an array; what comes back is row-major.
     *
     * @param what the array, for messages: "Array 'W' of model.npz"
     * @param size of the whole array file in bytes
     * @throws StoreException if it is no vector or matrix of such numbers
     */
    static Tensor read(DataInputStream in, String what, long size) throws IOException {
        NpyHeader header = NpyHeader.read(in, what, size);
        Tensor tensor = new Tensor(header.type, header.type.read(in, header.count), header.shape);
        return header.fortranOrder && header.shape.length == 2 ? rowMajor(tensor) : tensor;
    }

    /** From column by column to row by row. */
    private static Tensor rowMajor(Tensor columns) {
        long[] shape = columns.shape();
        Object values = columns.type() == NumberType.F64
                ? transposed(columns.doubles(), (int) shape[0], (int) shape[1])
                : transposed(columns.floats(), (int) shape[0], (int) shape[1]);
        return new Tensor(columns.type(), values, shape);
    }

    /** {@code out[r, c] = in[c, r]}, both row-major. */
    static float[] transposed(float[] in, int rows, int columns) {
        float[] out = new float[in.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                out[r * columns + c] = in[c * rows + r];
            }
        }
        return out;
    }

    private static double[] transposed(double[] in, int rows, int columns) {
        double[] out = new double[in.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                out[r * columns + c] = in[c * rows + r];
            }
        }
        return out;
    }

    /** The bytes of an array file. */
    static byte[] write(Tensor tensor) throws IOException {
        long[] shape = tensor.shape();
        String sizes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "))
                + (shape.length == 1 ? "," : "");
        String text = "{'descr': '" + tensor.type().descr + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        // The text ends with a line feed, and its end is aligned.
        int length = BEGIN.length + 2 + text.length() + 1;
        int padding = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
        byte[] header = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + padding + tensor.length() * tensor.type().width);
        out.write(BEGIN);
        out.write(ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) header.length)
                .array());
        out.write(header);
        Safetensors.writeNumbers(tensor, out);
        return out.toByteArray();
    }
}
