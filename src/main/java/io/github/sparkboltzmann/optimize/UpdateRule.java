package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.RowUpdate;
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
 * log-variances l:  gradient exp(-l) g(l),  l kept within +-6          g(l): &lt;s^2 / 2&gt;_data - &lt;s^2 / 2&gt;_model
 * </pre>
 *
 * <p>The gradient is a mean over rows, so the rate is that of one row and does not depend on the batch size. Without centring the offsets
 * are 0. One pass over the weights. Not safe for threads.
 *
 * <p>Sources: Hinton, "A practical guide to training restricted Boltzmann machines", 2012, sections 5, 9 and 10; Melchior, Fischer and Wiskott,
 * "How to center deep Boltzmann machines", JMLR 17, 2016 (centred gradient in the normal parametrisation).
 */
public final class UpdateRule {
    /** Standardised inputs vary by 1; a variance of e^-6 is a deviation of 0.05. A bound, since a constant column would lower it for ever. */
    private static final float LARGEST_LOG_VARIANCE = 6;

    private final Machine machine;
    private final OptimizerSettings settings;
    private final float[][] unitGradient;
    private final float[][] biasGradient;
    private final float[][] offset;
    private final float[][] centring;
    private final RowUpdate rowUpdate = Kernels.rowUpdate();
    private float[] scratch = new float[0];

    public UpdateRule(Machine machine, OptimizerSettings settings) {
        this.machine = machine;
        this.settings = settings;
        int layers = machine.layerCount();
        unitGradient = new float[layers][];
        biasGradient = new float[layers][];
        offset = new float[layers][];
        centring = new float[layers][];
        for (int l = 0; l < layers; l++) {
            int units = machine.layer(l).size();
            unitGradient[l] = new float[units];
            biasGradient[l] = new float[units];
            offset[l] = new float[units];
            centring[l] = new float[units];
            scratch = new float[Math.max(scratch.length, units)];
        }
    }

    /**
     * One update of the state, in place; statistics of no rows change nothing.
     *
     * @param progress the update's place in the run
     */
    public void apply(LearnerState state, Statistics statistics, Progress progress) {
        if (statistics.rows() == 0) {
            return;
        }
        float perRow = 1f / statistics.rows();
        float rate =
                (float) (progress.rateFactor() * settings.learningRate().at(progress.step(), progress.totalSteps()));
        float momentum = (float) settings.momentum().at(progress.epoch());
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
            climb(state, machine.biases(l).offset(), biasGradient[l], rate, momentum);
            if (machine.logVariances(l) != null) {
                updateLogVariances(state, machine.logVariances(l), sums, perRow, rate, momentum);
            }
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
        boolean lateral = coupling.isLateral();
        int columns = w.columns();
        // A lateral coupling counts once for each unit, by rows: what its columns would add is thrown away.
        float[] columnSums = lateral ? scratch : centring[q];
        java.util.Arrays.fill(columnSums, 0, columns, 0f);
        for (int i = 0; i < w.rows(); i++) {
            int at = w.offset() + i * columns;
            int velocity = state.velocity() < 0 ? -1 : state.velocity() + at;
            float diagonal = state.values()[at + i % columns];
            float speed = velocity < 0 ? 0 : state.values()[velocity + i % columns];
            float rowSum = rowUpdate.step(
                    state.values(),
                    at,
                    velocity,
                    sums,
                    perRow,
                    offset[p][i],
                    unitGradient[p][i],
                    unitGradient[q],
                    offset[q],
                    columns,
                    rate,
                    momentum,
                    (float) settings.l2(),
                    columnSums);
            if (lateral) {
                // Centring gives the diagonal a gradient; it stays zero, and out of the row's sum.
                state.values()[at + i] = diagonal;
                if (velocity >= 0) {
                    state.values()[velocity + i] = speed;
                }
                rowSum += 2 * offset[p][i] * unitGradient[p][i] * offset[p][i];
            }
            biasGradient[p][i] -= rowSum;
        }
        for (int j = 0; !lateral && j < columns; j++) {
            biasGradient[q][j] -= columnSums[j];
        }
    }

    private static void updateLogVariances(
            LearnerState state, Block b, float[] sums, float perRow, float rate, float momentum) {
        float[] w = state.values();
        float[] gradient = new float[b.length()];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) StrictMath.exp(-w[b.offset() + i]) * sums[b.offset() + i] * perRow;
        }
        climb(state, b.offset(), gradient, rate, momentum);
        for (int i = b.offset(); i < b.end(); i++) {
            w[i] = Math.max(-LARGEST_LOG_VARIANCE, Math.min(LARGEST_LOG_VARIANCE, w[i]));
        }
    }

    private static void climb(LearnerState state, int at, float[] gradient, float rate, float momentum) {
        float[] w = state.values();
        int velocity = state.velocity() + at;
        for (int j = 0; j < gradient.length; j++) {
            float move = rate * gradient[j];
            if (state.velocity() >= 0) {
                move += momentum * w[velocity + j];
                w[velocity + j] = move;
            }
            w[at + j] += move;
        }
    }
}
