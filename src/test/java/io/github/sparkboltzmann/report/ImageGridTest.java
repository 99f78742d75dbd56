package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Grids of small images, looked at by their pixels. An 8 x 8 image is enlarged 11 times, separators are 2 pixels. */
class ImageGridTest {
    private static final int STEP = 8 * 11 + 2;

    @Test
    void positiveWeightIsRedNegativeIsBlueZeroIsWhiteWhereTheUnitIs() throws IOException {
        float[] weights = new float[64 * 5];
        // Unit 4 of 5 lies in the second row of three columns, second place; pixel (x 3, y 6) positive, (7, 0)
        // negative.
        weights[(6 * 8 + 3) * 5 + 4] = 0.7f;
        weights[7 * 5 + 4] = -0.7f;
        BufferedImage image = Pictures.read(ImageGrid.filters(weights, 64, 5, 8, 8, 100));
        assertEquals(3 * STEP + 2, image.getWidth());
        assertEquals(2 * STEP + 2, image.getHeight());
        int left = 2 + STEP;
        int top = 2 + STEP;
        assertReddish(Pictures.rgb(image, left + 3 * 11, top + 6 * 11));
        assertReddish(Pictures.rgb(image, left + 3 * 11 + 10, top + 6 * 11 + 10));
        assertEquals(0xFFFFFF, Pictures.rgb(image, left + 4 * 11, top + 6 * 11));
        assertEquals(0xFFFFFF, Pictures.rgb(image, left + 3 * 11, top + 6 * 11 - 1));
        int negative = Pictures.rgb(image, left + 7 * 11 + 5, top + 5);
        assertTrue((negative & 0xFF) > 2 * (negative >> 16), Integer.toHexString(negative));
        assertEquals(0xB0B0B0, Pictures.rgb(image, left - 1, top));
        assertEquals(0xFFFFFF, Pictures.rgb(image, 2 + 2 * STEP + 40, top + 40), "the place of a sixth unit");
    }

    @Test
    void scaleIsCommonAndOneOutlierDoesNotBleachTheRest() throws IOException {
        float[] weights = new float[64 * 16];
        for (int i = 0; i < 64; i++) {
            weights[i * 16] = 1;
            weights[i * 16 + 1] = 0.25f;
        }
        weights[2] = 1000;
        BufferedImage image = Pictures.read(ImageGrid.filters(weights, 64, 16, 8, 8, 16));
        assertEquals(0x67001F, Pictures.rgb(image, 40, 40));
        int weak = Pictures.rgb(image, 40 + STEP, 40);
        assertTrue((weak >> 16) > 0xF0 && (weak & 0xFF) > 0x80, "a weak unit is pale: " + Integer.toHexString(weak));
    }

    @Test
    void onlyTheFirstUnitsAreShownUpToTheMaximum() throws IOException {
        float[] weights = new float[64 * 200];
        BufferedImage image = Pictures.read(ImageGrid.filters(weights, 64, 200, 8, 8, 100));
        assertEquals(10 * STEP + 2, image.getWidth());
        assertEquals(10 * STEP + 2, image.getHeight());
        Arrays.fill(weights, Float.NaN);
        BufferedImage broken = Pictures.read(ImageGrid.filters(weights, 64, 200, 8, 8, 1));
        assertEquals(Palette.NOT_A_NUMBER, Pictures.rgb(broken, 40, 40));
    }

    @Test
    void digitsOfTwentyEightPixelsAreEnlargedThreeTimes() throws IOException {
        float[] digit = new float[784];
        digit[28 * 5 + 9] = 1;
        BufferedImage image = Pictures.read(ImageGrid.images(new float[][] {digit}, 28, 28, 10));
        assertEquals(28 * 3 + 4, image.getWidth());
        assertEquals(0xFFFFFF, Pictures.rgb(image, 2 + 27, 2 + 15));
        assertEquals(0xFFFFFF, Pictures.rgb(image, 2 + 29, 2 + 17));
        assertEquals(0, Pictures.rgb(image, 2 + 30, 2 + 17));
    }

