package io.github.sparkboltzmann.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: which tensors lie where, checked against the file's length before anything is allocated.
 *
 * <p>Tensors may be named in any order, but their bytes must fill the file without gaps or overlaps. Tensors of other types than ours are
 * listed, so that they can be passed over; only reading one is refused. Source: the format's description in the safetensors project.
 */
final class SafetensorsHeader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST_HEADER = 16 << 20;

    /** A tensor's place: bytes {@code [begin, end)} after the header. */
    static final class Entry {
        final String name;
        final String dtype;
        final long[] shape;
        final long begin;
        final long end;

        Entry(String name, String dtype, long[] shape, long begin, long end) {
            this.name = name;
            this.dtype = dtype;
            this.shape = shape;
            this.begin = begin;
            this.end = end;
        }
    }

    /** In the order of their bytes. */
    final List<Entry> entries;
    /** Where the tensors' bytes begin. */
    final long payload;

    private SafetensorsHeader(List<Entry> entries, long payload) {
        this.entries = entries;
        this.payload = payload;
    }

    /**
     * Reads eight bytes of length and the header.
     *
     * @param name of the file, for messages
     * @param length of the file in bytes
     * @throws StoreException if the file is not what its header says
     */
    static SafetensorsHeader read(DataInputStream in, String name, long length) throws IOException {
        require(length >= 8, name, "is shorter than its eight bytes of header length");
        long headerLength = Long.reverseBytes(in.readLong());
        require(
                headerLength >= 2 && headerLength <= Math.min(length - 8, LARGEST_HEADER),
                name,
                "says that its header has " + headerLength + " bytes, which the file of " + length
                        + " bytes cannot have");
        byte[] header = new byte[(int) headerLength];
        in.readFully(header);
        long payload = length - 8 - headerLength;
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : parse(header, name).properties()) {
            if (!field.getKey().equals("__metadata__")) {
                entries.add(entry(field.getKey(), field.getValue(), name, payload));
            }
        }
        entries.sort(Comparator.<Entry>comparingLong(entry -> entry.begin).thenComparingLong(entry -> entry.end));
        long offset = 0;
        for (Entry entry : entries) {
            require(
                    entry.begin == offset,
                    name,
                    "has tensor '" + entry.name + "' at bytes " + entry.begin + " to " + entry.end
                            + ", but the one before ends at " + offset);
            offset = entry.end;
        }
        require(
                offset == payload,
                name,
                "has " + length + " bytes, but its header describes " + (8 + headerLength + offset));
        return new SafetensorsHeader(entries, 8 + headerLength);
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

    private static Entry entry(String tensor, JsonNode node, String name, long payload) {
        String dtype = node.path("dtype").asText();
        JsonNode dimensions = node.path("shape");
        require(
                !node.isObject() || dimensions.isArray(),
                name,
                "has tensor '" + tensor + "' of dtype '" + dtype + "' without a shape");
        long[] shape = new long[dimensions.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = whole(dimensions.get(i));
            require(shape[i] >= 0, name, "has tensor '" + tensor + "' with an impossible shape");
        }
        long begin = whole(node.path("data_offsets").path(0));
        long end = whole(node.path("data_offsets").path(1));
        NumberType type = NumberType.ofDtype(dtype).orElse(null);
        long bytes = type == null ? end - begin : type.width * count(shape, payload / type.width, tensor, name);
        require(
                begin >= 0 && end - begin == bytes && bytes >= 0 && end <= payload,
                name,
                "has tensor '" + tensor + "' of dtype '" + dtype + "' at bytes " + begin + " to " + end
                        + ", which does not match its shape or place");
        return new Entry(tensor, dtype, shape, begin, end);
    }

    /** The product of the sizes, no more than {@code most} and than one array holds. */
    private static long count(long[] shape, long most, String tensor, String name) {
        // Divided, not multiplied: a product could overflow.
        long count = Arrays.stream(shape).anyMatch(size -> size == 0) ? 0 : 1;
        for (long size : shape) {
            require(
                    size == 0 || count <= Math.min(most, Integer.MAX_VALUE - 8) / size,
                    name,
                    "has tensor '" + tensor + "' larger than the file, or than one array can hold");
            count *= size;
        }
        return count;
    }

    private static long whole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : -1;
    }

    private static void require(boolean holds, String name, String what) {
        if (!holds) {
            throw new StoreException("The file " + name + " " + what + "; take an undamaged copy.");
        }
    }
}
