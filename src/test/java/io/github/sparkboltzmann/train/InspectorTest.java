package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import org.junit.jupiter.api.Test;

/** The monitors against what they should be, worked out otherwise. */
class InspectorTest {
    private static final Machine MACHINE = TinyMachines.restricted();
    private static final Parameters PARAMETERS = TinyMachines.random(MACHINE, 0.7, 4);

    @Test
    void exactLikelihoodIsMinusFreeEnergyMinusLogZ() {
        Monitors monitors = look(Chains.none(), Chains.none());
        double logZ = Enumeration.of(MACHINE, PARAMETERS, 1).logPartitionFunction();
        assertEquals(7 - logZ, monitors.trainLikelihood(), 1e-9);
        assertEquals(6 - logZ, monitors.validationLikelihood(), 1e-9);
        assertEquals("exact", monitors.likelihoodMeasure());
    }

    @Test
    void normsAndChangesAreThoseOfTheBlocks() {
        Monitors monitors = look(Chains.none(), Chains.none());
        double[] squares = new double[3];
        for (int i = 0; i < 19; i++) {
            squares[i < 12 ? 0 : i < 16 ? 1 : 2] +=
                    PARAMETERS.values()[i] * PARAMETERS.values()[i];
        }
        assertEquals(Math.sqrt(squares[0]), monitors.weightNorm(), 1e-6);
        assertEquals(Math.sqrt(squares[1]), monitors.visibleBiasNorm(), 1e-6);
        assertEquals(Math.sqrt(squares[2]), monitors.hiddenBiasNorm(), 1e-6);
        // Each of 12 weights moved by 0.1 in a round of two updates.
        assertEquals(0.1 * Math.sqrt(12) / 2 / Math.sqrt(squares[0]), monitors.updateToWeight(), 1e-5);
        assertTrue(monitors.singularValues()[0] <= monitors.weightNorm());
    }

    @Test
    void chainsThatDoNotMoveHaveAnAutocorrelationOfOneAndNewOnesOfNone() {
        Chains chains = chains(1);
        assertEquals(1, look(chains, chains).chainAutocorrelation(), 1e-9);
        assertEquals(0, look(chains, chains(2)).chainAutocorrelation(), 0.1);
        assertTrue(Double.isNaN(look(Chains.none(), Chains.none()).chainAutocorrelation()));
    }

    private static Chains chains(long seed) {
        return Chains.start(Kernels.elementwise(), MACHINE, PARAMETERS, 500, 2, seed);
    }

    private static Monitors look(Chains before, Chains after) {
        MonitorSettings settings = new MonitorSettings(1, Likelihood.AUTO, OnDivergence.STOP, EarlyStopping.NONE, 1, 0);
        float[] old = PARAMETERS.values().clone();
        for (int i = 0; i < 12; i++) {
            old[i] -= 0.1f;
        }
        return new Inspector(MACHINE, settings)
                .look(
                        PARAMETERS,
                        old,
                        PARAMETERS.values(),
                        2,
                        before,
                        after,
                        new Measures(3, 0.1, -7),
                        new Measures(3, 0.1, -6),
                        Double.NaN);
    }
}
