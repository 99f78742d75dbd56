package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.MatrixProduct;
import java.util.Arrays;

/** Total inputs of a layer's units from the layers it is coupled to. */
public final class LayerInput {
    private LayerInput() {}

    /**
     * {@code out[r, i] = sum_c sum_j w_ij s[r, j]}, without the bias: one matrix product for each coupling to another layer.
     *
     * <p>Lateral couplings are left out: within a layer there is no input that holds for all units at once.
     *
     * @param states for each layer its states {@code [rows, units]}, row-major
     * @param out receives {@code [rows, units of the layer]}
     */
    public static void compute(
            MatrixProduct product,
            Machine machine,
            float[] parameters,
            int layer,
            float[][] states,
            int rows,
            float[] out) {
        int units = machine.layer(layer).size();
        float beta = 0;
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.couplings().get(c);
            if (coupling.isLateral() || !coupling.touches(layer)) {
                continue;
            }
            boolean forward = coupling.second() == layer;
            int from = forward ? coupling.first() : coupling.second();
            Block w = machine.weights(c);
            int inner = machine.layer(from).size();
            product.multiply(
                    false,
                    !forward,
                    rows,
                    units,
                    inner,
                    1,
                    states[from],
                    0,
                    inner,
                    parameters,
                    w.offset(),
                    w.columns(),
                    beta,
                    out,
                    0,
                    units);
            beta = 1;
        }
        if (beta == 0) {
            Arrays.fill(out, 0, rows * units, 0f);
        }
    }
}
