package io.github.sparkboltzmann.job.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that the benchmark makes or reads, and what it says of a machine. */
class InputsOfBenchmarkTest {
    private static final int UNITS = 784;

    @TempDir
    private Path folder;

    private void data(byte[] pixels) throws IOException {
        Path plain = folder.resolve("plain");
        RowFiles.write(plain, pixels);
        for (String role : new String[] {"train", "valid", "test"}) {
            try (OutputStream out =
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve(role + "-images-idx3-ubyte.gz")))) {
                Files.copy(plain, out);
            }
        }
    }

    @Test
    void madeUpDigitsAreTheSameEachTimeAndBinary() {
        byte[] pixels = RowFiles.digits(200);
        assertArrayEquals(pixels, RowFiles.digits(200));
        int on = 0;
        for (byte pixel : pixels) {
            assertTrue(pixel == 0 || pixel == 1);
            on += pixel;
        }
        double share = (double) on / pixels.length;
        assertTrue(share > 0.08 && share < 0.25, "share of pixels that are on: " + share);
        // Rows 0 and 10 are draws of one prototype, rows 0 and 1 of two.
        assertFalse(Arrays.equals(row(pixels, 0), row(pixels, 10)));
        assertTrue(difference(pixels, 0, 10) < difference(pixels, 0, 1));
    }

    private static byte[] row(byte[] pixels, int row) {
        return Arrays.copyOfRange(pixels, row * UNITS, (row + 1) * UNITS);
    }

    private static int difference(byte[] pixels, int a, int b) {
        int count = 0;
        for (int i = 0; i < UNITS; i++) {
            count += pixels[a * UNITS + i] == pixels[b * UNITS + i] ? 0 : 1;
        }
        return count;
    }

    @Test
    void realRowsAreUnpackedForEveryoneToRead() throws IOException {
        byte[] pixels = RowFiles.digits(3);
        data(pixels);
        RowFiles files = RowFiles.real(Files.createDirectory(folder.resolve("own")), folder);
        assertTrue(files.isReal());
        byte[] test = Files.readAllBytes(files.file("test"));
        assertArrayEquals(pixels, Arrays.copyOfRange(test, 16, test.length));
        assertEquals(16 + 2 * UNITS, Files.size(files.train(2)));
        assertEquals(16 + 3 * UNITS, Files.size(files.train()));
    }

    @Test
    void greyRowsAndOtherFoldersAreRefused() throws IOException {
        byte[] grey = new byte[UNITS];
        grey[5] = 77;
        data(grey);
        String message = assertThrows(IllegalArgumentException.class, () -> RowFiles.real(folder, folder))
                .getMessage();
        assertTrue(message.contains("has 77"), message);
        String missing = assertThrows(
                        IllegalArgumentException.class, () -> RowFiles.real(folder, folder.resolve("nowhere")))
                .getMessage();
        assertTrue(missing.contains("--data"), missing);
    }

    @Test
    void variablesThatSlowTheLibraryAreNamed() {
        Report report = new Report();
        MachineFacts.warnOfVariables(Map.of("OPENBLAS_NUM_THREADS", "1"), report);
        assertTrue(report.notes().isEmpty());
        MachineFacts.warnOfVariables(Map.of("OPENBLAS_CORETYPE", "Haswell", "OPENBLAS_L2_SIZE", "512"), report);
        assertEquals(1, report.notes().size());
        assertTrue(report.notes().get(0).contains("Haswell"), report.notes().get(0));
        assertEquals(
                "512", report.json().path("machine").path("OPENBLAS_L2_SIZE").asText());
    }

    @Test
    void theProcessorIsTheOneOfCpuinfo() throws IOException {
        Path cpuinfo = Files.writeString(folder.resolve("cpuinfo"), "vendor_id : X\nmodel name\t: Some CPU @ 3 GHz\n");
        assertEquals("Some CPU @ 3 GHz", MachineFacts.processor(cpuinfo));
        assertEquals(System.getProperty("os.arch"), MachineFacts.processor(folder.resolve("none")));
    }
}
