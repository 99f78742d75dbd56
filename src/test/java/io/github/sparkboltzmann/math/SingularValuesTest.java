package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Singular values of matrices that have known ones. */
class SingularValuesTest {
    @Test
    void thoseOfADiagonalAreItsEntriesWhateverTheShape() {
        double[] expected = {9, 7, 4, 2};
        for (int[] shape : new int[][] {{8, 8}, {8, 30}, {30, 8}}) {
            float[] m = new float[3 + shape[0] * shape[1]];
            float[] diagonal = {2, -9, 1, 4, 0.5f, 7, 0.25f, 0.125f};
            for (int i = 0; i < 8; i++) {
                m[3 + i * shape[1] + i] = diagonal[i];
            }
            assertArrayEquals(expected, SingularValues.leading(m, 3, shape[0], shape[1], 4), 1e-5);
        }
    }

    @Test
    void squaresOfAllAddUpToTheSquaredNorm() {
        Random random = new Random(3);
        float[] m = new float[6 * 5];
        double squares = 0;
        for (int i = 0; i < m.length; i++) {
            m[i] = (float) random.nextGaussian();
            squares += m[i] * m[i];
        }
        // The smallest follows from the determinant of the Gram matrix; here the rest is enough for a bound.
        double sum = 0;
        double[] leading = SingularValues.leading(m, 0, 6, 5, 4);
        for (double value : leading) {
            sum += value * value;
        }
        assertEquals(4, leading.length);
        double smallest = Math.sqrt(squares - sum);
        assertEquals(true, smallest >= 0 && smallest <= leading[3], smallest + " after " + leading[3]);
    }

    @Test
    void aRowHasItsNorm() {
        assertArrayEquals(new double[] {5}, SingularValues.leading(new float[] {3, 4}, 0, 1, 2, 4), 1e-6);
        assertArrayEquals(new double[] {5}, SingularValues.leading(new float[] {3, 4}, 0, 2, 1, 4), 1e-6);
    }

    @Test
    void aMatrixOfZerosHasZeros() {
        for (double value : SingularValues.leading(new float[40], 0, 8, 5, 3)) {
            assertEquals(0, value, 1e-9);
        }
    }
}
