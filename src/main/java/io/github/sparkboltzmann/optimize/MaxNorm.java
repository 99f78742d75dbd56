package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.math.SparsePattern;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import java.util.Arrays;

/**
 * Bounds each hidden unit's incoming weights: where their norm exceeds {@code most}, they are scaled back to it.
 *
 * <pre>
 * n_j  = sqrt(sum over couplings (p, q), p &lt; q, and over i of W_ij^2)      j a unit of hidden layer q
 * W_ij = W_ij min(1, most / n_j)
 * </pre>
 *
 * <p>Lateral couplings are left alone: their columns are rows as well. Two passes over the weights, the second only where a unit exceeds the bound.
 *
 * <p>Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15,
 * 2014.
 */
final class MaxNorm {
    private final Machine machine;
    private final double most;
    private final double[] sums;
    private final float[] factors;

    MaxNorm(Machine machine, double most) {
        this.machine = machine;
        this.most = most;
        int units = 0;
        for (int l = 0; l < machine.layerCount(); l++) {
            units = Math.max(units, machine.layer(l).size());
        }
        this.sums = new double[units];
        this.factors = new float[units];
    }

    void apply(float[] w) {
        for (int l = 0; l < machine.layerCount(); l++) {
            if (!machine.layer(l).isVisible() && exceeds(w, l)) {
                scale(w, l);
            }
        }
    }

    private boolean exceeds(float[] w, int layer) {
        Arrays.fill(sums, 0);
        for (int c = 0; c < machine.couplings().size(); c++) {
            if (enters(c, layer)) {
                Block block = machine.weights(c);
                SparsePattern edges = machine.coupling(c).edges();
                for (int e = 0; edges != null && e < block.length(); e++) {
                    double weight = w[block.offset() + e];
                    sums[edges.column(e)] += weight * weight;
                }
                int columns = block.columns();
                for (int at = block.offset(); edges == null && at < block.end(); at += columns) {
                    for (int j = 0; j < columns; j++) {
                        sums[j] += (double) w[at + j] * w[at + j];
                    }
                }
            }
        }
        boolean any = false;
        for (int j = 0; j < sums.length; j++) {
            boolean over = sums[j] > most * most;
            factors[j] = over ? (float) (most / Math.sqrt(sums[j])) : 1;
            any |= over;
        }
        return any;
    }

    private void scale(float[] w, int layer) {
        for (int c = 0; c < machine.couplings().size(); c++) {
            if (enters(c, layer)) {
                Block block = machine.weights(c);
                SparsePattern edges = machine.coupling(c).edges();
                for (int e = 0; edges != null && e < block.length(); e++) {
                    w[block.offset() + e] *= factors[edges.column(e)];
                }
                int columns = block.columns();
                for (int at = block.offset(); edges == null && at < block.end(); at += columns) {
                    for (int j = 0; j < columns; j++) {
                        w[at + j] *= factors[j];
                    }
                }
            }
        }
    }

    private boolean enters(int c, int layer) {
        return machine.coupling(c).second() == layer && !machine.coupling(c).isLateral();
    }
}
