package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ScatterChartTest {
    private static final double[] X = {3, 1, 2};
    private static final double[] Y = {-3.1, -0.9, -2};

    private static ScatterChart chart(double slope) {
        return new ScatterChart("title", "x", "y").points("a", X, Y, slope, 0).note("note");
    }

    @Test
    void theSameNumbersGiveTheSameBytesAndAnotherLineOthers() throws IOException {
        byte[] png = chart(-1).png();
        assertArrayEquals(png, chart(-1).png());
        assertFalse(Arrays.equals(png, chart(-1.1).png()));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(1800, image.getWidth());
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        ScatterChart empty = new ScatterChart("title", "x", "y");
        assertThrows(IllegalArgumentException.class, empty::png);
        assertThrows(IllegalArgumentException.class, () -> empty.points("a", X, new double[2], 1, 0));
        assertThrows(IllegalArgumentException.class, () -> empty.points("a", new double[] {1, 1}, new double[2], 1, 0));
        assertThrows(IllegalArgumentException.class, () -> empty.points("a", X, new double[] {0, Double.NaN, 0}, 1, 0));
    }
}
