package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.sample.TwoLayers;

/**
 * Pseudo-likelihood of rows: how well a machine predicts each visible unit of a row from all the others.
 *
 * <pre>
 * log PL(v) = sum_i log P(v_i | v_-i)
 * log P(1 | v_-i) - log P(0 | v_-i) = a_i + sum_j softplus(z_j + (1 - v_i) W_ij) - softplus(z_j - v_i W_ij),     z = b + v W
 * </pre>
 *
 * <p>Exact: all units of a row, {@code O(visible * hidden)} element-wise, no product for each flip. Sampled: one unit a row, chosen at random,
 * whose value times {@code visible} is an unbiased estimate (the estimator of scikit-learn's BernoulliRBM), {@code O(hidden)} a row. A state
 * between 0 and 1 counts as that probability of a 1: {@code v log P(1) + (1 - v) log P(0)}. In nats. Not safe for threads.
 *
 * <p>Source: Besag, "Statistical analysis of non-lattice data", The Statistician 24, 1975.
 */
public final class PseudoLikelihood {
    /** Rows of weights that go through the kernel together: 16 KB to 64 KB for hundreds of hidden units. */
    private static final int UNITS = 32;

    private final TwoLayers layers;
    private final Elementwise kernels;
    private final float[] shifts;
    private final double[] sums = new double[2 * UNITS];
    private final float[] noBias;
    private final float[] input;
    private float[] z = new float[0];

    public PseudoLikelihood(TwoLayers layers, Elementwise kernels) {
        this.layers = layers;
        this.kernels = kernels;
        shifts = new float[2 * UNITS * layers.hiddenUnits()];
        noBias = new float[layers.hiddenUnits()];
        input = new float[layers.hiddenUnits()];
    }

    /** {@code out[r]} = mean over all visible units of row {@code r}, in nats a unit. */
    public void exact(float[] v, int rows, double[] out) {
        hiddenInputs(v, rows);
        int visible = layers.visibleUnits();
        for (int r = 0; r < rows; r++) {
            double base = take(r);
            double sum = 0;
            for (int first = 0; first < visible; first += UNITS) {
                sum += logProbabilities(v, r * visible, first, Math.min(visible, first + UNITS), base);
            }
            out[r] = sum / visible;
        }
    }

    /**
     * {@code out[r]} = that of one visible unit of row {@code r}, in nats.
     *
     * @param first the number of the first row in the key
     */
    public void sampled(float[] v, int rows, DrawKey key, int first, double[] out) {
        hiddenInputs(v, rows);
        int visible = layers.visibleUnits();
        float[] uniform = new float[rows];
        kernels.uniform(uniform, rows, 1, key, first);
        for (int r = 0; r < rows; r++) {
            int unit = (int) ((double) uniform[r] * visible);
            out[r] = logProbabilities(v, r * visible, unit, unit + 1, take(r));
        }
    }

    private void hiddenInputs(float[] v, int rows) {
        if (z.length < rows * layers.hiddenUnits()) {
            z = new float[rows * layers.hiddenUnits()];
        }
        layers.hiddenInput(v, rows, z);
    }

    /** Puts a row's inputs, with bias, into {@code input}; returns the sum of their softplus. */
    private double take(int row) {
        int hidden = input.length;
        float[] bias = layers.hiddenBiases();
        for (int j = 0; j < hidden; j++) {
            input[j] = z[row * hidden + j] + bias[j];
        }
        kernels.softplusSums(input, noBias, 0, 1, hidden, sums);
        return sums[0];
    }

    /** The sum of {@code log P(v_i | v_-i)} over units {@code from <= i < to} of the row taken, whose softplus terms add up to {@code base}. */
    private double logProbabilities(float[] v, int row, int from, int to, double base) {
        int count = 0;
        for (int i = from; i < to; i++) {
            float state = v[row + i];
            count += state != 1 ? shift(i, 1 - state, count) : 0;
            count += state != 0 ? shift(i, -state, count) : 0;
        }
        kernels.softplusSums(shifts, input, 0, count, input.length, sums);
        double total = 0;
        int next = 0;
        for (int i = from; i < to; i++) {
            float state = v[row + i];
            double on = state != 1 ? sums[next++] : base;
            double off = state != 0 ? sums[next++] : base;
            double logOdds = layers.visibleBias(i) + on - off;
            total += -state * Numerics.softplus(-logOdds) - (1 - state) * Numerics.softplus(logOdds);
        }
        return total;
    }

    private int shift(int unit, float factor, int place) {
        layers.scaledWeights(unit, factor, shifts, place * input.length);
        return 1;
    }
}
