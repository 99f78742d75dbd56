package io.github.sparkboltzmann.job.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Draws of labelled rows: 300 rows, of which 200 have label 0 and 100 label 1, and 50 more that are not to be drawn. */
class LabelDrawsTest {
    private static double[] labels() {
        double[] labels = new double[350];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = row >= 300 ? Double.NaN : row % 3 == 0 ? 1 : 0;
        }
        return labels;
    }

    @Test
    void eachClassHasItsShareAndNothingElseIsDrawn() {
        for (long draw = 0; draw < 20; draw++) {
            BitSet rows = LabelDraws.rows(labels(), 30, draw);
            assertEquals(30, rows.cardinality());
            assertEquals(10, rows.stream().filter(row -> row % 3 == 0).count());
            assertEquals(-1, rows.nextSetBit(300));
        }
    }

    @Test
    void smallerDrawsLieInLargerOnesAndOtherDrawsDiffer() {
        BitSet small = LabelDraws.rows(labels(), 30, 5);
        BitSet large = LabelDraws.rows(labels(), 90, 5);
        BitSet both = (BitSet) small.clone();
        both.and(large);
        assertEquals(small, both);
        assertEquals(small, LabelDraws.rows(labels(), 30, 5));
        assertNotEquals(small, LabelDraws.rows(labels(), 30, 6));
    }

    /** Over 400 draws each row is drawn 40 times in the mean, with a standard deviation of 6. */
    @Test
    void everyRowIsDrawnAsOften() {
        int[] times = new int[300];
        for (long draw = 0; draw < 400; draw++) {
            LabelDraws.rows(labels(), 30, draw).stream().forEach(row -> times[row]++);
        }
        for (int count : times) {
            assertTrue(count > 10 && count < 75, "drawn " + count + " times");
        }
    }

    @Test
    void allRowsAreAllRowsAndMoreAreRefused() {
        BitSet all = LabelDraws.rows(labels(), 300, 1);
        assertEquals(300, all.cardinality());
        assertFalse(all.get(300));
        assertThrows(IllegalArgumentException.class, () -> LabelDraws.rows(labels(), 301, 1));
    }
}
