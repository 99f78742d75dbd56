package io.github.sparkboltzmann.job.study.pretraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The control of shuffled weights. */
class ShuffledTest {
    @Test
    void everyUnitKeepsItsWeightsAndBiasAndLosesTheirPlaces() {
        Machine machine = Machine.restricted(UnitTypes.BERNOULLI, 40, UnitTypes.BERNOULLI, 3);
        Parameters parameters = Parameters.zero(machine);
        for (int i = 0; i < parameters.values().length; i++) {
            parameters.values()[i] = i;
        }
        StoredModel trained =
                new StoredModel(machine, parameters, InputScaling.none(), new TreeMap<>(), new TreeMap<>());
        StoredModel shuffled = Shuffled.of(trained, 1);
        assertEquals(0, parameters.values()[0], "the trained machine stays");
        for (int layer = 0; layer < 2; layer++) {
            assertArrayEquals(
                    parameters.copyOf(machine.biases(layer)),
                    shuffled.parameters().copyOf(machine.biases(layer)));
        }
        float[] before = parameters.copyOf(machine.weights(0));
        float[] after = shuffled.parameters().copyOf(machine.weights(0));
        for (int unit = 0; unit < 3; unit++) {
            float[] left = column(before, unit);
            float[] right = column(after, unit);
            assertFalse(Arrays.equals(left, right));
            Arrays.sort(right);
            assertArrayEquals(left, right, "column " + unit + " has the same weights");
        }
        assertFalse(order(column(after, 0)).equals(order(column(after, 1))), "each unit has an order of its own");
        assertArrayEquals(
                shuffled.parameters().values(),
                Shuffled.of(trained, 1).parameters().values());
        assertFalse(Arrays.equals(
                shuffled.parameters().values(),
                Shuffled.of(trained, 2).parameters().values()));
    }

    private static float[] column(float[] weights, int unit) {
        float[] column = new float[40];
        for (int i = 0; i < column.length; i++) {
            column[i] = weights[3 * i + unit];
        }
        return column;
    }

    private static String order(float[] column) {
        float first = column[0] % 3;
        StringBuilder order = new StringBuilder();
        for (float value : column) {
            order.append((int) (value - first) / 3).append(' ');
        }
        return order.toString();
    }

    /** Of 3 rows all 6 orders come about equally often: 1,000 times of 6,000, with a standard deviation of 29. */
    @Test
    void allOrdersAreEquallyLikely() {
        int columns = 6_000;
        float[] values = new float[3 * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / columns;
        }
        Shuffled.shuffleColumns(values, 0, 3, columns, 7);
        int[] times = new int[9];
        for (int c = 0; c < columns; c++) {
            times[(int) (3 * values[c] + values[columns + c])]++;
        }
        for (int order : new int[] {1, 2, 3, 5, 6, 7}) {
            assertEquals(1_000, times[order], 120);
        }
    }
}
