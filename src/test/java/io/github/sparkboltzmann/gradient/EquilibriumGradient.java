package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;

/** How far the mean gradient of chains that run at fixed parameters lies from the exact one. */
final class EquilibriumGradient {
    private static final int BLOCKS = 20;
    private static final int UPDATES = 20;
    private static final int COPIES = 90;

    private EquilibriumGradient() {}

    /** By enumeration. */
    static double[] exact(Machine machine, Parameters parameters, float[][] data) {
        double[][][] rows = new double[data.length][2][];
        for (int r = 0; r < data.length; r++) {
            rows[r][0] = new double[data[r].length];
            for (int i = 0; i < data[r].length; i++) {
                rows[r][0][i] = data[r][i];
            }
        }
        return ExactGradient.of(machine, parameters, rows);
    }

    /**
     * For each parameter the mean gradient's distance from the exact one, in standard errors over blocks of updates.
     *
     * @param estimator loaded, with its chains
     * @param fault what the model phase's weight is multiplied by
     */
    static double[] zScores(
            Machine machine, float[][] data, GradientEstimator estimator, int sweeps, double[] exact, double fault) {
        float[][] many = new float[COPIES * data.length][];
        for (int r = 0; r < many.length; r++) {
            many[r] = data[r % data.length];
        }
        Encoding encoding = machine.layer(0).type().lowest() < 0 ? Encoding.FLOATS : Encoding.BITS;
        RowBlock block = RowBlock.pack(encoding, data[0].length, many);
        double[] sum = new double[exact.length];
        double[] squares = new double[exact.length];
        for (int b = -1; b < BLOCKS; b++) {
            double[] mean = new double[exact.length];
            for (int u = 0; u < UPDATES; u++) {
                Statistics statistics = new Statistics(machine.statisticsLayout());
                long step = (b + 1) * UPDATES + u;
                estimator.add(block, new Share(DrawKey.of(3, step, 1), step, fault * block.rows(), sweeps), statistics);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += statistics.values()[i] / block.rows() / UPDATES;
                }
            }
            // The first block warms the chains up.
            for (int i = 0; b >= 0 && i < mean.length; i++) {
                sum[i] += mean[i];
                squares[i] += mean[i] * mean[i];
            }
        }
        double[] z = new double[exact.length];
        for (int i = 0; i < z.length; i++) {
            double mean = sum[i] / BLOCKS;
            double error = Math.sqrt(Math.max(0, squares[i] / BLOCKS - mean * mean) / (BLOCKS - 1)) + 1e-6;
            z[i] = (mean - exact[i]) / error;
        }
        return z;
    }

    /** The largest absolute number. */
    static double worst(double[] z) {
        double worst = 0;
        for (double value : z) {
            worst = Math.max(worst, Math.abs(value));
        }
        return worst;
    }
}
