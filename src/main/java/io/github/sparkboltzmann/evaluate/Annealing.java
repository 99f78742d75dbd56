package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.sample.TwoLayers;

/**
 * Annealed chains between independent units and a restricted machine of Bernoulli units, and their log-weights.
 *
 * <pre>
 * p_beta(v) proportional to exp(((1 - beta) a0 + beta a).v) prod_j (1 + exp(beta z_j)),     z = b + v W
 * up:    v from p_0;           log w = sum_k log p_{k+1}(v_k) - log p_k(v_k),   v_{k+1} by one sweep at beta_{k+1};   E[w] = Z / Z0
 * down:  v from the machine;   the same from 1 to 0;                                                                  E[w] = Z0 / Z
 * </pre>
 *
 * <p>A sweep (hidden units, then visible ones) leaves p_beta(v) as it is and is its own reverse, so that down is up run backwards. The weights
 * of one step and its hidden draws need the same z: one pair of matrix products of {@code chains x visible x hidden} a step. Weights are
 * summed in double. Not safe for threads.
 *
 * <p>Sources: Neal, "Annealed importance sampling", Statistics and Computing 11, 2001; Salakhutdinov and Murray, "On the quantitative
 * analysis of deep belief networks", ICML 2008, section 4.1.
 */
public final class Annealing implements AnnealedMachine {
    private final TwoLayers layers;
    private final IndependentUnits base;
    private final Elementwise kernels;
    private final float[] noBias;
    private final double[] slope;
    private float[] z = new float[0];
    private float[] scaled = new float[0];
    private double[] before = new double[0];
    private double[] after = new double[0];

    public Annealing(TwoLayers layers, IndependentUnits base, Elementwise kernels) {
        if (base.visibleUnits() != layers.visibleUnits()) {
            throw new IllegalArgumentException("A base of " + base.visibleUnits()
                    + " units does not belong to a machine of " + layers.visibleUnits() + " visible units.");
        }
        this.layers = layers;
        this.base = base;
        this.kernels = kernels;
        noBias = new float[Math.max(layers.hiddenUnits(), layers.visibleUnits())];
        slope = new double[layers.visibleUnits()];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = (double) layers.visibleBias(i) - base.biases()[i];
        }
    }

    /**
     * Log-weights of chains from the base to the machine.
     *
     * @param beta from 0 to 1
     * @param key of the run; a chain's draws are those of its number
     * @param first the number of the first chain
     */
    @Override
    public double[] up(double[] beta, int chains, DrawKey key, int first) {
        int units = layers.visibleUnits();
        float[] v = new float[Math.multiplyExact(chains, units)];
        kernels.sigmoidDraw(v, base.biases(), 0, chains, units, 1, v, key.at(0, layers.visibleLayer()), first);
        return anneal(beta, v, chains, key, first);
    }

    /**
     * Log-weights of chains from samples of the machine to the base.
     *
     * @param beta from 0 to 1, as for {@link #up}; walked backwards
     * @param samples visible states {@code [chains, visible]}; overwritten
     */
    @Override
    public double[] down(double[] beta, float[] samples, int chains, DrawKey key, int first) {
        double[] falling = new double[beta.length];
        for (int k = 0; k < beta.length; k++) {
            falling[k] = beta[beta.length - 1 - k];
        }
        return anneal(falling, samples, chains, key, first);
    }

    @Override
    public int width() {
        return layers.visibleUnits();
    }

    @Override
    public float[] noise(int chains, DrawKey key, int first) {
        return layers.noise(chains, key, first);
    }

    @Override
    public void sweep(float[] samples, int chains, int sweeps, DrawKey key, int first) {
        layers.sweep(samples, chains, sweeps, key, first);
    }

    private double[] anneal(double[] beta, float[] v, int chains, DrawKey key, int first) {
        int hidden = layers.hiddenUnits();
        if (scaled.length < chains * hidden) {
            z = new float[chains * hidden];
            scaled = new float[chains * hidden];
            before = new double[chains];
            after = new double[chains];
        }
        double[] logWeights = new double[chains];
        for (int k = 0; k + 1 < beta.length; k++) {
            layers.hiddenInput(v, chains, z);
            softplusSums(beta[k], chains, before);
            softplusSums(beta[k + 1], chains, after);
            for (int r = 0; r < chains; r++) {
                logWeights[r] += after[r] - before[r] + (beta[k + 1] - beta[k]) * dot(slope, v, r * slope.length);
            }
            // The last state of a chain has no weight to give.
            if (k + 2 < beta.length) {
                sweep(beta[k + 1], v, chains, key, k + 1, first);
            }
        }
        return logWeights;
    }

    /** {@code out[r] = sum_j softplus(beta (z[r, j] + b[j]))}. */
    private void softplusSums(double beta, int chains, double[] out) {
        int hidden = layers.hiddenUnits();
        float factor = (float) beta;
        float[] bias = layers.hiddenBiases();
        for (int r = 0; r < chains; r++) {
            scale(z, r * hidden, bias, factor, scaled);
        }
        kernels.softplusSums(scaled, noBias, 0, chains, hidden, out);
    }

    private static void scale(float[] z, int at, float[] bias, float factor, float[] out) {
        for (int j = 0; j < bias.length; j++) {
            out[at + j] = factor * (z[at + j] + bias[j]);
        }
    }

    /** Draws hidden and visible states at an inverse temperature above 0. */
    private void sweep(double beta, float[] v, int chains, DrawKey key, int sweep, int first) {
        layers.drawHidden(z, chains, (float) beta, scaled, key, sweep, first);
        layers.visibleInput(scaled, chains, v);
        float[] bias = new float[slope.length];
        for (int i = 0; i < bias.length; i++) {
            // The kernel multiplies the bias by beta: beta (a + (1 - beta) / beta a0) = (1 - beta) a0 + beta a.
            bias[i] = (float) (layers.visibleBias(i) + (1 - beta) / beta * base.biases()[i]);
        }
        kernels.sigmoidDraw(
                v, bias, 0, chains, bias.length, (float) beta, v, key.at(sweep, layers.visibleLayer()), first);
    }

    /** {@code sum_i x[i] v[at + i]}: four partial sums in double, in a fixed order. */
    private static double dot(double[] x, float[] v, int at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            s0 += x[i] * v[at + i];
            s1 += x[i + 1] * v[at + i + 1];
            s2 += x[i + 2] * v[at + i + 2];
            s3 += x[i + 3] * v[at + i + 3];
        }
        for (; i < x.length; i++) {
            s0 += x[i] * v[at + i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
