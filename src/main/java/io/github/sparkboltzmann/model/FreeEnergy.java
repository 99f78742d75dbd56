package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.Elementwise;
import java.util.Arrays;

/**
 * Free energy of visible states of a restricted machine, whose hidden units are independent given the visible ones.
 *
 * <pre>
 * F(v) = - log sum_h P(v, h) Z = - a.v + sum_i e(v_i) - log multiplicity(v) - sum_j A(b_j + v.W_j)
 *      = - a.v - sum_j softplus(b_j + v.W_j)                                                   (Bernoulli units)
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
     * @param scratch for each hidden layer room for {@code [rows, units]}; overwritten
     * @param terms room for {@code rows} numbers; overwritten
     * @throws IllegalArgumentException if the machine is not restricted
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
        if (!machine.isRestricted()) {
            throw new IllegalArgumentException("A free energy in closed form needs a restricted machine.");
        }
        if (!machine.hasEnergy()) {
            throw new IllegalArgumentException("Units that are sampled only (nrelu) have no free energy.");
        }
        Arrays.fill(out, 0, rows, 0);
        for (int layer : machine.layers(true)) {
            addVisible(machine, layer, parameters, states[layer], rows, out);
        }
        for (int layer : machine.layers(false)) {
            inputs.compute(layer, states, rows, scratch[layer]);
            UnitBatch batch = UnitBatch.of(machine, layer, parameters, scratch[layer], states[layer], rows, 1);
            machine.layer(layer).type().logPartition(kernels, batch, terms);
            for (int r = 0; r < rows; r++) {
                out[r] -= terms[r];
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
