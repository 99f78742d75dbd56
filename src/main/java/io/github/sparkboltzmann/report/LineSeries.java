package io.github.sparkboltzmann.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a {@link LineChart}: the mean of several runs at each place, and the smallest and largest of them.
 *
 * <p>A place at which any run has no finite value is left out: the mean of those that went well would hide those that did not.
 *
 * <p>Source of the colours: Okabe and Ito, Color Universal Design, 2002, revised 2008; the colour-blind tell them apart. Their yellow is
 * too pale for a line on white.
 */
final class LineSeries {
    private static final Color[] COLOURS = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0x56B4E9),
        new Color(0xE69F00),
        new Color(0x000000)
    };
    /** How opaque a band is, of 255. */
    private static final int BAND = 48;

    /** The difference of two such values is still a number. */
    private static final double LARGEST = 1e300;

    final String name;
    final Color colour;
    final BasicStroke stroke;
    final double[] x;
    final double[] mean;
    final double[] low;
    final double[] high;
    final int runs;

    private LineSeries(String name, int number, double[] x, double[] mean, double[] low, double[] high, int runs) {
        this.name = name;
        this.colour = COLOURS[number % COLOURS.length];
        // An eighth series has the first one's colour, and is told from it by its dashes.
        this.stroke = new BasicStroke(
                2.2f,
                BasicStroke.CAP_ROUND,
                BasicStroke.JOIN_ROUND,
                10,
                number < COLOURS.length ? null : new float[] {8, 5},
                0);
        this.x = x;
        this.mean = mean;
        this.low = low;
        this.high = high;
        this.runs = runs;
    }

    /** @param runs {@code runs[run][place]} */
    static LineSeries of(String name, int number, double[] x, double[][] runs) {
        double[] mean = new double[x.length];
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            low[i] = Double.POSITIVE_INFINITY;
            high[i] = Double.NEGATIVE_INFINITY;
            for (double[] run : runs) {
                double value = Math.abs(run[i]) <= LARGEST ? run[i] : Double.NaN;
                mean[i] += value / runs.length;
                low[i] = Math.min(low[i], value);
                high[i] = Math.max(high[i], value);
            }
        }
        return new LineSeries(name, number, x.clone(), mean, low, high, runs.length);
    }

    boolean isDrawn(int i) {
        return Double.isFinite(mean[i]);
    }

    /** A band is wide somewhere. */
    boolean hasBand() {
        for (int i = 0; i < x.length; i++) {
            if (isDrawn(i) && high[i] > low[i]) {
                return true;
            }
        }
        return false;
    }

    Color bandColour() {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND);
    }

    /** First and end of each stretch of places that are drawn, without gaps. */
    List<int[]> stretches() {
        List<int[]> stretches = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= x.length; i++) {
            boolean drawn = i < x.length && isDrawn(i);
            if (drawn && from < 0) {
                from = i;
            } else if (!drawn && from >= 0) {
                stretches.add(new int[] {from, i});
                from = -1;
            }
        }
        return stretches;
    }
}
