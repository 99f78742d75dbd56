package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.store.Safetensors.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that NumPy wrote are read with its values, and what is damaged or no array of numbers is refused in a sentence. */
class NpzFileTest {
    @TempDir
    private Path folder;

    @Test
    void everyTypeOrderVersionAndCompressionOfNumpyGivesTheSameNumbers() {
        for (String name :
                List.of("float32.npz", "float64-fortran.npz", "float16-deflated.npz", "version2-piped.npz")) {
            StoredModel model = ArrayFiles.model(ArrayFiles.fixture(name));
            assertArrayEquals(
                    ArrayFiles.WEIGHTS,
                    model.parameters().copyOf(model.machine().weights(0)),
                    name);
            assertArrayEquals(
                    ArrayFiles.VISIBLE_BIAS,
                    model.parameters().copyOf(model.machine().biases(0)),
                    name);
            assertArrayEquals(
                    ArrayFiles.HIDDEN_BIAS,
                    model.parameters().copyOf(model.machine().biases(1)),
                    name);
        }
    }

    @Test
    void whatWeWriteIsByteByByteWhatNumpyWritesInItsArrays() throws IOException {
        byte[] numpy = Files.readAllBytes(ArrayFiles.fixture("float32.npz"));
        byte[] ours = Npy.write(Tensor.of(ArrayFiles.WEIGHTS, 4, 3));
        byte[] vector = Npy.write(Tensor.of(ArrayFiles.VISIBLE_BIAS, 4));
        assertTrue(indexOf(numpy, ours) > 0, "the matrix, as numpy.savez stores it");
        assertTrue(indexOf(numpy, vector) > 0, "the vector");
        assertEquals(0, (ours.length - 48) % 64);
    }

    private static int indexOf(byte[] whole, byte[] part) {
        for (int i = 0; i + part.length <= whole.length; i++) {
            if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void arraysOfEveryShapeComeBack() throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("number", Tensor.of(new float[] {7}));
        arrays.put("none", Tensor.of(new float[0], 0));
        arrays.put("empty", Tensor.of(new double[0], 3, 0));
        arrays.put("doubles", Tensor.of(new double[] {Math.PI, -0.0, Double.MAX_VALUE}, 1, 3));
        arrays.put("more than a chunk", Tensor.of(new float[70_001], 70_001));
        try (ArrayFile back = ArrayFiles.open(write(arrays))) {
            assertEquals(arrays.keySet(), back.names());
            for (String name : arrays.keySet()) {
                Tensor expected = arrays.get(name);
                Tensor found = back.read(name);
                assertArrayEquals(expected.shape(), found.shape(), name);
                assertEquals(expected.type(), found.type(), name);
                for (int i = 0; i < expected.length(); i++) {
                    assertEquals(expected.at(i), found.at(i), name);
                }
            }
        }
    }

    private Path write(Map<String, Tensor> arrays) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpzFile.write(arrays, out);
        return Files.write(folder.resolve("written.npz"), out.toByteArray());
    }

    @Test
    void bytesAreTheSameInEveryTimeZone() throws IOException {
        Map<String, Tensor> arrays = Map.of("a", Tensor.of(new float[] {1, 2}, 2));
        java.util.TimeZone before = java.util.TimeZone.getDefault();
        byte[] first = Files.readAllBytes(write(arrays));
        try {
            java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertArrayEquals(first, Files.readAllBytes(write(arrays)));
        } finally {
            java.util.TimeZone.setDefault(before);
        }
    }

    @Test
    void whatNumpyWritesButIsNoArrayOfSuchNumbersIsRefusedByName() {
        assertRefused("objects.npz", "Array 'W' of objects.npz holds Python objects");
        assertRefused("big-endian.npz", "'>f4', but '<f4', '<f8' or '<f2' is expected; convert it");
        assertRefused("integers.npz", "'<i8'");
        assertRefused("fields.npz", "has fields like a table's");
        assertRefused("single.npy", "is a single .npy array");
        assertRefused("make_fixtures.py", "is neither .npz nor .safetensors");
    }

