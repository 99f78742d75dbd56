package io.github.sparkboltzmann.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The safetensors format: eight bytes of header length, a JSON header, then the tensors, little-endian and without gaps.
 *
 * <p>Nothing in a file is run, and every length is checked before anything is allocated. Here: dtype {@code F32} and {@code F64}. Source: the format's description in the
 * safetensors project.
 */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST_HEADER = 16 << 20;
    private static final int CHUNK = 1 << 16;

    private Safetensors() {}

    /** A tensor: a name, a shape, and its numbers in row-major order as {@code float[]} (F32) or {@code double[]} (F64). */
    public static final class Tensor {
        private final long[] shape;
        private final Object values;

        private Tensor(Object values, long[] shape) {
            this.values = values;
            this.shape = shape;
        }

        /** A float32 tensor. */
        public static Tensor of(float[] values, long... shape) {
            return new Tensor(values, shape);
        }

        /** A float64 tensor. */
        public static Tensor of(double[] values, long... shape) {
            return new Tensor(values, shape);
        }

        public long[] shape() {
            return shape.clone();
        }

        boolean isSingle() {
            return values instanceof float[];
        }

        /** The numbers of an F32 tensor. */
        public float[] floats() {
            return (float[]) values;
        }

        /** The numbers of an F64 tensor. */
        public double[] doubles() {
            return (double[]) values;
        }

        private int length() {
            return isSingle() ? floats().length : doubles().length;
        }

        private int width() {
            return isSingle() ? 4 : 8;
        }
    }

    /** Writes tensors in the map's order; the same tensors give the same bytes. */
    public static void write(Map<String, Tensor> tensors, OutputStream out) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", tensor.isSingle() ? "F32" : "F64");
            ArrayNode shape = node.putArray("shape");
            for (long size : tensor.shape) {
                shape.add(size);
            }
            long end = offset + (long) tensor.length() * tensor.width();
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

    private static void writeNumbers(Tensor tensor, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < tensor.length(); from += CHUNK) {
            int count = Math.min(CHUNK, tensor.length() - from);
            if (tensor.isSingle()) {
                chunk.asFloatBuffer().put(tensor.floats(), from, count);
            } else {
                chunk.asDoubleBuffer().put(tensor.doubles(), from, count);
            }
            out.write(chunk.array(), 0, count * tensor.width());
        }
    }

    /**
     * Reads a file's tensors.
     *
     * @param name of the file, for messages
     * @param length of the file in bytes
     * @throws StoreException if the file is not what its header says
     */
    public static Map<String, Tensor> read(DataInputStream in, String name, long length) throws IOException {
        require(length >= 8, name, "is shorter than its eight bytes of header length");
        long headerLength = Long.reverseBytes(in.readLong());
        require(
                headerLength >= 2 && headerLength <= Math.min(length - 8, LARGEST_HEADER),
                name,
                "says that its header has " + headerLength + " bytes, which the file of " + length
                        + " bytes cannot have");
        byte[] header = new byte[(int) headerLength];
        in.readFully(header);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, JsonNode> field : parse(header, name).properties()) {
            if (!field.getKey().equals("__metadata__")) {
                Tensor tensor = allocate(field.getKey(), field.getValue(), name, offset, length - 8 - headerLength);
                offset += (long) tensor.length() * tensor.width();
                readNumbers(tensor, in);
                tensors.put(field.getKey(), tensor);
            }
        }
        require(
                8 + headerLength + offset == length,
                name,
                "has " + length + " bytes, but its header describes " + (8 + headerLength + offset));
        return tensors;
    }

    private static JsonNode parse(byte[] header, String name) throws IOException {
        try {
            JsonNode node = JSON.readTree(new String(header, StandardCharsets.UTF_8));
            require(node.isObject(), name, "has a header that is no JSON object");
            return node;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new StoreException("The file " + name + " has a header that is no JSON; take an undamaged copy.", e);
        }
    }

    private static Tensor allocate(String tensor, JsonNode node, String name, long offset, long payload) {
        String dtype = node.path("dtype").asText();
        require(
                dtype.equals("F32") || dtype.equals("F64"),
                name,
                "has tensor '" + tensor + "' of dtype '" + dtype + "', but F32 or F64 is expected");
        int width = dtype.equals("F32") ? 4 : 8;
        JsonNode dimensions = node.path("shape");
        require(dimensions.isArray(), name, "has tensor '" + tensor + "' without a shape");
        long[] shape = new long[dimensions.size()];
        long most = Math.min(payload / width, Integer.MAX_VALUE - 8);
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dimensions.get(i).asLong(-1);
            require(shape[i] >= 0 && shape[i] <= payload, name, "has tensor '" + tensor + "' with an impossible shape");
            // Divided, not multiplied: a product could overflow.
            require(
                    shape[i] == 0 || count <= most / shape[i],
                    name,
                    "has tensor '" + tensor + "' larger than the file, or than one array can hold");
            count *= shape[i];
        }
        long begin = node.path("data_offsets").path(0).asLong(-1);
        long end = node.path("data_offsets").path(1).asLong(-1);
        require(
                begin == offset && end - begin == count * width && end <= payload,
                name,
                "has tensor '" + tensor + "' at bytes " + begin + " to " + end
                        + ", which does not match its shape or place");
        return width == 4 ? Tensor.of(new float[(int) count], shape) : Tensor.of(new double[(int) count], shape);
    }

    private static void readNumbers(Tensor tensor, DataInputStream in) throws IOException {
        byte[] bytes = new byte[Math.min(CHUNK, tensor.length()) * tensor.width()];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < tensor.length(); from += CHUNK) {
            int count = Math.min(CHUNK, tensor.length() - from);
            in.readFully(bytes, 0, count * tensor.width());
            if (tensor.isSingle()) {
                chunk.asFloatBuffer().get(tensor.floats(), from, count);
            } else {
                chunk.asDoubleBuffer().get(tensor.doubles(), from, count);
            }
        }
    }

    private static void require(boolean holds, String name, String what) {
        if (!holds) {
            throw new StoreException("The file " + name + " " + what + "; take an undamaged copy.");
        }
    }
}
