package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.BatchProducts;
import java.util.Arrays;

/**
 * Total inputs of a layer's units from the layers it is coupled to, for the parameters loaded last.
 *
 * <pre>
 * out[r, i] = sum_c sum_j w_ij s[r, j]          without the bias: one matrix product for each coupling to another layer
 * </pre>
 *
 * <p>A layer whose biases a row's total D multiplies (replicated softmax) gets {@code (D - 1) b} besides, so that adding the bias once
 * makes D of it. Lateral couplings are left out: within a layer there is no input that holds for all units at once ({@link #addLateral} adds them). Not safe for threads.
 */
public final class LayerInputs {
    private final Machine machine;
    private final BatchProducts products;
    private final BatchProducts.Fixed[] weights;
    private float[] parameters;

    public LayerInputs(Machine machine, BatchProducts products) {
        this.machine = machine;
        this.products = products;
        this.weights = new BatchProducts.Fixed[machine.couplings().size()];
    }

    /** Takes the machine's parameters, which begin at index 0; once an update, since they may be made ready in another precision. */
    public void load(float[] newParameters) {
        parameters = newParameters;
        for (int c = 0; c < weights.length; c++) {
            Block w = machine.weights(c);
            if (machine.coupling(c).isSparse()) {
                continue;
            }
            weights[c] = products.fix(newParameters, w.offset(), w.rows(), w.columns(), weights[c]);
        }
    }

    /**
     * @param states for each layer its states {@code [rows, units]}, row-major
     * @param out receives {@code [rows, units of the layer]}
     */
    public void compute(int layer, float[][] states, int rows, float[] out) {
        accumulate(layer, null, states, rows, 0, out);
    }

    /**
     * The same from some layers alone: one product for each coupling to one of them.
     *
     * @param from for each layer whether its states count
     */
    public void computeFrom(boolean[] from, int layer, float[][] states, int rows, float[] out) {
        accumulate(layer, from, states, rows, 0, out);
    }

    /** Adds the inputs from some layers to what {@code out} holds. */
    public void addFrom(boolean[] from, int layer, float[][] states, int rows, float[] out) {
        accumulate(layer, from, states, rows, 1, out);
    }

    /** Whether some of these layers are coupled to a layer, other than itself. */
    public boolean hasInputsFrom(boolean[] from, int layer) {
        for (int l = 0; l < from.length; l++) {
            if (from[l] && l != layer && machine.coupled(l, layer)) {
                return true;
            }
        }
        return false;
    }

    private void accumulate(int layer, boolean[] from, float[][] states, int rows, float firstBeta, float[] out) {
        float beta = firstBeta;
        for (int c = 0; c < weights.length; c++) {
            Coupling coupling = machine.coupling(c);
            if (coupling.isLateral() || !coupling.touches(layer)) {
                continue;
            }
            int other = coupling.second() == layer ? coupling.first() : coupling.second();
            if (from != null && !from[other]) {
                continue;
            }
            if (coupling.isSparse()) {
                if (beta == 0) {
                    Arrays.fill(out, 0, rows * machine.layer(layer).size(), 0f);
                }
                addSparse(c, layer, states, rows, out);
            } else if (coupling.second() == layer) {
                products.times(states[other], rows, weights[c], beta, out);
            } else {
                products.timesTransposed(states[other], rows, weights[c], beta, out);
            }
            beta = 1;
        }
        if (beta == 0) {
            Arrays.fill(out, 0, rows * machine.layer(layer).size(), 0f);
        }
        int totals = machine.totalsFor(layer);
        if (totals >= 0 && (from == null || from[totals])) {
            addRepeatedBias(
                    machine.biases(layer), states[totals], machine.layer(totals).size(), rows, out);
        }
    }

    /** Adds a layer's inputs from itself, where it has a lateral coupling: {@code out[rows, units] += state W}. */
    public void addLateral(int layer, float[] state, int rows, float[] out) {
        int c = machine.lateral(layer);
        if (c < 0) {
            return;
        }
        if (machine.coupling(c).isSparse()) {
            int offset = machine.weights(c).offset();
            machine.coupling(c).edges().addProduct(state, rows, parameters, offset, out);
            machine.coupling(c).edges().addTransposedProduct(state, rows, parameters, offset, out);
        } else {
            products.times(state, rows, weights[c], 1, out);
        }
    }

    private void addSparse(int c, int layer, float[][] states, int rows, float[] out) {
        Coupling coupling = machine.coupling(c);
        int offset = machine.weights(c).offset();
        if (coupling.second() == layer) {
            coupling.edges().addProduct(states[coupling.first()], rows, parameters, offset, out);
        } else {
            coupling.edges().addTransposedProduct(states[coupling.second()], rows, parameters, offset, out);
        }
    }

    private void addRepeatedBias(Block bias, float[] counts, int categories, int rows, float[] out) {
        for (int r = 0; r < rows; r++) {
            float more = RowTotal.of(counts, r, categories) - 1;
            for (int j = 0; j < bias.length(); j++) {
                out[r * bias.length() + j] += more * parameters[bias.offset() + j];
            }
        }
    }
}
