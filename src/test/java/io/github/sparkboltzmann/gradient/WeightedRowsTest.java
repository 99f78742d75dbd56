package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.sample.RowStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A row of weight w counts w times. */
class WeightedRowsTest {
    private static final Machine MACHINE = TinyMachines.restricted();
    private static final float[][] ROWS = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};
    private static final float[] WEIGHTS = {2, 1, 3};

    @Test
    void theExactGradientOfWeightedRowsIsThatOfRepeatedRows() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.9, 4);
        double[][][] repeated = new double[6][2][];
        int next = 0;
        for (int r = 0; r < 3; r++) {
            for (int n = 0; n < WEIGHTS[r]; n++) {
                float[] row = ROWS[r];
                repeated[next++][0] = new double[] {row[0], row[1], row[2], row[3]};
            }
        }
        double[] expected = ExactGradient.of(MACHINE, parameters, repeated);
        ExactModel exact = new ExactModel(MACHINE, Kernels.elementwise(), Kernels.batchProducts());
        Statistics statistics = add(exact, parameters, block(ROWS, WEIGHTS), 0);
        assertEquals(6, statistics.weight());
        assertEquals(3, statistics.rows());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], statistics.values()[i] / 6, 1e-6, "coordinate " + i);
        }
        for (int i = 0; i < 4; i++) {
            double sum = 2 * ROWS[0][i] + ROWS[1][i] + 3 * ROWS[2][i];
            assertEquals(sum, statistics.values()[MACHINE.unitSums(0).offset() + i]);
        }
    }

    @Test
    void contrastiveDivergenceOfAWeightedRowIsOnAverageThatOfRepeatedRows() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.1, 5);
        for (StatisticsForm form : StatisticsForm.values()) {
            ContrastiveDivergence cd =
                    new ContrastiveDivergence(MACHINE, form, Kernels.elementwise(), Kernels.batchProducts());
            int copies = 300;
            float[][] weighted = new float[3 * copies][];
            float[] weights = new float[3 * copies];
            List<float[]> repeated = new ArrayList<>();
            for (int n = 0; n < copies; n++) {
                for (int r = 0; r < 3; r++) {
                    weighted[3 * n + r] = ROWS[r];
                    weights[3 * n + r] = WEIGHTS[r] / 2;
                    for (int again = 0; again < WEIGHTS[r]; again++) {
                        repeated.add(ROWS[r]);
                    }
                }
            }
            Means of = new Means(cd, parameters, block(weighted, weights));
            Means twice = new Means(cd, parameters, block(repeated.toArray(new float[0][]), null));
            for (int i = 0; i < of.mean.length; i++) {
                double error = Math.hypot(of.error[i], twice.error[i]);
                assertTrue(
                        Math.abs(of.mean[i] - twice.mean[i]) < 5 * error + 1e-6,
                        form + ", " + i + ": " + of.mean[i] + " and " + twice.mean[i] + " +- " + error);
            }
        }
    }

    @Test
    void weightsOfOneAreNoWeights() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.1, 5);
        ContrastiveDivergence cd = new ContrastiveDivergence(
                MACHINE, StatisticsForm.SAMPLES, Kernels.elementwise(), Kernels.batchProducts());
        Statistics with = add(cd, parameters, block(ROWS, new float[] {1, 1, 1}), 3);
        Statistics without = add(cd, parameters, block(ROWS, null), 3);
        assertTrue(Arrays.equals(with.values(), without.values()));
        assertEquals(without.squaredError(), with.squaredError());
    }

    /** Means over repetitions, with their standard errors; the last is that of the squared error. */
    private static final class Means {
        private final double[] mean = new double[MACHINE.layout().length() + 1];
        private final double[] error = new double[mean.length];

        Means(ContrastiveDivergence cd, Parameters parameters, RowBlock block) {
            int repetitions = 100;
            double[] squares = new double[mean.length];
            for (int n = 0; n < repetitions; n++) {
                Statistics statistics = add(cd, parameters, block, n);
                for (int i = 0; i < mean.length; i++) {
                    double sum = i < mean.length - 1 ? statistics.values()[i] : statistics.squaredError();
                    mean[i] += sum / statistics.weight() / repetitions;
                    squares[i] += Math.pow(sum / statistics.weight(), 2) / repetitions;
                }
            }
            for (int i = 0; i < mean.length; i++) {
                error[i] = Math.sqrt(Math.max(0, squares[i] - mean[i] * mean[i]) / repetitions);
            }
        }
    }

    private static Statistics add(GradientEstimator estimator, Parameters parameters, RowBlock block, int step) {
        Statistics statistics = new Statistics(MACHINE.statisticsLayout());
        estimator.load(parameters.values());
        estimator.add(block, new Share(DrawKey.of(7, step, 1), step, block.weight(), 2), statistics);
        return statistics;
    }

    private static RowBlock block(float[][] rows, float[] weights) {
        return RowBlock.pack(
                Encoding.BITS, 4, Arrays.stream(rows).map(RowStates::dense).toList(), weights);
    }
}
