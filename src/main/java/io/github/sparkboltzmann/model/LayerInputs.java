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
 * <p>Lateral couplings are left out: within a layer there is no input that holds for all units at once. Not safe for threads.
 */
public final class LayerInputs {
    private final Machine machine;
    private final BatchProducts products;
    private final BatchProducts.Fixed[] weights;

    public LayerInputs(Machine machine, BatchProducts products) {
        this.machine = machine;
        this.products = products;
        this.weights = new BatchProducts.Fixed[machine.couplings().size()];
    }

    /** Takes the machine's parameters, which begin at index 0; once an update, since they may be made ready in another precision. */
    public void load(float[] parameters) {
        for (int c = 0; c < weights.length; c++) {
            Block w = machine.weights(c);
            weights[c] = products.fix(parameters, w.offset(), w.rows(), w.columns(), weights[c]);
        }
    }

    /**
     * @param states for each layer its states {@code [rows, units]}, row-major
     * @param out receives {@code [rows, units of the layer]}
     */
    public void compute(int layer, float[][] states, int rows, float[] out) {
        float beta = 0;
        for (int c = 0; c < weights.length; c++) {
            Coupling coupling = machine.coupling(c);
            if (coupling.isLateral() || !coupling.touches(layer)) {
                continue;
            }
            if (coupling.second() == layer) {
                products.times(states[coupling.first()], rows, weights[c], beta, out);
            } else {
                products.timesTransposed(states[coupling.second()], rows, weights[c], beta, out);
            }
            beta = 1;
        }
        if (beta == 0) {
            Arrays.fill(out, 0, rows * machine.layer(layer).size(), 0f);
        }
    }
}