    @Test
    void imagesLieInRowsOfTheColumnsAndAreClampedToGrey() throws IOException {
        float[][] rows = {constant(0), constant(0.5f), constant(1), constant(7), constant(-2), constant(Float.NaN)};
        BufferedImage image = Pictures.read(ImageGrid.images(rows, 8, 8, 4));
        assertEquals(4 * STEP + 2, image.getWidth());
        assertEquals(2 * STEP + 2, image.getHeight());
        int[] expected = {0, 0x808080, 0xFFFFFF, 0xFFFFFF, 0, Palette.NOT_A_NUMBER};
        for (int i = 0; i < 6; i++) {
            assertEquals(expected[i], Pictures.rgb(image, 40 + i % 4 * STEP, 40 + i / 4 * STEP), "image " + i);
        }
    }

    @Test
    void reconstructionLiesBelowItsOriginal() throws IOException {
        float[][] originals = new float[12][];
        float[][] reconstructions = new float[12][];
        for (int i = 0; i < 12; i++) {
            originals[i] = constant(i * 20 / 255f);
            reconstructions[i] = constant((i * 20 + 5) / 255f);
        }
        BufferedImage image = Pictures.read(ImageGrid.pairs(originals, reconstructions, 8, 8));
        int left = image.getWidth() - 12 - (10 * STEP + 2);
        int band = 2 * STEP + 2 + 14;
        for (int i = 0; i < 12; i++) {
            int x = left + i % 10 * STEP + 40;
            int y = 12 + i / 10 * band + 40;
            assertEquals(0x010101 * (i * 20), Pictures.rgb(image, x, y), "original " + i);
            assertEquals(0x010101 * (i * 20 + 5), Pictures.rgb(image, x, y + STEP), "reconstruction " + i);
        }
        assertEquals(0xFFFFFF, Pictures.rgb(image, left + 5 * STEP, 12 + band + 40), "nothing where no image is");
        assertTrue(darkest(image, left - 12, 12, STEP) < 0x70, "a label beside the data");
        assertTrue(darkest(image, left - 12, 12 + STEP, STEP) < 0x70, "a label beside the reconstructions");
    }

    @Test
    void wideAndLargeImagesAreDrawn() throws IOException {
        BufferedImage strip = Pictures.read(ImageGrid.images(new float[3][1000], 1000, 1, 1));
        assertEquals(1004, strip.getWidth());
        assertEquals(3 * (14 + 2) + 2, strip.getHeight());
        float[][] large = new float[2][300 * 200];
        assertTrue(Pictures.read(ImageGrid.pairs(large, large, 300, 200)).getWidth() > 600);
    }

    @Test
    void sameImagesGiveSameBytes() {
        float[][] rows = {constant(0.3f), constant(0.6f)};
        assertArrayEquals(ImageGrid.pairs(rows, rows, 8, 8), ImageGrid.pairs(rows, rows, 8, 8));
        assertArrayEquals(ImageGrid.images(rows, 8, 8, 2), ImageGrid.images(rows, 8, 8, 2));
    }

    @Test
    void sizesThatDoNotFitAreRefusedWithBothNumbers() {
        assertMessage("expected 128 weights, got 100", () -> ImageGrid.filters(new float[100], 64, 2, 8, 8, 9));
        assertMessage("expected 49 visible units, got 64", () -> ImageGrid.filters(new float[128], 64, 2, 7, 7, 9));
        assertMessage(
                "expected 64 pixels of image 1, got 3",
                () -> ImageGrid.images(new float[][] {constant(0), new float[3]}, 8, 8, 2));
        assertMessage(
                "expected 1 reconstructions, got 2", () -> ImageGrid.pairs(new float[1][64], new float[2][64], 8, 8));
        assertMessage("expected at least 1 image, got 0", () -> ImageGrid.images(new float[0][], 8, 8, 2));
    }

    private static void assertMessage(String expected, Runnable call) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    private static float[] constant(float value) {
        float[] image = new float[64];
        Arrays.fill(image, value);
        return image;
    }

    private static void assertReddish(int rgb) {
        assertTrue((rgb >> 16) > 2 * (rgb & 0xFF), Integer.toHexString(rgb));
    }

    private static int darkest(BufferedImage image, int right, int top, int height) {
        int darkest = 0xFF;
        for (int y = top; y < top + height; y++) {
            for (int x = 0; x < right; x++) {
                darkest = Math.min(darkest, Pictures.rgb(image, x, y) & 0xFF);
            }
        }
        return darkest;
    }
}
