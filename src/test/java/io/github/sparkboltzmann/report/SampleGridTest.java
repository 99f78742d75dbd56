package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Samples as pictures under a title, looked at by their pixels. */
class SampleGridTest {
    private static final int STEP = 8 * 11 + 2;

    private static float[] samples() {
        float[] samples = new float[5 * 64];
        for (int n = 0; n < 5; n++) {
            Arrays.fill(samples, n * 64, (n + 1) * 64, n / 4f);
        }
        return samples;
    }

    @Test
    void samplesLieInTheirOrderBelowTheTitle() throws IOException {
        BufferedImage image = Pictures.read(SampleGrid.png("abc", samples(), 8, 8, 3));
        assertEquals(3 * STEP + 2 + 24, image.getWidth());
        assertEquals(2 * STEP + 2 + 36 + 12, image.getHeight());
        int[] expected = {0, 0x404040, 0x808080, 0xBFBFBF, 0xFFFFFF};
        for (int n = 0; n < 5; n++) {
            assertEquals(
                    expected[n], Pictures.rgb(image, 12 + n % 3 * STEP + 40, 36 + n / 3 * STEP + 40), "sample " + n);
        }
        assertEquals(0xFFFFFF, Pictures.rgb(image, 12 + 2 * STEP + 40, 36 + STEP + 40), "nothing where no sample is");
        assertTrue(Pictures.count(image, 0xFFFFFF, 0, 36) < image.getWidth() * 36, "a title");
    }

    @Test
    void rowsAndOneArrayGiveTheSamePicture() {
        float[][] rows = new float[5][];
        for (int n = 0; n < 5; n++) {
            rows[n] = Arrays.copyOfRange(samples(), n * 64, (n + 1) * 64);
        }
        assertArrayEquals(SampleGrid.png("a", rows, 8, 8, 3), SampleGrid.png("a", samples(), 8, 8, 3));
    }

    @Test
    void aLongTitleWidensThePicture() throws IOException {
        String title = "a title that is longer than its one picture is wide, by far";
        BufferedImage image = Pictures.read(SampleGrid.png(title, new float[64], 8, 8, 1));
        assertTrue(image.getWidth() > 300);
        assertEquals(0, Pictures.rgb(image, image.getWidth() / 2, 36 + 40), "the grid stands in the middle");
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SampleGrid.png("a", new float[65], 8, 8, 1));
        assertThrows(IllegalArgumentException.class, () -> SampleGrid.png("a", new float[0], 8, 8, 1));
        assertThrows(IllegalArgumentException.class, () -> SampleGrid.png("a", new float[64], 8, 8, 0));
    }
}
