package io.github.sparkboltzmann.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Samples of a machine's visible units as pictures in a grid under a title.
 *
 * <p>{@code samples[n, units]}, row-major, values in [0, 1], 0 is black; {@code units = width * height}, row by row. A pixel that is not a
 * number is orange.
 */
public final class SampleGrid {
    private static final int MARGIN = 12;
    private static final int TITLE = 36;
    private static final int WHITE = 0xFFFFFF;
    /** Titles shrink to this size before their grid is widened. */
    private static final int LARGEST_FONT = 16;

    private static final int SMALLEST_FONT = 11;

    private SampleGrid() {}

    /**
     * A PNG of the samples in rows of {@code columns}, in their order.
     *
     * @throws IllegalArgumentException if sizes do not fit
     * @throws ReportException if this machine has no font for the title
     */
    public static byte[] png(String title, float[] samples, int width, int height, int columns) {
        int units = Math.multiplyExact(width, height);
        if (units < 1 || samples.length < 1 || samples.length % units != 0) {
            throw new IllegalArgumentException("expected whole pictures of " + width + " x " + height + " pixels, got "
                    + samples.length + " values");
        }
        float[][] rows = new float[samples.length / units][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(samples, row * units, (row + 1) * units);
        }
        return png(title, rows, width, height, columns);
    }

    /** The same of a row a picture. */
    public static byte[] png(String title, float[][] rows, int width, int height, int columns) {
        ImageGrid.check(rows, width, height, columns);
        return Png.withText(() -> draw(title, ImageGrid.draw(rows, width, height, columns)));
    }

    private static BufferedImage draw(String title, BufferedImage grid) {
        int size = LARGEST_FONT;
        while (size > SMALLEST_FONT && width(title, size) > grid.getWidth()) {
            size--;
        }
        int inner = Math.max(grid.getWidth(), width(title, size));
        BufferedImage canvas = ImageGrid.canvas(inner + 2 * MARGIN, TITLE + grid.getHeight() + MARGIN, WHITE);
        Graphics2D pen = canvas.createGraphics();
        pen.drawImage(grid, MARGIN + (inner - grid.getWidth()) / 2, TITLE, Color.WHITE, null);
        Fonts.smooth(pen);
        pen.setFont(Fonts.bold(size));
        pen.setColor(Fonts.INK);
        FontMetrics metrics = pen.getFontMetrics();
        pen.drawString(
                title, MARGIN + (inner - metrics.stringWidth(title)) / 2, Fonts.baseline(metrics, TITLE / 2 + 1));
        pen.dispose();
        return canvas;
    }

    private static int width(String title, int size) {
        Graphics2D pen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            Fonts.smooth(pen);
            return pen.getFontMetrics(Fonts.bold(size)).stringWidth(title);
        } finally {
            pen.dispose();
        }
    }
}
