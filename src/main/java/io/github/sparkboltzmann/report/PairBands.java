package io.github.sparkboltzmann.report;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Bands of two rows, originals above their reconstructions, with their names at the left. */
final class PairBands {
    static final String ABOVE = "data";
    static final String BELOW = "reconstruction";

    private static final int MOST_COLUMNS = 10;
    /** About what a page of text shows without shrinking. */
    private static final int WIDEST = 920;

    private static final int MARGIN = 12;
    private static final int BETWEEN_BANDS = 14;
    private static final int WHITE = 0xFFFFFF;

    private PairBands() {}

    static BufferedImage draw(float[][] originals, float[][] reconstructions, int width, int height, int frame) {
        int tile = new Tiles(width, height, 1, 2).tileWidth() + Tiles.SEPARATOR;
        int columns = Math.max(1, Math.min(Math.min(MOST_COLUMNS, originals.length), WIDEST / tile));
        Tiles band = new Tiles(width, height, columns, 2);
        int bands = (originals.length + columns - 1) / columns;
        int left = MARGIN + labelWidth() + MARGIN;
        int step = band.height() + BETWEEN_BANDS;
        BufferedImage canvas =
                ImageGrid.canvas(left + band.width() + MARGIN, 2 * MARGIN + bands * step - BETWEEN_BANDS, WHITE);
        for (int b = 0; b < bands; b++) {
            int top = MARGIN + b * step;
            int first = b * columns;
            int images = Math.min(columns, originals.length - first);
            int framed = images * (band.tileWidth() + Tiles.SEPARATOR) + Tiles.SEPARATOR;
            Tiles.fill(canvas, left, top, framed, band.height(), frame);
            for (int column = 0; column < images; column++) {
                float[] above = originals[first + column];
                float[] below = reconstructions[first + column];
                band.draw(canvas, left + band.left(column), top + band.top(0), i -> Palette.grey(above[i]));
                band.draw(canvas, left + band.left(column), top + band.top(1), i -> Palette.grey(below[i]));
            }
        }
        label(canvas, band, bands, left - MARGIN, step);
        return canvas;
    }

    /** Room for the wider label, in the font that draws it. */
    private static int labelWidth() {
        Graphics2D pen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            Fonts.smooth(pen);
            return pen.getFontMetrics(Fonts.plain(15)).stringWidth(BELOW);
        } finally {
            pen.dispose();
        }
    }

    private static void label(BufferedImage canvas, Tiles band, int bands, int right, int step) {
        Graphics2D pen = canvas.createGraphics();
        Fonts.smooth(pen);
        pen.setFont(Fonts.plain(15));
        pen.setColor(Fonts.INK);
        FontMetrics metrics = pen.getFontMetrics();
        for (int b = 0; b < bands; b++) {
            for (int row = 0; row < 2; row++) {
                String text = row == 0 ? ABOVE : BELOW;
                int middle = MARGIN + b * step + band.top(row) + band.tileHeight() / 2;
                pen.drawString(text, right - metrics.stringWidth(text), Fonts.baseline(metrics, middle));
            }
        }
        pen.dispose();
    }
}
