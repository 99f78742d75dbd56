package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Stable functions against known values, at the ends of the range too. */
class NumericsTest {
    @Test
    void sigmoid() {
        assertEquals(0.5, Numerics.sigmoid(0));
        assertEquals(0.7310585786300049, Numerics.sigmoid(1), 1e-16);
        assertEquals(0.2689414213699951, Numerics.sigmoid(-1), 1e-16);
        assertEquals(1, Numerics.sigmoid(1000));
        assertEquals(0, Numerics.sigmoid(-1000));
        assertEquals(3.720075976020836e-44, Numerics.sigmoid(-100), 1e-58);
        assertTrue(Double.isNaN(Numerics.sigmoid(Double.NaN)));
    }

    @Test
    void softplus() {
        assertEquals(Math.log(2), Numerics.softplus(0), 1e-16);
        assertEquals(1.3132616875182228, Numerics.softplus(1), 1e-15);
        assertEquals(0.31326168751822286, Numerics.softplus(-1), 1e-16);
        assertEquals(1000, Numerics.softplus(1000));
        assertEquals(3.720075976020836e-44, Numerics.softplus(-100), 1e-58);
        assertEquals(0, Numerics.softplus(-1000));
    }

    @Test
    void logSumExp() {
        assertEquals(Math.log(6), Numerics.logSumExp(new double[] {Math.log(1), Math.log(2), Math.log(3)}), 1e-15);
        assertEquals(1000 + Math.log(2), Numerics.logSumExp(new double[] {1000, 1000}), 1e-12);
        assertEquals(-1000 + Math.log(2), Numerics.logSumExp(new double[] {-1000, -1000}), 1e-12);
        assertEquals(5, Numerics.logSumExp(new double[] {Double.NEGATIVE_INFINITY, 5}));
        assertEquals(Double.NEGATIVE_INFINITY, Numerics.logSumExp(new double[0]));
        assertEquals(Double.NEGATIVE_INFINITY, Numerics.logSumExp(new double[] {Double.NEGATIVE_INFINITY}));
    }
}
