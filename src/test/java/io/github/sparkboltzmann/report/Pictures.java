package io.github.sparkboltzmann.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Reads a rendered picture back. */
final class Pictures {
    private Pictures() {}

    static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** 0xRRGGBB. */
    static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    /** How many pixels have this colour, within a rectangle of the picture. */
    static int count(BufferedImage image, int rgb, int top, int bottom) {
        int count = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += rgb(image, x, y) == rgb ? 1 : 0;
            }
        }
        return count;
    }
}
