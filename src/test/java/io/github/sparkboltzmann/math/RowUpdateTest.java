package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The row of a gradient step: vectors give the bits of plain Java, and plain Java is the formula. */
class RowUpdateTest {
    @Test
    void vectorRegistersGiveTheBitsOfPlainJava() {
        for (int columns : new int[] {1, 7, 8, 15, 16, 17, 31, 32, 33, 100, 500}) {
            for (boolean momentum : new boolean[] {false, true}) {
                Case plain = new Case(columns, momentum);
                Case vector = new Case(columns, momentum);
                for (int step = 0; step < 3; step++) {
                    assertEquals(plain.step(new ScalarRowUpdate()), vector.step(new VectorRowUpdate()));
                }
                assertArrayEquals(plain.w, vector.w, columns + " columns");
                assertArrayEquals(plain.out, vector.out, columns + " columns");
            }
        }
    }

    @Test
    void plainJavaIsTheFormula() {
        for (boolean momentum : new boolean[] {false, true}) {
            Case one = new Case(19, momentum);
            float[] w = one.w.clone();
            float[] out = one.out.clone();
            double sum = one.step(new ScalarRowUpdate());
            double expected = 0;
            for (int j = 0; j < 19; j++) {
                double grad = one.s[3 + j] * 0.25 - (0.3 * one.g[j] - 0.7 * one.m[j]);
                expected += grad * one.m[j];
                double v = 0.1 * (grad - 0.01 * w[3 + j]) + (momentum ? 0.9 * w[30 + j] : 0);
                assertEquals(w[3 + j] + v, one.w[3 + j], 1e-6);
                assertEquals(momentum ? v : w[30 + j], one.w[30 + j], 1e-6);
                assertEquals(out[j] + 0.3 * grad, one.out[j], 1e-6);
            }
            assertEquals(expected, sum, 1e-5);
        }
    }

    /** A row of weights from index 3 on, and its velocities behind it. */
    private static final class Case {
        private final int columns;
        private final int velocity;
        private final float[] w;
        private final float[] s;
        private final float[] g;
        private final float[] m;
        private final float[] out;

        Case(int columns, boolean momentum) {
            Random random = new Random(columns);
            this.columns = columns;
            this.velocity = momentum ? 11 + columns : -1;
            w = random(random, 20 + 2 * columns);
            s = random(random, 20 + columns);
            g = random(random, columns);
            m = random(random, columns);
            out = random(random, columns);
        }

        private static float[] random(Random random, int n) {
            float[] x = new float[n];
            for (int i = 0; i < n; i++) {
                x[i] = (float) random.nextGaussian();
            }
            return x;
        }

        float step(RowUpdate update) {
            return update.step(w, 3, velocity, s, 0.25f, 0.3f, -0.7f, g, m, columns, 0.1f, 0.9f, 0.01f, out);
        }
    }
}
