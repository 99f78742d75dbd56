package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.ExactRestricted;
import io.github.sparkboltzmann.sample.Trajectory;
import org.junit.jupiter.api.Test;

/** Log Z along a ladder is the exact one, within its spread. */
class LadderLogZTest {
    private static final Machine MACHINE = Machine.restricted(10, 8);
    private static final Parameters PARAMETERS = TinyMachines.random(MACHINE, 1.2, 7);

    @Test
    void logZAlongALadderOfTemperaturesIsTheExactOne() {
        double[] beta = {0, 0.25, 0.5, 0.75, 1};
        assertExact(IndependentUnits.uniform(10).temperedTo(Kernels.elementwise(), MACHINE, PARAMETERS.values(), beta));
    }

    @Test
    void logZAlongFrozenMachinesIsTheExactOne() {
        Trajectory trajectory = Trajectory.start(Kernels.elementwise(), MACHINE, PARAMETERS);
        for (float part : new float[] {0.3f, 0.55f, 0.8f}) {
            float[] frozen = PARAMETERS.values().clone();
            for (int i = 0; i < MACHINE.weights(0).end(); i++) {
                frozen[i] *= part;
            }
            trajectory = trajectory.with(frozen);
        }
        assertExact(trajectory);
    }

    private static void assertExact(Trajectory trajectory) {
        double exact = new ExactRestricted(MACHINE).logPartitionFunction(PARAMETERS.values(), 1);
        LadderLogZ ladder =
                new LadderLogZ(MACHINE, trajectory, PARAMETERS.values(), Kernels.elementwise(), Kernels::batchProducts);
        double[] estimates = new double[12];
        double mean = 0;
        for (int b = 0; b < estimates.length; b++) {
            estimates[b] = ladder.estimate(50, 300, 3, Purpose.LADDER.number(), b);
            mean += estimates[b] / estimates.length;
        }
        double squares = 0;
        for (double estimate : estimates) {
            squares += (estimate - mean) * (estimate - mean);
        }
        double error = Math.sqrt(squares / (estimates.length - 1) / estimates.length);
        assertTrue(error < 0.03, "standard error " + error);
        assertEquals(exact, mean, 5 * error);
        assertEquals(estimates[3], ladder.estimate(50, 300, 3, Purpose.LADDER.number(), 3));
    }
}
