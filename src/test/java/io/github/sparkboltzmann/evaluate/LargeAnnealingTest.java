package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.evaluate.LogZEstimate.Direction;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Float32Products;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.sample.TwoLayers;
import org.junit.jupiter.api.Test;

/** Annealing at the size of a real machine, 750-500, whose log Z is known exactly. */
class LargeAnnealingTest {
    private static final int CHAINS = 25;

    @Test
    void bothDirectionsFindTheExactValue() {
        BlockMachine block = new BlockMachine(0.6, 1);
        TwoLayers layers = new TwoLayers(
                block.machine,
                block.parameters.values(),
                Kernels.elementwise(),
                new Float32Products(Kernels.matrixProduct()));
        IndependentUnits base = IndependentUnits.ofMeans(block.visibleMeans, 10_000);
        Annealing annealing = new Annealing(layers, base, Kernels.elementwise());
        double[] beta = InverseTemperatures.of(400);
        double logBase = base.logPartitionFunction(500);
        LogZEstimate up = LogZEstimate.of(Direction.UP, logBase, annealing.up(beta, CHAINS, DrawKey.of(1, 0, 200), 0));
        float[] samples = block.samples(CHAINS, DrawKey.of(2, 0, 200));
        LogZEstimate down = LogZEstimate.of(
                Direction.DOWN, logBase, annealing.down(beta, samples, CHAINS, DrawKey.of(3, 0, 200), 0));
        for (LogZEstimate estimate : new LogZEstimate[] {up, down}) {
            String what = estimate.direction() + " " + estimate.value() + " of " + block.logPartitionFunction
                    + ", standard error " + estimate.standardError();
            assertEquals(block.logPartitionFunction, estimate.value(), 3 * estimate.standardError(), what);
            assertTrue(estimate.standardError() < 0.4, what);
        }
        assertFalse(up.contradicts(down));
    }
}
