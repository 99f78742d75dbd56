package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import org.junit.jupiter.api.Test;

/** The estimator of the exact gradient against enumeration of all joint states. */
class ExactModelTest {
    private static final Machine MACHINE = TinyMachines.restricted();
    private static final float[][] DATA = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};

    @Test
    void gradientIsThatOfEnumeration() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.8, 31);
        double[][][] rows = new double[DATA.length][2][];
        for (int r = 0; r < DATA.length; r++) {
            rows[r][0] = new double[] {DATA[r][0], DATA[r][1], DATA[r][2], DATA[r][3]};
        }
        double[] expected = ExactGradient.of(MACHINE, parameters, rows);
        ExactModel exact = new ExactModel(MACHINE, Kernels.elementwise(), Kernels.batchProducts());
        exact.load(parameters.values());
        // Two partitions' shares: the first stands for the whole model phase.
        Statistics sum = share(exact, new float[][] {DATA[0]}, DATA.length)
                .merge(share(exact, new float[][] {DATA[1], DATA[2]}, 0));
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], sum.values()[i] / 3, 1e-6, "parameter " + i);
        }
    }

    private static Statistics share(ExactModel exact, float[][] rows, double modelRows) {
        Statistics statistics = new Statistics(MACHINE.statisticsLayout());
        exact.add(RowBlock.pack(Encoding.BITS, 4, rows), new Share(DrawKey.of(1, 0, 1), 0, modelRows, 1), statistics);
        return statistics;
    }
}
