package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.store.Safetensors.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The file format: what is written comes back, and what is not a whole file is refused before anything is allocated. */
class SafetensorsTest {
    @Test
    void tensorsOfEveryShapeAndTypeComeBackBitForBit() throws IOException {
        float[] many = new float[70_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = Float.intBitsToFloat(i * 2_654_435 & 0xBFFFFFFF);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("weights", Tensor.of(new float[] {1, -2, 3, 4, 5, Float.MIN_VALUE}, 2, 3));
        tensors.put("none", Tensor.of(new float[0], 0));
        tensors.put("scale", Tensor.of(new double[] {Math.PI, -0.0, Double.MAX_VALUE}, 3));
        tensors.put("empty", Tensor.of(new double[0], 3, 0));
        tensors.put("number", Tensor.of(new double[] {7}));
        tensors.put("larger than a chunk", Tensor.of(many, 70_001));
        Map<String, Tensor> back = read(write(tensors));
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(back.keySet()));
        tensors.forEach((name, tensor) -> {
            assertArrayEquals(tensor.shape(), back.get(name).shape(), name);
            if (tensor.isSingle()) {
                assertArrayEquals(tensor.floats(), back.get(name).floats(), name);
            } else {
                assertArrayEquals(tensor.doubles(), back.get(name).doubles(), name);
            }
        });
    }

    @Test
    void aFileOfNoTensorsComesBack() throws IOException {
        assertEquals(Map.of(), read(write(Map.of())));
    }

    @Test
    void bytesAreThoseOfTheFormat() throws IOException {
        byte[] bytes = write(Map.of("a", Tensor.of(new float[] {1, 2}, 2)));
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long headerLength = file.getLong();
        assertEquals(0, headerLength % 8);
        String header = new String(bytes, 8, (int) headerLength, StandardCharsets.UTF_8);
        assertEquals("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", header.strip());
        file.position(8 + (int) headerLength);
        assertEquals(1f, file.getFloat());
        assertEquals(2f, file.getFloat());
        assertEquals(0, file.remaining());
    }

    @Test
    void metadataOfOtherProgramsIsPassedOver() throws IOException {
        byte[] file = file("{\"__metadata__\":{\"format\":\"pt\"}," + entry("a", "F32", "[2]", 0, 8) + "}", 8);
        assertEquals(List.of("a"), List.copyOf(read(file).keySet()));
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = write(Map.of("a", Tensor.of(new float[] {1, 2, 3}, 3)));
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(StoreException.class, () -> read(part), "cut to " + length + " bytes");
        }
    }

    @Test
    void refusesBytesAfterTheLastTensor() throws IOException {
        byte[] whole = write(Map.of("a", Tensor.of(new float[] {1, 2, 3}, 3)));
        assertRefused(Arrays.copyOf(whole, whole.length + 1), "its header describes " + whole.length);
    }

    @Test
    void refusesAHeaderLongerThanTheFile() {
        for (long length : new long[] {1, 100, 1L << 31, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(length);
            assertRefused(bytes.array(), "says that its header has " + length + " bytes");
        }
    }

    @Test
    void refusesAHeaderThatIsNoJsonObject() {
        assertRefused(file("not json", 0), "header that is no JSON");
        assertRefused(file("[1, 2]", 0), "no JSON object");
        assertRefused(file("{\"a\":", 0), "header that is no JSON");
    }

    @Test
    void refusesTypesThatWeDoNotWrite() {
        assertRefused(file("{" + entry("a", "I64", "[1]", 0, 8) + "}", 8), "dtype 'I64'");
        assertRefused(file("{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", 4), "dtype ''");
        assertRefused(file("{\"a\":7}", 4), "dtype ''");
    }

    @Test
    void refusesShapesThatAreNegativeOrLargerThanTheFile() {
        for (String shape : List.of(
                "[-1]",
                "[-1,-2]",
                "[3]",
                "[2000000000]",
                "[9223372036854775807]",
                "[4294967296,4294967296]",
                "[2,\"x\"]",
                "[99999999999999999999]",
                "{}")) {
            assertRefused(file("{" + entry("a", "F32", shape, 0, 8) + "}", 8), "tensor 'a'");
        }
    }

    @Test
    void aShapeLargerThanTheFileIsRefusedWhateverLengthTheFileClaims() {
        byte[] file = file("{" + entry("a", "F32", "[4611686018427387904,4]", 0, 8) + "}", 8);
        assertThrows(
                StoreException.class,
                () -> Safetensors.read(
                        new DataInputStream(new ByteArrayInputStream(file)), "test.safetensors", Long.MAX_VALUE));
    }

    @Test
    void refusesOffsetsThatOverlapLeaveGapsOrDoNotFitTheShape() {
        assertRefused(file("{" + entry("a", "F32", "[2]", 0, 4) + "}", 8), "bytes 0 to 4");
        assertRefused(file("{" + entry("a", "F32", "[2]", 4, 12) + "}", 12), "bytes 4 to 12");
        assertRefused(file("{" + entry("a", "F32", "[2]", -8, 0) + "}", 8), "bytes -8 to 0");
        assertRefused(
                file("{" + entry("a", "F32", "[2]", 0, 8) + "," + entry("b", "F32", "[2]", 4, 12) + "}", 12),
                "tensor 'b'");
        assertRefused(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8), "tensor 'a'");
    }

    private static String entry(String name, String dtype, String shape, long begin, long end) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                + end + "]}";
    }

    private static byte[] file(String header, int payload) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + payload)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private static byte[] write(Map<String, Tensor> tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(tensors, out);
        return out.toByteArray();
    }

    private static Map<String, Tensor> read(byte[] bytes) throws IOException {
        return Safetensors.read(new DataInputStream(new ByteArrayInputStream(bytes)), "test.safetensors", bytes.length);
    }

    private static void assertRefused(byte[] bytes, String why) {
        String message = assertThrows(StoreException.class, () -> {
                    try {
                        read(bytes);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .getMessage();
        assertTrue(message.startsWith("The file test.safetensors ") && message.contains(why), message);
    }
}
