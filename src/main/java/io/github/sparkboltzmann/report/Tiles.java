package io.github.sparkboltzmann.report;

import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;

/**
 * Where the small images of a grid lie, and how much they are enlarged.
 *
 * <p>The longer side of an image is brought to about {@value #TILE} pixels by a whole factor: 8 x 8 is enlarged 11 times, 28 x 28 three
 * times. The pixels of a strip are drawn tall, so that a single row can be seen.
 */
final class Tiles {
    static final int TILE = 84;
    static final int SEPARATOR = 2;

    private static final int LOWEST = 14;

    final int columns;
    final int rows;
    private final int imageWidth;
    private final int imageHeight;
    private final int cellWidth;
    private final int cellHeight;

    Tiles(int imageWidth, int imageHeight, int columns, int rows) {
        if (imageWidth < 1 || imageHeight < 1) {
            throw new IllegalArgumentException(
                    "expected images of at least 1 x 1 pixels, got " + imageWidth + " x " + imageHeight);
        }
        this.imageWidth = imageWidth;
        this.imageHeight = imageHeight;
        this.columns = columns;
        this.rows = rows;
        cellWidth = Math.max(1, Math.round((float) TILE / Math.max(imageWidth, imageHeight)));
        cellHeight = Math.max(cellWidth, LOWEST / imageHeight);
    }

    /** The layout nearest to a square for so many images; with the last row as full as can be. */
    static Tiles nearSquare(int images, int imageWidth, int imageHeight) {
        Tiles one = new Tiles(imageWidth, imageHeight, 1, 1);
        double ideal = Math.sqrt((double) images * one.tileHeight() / one.tileWidth());
        int columns = (int) Math.max(1, Math.min(images, Math.ceil(ideal - 1e-9)));
        return new Tiles(imageWidth, imageHeight, columns, (images + columns - 1) / columns);
    }

    int tileWidth() {
        return imageWidth * cellWidth;
    }

    int tileHeight() {
        return imageHeight * cellHeight;
    }

    /** The whole grid, separators around it included. */
    int width() {
        return columns * (tileWidth() + SEPARATOR) + SEPARATOR;
    }

    int height() {
        return rows * (tileHeight() + SEPARATOR) + SEPARATOR;
    }

    int left(int column) {
        return SEPARATOR + column * (tileWidth() + SEPARATOR);
    }

    int top(int row) {
        return SEPARATOR + row * (tileHeight() + SEPARATOR);
    }

    /** Draws one image, enlarged; {@code colour} takes a pixel's place in the row-major image. */
    void draw(BufferedImage canvas, int left, int top, IntUnaryOperator colour) {
        for (int y = 0; y < imageHeight; y++) {
            for (int x = 0; x < imageWidth; x++) {
                int rgb = colour.applyAsInt(y * imageWidth + x);
                fill(canvas, left + x * cellWidth, top + y * cellHeight, cellWidth, cellHeight, rgb);
            }
        }
    }

    static void fill(BufferedImage canvas, int left, int top, int width, int height, int rgb) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                canvas.setRGB(x, y, rgb);
            }
        }
    }
}
