package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Pictures in memory, by their pixels. */
class PictureTest {
    private static byte[] png(int width, int height, int... rgb) {
        return Png.of(() -> {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, width, height, rgb, 0, width);
            return image;
        });
    }

    @Test
    void aPictureIsItsPixels() {
        BufferedImage image = Picture.of(png(2, 1, 0x010203, 0xF0E0D0));
        assertEquals(2, image.getWidth());
        assertEquals(0x010203, Pictures.rgb(image, 0, 0));
        assertEquals(0xF0E0D0, Pictures.rgb(image, 1, 0));
    }

    @Test
    void halfASizeIsTheMeanOfFourPixelsInEachColour() {
        BufferedImage half =
                Picture.half(png(5, 3, 0x000000, 0xFF0000, 9, 9, 1, 0x0000FF, 0x010001, 9, 9, 1, 1, 1, 1, 1, 1));
        assertEquals(2, half.getWidth());
        assertEquals(1, half.getHeight());
        assertEquals(0x400040, Pictures.rgb(half, 0, 0));
        assertEquals(9, Pictures.rgb(half, 1, 0));
        assertEquals(0x0A0B0C, Pictures.rgb(Picture.half(png(1, 1, 0x0A0B0C)), 0, 0));
    }

    @Test
    void whatIsNoPngIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Picture.of(new byte[] {1, 2, 3}));
        byte[] whole = png(40, 40, new int[1600]);
        assertThrows(UncheckedIOException.class, () -> Picture.of(Arrays.copyOf(whole, whole.length / 2)));
    }
}
