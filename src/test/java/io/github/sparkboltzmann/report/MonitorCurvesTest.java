package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.TestMonitors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The picture of the monitors, looked at by its pixels: two panels in a row, a row is 596 pixels below a margin of 20. */
class MonitorCurvesTest {
    private static final int FIRST = 0x0072B2;
    private static final int SECOND = 0xD55E00;
    private static final int THIRD = 0x009E73;
    private static final int FOURTH = 0xCC79A7;
    private static final int ROW = 596;

    /** Pixels of a colour in a panel, numbered from 0. */
    private static int count(BufferedImage image, int rgb, int panel) {
        int top = 20 + panel / 2 * ROW;
        int left = panel % 2 * 900;
        BufferedImage part = image.getSubimage(left, top, 900, ROW - 20);
        return Pictures.count(part, rgb, 0, part.getHeight());
    }

    @Test
    void everyPanelHasItsCurves() throws IOException {
        BufferedImage image = Pictures.read(MonitorCurves.png(Histories.monitored(20, 1, "exact", true)));
        assertEquals(1800, image.getWidth());
        assertEquals(20 + 3 * ROW, image.getHeight());
        int[][] expected = {{FIRST}, {FIRST, SECOND, THIRD}, {FIRST, SECOND}, {FIRST, SECOND, THIRD}, {FIRST}};
        for (int panel = 0; panel < expected.length; panel++) {
            int[] colours = {FIRST, SECOND, THIRD, FOURTH};
            for (int c = 0; c < colours.length; c++) {
                boolean drawn = c < expected[panel].length;
                int pixels = count(image, colours[c], panel);
                assertTrue(drawn ? pixels > 500 : pixels == 0, "panel " + panel + ", colour " + c + ": " + pixels);
            }
        }
        assertEquals(0, count(image, FIRST, 5));
    }

    @Test
    void withoutChainsTheirPanelIsLeftOut() throws IOException {
        BufferedImage image = Pictures.read(MonitorCurves.png(Histories.monitored(20, 1, "none", false)));
        assertEquals(20 + 2 * ROW, image.getHeight());
    }

    @Test
    void oneRecordIsAPointOfEveryCurveAndManyAreLines() throws IOException {
        BufferedImage one = Pictures.read(MonitorCurves.png(Histories.monitored(1, 100, "exact", true)));
        BufferedImage many = Pictures.read(MonitorCurves.png(Histories.monitored(200, 100, "exact", true)));
        for (int panel : new int[] {0, 4}) {
            assertTrue(count(one, FIRST, panel) > 50);
            assertTrue(count(one, FIRST, panel) < 300);
            assertTrue(count(many, FIRST, panel) > 1000);
        }
    }

    @Test
    void aHistoryWithoutMonitorsIsStillAPicture() throws IOException {
        BufferedImage image = Pictures.read(MonitorCurves.png(Histories.of(3, true)));
        assertEquals(0, Pictures.count(image, FIRST, 0, image.getHeight()));
    }

    @Test
    void anyValuesAreDrawnInTime() {
        double[] values = {0, Double.MIN_VALUE, 1e-300, -1, 1e20, 1e300, Double.NaN, Double.POSITIVE_INFINITY};
        for (double value : values) {
            for (double next : values) {
                List<EpochRecord> history = List.of(record(1, value), record(2, next));
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> MonitorCurves.png(history));
            }
        }
    }

    @Test
    void anUpdateOfNothingIsLeftOutOfTheLogarithmicAxis() throws IOException {
        BufferedImage image = Pictures.read(MonitorCurves.png(List.of(record(1, 1e-3), record(2, 0))));
        BufferedImage nothing = Pictures.read(MonitorCurves.png(List.of(record(1, 0), record(2, -1))));
        assertTrue(count(image, FIRST, 0) > 50);
        assertEquals(20 + 2 * ROW, image.getHeight(), "update, norms, singular values, chains");
        assertEquals(20 + 2 * ROW, nothing.getHeight(), "norms, singular values, chains");
        assertEquals(0, count(nothing, FIRST, 3));
    }

    @Test
    void sameHistoryGivesSameBytesInEveryLocale() {
        byte[] first = MonitorCurves.png(Histories.monitored(20, 1, "exact", true));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertArrayEquals(first, MonitorCurves.png(Histories.monitored(20, 1, "exact", true)));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void emptyHistoryIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> MonitorCurves.png(List.of()));
    }

    /** Every figure is the value. */
    private static EpochRecord record(int epoch, double value) {
        return Histories.record(
                epoch,
                value,
                new Measures(5, value, value),
                Measures.none(),
                TestMonitors.of(
                        "none",
                        Double.NaN,
                        Double.NaN,
                        value,
                        new double[] {value, value, value},
                        new double[] {value},
                        value));
    }
}
