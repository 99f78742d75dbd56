package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitType;

/**
 * Updates the units of a layer that is coupled to itself, one after the other in random order, side by side for all rows of a batch.
 *
 * <pre>
 * for i in order:   z_i = b_i + external_i + sum_j w_ij s_j  (s_j as they are now),     s_i ~ P(s_i | z_i) = sigmoid(beta (high - low) z_i)
 * </pre>
 *
 * <p>The order belongs to the sweep, not to a row: it depends on no state, so that each sweep leaves the Boltzmann distribution as it is. The draw of a row's unit
 * is {@code u < P}, with the {@code u} that a layer without lateral coupling would have. Not safe for threads.
 *
 * <p>Source: Geman and Geman, "Stochastic relaxation, Gibbs distributions, and the Bayesian restoration of images", IEEE PAMI 6, 1984.
 */
abstract class LateralUnits {
    final int units;
    final int weights;
    final float low;
    final float gap;
    private final Elementwise kernels;
    private final int bias;
    private final float[] shuffle;
    private float[] parameters;
    private float[] zeros = new float[0];

    LateralUnits(Machine machine, int layer, Elementwise kernels, int groups) {
        Block biases = machine.biases(layer);
        UnitType type = machine.layer(layer).type();
        this.kernels = kernels;
        this.units = biases.length();
        this.bias = biases.offset();
        this.weights = machine.weights(machine.lateral(layer)).offset();
        this.low = (float) type.lowest();
        this.gap = (float) (type.highest() - type.lowest());
        this.shuffle = new float[Math.max(groups, 64)];
    }

    /**
     * Of the layer's coupling: blocks of a dense matrix, or groups of units that no edge joins. Always in float32: flips inside a block add the weights
     * themselves, and a conditional of two precisions would belong to no energy.
     */
    static LateralUnits of(Machine machine, int layer, Elementwise kernels) {
        return machine.coupling(machine.lateral(layer)).isSparse()
                ? new SparseLateral(machine, layer, kernels)
                : new DenseLateral(machine, layer, kernels, Kernels.batchProducts());
    }

    /** Takes the machine's parameters, which begin at index 0. */
    void load(float[] newParameters) {
        parameters = newParameters;
    }

    float[] parameters() {
        return parameters;
    }

    float bias(int unit) {
        return parameters[bias + unit];
    }

    /**
     * Draws every unit of every row once, or sets it to its mean given the others as they are (mean field).
     *
     * @param state {@code [rows, units]}, changed in place
     * @param input on entry the inputs from other layers, without bias; on return the units' conditional means when they were drawn
     * @param uniform {@code [rows, units]}, numbers in [0, 1); {@code null} for means in the place of draws
     * @param given {@code [rows, units]}, {@code NaN} for units that are free; the others keep their states; {@code null} for none
     * @param order names the draws of the order
     */
    abstract void draw(
            float[] state, float[] input, int rows, float beta, float[] uniform, float[] given, DrawKey order);

    /** {@code z[i]} becomes {@code P(s = high)}, for {@code count} inputs that hold their biases. */
    final void probabilities(float[] z, int count, float beta) {
        if (zeros.length < count) {
            zeros = new float[count];
        }
        kernels.sigmoid(z, zeros, 0, 1, count, beta * gap);
    }

    /** Puts {@code 0 .. count - 1} in an order drawn for a group, -1 for the order of groups (Fisher and Yates). */
    final void permute(int[] order, int count, DrawKey key, int group) {
        kernels.uniform(shuffle, 1, count, key, group + 1);
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int j = (int) (shuffle[i] * (i + 1));
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    /**
     * The draws of a layer's order in a sweep whose states {@code key} draws: of no row, and so the same for all rows. Data and model phase share the orders of
     * sweeps of one number, which biases neither, since an order depends on no state.
     */
    static DrawKey orderKey(DrawKey key, int sweep, int layer) {
        return key.purpose(Purpose.UNIT_ORDER.number()).at(sweep, layer);
    }
}
