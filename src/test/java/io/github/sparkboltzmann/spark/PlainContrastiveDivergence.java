package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.sample.RowBlock;

/**
 * CD-k in double by three nested loops, row by row: the reference. Only the uniform draws come from the code under test, by their keys.
 */
final class PlainContrastiveDivergence {
    private final int visible;
    private final int hidden;
    private final int sweeps;
    private final StatisticsForm form;
    private final float[] w;

    /** Laid out as the parameters: {@code W[visible, hidden]}, visible biases, hidden biases. */
    final double[] sums;

    double squaredError;
    long rows;

    PlainContrastiveDivergence(int visible, int hidden, int sweeps, StatisticsForm form, float[] parameters) {
        this.visible = visible;
        this.hidden = hidden;
        this.sweeps = sweeps;
        this.form = form;
        this.w = parameters;
        this.sums = new double[parameters.length];
    }

    /** Adds a block; {@code key} is that of the step and the partition, layers are 0 (visible) and 1 (hidden). */
    void add(RowBlock block, DrawKey key) {
        float[] states = new float[block.rows() * visible];
        block.unpack(states);
        for (int row = 0; row < block.rows(); row++) {
            double[] v = new double[visible];
            for (int i = 0; i < visible; i++) {
                v[i] = states[row * visible + i];
            }
            chain(v, key, row);
        }
    }

    private void chain(double[] data, DrawKey key, int row) {
        boolean hiddenMeans = form != StatisticsForm.SAMPLES;
        double[] means = hiddenMeansOf(data);
        double[] h = draw(means, key.at(0, 1), row);
        addStatistics(data, hiddenMeans ? means : h, 1);
        double[] v = data;
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            boolean last = sweep == sweeps;
            double[] visibleMeans = visibleMeansOf(h);
            if (sweep == 1) {
                for (int i = 0; i < visible; i++) {
                    squaredError += (data[i] - visibleMeans[i]) * (data[i] - visibleMeans[i]);
                }
            }
            v = last && form == StatisticsForm.PROBABILITIES ? visibleMeans : draw(visibleMeans, key.at(sweep, 0), row);
            means = hiddenMeansOf(v);
            h = last && hiddenMeans ? means : draw(means, key.at(sweep, 1), row);
        }
        addStatistics(v, h, -1);
        rows++;
    }

    private void addStatistics(double[] v, double[] h, int sign) {
        for (int i = 0; i < visible; i++) {
            for (int j = 0; j < hidden; j++) {
                sums[i * hidden + j] += sign * v[i] * h[j];
            }
            sums[visible * hidden + i] += sign * v[i];
        }
        for (int j = 0; j < hidden; j++) {
            sums[visible * hidden + visible + j] += sign * h[j];
        }
    }

    private double[] hiddenMeansOf(double[] v) {
        double[] means = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            double z = w[visible * hidden + visible + j];
            for (int i = 0; i < visible; i++) {
                z += v[i] * w[i * hidden + j];
            }
            means[j] = Numerics.sigmoid(z);
        }
        return means;
    }

    private double[] visibleMeansOf(double[] h) {
        double[] means = new double[visible];
        for (int i = 0; i < visible; i++) {
            double z = w[visible * hidden + i];
            for (int j = 0; j < hidden; j++) {
                z += h[j] * w[i * hidden + j];
            }
            means[i] = Numerics.sigmoid(z);
        }
        return means;
    }

    private static double[] draw(double[] means, DrawKey key, int row) {
        float[] uniform = new float[means.length];
        Kernels.elementwise().uniform(uniform, 1, means.length, key, row);
        double[] states = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            states[i] = uniform[i] < means[i] ? 1 : 0;
        }
        return states;
    }
}
