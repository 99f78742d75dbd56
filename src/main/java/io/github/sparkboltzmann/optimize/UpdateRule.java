package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Machine;

/**
 * Gradient ascent on the mean log-likelihood with momentum, L2 decay of weights, and a centred gradient; the same on the driver, after an
 * aggregation, and in a task that takes local steps.
 *
 * <pre>
 * m[l]     = (1 - nu) m[l] + nu data[l] / rows                       offsets, running means of the data phase
 * g(W_pq)  = G - m[p] g[q]' - g[p] m[q]'                             G, g: the plain gradients &lt;.&gt;_data - &lt;.&gt;_model
 * g(b_p)   = g[p] - sum_q g(W_pq) m[q],   g(b_q) = g[q] - sum_p g(W_pq)' m[p]
 * velocity = momentum velocity + rate (gradient - l2 w)               l2 = 0 for biases
 * w        = w + velocity
 * </pre>
 *
 * <p>The gradient is a mean over rows, so the rate is that of one row and does not depend on the batch size. Without centring the offsets
 * are 0. One pass over the weights. Not safe for threads.
 *
 * <p>Sources: Hinton, "A practical guide to training restricted Boltzmann machines", 2012, sections 5, 9 and 10; Melchior, Fischer and Wiskott,
 * "How to center deep Boltzmann machines", JMLR 17, 2016 (centred gradient in the normal parametrisation).
 */
public final class UpdateRule {
    private final Machine machine;
    private final OptimizerSettings settings;
    private final float[][] unitGradient;
    private final float[][] biasGradient;
    private final float[][] offset;
    private float[] row = new float[0];
    private float[] speed = new float[0];

    public UpdateRule(Machine machine, OptimizerSettings settings) {
        this.machine = machine;
        this.settings = settings;
        int layers = machine.layerCount();
        unitGradient = new float[layers][];
        biasGradient = new float[layers][];
        offset = new float[layers][];
        for (int l = 0; l < layers; l++) {
            int units = machine.layer(l).size();
            unitGradient[l] = new float[units];
            biasGradient[l] = new float[units];
            offset[l] = new float[units];
            row = new float[Math.max(row.length, units)];
            speed = new float[row.length];
        }
    }

    /**
     * One update of the state, in place; statistics of no rows change nothing.
     *
     * @param step the number of the update, from 0
     * @param totalSteps updates of the whole run
     * @param updatesPerEpoch updates an epoch
     */
    public void apply(LearnerState state, Statistics statistics, long step, long totalSteps, int updatesPerEpoch) {
        if (statistics.rows() == 0) {
            return;
        }
        float perRow = 1f / statistics.rows();
        float rate = (float) settings.learningRate().at(step, totalSteps);
        float momentum = (float) settings.momentum().at((int) (step / updatesPerEpoch) + 1);
        float[] sums = statistics.values();
        if (settings.centred()) {
            moveOffsets(state, sums, perRow);
        }
        for (int l = 0; l < unitGradient.length; l++) {
            int from = machine.biases(l).offset();
            for (int i = 0; i < unitGradient[l].length; i++) {
                unitGradient[l][i] = sums[from + i] * perRow;
            }
            System.arraycopy(unitGradient[l], 0, biasGradient[l], 0, unitGradient[l].length);
        }
        for (int c = 0; c < machine.couplings().size(); c++) {
            updateWeights(state, machine.coupling(c), machine.weights(c), sums, perRow, rate, momentum);
        }
        for (int l = 0; l < unitGradient.length; l++) {
            move(state, machine.biases(l).offset(), biasGradient[l], biasGradient[l].length, rate, momentum, 0);
        }
    }

    private void moveOffsets(LearnerState state, float[] sums, float perRow) {
        float part = (float) settings.offsetRate();
        float[] values = state.values();
        int at = state.offsets();
        for (int l = 0; l < offset.length; l++) {
            int from = machine.unitSums(l).offset();
            int units = offset[l].length;
            for (int i = 0; i < units; i++) {
                values[at + i] += part * (sums[from + i] * perRow - values[at + i]);
            }
            System.arraycopy(values, at, offset[l], 0, units);
            at += units;
        }
    }

    private void updateWeights(
            LearnerState state, Coupling coupling, Block w, float[] sums, float perRow, float rate, float momentum) {
        int p = coupling.first();
        int q = coupling.second();
        boolean both = !coupling.isLateral();
        for (int i = 0; i < w.rows(); i++) {
            int at = w.offset() + i * w.columns();
            if (settings.centred()) {
                centre(sums, at, perRow, offset[p][i], unitGradient[q], unitGradient[p][i], offset[q], w.columns());
                if (coupling.isLateral()) {
                    row[i] = 0;
                }
                biasGradient[p][i] -= dot(row, offset[q], w.columns());
                if (both) {
                    subtract(biasGradient[q], offset[p][i], row, w.columns());
                }
            } else {
                scale(sums, at, perRow, w.columns());
            }
            move(state, at, row, w.columns(), rate, momentum, (float) settings.l2());
        }
    }

    /** {@code row[j] = sums[at + j] perRow - mi g[j] - gi m[j]}. */
    private void centre(float[] sums, int at, float perRow, float mi, float[] g, float gi, float[] m, int columns) {
        float[] out = row;
        for (int j = 0; j < columns; j++) {
            out[j] = sums[at + j] * perRow - mi * g[j] - gi * m[j];
        }
    }

    private void scale(float[] sums, int at, float perRow, int columns) {
        float[] out = row;
        for (int j = 0; j < columns; j++) {
            out[j] = sums[at + j] * perRow;
        }
    }

    private static void subtract(float[] from, float factor, float[] x, int count) {
        for (int j = 0; j < count; j++) {
            from[j] -= factor * x[j];
        }
    }

    /** Eight partial sums, whose additions overlap, in a fixed order. */
    private static float dot(float[] x, float[] y, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int j = 0;
        for (; j + 7 < count; j += 8) {
            s0 += x[j] * y[j];
            s1 += x[j + 1] * y[j + 1];
            s2 += x[j + 2] * y[j + 2];
            s3 += x[j + 3] * y[j + 3];
            s4 += x[j + 4] * y[j + 4];
            s5 += x[j + 5] * y[j + 5];
            s6 += x[j + 6] * y[j + 6];
            s7 += x[j + 7] * y[j + 7];
        }
        for (; j < count; j++) {
            s0 += x[j] * y[j];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** Moves {@code w[at..at + count)} along a gradient. */
    private void move(
            LearnerState state, int at, float[] gradient, int count, float rate, float momentum, float decay) {
        if (state.velocity() < 0) {
            climb(state.values(), at, gradient, count, rate, decay);
        } else {
            climb(state.values(), at, state.velocity() + at, speed, gradient, count, rate, momentum, decay);
        }
    }

    private static void climb(float[] w, int at, float[] gradient, int count, float rate, float decay) {
        for (int j = 0; j < count; j++) {
            w[at + j] += rate * (gradient[j] - decay * w[at + j]);
        }
    }

    /** The velocities pass through {@code v}: two ranges of one array in one loop are more than the compiler puts into vector registers. */
    private static void climb(
            float[] w,
            int at,
            int velocity,
            float[] v,
            float[] gradient,
            int count,
            float rate,
            float momentum,
            float decay) {
        System.arraycopy(w, velocity, v, 0, count);
        for (int j = 0; j < count; j++) {
            v[j] = momentum * v[j] + rate * (gradient[j] - decay * w[at + j]);
        }
        for (int j = 0; j < count; j++) {
            w[at + j] += v[j];
        }
        System.arraycopy(v, 0, w, velocity, count);
    }
}
