package io.github.sparkboltzmann.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import org.junit.jupiter.api.Test;

/** The update rule against numbers worked out by hand. */
class MomentumSgdTest {
    /** One weight, a visible bias and a hidden one. */
    private static final Machine MACHINE = Machine.restricted(1, 1);

    @Test
    void twoUpdatesAreThoseWorkedOutByHand() {
        Parameters parameters = Parameters.of(MACHINE, new float[] {2, 2, 2});
        MomentumSgd optimizer = new MomentumSgd(MACHINE.layout(), 0.1);

        // Four rows: means 1, 0.5, -1. Weight: 0.5 (1 - 0.1 * 2) = 0.4; biases are not decayed: 0.25, -0.5.
        optimizer.update(parameters, statistics(4, 4, 2, -4), 0.5, 0.9);
        assertArrayEquals(new float[] {2.4f, 2.25f, 1.5f}, parameters.values(), 1e-6f);

        // Two rows: means 0, 1, 1. Velocities: 0.9 * 0.4 + 0.1 (0 - 0.1 * 2.4) = 0.336; 0.225 + 0.1; -0.45 + 0.1.
        optimizer.update(parameters, statistics(2, 0, 2, 2), 0.1, 0.9);
        assertArrayEquals(new float[] {2.736f, 2.575f, 1.15f}, parameters.values(), 1e-6f);
    }

    @Test
    void rateIsThatOfOneRowWhateverTheBatch() {
        Parameters few = Parameters.zero(MACHINE);
        Parameters many = Parameters.zero(MACHINE);
        new MomentumSgd(MACHINE.layout(), 0).update(few, statistics(1, 1, -1, 0.5f), 0.1, 0);
        new MomentumSgd(MACHINE.layout(), 0).update(many, statistics(64, 64, -64, 32), 0.1, 0);
        assertArrayEquals(few.values(), many.values());
    }

    @Test
    void statisticsOfNoRowsChangeNothing() {
        Parameters parameters = Parameters.of(MACHINE, new float[] {2, 3, 4});
        MomentumSgd optimizer = new MomentumSgd(MACHINE.layout(), 0.1);
        optimizer.update(parameters, statistics(1, 1, 1, 1), 0.1, 0.9);
        float[] before = parameters.values().clone();
        optimizer.update(parameters, new Statistics(MACHINE.layout()), 0.1, 0.9);
        assertArrayEquals(before, parameters.values());
    }

    @Test
    void refusesDecayThatIsNegativeOrNoNumber() {
        for (double l2 : new double[] {-1e-3, Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = assertThrows(IllegalArgumentException.class, () -> new MomentumSgd(MACHINE.layout(), l2))
                    .getMessage();
            assertEquals("Weight decay is 0 or more, but is " + l2 + ".", message);
        }
    }

    private static Statistics statistics(int rows, float... sums) {
        Statistics statistics = new Statistics(MACHINE.layout());
        System.arraycopy(sums, 0, statistics.values(), 0, sums.length);
        statistics.count(rows, 0);
        return statistics;
    }
}
