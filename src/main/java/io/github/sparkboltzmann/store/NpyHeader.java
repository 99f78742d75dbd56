package io.github.sparkboltzmann.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of NumPy's {@code .npy} format, versions 1.0 and 2.0: type, order and shape.
 *
 * <pre>
 * bytes 0 to 5   0x93 N U M P Y        bytes 6, 7   version
 * then           length of the text, 2 bytes (version 1) or 4 (version 2), little-endian
 * then           the text, a Python dictionary: {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }
 * </pre>
 *
 * <p>The text is matched, never evaluated; the three keys may come in any order, each once, and nothing else. Source: NumPy's
 * documentation, {@code numpy.lib.format}.
 */
final class NpyHeader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** NumPy itself writes 54 to some hundred bytes for arrays of numbers. */
    private static final int LONGEST_TEXT = 1 << 16;

    private static final int MOST_DIMENSIONS = 2;
    private static final Pattern FIELD = Pattern.compile(
            "\\G\\s*(['\"])(\\w+)\\1\\s*:\\s*('[^']*'|\"[^\"]*\"|True|False|\\([0-9L,\\s]*\\))\\s*(,|$)");
    private static final Pattern SHAPE =
            Pattern.compile("\\(\\s*(?:|[0-9]{1,18}L?\\s*,|[0-9]{1,18}L?(?:\\s*,\\s*[0-9]{1,18}L?)+\\s*,?)\\s*\\)");

    final NumberType type;
    final boolean fortranOrder;
    final long[] shape;
    /** The product of the shape: how many numbers follow. */
    final int count;
    /** Bytes from the beginning to the first number. */
    final long length;

    private NpyHeader(NumberType type, boolean fortranOrder, long[] shape, int count, long length) {
        this.type = type;
        this.fortranOrder = fortranOrder;
        this.shape = shape;
        this.count = count;
        this.length = length;
    }

    /**
     * Reads a header.
     *
     * @param what the array, for messages: "Array 'W' of model.npz"
     * @param size of the whole array file in bytes
     * @throws StoreException if it is no array of numbers of that size
     */
    static NpyHeader read(DataInputStream in, String what, long size) throws IOException {
        require(size >= 10, what, "has " + size + " bytes, too few for a .npy header");
        byte[] magic = new byte[MAGIC.length];
        in.readFully(magic);
        require(Arrays.equals(magic, MAGIC), what, "does not begin as NumPy's .npy format does");
        int major = in.readUnsignedByte();
        int minor = in.readUnsignedByte();
        require(
                (major == 1 || major == 2) && minor == 0,
                what,
                "has .npy version " + major + "." + minor + ", but 1.0 or 2.0 is expected");
        require(major == 1 || size >= 12, what, "has " + size + " bytes, too few for a .npy header");
        long before = major == 1 ? 10 : 12;
        long textLength = major == 1
                ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        require(
                textLength <= Math.min(LONGEST_TEXT, size - before),
                what,
                "says that its header has " + textLength + " bytes, which an array file of " + size
                        + " bytes cannot have");
        byte[] text = new byte[(int) textLength];
        in.readFully(text);
        return of(new String(text, StandardCharsets.ISO_8859_1), what, size, before + textLength);
    }

    private static NpyHeader of(String text, String what, long size, long length) {
        Map<String, String> fields = fields(text, what);
        String descr = unquoted(fields.get("descr"));
        require(
                !descr.contains("O"),
                what,
                "holds Python objects, which only running code could read (pickle)",
                "save numbers: array.astype('float32')");
        NumberType type = NumberType.ofDescr(descr).orElse(null);
        require(
                type != null,
                what,
                "holds numbers of type '" + descr + "', but '<f4', '<f8' or '<f2' is expected",
                "convert it: array.astype('<f4')");
        long[] shape = shape(fields.get("shape"), what);
        long most = Math.min((size - length) / type.width, Integer.MAX_VALUE - 8);
        // Divided, not multiplied: a product could overflow.
        long count = Arrays.stream(shape).anyMatch(dimension -> dimension == 0) ? 0 : 1;
        for (long dimension : shape) {
            require(
                    dimension == 0 || count <= most / dimension,
                    what,
                    "is larger by its shape " + Arrays.toString(shape) + " than its file, or than one array can hold");
            count *= dimension;
        }
        require(
                length + count * type.width == size,
                what,
                "has " + size + " bytes, but its header describes " + (length + count * type.width));
        return new NpyHeader(type, fields.get("fortran_order").equals("True"), shape, (int) count, length);
    }

    private static Map<String, String> fields(String text, String what) {
        String whole = text.strip();
        require(
                whole.startsWith("{") && whole.endsWith("}"),
                what,
                "has a header that is no dictionary of descr, fortran_order and shape");
        String inner = whole.substring(1, whole.length() - 1).stripTrailing();
        Matcher field = FIELD.matcher(inner);
        Map<String, String> fields = new HashMap<>();
        int end = 0;
        while (end < inner.length() && field.find()) {
            require(
                    fields.put(field.group(2), field.group(3)) == null,
                    what,
                    "has '" + field.group(2) + "' twice in its header");
            end = field.end();
        }
        if (fields.isEmpty() || end < inner.length()) {
            // A list of fields is all of the header's values that may hold brackets and commas.
            require(
                    !inner.matches("(?s).*['\"]descr['\"]\\s*:\\s*\\[.*"),
                    what,
                    "has fields like a table's",
                    "save each field as an array of numbers of its own");
        }
        boolean three = end == inner.length()
                && fields.size() == 3
                && isQuoted(fields.get("descr"))
                && String.valueOf(fields.get("fortran_order")).matches("True|False")
                && String.valueOf(fields.get("shape")).startsWith("(");
        require(three, what, "has a header that is no dictionary of descr, fortran_order and shape");
        return fields;
    }

    private static boolean isQuoted(String value) {
        return value != null && (value.startsWith("'") || value.startsWith("\""));
    }

    private static String unquoted(String value) {
        return value.substring(1, value.length() - 1);
    }

    private static long[] shape(String tuple, String what) {
        require(SHAPE.matcher(tuple).matches(), what, "has a shape that is no tuple of sizes: " + tuple);
        long[] shape = Arrays.stream(tuple.replaceAll("[()L\\s]", "").split(","))
                .filter(size -> !size.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        require(
                shape.length <= MOST_DIMENSIONS,
                what,
                "has " + shape.length + " dimensions, but a vector or a matrix is expected",
                "save it as one");
        return shape;
    }

    private static void require(boolean holds, String what, String found) {
        require(holds, what, found, "take an undamaged copy");
    }

    private static void require(boolean holds, String what, String found, String advice) {
        if (!holds) {
            throw new StoreException(what + " " + found + "; " + advice + ".");
        }
    }
}
