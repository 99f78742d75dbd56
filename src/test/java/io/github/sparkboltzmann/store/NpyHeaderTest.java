package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The header's text is matched strictly: what NumPy may write is read, anything else refused. */
class NpyHeaderTest {
    /** An array file of this header text and so many bytes of zeros. */
    static byte[] npy(int version, String text, int payload) {
        byte[] header = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file = ByteBuffer.allocate((version == 1 ? 10 : 12) + header.length + payload)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            file.putShort((short) header.length);
        } else {
            file.putInt(header.length);
        }
        return file.put(header).array();
    }

    private static NpyHeader read(byte[] file) {
        try {
            return NpyHeader.read(new DataInputStream(new ByteArrayInputStream(file)), "Array 'a'", file.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRefused(String why, byte[] file) {
        String message = ArrayFiles.refusal(() -> read(file));
        assertTrue(message.startsWith("Array 'a' ") && message.contains(why), message);
    }

    @Test
    void everyWayToWriteADictionaryIsRead() {
        for (String text : List.of(
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }      \n",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
                "{'shape': (2, 3), 'descr': '<f4', 'fortran_order': False}",
                "{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(2,3,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L)}")) {
            for (int version : new int[] {1, 2}) {
                NpyHeader header = read(npy(version, text, 24));
                assertArrayEquals(new long[] {2, 3}, header.shape, text);
                assertEquals(6, header.count);
                assertEquals(NumberType.F32, header.type);
                assertEquals(false, header.fortranOrder);
            }
        }
        assertArrayEquals(new long[] {3}, read(npy(1, dictionary("<f2", "True", "(3,)"), 6)).shape);
        assertEquals(true, read(npy(1, dictionary("<f2", "True", "(3,)"), 6)).fortranOrder);
        assertArrayEquals(new long[0], read(npy(1, dictionary("<f8", "False", "()"), 8)).shape);
        assertEquals(0, read(npy(1, dictionary("<f8", "False", "(0, 5)"), 0)).count);
    }

    private static String dictionary(String descr, String fortran, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
    }

    @Test
    void whatIsNoSuchDictionaryIsRefused() {
        for (String text : List.of(
                "",
                "{}",
                "{'descr': '<f4'}",
                "'descr': '<f4', 'fortran_order': False, 'shape': (1,)",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': True}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': 1}",
                "{'descr': '<f4', 'fortran_order': False 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': False,, 'shape': (1,)}",
                "{'descr': True, 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': '<f4', 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': __import__('os').getpid()}")) {
            assertRefused("no dictionary of descr, fortran_order and shape", npy(1, text, 4));
        }
        assertRefused(
                "'shape' twice", npy(1, "{'descr': '<f4', 'shape': (1,), 'fortran_order': False, 'shape': (1,)}", 4));
        assertRefused(
                "fields like a table's",
                npy(1, "{'descr': [('a', '<f4'), ('b', '<f4')], 'fortran_order': False, 'shape': (1,)}", 8));
        assertRefused("Python objects", npy(1, dictionary("|O", "False", "(1,)"), 8));
    }

    @Test
    void shapesThatAreNoneOrLargerThanTheFileAreRefused() {
        for (String shape : List.of("(1)", "(,)", "(1,,2)", "(1 2)", "(L,)", "(9999999999999999999,)")) {
            assertRefused("a shape that is no tuple", npy(1, dictionary("<f4", "False", shape), 4));
        }
        for (String shape : List.of("(2,)", "(4294967296, 4294967296)", "(999999999999999999, 9)", "(1, 2)")) {
            assertRefused("larger by its shape", npy(1, dictionary("<f4", "False", shape), 4));
        }
        assertRefused("3 dimensions", npy(1, dictionary("<f4", "False", "(1, 1, 1)"), 4));
        assertRefused("but its header describes", npy(1, dictionary("<f4", "False", "(1,)"), 5));
        assertRefused("but its header describes", npy(1, dictionary("<f4", "False", "(0, 7)"), 4));
    }

    @Test
    void lengthsBeyondTheFileAndOtherVersionsAreRefused() {
        byte[] file = npy(2, dictionary("<f4", "False", "(1,)"), 4);
        for (int length : new int[] {1 << 20, -1, Integer.MAX_VALUE, file.length - 11}) {
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(8, length);
            assertRefused("says that its header has " + Integer.toUnsignedString(length) + " bytes", file);
        }
        byte[] other = npy(1, dictionary("<f4", "False", "(1,)"), 4);
        other[6] = 3;
        assertRefused(".npy version 3.0", other);
        other[6] = 1;
        other[7] = 1;
        assertRefused(".npy version 1.1", other);
        other[0] = 0;
        assertRefused("does not begin as", other);
        assertRefused("too few", Arrays.copyOf(npy(2, "", 0), 9));
        assertRefused("too few", Arrays.copyOf(npy(2, "", 0), 11));
    }

    @Test
    void everyHalfIsTheNumberThatItsBitsSay() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            double fraction = bits & 1023;
            double size = exponent == 0
                    ? fraction / 1024 * Math.pow(2, -14)
                    : exponent == 31
                            ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                            : (1 + fraction / 1024) * Math.pow(2, exponent - 15);
            double expected = bits < 1 << 15 ? size : -size;
            assertEquals(expected, NumberType.halfToFloat((short) bits), "bits " + bits);
        }
    }
}
