package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The picture of bars, looked at by its pixels: title and legend lie above 128, the plot from there to 728. */
class BarChartTest {
    private static final int FIRST = 0x0072B2;
    private static final int SECOND = 0xD55E00;
    private static final int PLOT = 128;
    private static final int FLOOR = 728;

    private static BarChart chart() {
        return new BarChart("States", "a b", "probability", "00", "01", "10", "11")
                .bars("exact", 0.1, 0.2, 0, 0.7)
                .bars("sampled", 0.7, 0, 0.2, 0.1);
    }

    @Test
    void areasOfBarsAreAsTheirValues() throws IOException {
        BufferedImage image = Pictures.read(chart().png());
        assertEquals(1800, image.getWidth());
        int first = Pictures.count(image, FIRST, PLOT, FLOOR);
        int second = Pictures.count(image, SECOND, PLOT, FLOOR);
        assertEquals(1, first / (double) second, 0.02);
        BufferedImage single = Pictures.read(
                new BarChart("States", "", "", "a", "b").bars("exact", 0.5, 1).png());
        int shorter = columnHeight(single, 560);
        int taller = columnHeight(single, 1350);
        assertEquals(600, taller, 3);
        assertEquals(300, shorter, 3);
    }

    private static int columnHeight(BufferedImage image, int x) {
        int height = 0;
        for (int y = PLOT; y < FLOOR; y++) {
            height += Pictures.rgb(image, x, y) == FIRST ? 1 : 0;
        }
        return height;
    }

    @Test
    void longNamesStandUpright() throws IOException {
        String[] names = new String[32];
        double[] values = new double[32];
        for (int i = 0; i < names.length; i++) {
            names[i] = "state number " + i;
            values[i] = i;
        }
        BufferedImage many = Pictures.read(
                new BarChart("t", "x", "y", names).bars("a", values).png());
        assertTrue(many.getHeight() > Pictures.read(chart().png()).getHeight() + 60);
    }

    @Test
    void theSameNumbersGiveTheSameBytesAndOnlyZerosAreDrawnToo() throws IOException {
        assertArrayEquals(chart().png(), chart().png());
        BufferedImage zeros = Pictures.read(
                new BarChart("t", "x", "y", "a").bars("nothing", 0).png());
        assertEquals(0, Pictures.count(zeros, FIRST, PLOT, FLOOR));
    }

    @Test
    void whatIsNoBarIsRefused() {
        BarChart one = new BarChart("t", "x", "y", "a");
        assertThrows(IllegalArgumentException.class, one::png);
        assertThrows(IllegalArgumentException.class, () -> one.bars("two", 1, 2));
        assertThrows(IllegalArgumentException.class, () -> one.bars("below", -1));
        assertThrows(IllegalArgumentException.class, () -> one.bars("none", Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new BarChart("t", "x", "y"));
    }
}
