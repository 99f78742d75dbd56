package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.ArrayKernels;
import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.util.Arrays;

/**
 * Sums of one phase, data or model, over a batch's rows.
 *
 * <pre>
 * W[p, q] += weight S[p]' S[q]      one matrix product a coupling
 * b[l]    += weight sum_r S[l][r]
 * b[l]    += weight sum_r D[r] S[l][r]          where a row's total D multiplies the biases (replicated softmax)
 * v[l]    += weight sum_r S[l][r]^2 / 2         log-variances; the update rule divides by the variance
 * data[l] += sum_r S[l][r]          data phase only; sum_r S[l][r] / D[r] for the layer of the totals, so that means do not depend on D
 * </pre>
 *
 * <p>Rows with weights of their own count {@code w[r]} times: {@code S[q]} becomes {@code diag(w) S[q]}, and so do the rows of the column sums.
 *
 * <p>For a dense lateral coupling the diagonal is cleared and the lower half copied from the upper one, so that weights stay symmetric.
 */
final class PhaseSums {
    private final Machine machine;
    private final BatchProducts products;
    private final ArrayKernels arrays = Kernels.arrays();
    private final float[][] weighted;

    PhaseSums(Machine machine, BatchProducts products) {
        this.machine = machine;
        this.products = products;
        this.weighted = new float[machine.layerCount()][];
    }

    /** Adds a data phase; {@code states} has for each layer {@code [rows, units]}, row-major; weights may be {@code null} for 1. */
    void addData(float[][] states, int rows, float[] weights, Statistics into) {
        addData(states, rows, weights, 1, into);
    }

    /** Adds {@code factor} times a data phase: one of several sweeps that are averaged. */
    void addData(float[][] states, int rows, float[] weights, float factor, Statistics into) {
        float[][] second = weights == null ? states : weighted(states, rows, weights);
        boolean first = add(states, second, rows, factor, into);
        float[] values = into.values();
        for (int l = 0; l < machine.layerCount(); l++) {
            Block units = machine.unitSums(l);
            if (machine.layer(l).type().hasTotal()) {
                clear(first, values, units);
                LayerSums.addShares(states[l], second[l], rows, factor, values, units);
            } else if (first && machine.totalsFor(l) < 0) {
                System.arraycopy(values, machine.biases(l).offset(), values, units.offset(), units.length());
            } else {
                addColumnSums(second[l], rows, factor, first, values, units);
            }
        }
    }

    /** Subtracts a model phase, of which each row counts {@code weight} times. */
    void subtractModel(float[][] states, int rows, float weight, Statistics into) {
        subtract(states, states, rows, weight, into);
    }

    /** Subtracts {@code factor} times the model phase that started from weighted rows; weights may be {@code null} for 1. */
    void subtractModel(float[][] states, int rows, float[] weights, float factor, Statistics into) {
        subtract(states, weights == null ? states : weighted(states, rows, weights), rows, factor, into);
    }

    /**
     * Subtracts {@code factor} times the correlations of two batches of states or means, {@code first} with {@code second}, and the unit sums of the second; rows
     * may have weights.
     */
    void subtractPairs(float[][] first, float[][] second, int rows, float[] weights, float factor, Statistics into) {
        subtract(first, weights == null ? second : weighted(second, rows, weights), rows, factor, into);
    }

    private void subtract(float[][] states, float[][] second, int rows, float weight, Statistics into) {
        boolean first = add(states, second, rows, -weight, into);
        for (int l = 0; first && l < machine.layerCount(); l++) {
            Block b = machine.unitSums(l);
            Arrays.fill(into.values(), b.offset(), b.end(), 0f);
        }
    }

    /** @return whether these were the first sums, so that nothing in the array counts yet */
    private boolean add(float[][] states, float[][] second, int rows, float weight, Statistics into) {
        boolean first = into.begin();
        float[] values = into.values();
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.coupling(c);
            Block w = machine.weights(c);
            if (coupling.isSparse()) {
                clear(first, values, w);
                coupling.edges()
                        .correlate(
                                states[coupling.first()], second[coupling.second()], rows, weight, values, w.offset());
                continue;
            }
            products.correlate(
                    states[coupling.first()],
                    w.rows(),
                    second[coupling.second()],
                    w.columns(),
                    rows,
                    weight,
                    first ? 0 : 1,
                    values,
                    w.offset());
            if (coupling.isLateral()) {
                // Both halves of a product of floats are equal but for last bits.
                Parameters.mirrorUpperTriangle(values, w.offset(), w.rows());
            }
        }
        for (int l = 0; l < machine.layerCount(); l++) {
            addUnits(states, second, l, rows, weight, first, values);
        }
        return first;
    }

    /** {@code w[r] s[r, i]} for each layer. */
    private float[][] weighted(float[][] states, int rows, float[] weights) {
        for (int l = 0; l < weighted.length; l++) {
            int units = machine.layer(l).size();
            if (weighted[l] == null || weighted[l].length < rows * units) {
                weighted[l] = new float[rows * units];
            }
            for (int r = 0; r < rows; r++) {
                for (int i = r * units; i < (r + 1) * units; i++) {
                    weighted[l][i] = weights[r] * states[l][i];
                }
            }
        }
        return weighted;
    }

    /** The sums for a layer's biases and log-variances. */
    private void addUnits(
            float[][] states, float[][] second, int layer, int rows, float weight, boolean first, float[] into) {
        Block bias = machine.biases(layer);
        Block variances = machine.logVariances(layer);
        int totals = machine.totalsFor(layer);
        if (totals < 0) {
            addColumnSums(second[layer], rows, weight, first, into, bias);
        } else {
            clear(first, into, bias);
            LayerSums.addMultiplied(
                    second[layer], states[totals], machine.layer(totals).size(), rows, weight, into, bias);
        }
        if (variances != null) {
            clear(first, into, variances);
            LayerSums.addHalfSquares(states[layer], second[layer], rows, weight, into, variances);
        }
    }

    private static void clear(boolean first, float[] into, Block b) {
        if (first) {
            Arrays.fill(into, b.offset(), b.end(), 0f);
        }
    }

    private void addColumnSums(float[] state, int rows, float weight, boolean first, float[] into, Block b) {
        clear(first, into, b);
        arrays.addColumnSums(state, rows, b.length(), weight, into, b.offset());
    }
}
