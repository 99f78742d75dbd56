package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The picture of lines with bands and references, looked at by its pixels: the legend lies above 60, the plot below 140. */
class LineChartTest {
    private static final int FIRST = 0x0072B2;
    private static final int SECOND = 0xD55E00;
    private static final int INK = 0x333333;
    private static final int LEGEND = 60;
    private static final int PLOT = 140;

    private static double[] places(int count) {
        double[] x = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = Math.pow(10, 2 + i / 10.0);
        }
        return x;
    }

    private static double[][] runs(int runs, int count, double spread) {
        double[][] values = new double[runs][count];
        for (int r = 0; r < runs; r++) {
            for (int i = 0; i < count; i++) {
                values[r][i] = -6 - 3 * Math.exp(-i / 6.0) + spread * r;
            }
        }
        return values;
    }

    private static LineChart chart(double spread) {
        return new LineChart("Likelihood", "updates", "nats a row")
                .series("PCD", places(25), runs(3, 25, spread))
                .series("CD", places(25), runs(1, 25, 0)[0])
                .logarithmic();
    }

    private static BufferedImage read(LineChart chart) throws IOException {
        return Pictures.read(chart.png());
    }

    @Test
    void everySeriesHasItsLineAndItsPlaceInTheLegend() throws IOException {
        BufferedImage image = read(chart(0.2));
        assertEquals(1800, image.getWidth());
        for (int colour : new int[] {FIRST, SECOND}) {
            assertTrue(Pictures.count(image, colour, 0, LEGEND) > 100);
            assertTrue(Pictures.count(image, colour, PLOT, image.getHeight()) > 1000);
        }
    }

    @Test
    void aBandIsThereWhereRunsDifferAndOnlyThen() throws IOException {
        BufferedImage with = read(chart(0.2));
        BufferedImage without = read(chart(0));
        int band = Pictures.rgb(with, bandX(with), bandY(with));
        assertTrue(Pictures.count(with, band, PLOT, with.getHeight()) > 20_000, Integer.toHexString(band));
        assertEquals(0, Pictures.count(without, band, PLOT, without.getHeight()));
        assertTrue(with.getHeight() > without.getHeight(), "a note says what a band is");
    }

    /** A place just above the first series' sample in the legend, inside the band that it shows. */
    private static int bandX(BufferedImage image) {
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < LEGEND; y++) {
                if (Pictures.rgb(image, x, y) == FIRST) {
                    return x + 20;
                }
            }
        }
        throw new AssertionError("no legend");
    }

    private static int bandY(BufferedImage image) {
        int x = bandX(image);
        for (int y = 0; y < LEGEND; y++) {
            if (Pictures.rgb(image, x, y) == FIRST) {
                return y - 4;
            }
        }
        throw new AssertionError("no line");
    }

    @Test
    void aReferenceIsAHorizontalLineWhereItsValueIs() throws IOException {
        BufferedImage image = read(chart(0.2).reference("bound", -7.5).reference("far below", -11));
        int bound = darkestRow(image, PLOT, 700);
        int below = darkestRow(image, 700, image.getHeight() - 130);
        // The axis goes from -11.27 to about -5.36 (the highest run ends at -5.63), over about 730 pixels: 3.5 of them
        // are 430.
        assertEquals(430, below - bound, 40);
        assertTrue(count(image, bound) > 300 && count(image, below) > 300);
        BufferedImage none = read(chart(0.2));
        for (int y = PLOT; y < none.getHeight() - 130; y++) {
            assertTrue(count(none, y) < 100, "no ink across the plot in row " + y);
        }
    }

    private static int darkestRow(BufferedImage image, int from, int to) {
        int best = from;
        for (int y = from; y < to; y++) {
            best = count(image, y) > count(image, best) ? y : best;
        }
        return best;
    }

    private static int count(BufferedImage image, int y) {
        return Pictures.count(image, INK, y, y + 1);
    }

    @Test
    void namesOfReferencesThatAreNearAreMovedApartAndNoFurtherThanNeeded() {
        assertArrayEquals(new double[] {10, 40, 90}, LinePanel.apart(new double[] {10, 40, 90}, 16), 1e-9);
        assertArrayEquals(new double[] {4, 20, 90}, LinePanel.apart(new double[] {11, 13, 90}, 16), 1e-9);
        assertArrayEquals(new double[] {0, 16, 32, 100}, LinePanel.apart(new double[] {15, 16, 17, 100}, 16), 1e-9);
        assertArrayEquals(new double[] {-1, 15, 31, 47}, LinePanel.apart(new double[] {0, 20, 36, 36}, 16), 1e-9);
        assertArrayEquals(new double[0], LinePanel.apart(new double[0], 16));
    }

    @Test
    void meanAndBandAreThoseOfTheRunsAndAMissingRunLeavesAGap() {
        double nan = Double.NaN;
        LineSeries line =
                LineSeries.of("a", 0, new double[] {1, 2, 3, 4}, new double[][] {{1, 2, nan, 4}, {3, 2, 5, 1e301}});
        assertEquals(2, line.mean[0]);
        assertEquals(1, line.low[0]);
        assertEquals(3, line.high[0]);
        assertFalse(line.isDrawn(2));
        assertFalse(line.isDrawn(3), "beyond 1e300");
        assertEquals(1, line.stretches().size());
        assertArrayEquals(new int[] {0, 2}, line.stretches().get(0));
        assertTrue(line.hasBand());
        assertFalse(
                LineSeries.of("a", 0, new double[] {1}, new double[][] {{5}}).hasBand());
        LineSeries gap = LineSeries.of("a", 0, new double[] {1, 2, 3}, new double[][] {{1, nan, 2}});
        assertEquals(2, gap.stretches().size());
    }

    @Test
    void whatIsBelowTheGivenEndIsNotSeen() throws IOException {
        double[] x = {1, 2, 3, 4};
        LineChart chart = new LineChart("t", "x", "y").series("a", x, new double[] {-1e6, -90, -88, -87});
        int squeezed = Pictures.count(read(chart), FIRST, PLOT, 900);
        BufferedImage cut = read(chart.from(-95));
        int lowest = 0;
        for (int y = PLOT; y < cut.getHeight(); y++) {
            lowest = Pictures.count(cut, FIRST, y, y + 1) > 0 ? y : lowest;
        }
        assertTrue(lowest > 800 && lowest < cut.getHeight() - 60, "the line leaves through the axis: " + lowest);
        assertTrue(squeezed > 0);
    }

    @Test
    void onePlaceEqualValuesAndNothingFiniteAreDrawnInTime() {
        for (double value : new double[] {0, 1e-300, -3e8, 1e20, 1e300, Double.NaN}) {
            for (boolean logarithmic : new boolean[] {false, true}) {
                LineChart chart = new LineChart("t", "x", "y").series("a", new double[] {5}, new double[] {value});
                chart.logarithmic = logarithmic;
                BufferedImage image = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(chart));
                int pixels = Pictures.count(image, FIRST, PLOT, image.getHeight());
                assertTrue(Double.isNaN(value) ? pixels == 0 : pixels > 50, value + ": " + pixels);
            }
        }
    }

    @Test
    void sameNumbersGiveTheSameBytesInEveryLocale() {
        byte[] first = chart(0.2).reference("bound", -7).png();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertArrayEquals(first, chart(0.2).reference("bound", -7).png());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        LineChart chart = new LineChart("t", "x", "y");
        assertRefused("at least 1 series", chart::png);
        assertRefused(
                "expected 2 values of 'a', got 1", () -> chart.series("a", new double[] {1, 2}, new double[] {1}));
        assertRefused("ascending", () -> chart.series("a", new double[] {1, 1}, new double[] {1, 2}));
        assertRefused("at least 1 place", () -> chart.series("a", new double[0], new double[0]));
        assertRefused("finite reference", () -> chart.reference("a", Double.NaN));
        assertRefused("positive places of 'b'", () -> chart.series("b", new double[] {0, 1}, new double[] {1, 2})
                .logarithmic()
                .png());
    }

    private static void assertRefused(String why, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(why), message);
    }

    /** An interval is drawn as the band of two runs at its ends, and what it is stands where the words for runs stood. */
    @Test
    void anIntervalIsABandAroundItsMean() throws IOException {
        double[] x = {1, 2, 3};
        double[][] ends = {{4, 5, 6}, {6, 8, 7}};
        LineChart runs = new LineChart("t", "x", "y").series("a", x, ends).note("Bands: intervals.");
        LineChart interval = new LineChart("t", "x", "y")
                .interval("a", x, new double[] {5, 6.5, 6.5}, new double[] {1, 1.5, 0.5})
                .note("Bands: intervals.");
        assertArrayEquals(runs.png(), interval.png());
        assertFalse(java.util.Arrays.equals(
                runs.png(), new LineChart("t", "x", "y").series("a", x, ends).png()));
        assertThrows(IllegalArgumentException.class, () -> new LineChart("t", "x", "y")
                .interval("a", x, new double[3], new double[2]));
    }

    /** Names at the right ends have their lines' colours, and there is no legend above. */
    @Test
    void directNamesTakeTheLegendsPlace() throws IOException {
        BufferedImage image = read(chart(0.2).direct());
        assertEquals(1800, image.getWidth());
        assertEquals(0, Pictures.count(image, FIRST, 0, LEGEND));
        int beside = 0;
        for (int x = 1700; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                beside += Pictures.rgb(image, x, y) == FIRST ? 1 : 0;
            }
        }
        assertTrue(beside > 20, "letters in the first line's colour: " + beside);
        assertTrue(image.getHeight() < read(chart(0.2)).getHeight());
    }
}
