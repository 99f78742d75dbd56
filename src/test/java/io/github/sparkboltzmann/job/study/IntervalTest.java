package io.github.sparkboltzmann.job.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Mean and 95% interval, against values of Student's t from tables: 12.706 for 1 degree of freedom, 2.262 for 9. */
class IntervalTest {
    @Test
    void theHalfWidthIsStudentsQuantileTimesTheStandardError() {
        Interval two = Interval.of(new double[] {3, 5});
        assertEquals(4, two.mean());
        assertEquals(12.706, two.half(), 1e-3);
        assertEquals(4 - 12.706, two.low(), 1e-3);
        assertEquals(4 + 12.706, two.high(), 1e-3);
        double[] ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertEquals(5.5, Interval.of(ten).mean());
        assertEquals(2.262 * Math.sqrt(82.5 / 9 / 10), Interval.of(ten).half(), 1e-3);
    }

    @Test
    void oneRunHasNoWidthAndNoneIsRefused() {
        assertEquals(7, Interval.of(new double[] {7}).high());
        assertThrows(IllegalArgumentException.class, () -> Interval.of(new double[0]));
    }
}