    private static void assertRefused(String fixture, String why) {
        String message = ArrayFiles.refusal(() -> ArrayFiles.model(ArrayFiles.fixture(fixture)));
        assertTrue(message.contains(why), message);
    }

    @Test
    void anArrayThatIsNotAskedForDoesNoHarm() throws IOException {
        try (ArrayFile file = ArrayFiles.open(ArrayFiles.fixture("objects.npz"))) {
            assertEquals(Set.of("W", "visible_bias", "hidden_bias"), file.names());
            assertArrayEquals(new double[] {0}, file.read("visible_bias").doubles());
        }
    }

    @Test
    void everyTruncationAndEveryChangedByteIsNoticedOrHarmless() throws IOException {
        for (String name : List.of("float32.npz", "version2-piped.npz")) {
            byte[] whole = Files.readAllBytes(ArrayFiles.fixture(name));
            Path file = folder.resolve(name);
            for (int length = 0; length < whole.length; length += 3) {
                Files.write(file, Arrays.copyOf(whole, length));
                ArrayFiles.refusal(() -> ArrayFiles.model(file));
            }
            for (int i = 0; i < whole.length; i++) {
                byte[] bytes = whole.clone();
                bytes[i] ^= (byte) (i % 2 == 0 ? 0xFF : 1);
                Files.write(file, bytes);
                assertNoticed(file, name + " byte " + i);
            }
        }
    }

    private static void assertNoticed(Path file, String what) {
        try {
            StoredModel model = ArrayFiles.model(file);
            assertArrayEquals(
                    ArrayFiles.WEIGHTS,
                    model.parameters().copyOf(model.machine().weights(0)),
                    what);
        } catch (StoreException e) {
            assertTrue(!e.getMessage().contains("\n"), e.getMessage());
        }
    }

    @Test
    void sizesThatCannotBeAreRefusedBeforeAnythingIsAllocated() throws IOException {
        String shape = "{'descr': '<f8', 'fortran_order': False, 'shape': (16000, 16000), }";
        Path file = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("W", "visible_bias", "hidden_bias")) {
                zip.putNextEntry(new ZipEntry(name + ".npy"));
                zip.write(NpyHeaderTest.npy(1, shape, 64));
                zip.closeEntry();
            }
        }
        String message = ArrayFiles.refusal(() -> ArrayFiles.model(file));
        assertTrue(message.contains("is larger by its shape [16000, 16000] than its file"), message);
        // The central directory's size of the first member, claimed larger than deflating could ever make it.
        byte[] bytes = Files.readAllBytes(file);
        int central = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
        bytes[central + 27] = 0x7F;
        Files.write(file, bytes);
        assertTrue(
                ArrayFiles.refusal(() -> ArrayFiles.model(file)).contains("which cannot be"),
                "2 GB from a hundred bytes");
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() throws IOException {
        Map<String, Tensor> two = new LinkedHashMap<>();
        two.put("ab", Tensor.of(new float[] {1}, 1));
        two.put("ac", Tensor.of(new float[] {1}, 1));
        String same = new String(Files.readAllBytes(write(two)), java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("ac.npy", "ab.npy");
        Path file = folder.resolve("twice.npz");
        Files.write(file, same.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertTrue(ArrayFiles.refusal(() -> ArrayFiles.open(file)).contains("Array 'ab' of twice.npz is there twice"));
    }

    @Test
    void aFolderAndNothingAreNoFile() {
        assertTrue(ArrayFiles.refusal(() -> ArrayFiles.open(folder)).startsWith("There is no file "));
        assertTrue(ArrayFiles.refusal(() -> ArrayFiles.open(folder.resolve("a.npz")))
                .startsWith("There is no file "));
    }
}
