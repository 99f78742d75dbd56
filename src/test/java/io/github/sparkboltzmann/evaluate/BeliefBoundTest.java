package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.StackTwin;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ExactGeneral;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The bound of a network of 3-2-3-2 units against enumeration of all its states. */
class BeliefBoundTest {
    private static final int DRAWS = 20_000;
    private static final Machine STACK = StackMachine.of(UnitTypes.BERNOULLI, 3, UnitTypes.BERNOULLI, 2, 3);
    private static final Machine TOP = Machine.restricted(3, 2);
    private static final Parameters UP = TinyMachines.random(STACK, 1.5, 3);
    private static final Parameters DOWN = TinyMachines.random(STACK, 1.5, 9);
    private static final Parameters ABOVE = TinyMachines.random(TOP, 1.5, 4);
    private static final ExactGeneral EXACT = new ExactGeneral(TOP);
    private static final double LOG_Z = EXACT.logPartitionFunction(ABOVE.values(), 1);
    private static final StackTwin RECOGNITION = new StackTwin(STACK, UP.values(), 0);
    private static final StackTwin GENERATION = new StackTwin(STACK, DOWN.values(), 0);

    private static double logTop(double[] h2) {
        float[] state = new float[h2.length];
        for (int i = 0; i < state.length; i++) {
            state[i] = (float) h2[i];
        }
        return EXACT.minusFreeEnergy(ABOVE.values(), state, 0) - LOG_Z;
    }

    /** {@code log p(v)}, and the bound: {@code E_q[log p(v, h) - log q(h | v)]}, over all h. */
    private static double[] enumerated(double[] v) {
        double likelihood = 0;
        double bound = 0;
        for (int a = 0; a < 4; a++) {
            double[] h1 = StackTwin.state(a, 2);
            for (int b = 0; b < 8; b++) {
                double[] h2 = StackTwin.state(b, 3);
                double joint = Math.exp(logTop(h2))
                        * StackTwin.probability(GENERATION.down(2, h2), h1)
                        * StackTwin.probability(GENERATION.down(1, h1), v);
                double q = StackTwin.probability(RECOGNITION.up(1, v), h1)
                        * StackTwin.probability(RECOGNITION.up(2, h1), h2);
                likelihood += joint;
                bound += q * (Math.log(joint) - Math.log(q));
            }
        }
        return new double[] {Math.log(likelihood), bound};
    }

    private static double[] drawn(double[] v, int draws, int number) {
        float[] row = {-7, (float) v[0], (float) v[1], (float) v[2]};
        double[] values = new double[draws];
        new BeliefBound(
                        STACK,
                        UP.values(),
                        DOWN.values(),
                        TOP,
                        ABOVE.values(),
                        LOG_Z,
                        Kernels.elementwise(),
                        Kernels.batchProducts())
                .draw(row, 1, values, DrawKey.of(5, number, Purpose.BELIEF_BOUND.number()));
        return values;
    }

    @Test
    void theBoundIsThatOfEnumerationAndBelowTheLikelihood() {
        for (int n = 0; n < 8; n++) {
            double[] v = StackTwin.state(n, 3);
            double[] exact = enumerated(v);
            BeliefBoundSums sums = new BeliefBoundSums();
            sums.add(drawn(v, DRAWS, n));
            double error = sums.drawError();
            String where = "row " + n + ": " + sums.mean() + " +- " + error + ", " + Arrays.toString(exact);
            assertTrue(exact[1] < exact[0] - 0.05, where);
            assertEquals(exact[1], sums.mean(), 4.5 * error, where);
            assertTrue(error < 0.02, where);
        }
    }

    @Test
    void oneDrawIsTheFirstOfMany() {
        double[] v = {1, 0, 1};
        assertArrayEquals(Arrays.copyOf(drawn(v, 100, 1), 1), drawn(v, 1, 1), 1e-5);
    }

    @Test
    void sumsHoldMeansAndErrors() {
        BeliefBoundSums sums = new BeliefBoundSums();
        sums.add(new double[] {-1, -3});
        BeliefBoundSums more = new BeliefBoundSums();
        more.add(new double[] {-4, -4});
        sums.merge(more);
        assertEquals(2, sums.rows());
        assertEquals(-3, sums.mean(), 1e-12);
        assertEquals(1, sums.standardError(), 1e-12);
        assertEquals(0.5, sums.drawError(), 1e-12);
    }

    @Test
    void otherNetworksAreRefused() {
        Machine labelled = Machine.labelled(UnitTypes.BERNOULLI, 3, 2, UnitTypes.BERNOULLI, 2);
        assertThrows(IllegalArgumentException.class, () -> BeliefBound.requirePossible(STACK, labelled));
        Machine real = StackMachine.of(UnitTypes.named("gaussian"), 3, UnitTypes.BERNOULLI, 2, 3);
        assertThrows(IllegalArgumentException.class, () -> BeliefBound.requirePossible(real, TOP));
    }
}
