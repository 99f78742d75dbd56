package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The polynomials against exact values. */
class ElementwiseAccuracyTest {
    @Test
    void sigmoidIsWithinItsBound() {
        double worst = 0;
        for (float x = -100; x <= 100; x += 0.000731f) {
            worst = Math.max(worst, Math.abs(ScalarKernels.sigmoid(x) - exactSigmoid(x)));
        }
        assertTrue(worst <= 9e-8, "error " + worst);
    }

    @Test
    void sigmoidIsRelativelyExactInItsLeftTail() {
        double worst = 0;
        for (float x = -86; x <= 0; x += 0.000731f) {
            double exact = exactSigmoid(x);
            worst = Math.max(worst, Math.abs(ScalarKernels.sigmoid(x) - exact) / exact);
        }
        assertTrue(worst <= 1.6e-7, "relative error " + worst);
    }

    @Test
    void sigmoidStaysBetweenZeroAndOneAndNeverFalls() {
        float before = 0;
        for (float x = -200; x <= 200; x += 0.01f) {
            float now = ScalarKernels.sigmoid(x);
            assertTrue(now > 0 && now <= 1 && now >= before - 1.2e-7f, "at " + x);
            before = now;
        }
        assertEquals(0.5f, ScalarKernels.sigmoid(0));
        assertEquals(1f, ScalarKernels.sigmoid(Float.POSITIVE_INFINITY));
        assertEquals(0f, ScalarKernels.sigmoid(Float.NEGATIVE_INFINITY), 2e-38f);
    }

    @Test
    void softplusIsWithinItsBound() {
        double worst = 0;
        for (float x = -86; x <= 100; x += 0.000731f) {
            double exact = Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs((double) x)));
            worst = Math.max(worst, Math.abs(ScalarKernels.softplus(x) - exact) / exact);
        }
        assertTrue(worst <= 2.7e-7, "relative error " + worst);
        assertEquals(1e30f, ScalarKernels.softplus(1e30f));
        assertEquals(0f, ScalarKernels.softplus(-1e30f), 2e-38f);
    }

    @Test
    void aSumOfSoftplusTermsIsExactToThreePartsInTenMillion() {
        Random random = new Random(7);
        float[] z = new float[500];
        double exact = 0;
        for (int i = 0; i < z.length; i++) {
            z[i] = (float) random.nextGaussian() * 4;
            exact += Math.max(z[i], 0) + StrictMath.log1p(StrictMath.exp(-Math.abs((double) z[i])));
        }
        double[] sum = new double[1];
        Kernels.elementwise().softplusSums(z, new float[500], 0, 1, 500, sum);
        assertEquals(exact, sum[0], 3e-7 * exact);
    }

    private static double exactSigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
