package io.github.sparkboltzmann.report;

/**
 * Numbers to colours, 0xRRGGBB. What is not a number is {@link #NOT_A_NUMBER}, so that it is seen.
 *
 * <p>Source of the diverging colours: Cynthia Brewer, ColorBrewer 2.0, scheme RdBu with 11 classes, which the colour-blind tell apart; its
 * middle is white here.
 */
final class Palette {
    static final int NOT_A_NUMBER = 0xFFB000;

    private static final int[] BLUE_TO_RED = {
        0x053061, 0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xFFFFFF, 0xFDDBC7, 0xF4A582, 0xD6604D, 0xB2182B, 0x67001F
    };

    private Palette() {}

    /** Blue at -1, white at 0, red at 1; beyond, the colour of the end. */
    static int diverging(double x) {
        if (Double.isNaN(x)) {
            return NOT_A_NUMBER;
        }
        double place = (Math.max(-1, Math.min(1, x)) + 1) / 2 * (BLUE_TO_RED.length - 1);
        int below = Math.min((int) place, BLUE_TO_RED.length - 2);
        return mix(BLUE_TO_RED[below], BLUE_TO_RED[below + 1], place - below);
    }

    /** Black at 0, white at 1; beyond, the colour of the end. */
    static int grey(double x) {
        if (Double.isNaN(x)) {
            return NOT_A_NUMBER;
        }
        return 0x010101 * (int) Math.round(255 * Math.max(0, Math.min(1, x)));
    }

    private static int mix(int from, int to, double part) {
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xFF;
            int b = to >> shift & 0xFF;
            colour |= (int) Math.round(a + part * (b - a)) << shift;
        }
        return colour;
    }
}
