package io.github.sparkboltzmann.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * The head of an IDX file: two zero bytes, a type byte, the number of dimensions, and each dimension as a big-endian 32-bit integer.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits", file formats.
 */
final class IdxHeader {
    private static final int UNSIGNED_BYTES = 0x08;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final int rows;
    private final int width;
    private final int bytes;

    private IdxHeader(int rows, int width, int bytes) {
        this.rows = rows;
        this.width = width;
        this.bytes = bytes;
    }

    /** Reads the head of a file of images: two dimensions or more. */
    static IdxHeader ofImages(DataInputStream in, String file) throws IOException {
        int dimensions = magic(in, file);
        if (dimensions < 2) {
            throw refusal(file, "images (2 dimensions or more)", "labels (1 dimension)", "name the file of images");
        }
        return read(in, file, dimensions);
    }

    /** Reads the head of a file of labels: one dimension. */
    static IdxHeader ofLabels(DataInputStream in, String file) throws IOException {
        int dimensions = magic(in, file);
        if (dimensions != 1) {
            String found = "images (" + dimensions + " dimensions)";
            throw refusal(file, "labels (1 dimension)", found, "name the file of labels");
        }
        return read(in, file, dimensions);
    }

    private static int magic(DataInputStream in, String file) throws IOException {
        int magic;
        try {
            magic = in.readInt();
        } catch (EOFException shorter) {
            throw refusal(file, "an IDX header of 4 bytes or more", "fewer", "get the file again");
        }
        int type = magic >>> 8 & 0xff;
        int dimensions = magic & 0xff;
        if (magic >>> 16 == GZIP_MAGIC) {
            throw refusal(file, "an IDX file", "a gzip file", "give it a name that ends in .gz");
        }
        if (magic >>> 16 != 0 || typeName(type) == null || dimensions == 0) {
            String found = String.format("0x%08x", magic);
            throw refusal(file, "the IDX magic 0x000008DD, DD dimensions", found, "check that this is an IDX file");
        }
        if (type != UNSIGNED_BYTES) {
            String found = String.format("%s (0x%02x)", typeName(type), type);
            throw refusal(file, "IDX of unsigned bytes (0x08)", found, "convert the file");
        }
        return dimensions;
    }

    private static IdxHeader read(DataInputStream in, String file, int dimensions) throws IOException {
        long width = 1;
        int rows = 0;
        for (int d = 0; d < dimensions; d++) {
            int size;
            try {
                size = in.readInt();
            } catch (EOFException shorter) {
                throw refusal(file, "a header of " + dimensions + " dimensions", d + "", "get the file again");
            }
            if (size < 1) {
                String found = Integer.toUnsignedString(size);
                throw refusal(file, "dimension " + (d + 1) + " from 1 to 2147483647", found, "check the file");
            }
            rows = d == 0 ? size : rows;
            width *= d == 0 ? 1 : size;
            if (width > Integer.MAX_VALUE - 8) {
                throw refusal(file, "rows of fewer than 2^31 bytes", width + " or more", "check the file");
            }
        }
        return new IdxHeader(rows, (int) width, 4 + 4 * dimensions);
    }

    /** The number of images or labels. */
    int rows() {
        return rows;
    }

    /** The bytes of one image, or 1. */
    int width() {
        return width;
    }

    /** The bytes of the head itself. */
    int bytes() {
        return bytes;
    }

    /** The bytes of the whole file, uncompressed. */
    long fileBytes() {
        return bytes + (long) rows * width;
    }

    private static String typeName(int type) {
        return switch (type) {
            case UNSIGNED_BYTES -> "unsigned bytes";
            case 0x09 -> "signed bytes";
            case 0x0B -> "16-bit integers";
            case 0x0C -> "32-bit integers";
            case 0x0D -> "32-bit floats";
            case 0x0E -> "64-bit floats";
            default -> null;
        };
    }

    private static InvalidDataException refusal(String file, String expected, String found, String remedy) {
        return InvalidDataException.of(file, expected, found, remedy);
    }
}
