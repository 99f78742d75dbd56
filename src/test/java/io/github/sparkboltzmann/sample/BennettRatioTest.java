package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two normal densities, whose ratio of partition functions is known. */
class BennettRatioTest {
    /** F_low = x^2 / 2, F_high = (x - 1)^2 / (2 s^2): log Z_high - log Z_low = log s. */
    @Test
    void ratioOfNormalDensitiesIsWithinItsError() {
        double s = 0.7;
        int outside = 0;
        for (int repetition = 0; repetition < 40; repetition++) {
            Random random = new Random(repetition);
            double[] up = new double[300];
            double[] down = new double[500];
            for (int i = 0; i < up.length; i++) {
                up[i] = difference(random.nextGaussian(), s);
            }
            for (int i = 0; i < down.length; i++) {
                down[i] = difference(1 + s * random.nextGaussian(), s);
            }
            BennettRatio ratio = BennettRatio.of(up, down);
            assertTrue(ratio.standardError() > 0.01 && ratio.standardError() < 0.1);
            outside += Math.abs(ratio.value() - Math.log(s)) > 2 * ratio.standardError() ? 1 : 0;
        }
        assertTrue(outside <= 6, outside + " of 40 lie more than two standard errors off");
    }

    private static double difference(double x, double s) {
        return (x - 1) * (x - 1) / (2 * s * s) - x * x / 2;
    }

    @Test
    void equalMachinesHaveARatioOfZeroAndAShiftIsFound() {
        assertEquals(0, BennettRatio.of(new double[3], new double[5]).value(), 1e-9);
        assertEquals(-7, BennettRatio.of(new double[] {7, 7}, new double[] {7}).value(), 1e-9);
    }

    /** Newton's steps alone would take for ever from 0 to a ratio of hundreds of nats. */
    @Test
    void aRunningEstimateComesFromAfarAndIsRefined() {
        double d = 0;
        Random random = new Random(1);
        for (int visit = 1; visit <= 200; visit++) {
            double[] up = new double[50];
            double[] down = new double[50];
            for (int i = 0; i < 50; i++) {
                up[i] = difference(random.nextGaussian(), 0.7) - 300;
                down[i] = difference(1 + 0.7 * random.nextGaussian(), 0.7) - 300;
            }
            d = new Exchange(up, down).refined(d, visit);
        }
        assertEquals(300 + Math.log(0.7), d, 0.03);
    }
}
