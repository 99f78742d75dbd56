package io.github.sparkboltzmann.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The PNG of this room's charts and grids as images in memory, for those that show them rather than store them, such as notebooks. */
public final class Picture {
    private Picture() {}

    /** The picture as it is. */
    public static BufferedImage of(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            if (image == null) {
                throw new IllegalArgumentException("expected a PNG, got " + png.length + " bytes that are none");
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException("these bytes are no whole PNG: " + e.getMessage(), e);
        }
    }

    /**
     * The picture at half its size, each pixel the mean of four: charts have twice the pixels that they are to be shown with.
     *
     * <p>The last line of an odd height and the last column of an odd width are left out.
     */
    public static BufferedImage half(byte[] png) {
        BufferedImage whole = of(png);
        int width = Math.max(1, whole.getWidth() / 2);
        int height = Math.max(1, whole.getHeight() / 2);
        BufferedImage half = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                half.setRGB(x, y, mean(whole, 2 * x, 2 * y));
            }
        }
        return half;
    }

    private static int mean(BufferedImage image, int left, int top) {
        int right = Math.min(left + 1, image.getWidth() - 1);
        int bottom = Math.min(top + 1, image.getHeight() - 1);
        int[] four = {
            image.getRGB(left, top), image.getRGB(right, top), image.getRGB(left, bottom), image.getRGB(right, bottom)
        };
        int mean = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int sum = 2;
            for (int rgb : four) {
                sum += rgb >> shift & 0xFF;
            }
            mean |= sum / 4 << shift;
        }
        return mean;
    }
}
