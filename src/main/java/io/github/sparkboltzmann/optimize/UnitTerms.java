package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.model.Machine;
import java.util.Arrays;

/**
 * What an update needs to know of single units before it passes over the weights.
 *
 * <pre>
 * gradient of W_ij = sums_ij / rows - mean[p][i] gradient[q][j] - gradient[p][i] mean[q][j]
 *
 * centred                   mean: the offsets, moved first; gradient: of the biases, plain
 * plain, sparsity target    mean: of the data phase;        gradient: of the sparsity penalty by a unit's total input
 * plain                     mean: 0
 * </pre>
 */
final class UnitTerms {
    final float[][] mean;
    final float[][] gradient;
    /** Gradient of the biases, from which the centring of weights is still to be subtracted. */
    final float[][] bias;

    private final Machine machine;
    private final OptimizerSettings settings;

    UnitTerms(Machine machine, OptimizerSettings settings) {
        this.machine = machine;
        this.settings = settings;
        int layers = machine.layerCount();
        mean = new float[layers][];
        gradient = new float[layers][];
        bias = new float[layers][];
        for (int l = 0; l < layers; l++) {
            int units = machine.layer(l).size();
            mean[l] = new float[units];
            gradient[l] = new float[units];
            bias[l] = new float[units];
        }
    }

    /** Whether what a weight's gradient is centred by comes off the biases' gradients. */
    boolean centresBiases() {
        return settings.centred();
    }

    void prepare(LearnerState state, float[] sums, float perRow, double[] absent) {
        if (settings.centred()) {
            moveOffsets(state, sums, perRow, absent);
        }
        for (int l = 0; l < bias.length; l++) {
            int from = machine.biases(l).offset();
            for (int i = 0; i < bias[l].length; i++) {
                gradient[l][i] = sums[from + i] * perRow;
            }
            System.arraycopy(gradient[l], 0, bias[l], 0, bias[l].length);
        }
        if (settings.penalties().sparsity() != null) {
            penalise(state, settings.penalties().sparsity(), sums, perRow);
        }
    }

    private void moveOffsets(LearnerState state, float[] sums, float perRow, double[] absent) {
        float part = (float) settings.offsetRate();
        float[] values = state.values();
        int at = state.offsets();
        int visible = 0;
        for (int l = 0; l < mean.length; l++) {
            int from = machine.unitSums(l).offset();
            int units = mean[l].length;
            for (int i = 0; i < units; i++) {
                // A unit that rows are without moves by those that have it: towards the mean over them.
                boolean whole = absent == null || !machine.layer(l).isVisible();
                float share = whole ? 1f : 1f - (float) absent[visible + i] * perRow;
                values[at + i] += part * (sums[from + i] * perRow - share * values[at + i]);
            }
            System.arraycopy(values, at, mean[l], 0, units);
            at += units;
            visible += machine.layer(l).isVisible() ? units : 0;
        }
    }

    private void penalise(LearnerState state, Sparsity sparsity, float[] sums, float perRow) {
        float[] values = state.values();
        float part = (float) (1 - sparsity.decay());
        float target = (float) sparsity.target();
        float cost = (float) sparsity.cost();
        int at = state.activations();
        for (int l = 0; l < mean.length; l++) {
            int from = machine.unitSums(l).offset();
            int units = mean[l].length;
            if (!settings.centred()) {
                Arrays.fill(gradient[l], 0);
                for (int i = 0; i < units; i++) {
                    mean[l][i] = sums[from + i] * perRow;
                }
            }
            if (machine.layer(l).isVisible()) {
                continue;
            }
            for (int j = 0; j < units; j++) {
                values[at + j] += part * (sums[from + j] * perRow - values[at + j]);
                float penalty = cost * (values[at + j] - target);
                bias[l][j] -= penalty;
                if (!settings.centred()) {
                    gradient[l][j] = penalty;
                }
            }
            at += units;
        }
    }
}
