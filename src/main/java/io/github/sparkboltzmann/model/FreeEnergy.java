package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.Elementwise;
import java.util.Arrays;

/**
 * Free energy of visible states of a machine whose hidden units are independent given the visible ones.
 *
 * <pre>
 * F(v) = - log sum_h P(v, h) Z = - a.v + sum_i e(v_i) - log multiplicity(v) - sum_j A(b_j + v.W_j)
 *      = - a.v - sum_j softplus(b_j + v.W_j)                                                   (Bernoulli units)
 * - 1/2 v L v                                                                             where visible units are coupled
 * </pre>
 *
 * <p>{@code v[visible]}, {@code W[visible, hidden]} row-major; O(visible * hidden) a row; in nats, at temperature 1. Source: Hinton, "A
 * practical guide to training restricted Boltzmann machines", 2012, equation 25.
 */
public final class FreeEnergy {
    private FreeEnergy() {}

    /**
     * {@code out[r] = F(v[r])}.
     *
     * @param inputs loaded with the parameters
     * @param states for each layer its states {@code [rows, units]}; only visible layers are read
     * @param scratch for each hidden layer, and each that is coupled to itself, room for {@code [rows, units]}; overwritten
     * @param terms room for {@code rows} numbers; overwritten
     * @throws IllegalArgumentException if hidden units are coupled to each other
     */
    public static void compute(
            Elementwise kernels,
            LayerInputs inputs,
            Machine machine,
            float[] parameters,
            float[][] states,
            int rows,
            float[][] scratch,
            double[] terms,
            double[] out) {
        if (!machine.hasIndependentHidden()) {
            throw new IllegalArgumentException(
                    "A free energy in closed form needs a machine whose hidden units are not coupled to each other.");
        }
        if (!machine.hasEnergy()) {
            throw new IllegalArgumentException("Units that are sampled only (nrelu) have no free energy.");
        }
        visible(inputs, machine, parameters, states, rows, scratch, out);
        for (int layer : machine.layers(false)) {
            inputs.compute(layer, states, rows, scratch[layer]);
            UnitBatch batch = UnitBatch.of(machine, layer, parameters, scratch[layer], states[layer], rows, 1);
            machine.layer(layer).type().logPartition(kernels, batch, terms);
            for (int r = 0; r < rows; r++) {
                out[r] -= terms[r];
            }
        }
    }

    /** {@code out[r] = - a.v[r] - 1/2 v L v + sum_i e(v_i) - log multiplicity(v[r])}: what the free energy would be without hidden layers. Parameters as above. */
    public static void visible(
            LayerInputs inputs,
            Machine machine,
            float[] parameters,
            float[][] states,
            int rows,
            float[][] scratch,
            double[] out) {
        Arrays.fill(out, 0, rows, 0);
        for (int layer : machine.layers(true)) {
            addVisible(machine, layer, parameters, states[layer], rows, out);
        }
        subtractVisiblePairs(inputs, machine, states, rows, scratch, out);
    }

    /** The couplings of visible layers with themselves and each other: {@code out[r] -= 1/2 v L v}, and once for each pair of layers. */
    private static void subtractVisiblePairs(
            LayerInputs inputs, Machine machine, float[][] states, int rows, float[][] scratch, double[] out) {
        for (Coupling c : machine.couplings()) {
            boolean visible = machine.layer(c.first()).isVisible()
                    && machine.layer(c.second()).isVisible();
            if (visible && !c.isLateral()) {
                throw new IllegalArgumentException(
                        "A free energy takes visible layers that are coupled to themselves, but not to each other.");
            }
        }
        for (int layer : machine.layers(true)) {
            if (machine.lateral(layer) >= 0) {
                int units = machine.layer(layer).size();
                float[] z = scratch[layer];
                Arrays.fill(z, 0, rows * units, 0f);
                inputs.addLateral(layer, states[layer], rows, z);
                for (int r = 0; r < rows; r++) {
                    double sum = 0;
                    for (int i = r * units; i < (r + 1) * units; i++) {
                        sum += (double) states[layer][i] * z[i];
                    }
                    out[r] -= sum / 2;
                }
            }
        }
    }

    /** What a visible layer itself adds: {@code out[r] += - a.v[r] + sum_i e(v_i) - log multiplicity(v[r])}. */
    public static void addVisible(
            Machine machine, int layer, float[] parameters, float[] state, int rows, double[] out) {
        subtractBiasTerm(machine.biases(layer), parameters, state, rows, out);
        addOwnTerms(machine, layer, parameters, state, rows, out);
    }

    private static void addOwnTerms(
            Machine machine, int layer, float[] parameters, float[] state, int rows, double[] out) {
        UnitType type = machine.layer(layer).type();
        if (!type.hasOwnEnergy() && !type.hasMultiplicity()) {
            return;
        }
        Block variances = machine.logVariances(layer);
        double[] row = new double[machine.layer(layer).size()];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = state[r * row.length + i];
                out[r] += type.energy(row[i], variances == null ? 0 : parameters[variances.offset() + i]);
            }
            out[r] -= type.logMultiplicity(row);
        }
    }

    private static void subtractBiasTerm(Block b, float[] parameters, float[] state, int rows, double[] out) {
        int units = b.length();
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int i = 0; i < units; i++) {
                sum += (double) parameters[b.offset() + i] * state[r * units + i];
            }
            out[r] -= sum;
        }
    }
}
