package io.github.sparkboltzmann.report;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Grids of small images as PNG: receptive fields, data beside reconstructions, samples.
 *
 * <p>Images are row-major. Small ones are enlarged by a whole factor, to about 84 pixels a side. A pixel that is not a number is orange.
 */
public final class ImageGrid {
    /** Weights beyond this part of all are drawn in the end colours, so that one large weight does not turn all others white. */
    private static final double SCALED = 0.995;

    private static final int BETWEEN_FILTERS = 0xB0B0B0;
    private static final int BETWEEN_IMAGES = 0x505050;
    private static final int WHITE = 0xFFFFFF;

    private ImageGrid() {}

    /**
     * The receptive fields of the first {@code max} hidden units, in their order, from left to right and top to bottom: a unit keeps its
     * place from one picture to the next.
     *
     * <p>Positive weights are red, negative ones blue, zero is white. The scale is common to all filters and symmetric around zero: a pale
     * filter is a weak unit, and noise does not pass for structure. It ends at the 99.5th percentile of the absolute weights shown.
     *
     * @param weights {@code W[visible, hidden]}, row-major
     * @param visible {@code imageWidth * imageHeight}
     * @throws IllegalArgumentException if sizes do not fit
     * @throws ReportException if this Java cannot draw
     */
    public static byte[] filters(float[] weights, int visible, int hidden, int imageWidth, int imageHeight, int max) {
        expect("weights", (long) visible * hidden, weights.length);
        expect("visible units", (long) imageWidth * imageHeight, visible);
        int shown = Math.min(hidden, max);
        if (shown < 1) {
            throw new IllegalArgumentException("expected at least 1 filter, got " + shown);
        }
        double scale = scale(weights, hidden, shown);
        return Png.of(() -> {
            Tiles tiles = Tiles.nearSquare(shown, imageWidth, imageHeight);
            BufferedImage canvas = canvas(tiles.width(), tiles.height(), WHITE);
            for (int unit = 0; unit < shown; unit++) {
                int j = unit;
                frame(canvas, tiles, unit, BETWEEN_FILTERS);
                tiles.draw(
                        canvas,
                        tiles.left(unit % tiles.columns),
                        tiles.top(unit / tiles.columns),
                        i -> Palette.diverging(weights[i * hidden + j] / scale));
            }
            return canvas;
        });
    }

    /**
     * Originals above their reconstructions, in bands of two rows that are labelled "data" and "reconstruction".
     *
     * @param originals a row an image, values in [0, 1]; 0 is black
     * @param reconstructions as many rows
     * @throws IllegalArgumentException if sizes do not fit
     * @throws ReportException if this machine has no font for the labels
     */
    public static byte[] pairs(float[][] originals, float[][] reconstructions, int width, int height) {
        expect("reconstructions", originals.length, reconstructions.length);
        check(originals, width, height);
        check(reconstructions, width, height);
        return Png.withText(() -> PairBands.draw(originals, reconstructions, width, height, BETWEEN_IMAGES));
    }

    /**
     * Images in rows of {@code columns}.
     *
     * @param rows a row an image, values in [0, 1]; 0 is black
     * @throws IllegalArgumentException if sizes do not fit
     * @throws ReportException if this Java cannot draw
     */
    public static byte[] images(float[][] rows, int width, int height, int columns) {
        check(rows, width, height, columns);
        return Png.of(() -> draw(rows, width, height, columns));
    }

    static void check(float[][] rows, int width, int height, int columns) {
        check(rows, width, height);
        if (columns < 1) {
            throw new IllegalArgumentException("expected at least 1 column, got " + columns);
        }
    }

    static BufferedImage draw(float[][] rows, int width, int height, int columns) {
        int across = Math.min(columns, rows.length);
        Tiles tiles = new Tiles(width, height, across, (rows.length + across - 1) / across);
        BufferedImage canvas = canvas(tiles.width(), tiles.height(), WHITE);
        for (int image = 0; image < rows.length; image++) {
            float[] row = rows[image];
            frame(canvas, tiles, image, BETWEEN_IMAGES);
            tiles.draw(canvas, tiles.left(image % across), tiles.top(image / across), i -> Palette.grey(row[i]));
        }
        return canvas;
    }

    static BufferedImage canvas(int width, int height, int rgb) {
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Tiles.fill(canvas, 0, 0, width, height, rgb);
        return canvas;
    }

    /** The separators around one tile; places without an image stay blank. */
    private static void frame(BufferedImage canvas, Tiles tiles, int place, int rgb) {
        Tiles.fill(
                canvas,
                tiles.left(place % tiles.columns) - Tiles.SEPARATOR,
                tiles.top(place / tiles.columns) - Tiles.SEPARATOR,
                tiles.tileWidth() + 2 * Tiles.SEPARATOR,
                tiles.tileHeight() + 2 * Tiles.SEPARATOR,
                rgb);
    }

    /** The percentile of the finite absolute weights of the first units; their largest where the percentile is 0, 1 where all are. */
    private static double scale(float[] weights, int hidden, int shown) {
        float[] sizes = new float[weights.length / hidden * shown];
        int count = 0;
        for (int i = 0; i < weights.length; i++) {
            if (i % hidden < shown && Float.isFinite(weights[i])) {
                sizes[count++] = Math.abs(weights[i]);
            }
        }
        if (count == 0) {
            return 1;
        }
        Arrays.sort(sizes, 0, count);
        float end = sizes[(int) Math.min(count - 1, Math.floor(SCALED * count))];
        float largest = sizes[count - 1];
        return end > 0 ? end : largest > 0 ? largest : 1;
    }

    private static void check(float[][] rows, int width, int height) {
        if (rows.length < 1) {
            throw new IllegalArgumentException("expected at least 1 image, got 0");
        }
        for (int row = 0; row < rows.length; row++) {
            expect("pixels of image " + row, (long) width * height, rows[row].length);
        }
    }

    private static void expect(String what, long expected, long got) {
        if (expected != got) {
            throw new IllegalArgumentException("expected " + expected + " " + what + ", got " + got);
        }
    }
}
