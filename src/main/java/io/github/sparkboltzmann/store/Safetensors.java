package io.github.sparkboltzmann.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The safetensors format: eight bytes of header length, a JSON header, then the tensors, little-endian and without gaps.
 *
 * <p>Nothing in a file is run, and every length is checked before anything is allocated. Here: dtype {@code F32} and {@code F64}, for
 * reading {@code F16}, and in files of our own {@code U8} and {@code I64}. Source: the format's description in the safetensors project.
 */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHUNK = 1 << 16;

    private Safetensors() {}

    /**
     * A tensor: a shape, and its numbers in row-major order as {@code float[]} (F32, and F16 when read), {@code double[]} (F64),
     * {@code byte[]} (U8) or {@code long[]} (I64).
     */
    public static final class Tensor {
        private final NumberType type;
        private final long[] shape;
        private final Object values;

        Tensor(NumberType type, Object values, long[] shape) {
            this.type = type;
            this.values = values;
            this.shape = shape;
        }

        /** A float32 tensor. */
        public static Tensor of(float[] values, long... shape) {
            return new Tensor(NumberType.F32, values, shape);
        }

        /** A float64 tensor. */
        public static Tensor of(double[] values, long... shape) {
            return new Tensor(NumberType.F64, values, shape);
        }

        /** A tensor of {@code float[]}, {@code double[]}, {@code byte[]} or {@code long[]}. */
        static Tensor ofArray(Object values, long... shape) {
            NumberType type = values instanceof float[]
                    ? NumberType.F32
                    : values instanceof double[]
                            ? NumberType.F64
                            : values instanceof byte[] ? NumberType.U8 : NumberType.I64;
            return new Tensor(type, values, shape);
        }

        /** The array. */
        Object values() {
            return values;
        }

        public long[] shape() {
            return shape.clone();
        }

        boolean isSingle() {
            return type == NumberType.F32;
        }

        /** The numbers of an F32 or F16 tensor. */
        public float[] floats() {
            return (float[]) values;
        }

        /** The numbers of an F64 tensor. */
        public double[] doubles() {
            return (double[]) values;
        }

        NumberType type() {
            return type;
        }

        int length() {
            return Array.getLength(values);
        }

        /** A number, in row-major order, whatever the type. */
        double at(int i) {
            return type == NumberType.F64 ? doubles()[i] : floats()[i];
        }
    }

    /** Writes tensors in the map's order; the same tensors give the same bytes. */
    public static void write(Map<String, Tensor> tensors, OutputStream out) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", tensor.type.name());
            ArrayNode shape = node.putArray("shape");
            for (long size : tensor.shape) {
                shape.add(size);
            }
            long end = offset + (long) tensor.length() * tensor.type.width;
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        byte[] padded = java.util.Arrays.copyOf(json, (json.length + 7) / 8 * 8);
        java.util.Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length)
                .array());
        out.write(padded);
        for (Tensor tensor : tensors.values()) {
            writeNumbers(tensor, out);
        }
    }

    /** Writes numbers, little-endian. */
    static void writeNumbers(Tensor tensor, OutputStream out) throws IOException {
        if (tensor.type == NumberType.F16) {
            throw new IllegalArgumentException("F16 is read, but not written.");
        }
        if (tensor.type == NumberType.U8) {
            out.write((byte[]) tensor.values);
            return;
        }
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < tensor.length(); from += CHUNK) {
            int count = Math.min(CHUNK, tensor.length() - from);
            if (tensor.isSingle()) {
                chunk.asFloatBuffer().put(tensor.floats(), from, count);
            } else if (tensor.type == NumberType.I64) {
                chunk.asLongBuffer().put((long[]) tensor.values, from, count);
            } else {
                chunk.asDoubleBuffer().put(tensor.doubles(), from, count);
            }
            out.write(chunk.array(), 0, count * tensor.type.width);
        }
    }

    /**
     * Reads all tensors of a file, in the order of their bytes.
     *
     * @param name of the file, for messages
     * @param length of the file in bytes
     * @throws StoreException if the file is not what its header says, or holds other numbers than F16, F32 and F64
     */
    public static Map<String, Tensor> read(DataInputStream in, String name, long length) throws IOException {
        return read(in, name, length, NumberType::isFloating);
    }

    /** As {@link #read(DataInputStream, String, long)}, but with all types of numbers that files of our own hold. */
    static Map<String, Tensor> readOwn(DataInputStream in, String name, long length) throws IOException {
        return read(in, name, length, type -> true);
    }

    private static Map<String, Tensor> read(DataInputStream in, String name, long length, Predicate<NumberType> types)
            throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : SafetensorsHeader.read(in, name, length).entries) {
            tensors.put(entry.name, read(in, name, entry, types));
        }
        return tensors;
    }

    /** Reads the tensor of floating-point numbers that begins at the stream's place. */
    static Tensor read(DataInputStream in, String name, SafetensorsHeader.Entry entry) throws IOException {
        return read(in, name, entry, NumberType::isFloating);
    }

    private static Tensor read(
            DataInputStream in, String name, SafetensorsHeader.Entry entry, Predicate<NumberType> types)
            throws IOException {
        NumberType type = NumberType.ofDtype(entry.dtype)
                .filter(types)
                .orElseThrow(() -> new StoreException("The file " + name + " has tensor '" + entry.name + "' of dtype '"
                        + entry.dtype + "', but F32, F64 or F16 is expected; save it as one of them."));
        return new Tensor(type, type.read(in, (int) ((entry.end - entry.begin) / type.width)), entry.shape);
    }
}
