package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.MatrixProduct;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Machine;

/**
 * Sums of one phase, data or model, over a batch's rows.
 *
 * <p>{@code W[p, q] += sign S[p]' S[q]}, one matrix product a coupling; {@code b[l] += sign} column sums of {@code S[l]}. For a lateral
 * coupling the diagonal is cleared, so that it stays zero.
 */
final class PhaseSums {
    private final Machine machine;
    private final MatrixProduct product;

    PhaseSums(Machine machine, MatrixProduct product) {
        this.machine = machine;
        this.product = product;
    }

    /**
     * @param states for each layer {@code [rows, units]}, row-major
     * @param sign +1 for the data phase, -1 for the model phase
     * @param into laid out as the parameters are
     */
    void add(float[][] states, int rows, float sign, float[] into) {
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.couplings().get(c);
            Block w = machine.weights(c);
            product.multiply(
                    true,
                    false,
                    w.rows(),
                    w.columns(),
                    rows,
                    sign,
                    states[coupling.first()],
                    0,
                    w.rows(),
                    states[coupling.second()],
                    0,
                    w.columns(),
                    1,
                    into,
                    w.offset(),
                    w.columns());
            if (coupling.isLateral()) {
                for (int i = 0; i < w.rows(); i++) {
                    into[w.offset() + i * w.columns() + i] = 0;
                }
            }
        }
        for (int l = 0; l < machine.layerCount(); l++) {
            addColumnSums(states[l], rows, sign, into, machine.biases(l));
        }
    }

    private static void addColumnSums(float[] state, int rows, float sign, float[] into, Block b) {
        int units = b.length();
        int offset = b.offset();
        for (int r = 0; r < rows; r++) {
            int row = r * units;
            for (int i = 0; i < units; i++) {
                into[offset + i] += sign * state[row + i];
            }
        }
    }
}
