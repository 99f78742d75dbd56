package io.github.sparkboltzmann.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.sample.Enumeration;
import org.junit.jupiter.api.Test;

/** The energy against numbers worked out by hand, and against the conditional probabilities it implies. */
class EnergyTest {
    @Test
    void equalsTheSumWrittenOut() {
        Machine machine = Machine.restricted(2, 1);
        // W = (2, -3), a = (0.5, -0.25), b = (1).
        Parameters parameters = Parameters.of(machine, new float[] {2, -3, 0.5f, -0.25f, 1});
        assertEquals(0, Energy.of(machine, parameters, new double[][] {{0, 0}, {0}}));
        assertEquals(-0.5, Energy.of(machine, parameters, new double[][] {{1, 0}, {0}}));
        assertEquals(-3.5, Energy.of(machine, parameters, new double[][] {{1, 0}, {1}}));
        assertEquals(-(0.5 - 0.25 + 1 + 2 - 3), Energy.of(machine, parameters, new double[][] {{1, 1}, {1}}), 1e-12);
    }

    @Test
    void countsEachLateralPairOnce() {
        Machine machine = TinyMachines.general();
        Parameters parameters = Parameters.zero(machine);
        Block lateral = machine.weights(0);
        parameters.values()[lateral.offset() + 1] = 0.75f;
        parameters.values()[lateral.offset() + lateral.columns()] = 0.75f;
        assertEquals(-0.75, Energy.of(machine, parameters, new double[][] {{1, 1, 0, 0}, {0, 0, 0}}));
    }

    @Test
    void differsBetweenTheTwoStatesOfAUnitByItsTotalInput() {
        Machine machine = TinyMachines.general();
        Parameters parameters = TinyMachines.random(machine, 1, 5);
        double temperature = 1.7;
        Enumeration all = Enumeration.of(machine, parameters, temperature);
        float[] values = parameters.values();
        Block lateral = machine.weights(0);
        Block between = machine.weights(1);
        for (int n = 0; n < all.count(); n++) {
            double[][] on = all.state(n);
            double[][] off = all.state(n);
            on[0][2] = 1;
            off[0][2] = 0;
            double input = values[machine.biases(0).offset() + 2];
            for (int j = 0; j < 4; j++) {
                input += j == 2 ? 0 : values[lateral.offset() + 2 * 4 + j] * on[0][j];
            }
            for (int j = 0; j < 3; j++) {
                input += values[between.offset() + 2 * 3 + j] * on[1][j];
            }
            double p = all.probability(all.number(on));
            double q = all.probability(all.number(off));
            assertEquals(Numerics.sigmoid(input / temperature), p / (p + q), 1e-12);
        }
    }
}
