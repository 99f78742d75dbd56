package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** The likeliest picture of a row. */
class ImageShapeTest {
    @Test
    void squareThenNearSquareThenStrip() {
        assertEquals("28 x 28", ImageShape.guess(784).toString());
        assertEquals("8 x 8", ImageShape.guess(64).toString());
        assertEquals("6 x 5", ImageShape.guess(30).toString());
        assertEquals("7 x 2", ImageShape.guess(14).toString());
        assertEquals("26 x 1", ImageShape.guess(26).toString());
        assertEquals("13 x 1", ImageShape.guess(13).toString());
        assertEquals("2 x 1", ImageShape.guess(2).toString());
        assertEquals("1 x 1", ImageShape.guess(1).toString());
        assertThrows(IllegalArgumentException.class, () -> ImageShape.guess(0));
    }

    @Test
    void everyShapeHasAllUnits() {
        for (int units = 1; units <= 3000; units++) {
            ImageShape shape = ImageShape.guess(units);
            assertEquals(units, shape.width() * shape.height());
            int side = (int) Math.round(Math.sqrt(units));
            if (side * side == units) {
                assertEquals(side, shape.height());
            }
        }
        assertEquals(1, ImageShape.guess(Integer.MAX_VALUE).height());
    }
}
