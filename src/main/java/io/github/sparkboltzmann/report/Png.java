package io.github.sparkboltzmann.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws without a display and encodes in memory; the same picture gives the same bytes. */
final class Png {
    static {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private static final int SHARPNESS = 2;

    private Png() {}

    /**
     * The bytes of a drawing that has no text.
     *
     * @throws ReportException if this Java cannot draw at all
     */
    static byte[] of(Supplier<BufferedImage> drawing) {
        try {
            return encode(drawing.get());
        } catch (LinkageError e) {
            throw new ReportException(
                    "this Java cannot draw: install a runtime with java.desktop (e.g. openjdk-17-jre-headless),"
                            + " or run without pictures",
                    e);
        }
    }

    /**
     * The bytes of a drawing with text.
     *
     * @throws ReportException if this machine has no font
     */
    static byte[] withText(Supplier<BufferedImage> drawing) {
        Fonts.require();
        return of(drawing);
    }

    /** A drawing on white, of this size in a pen's units, with twice the pixels for screens that have them. */
    static BufferedImage sharp(int width, int height, Consumer<Graphics2D> drawing) {
        BufferedImage image = new BufferedImage(width * SHARPNESS, height * SHARPNESS, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.scale(SHARPNESS, SHARPNESS);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        Fonts.smooth(pen);
        drawing.accept(pen);
        pen.dispose();
        return image;
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // ImageIO's own stream over an OutputStream would open a temporary file.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IOException("no PNG writer in this Java");
            }
        } catch (IOException e) {
            throw new ReportException("this Java cannot encode a PNG: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }
}
