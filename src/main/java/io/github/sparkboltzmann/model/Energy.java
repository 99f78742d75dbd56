package io.github.sparkboltzmann.model;

import java.util.Arrays;

/**
 * Energy of one joint state, by the definition in {@link Machine}, in double.
 *
 * <p>O(parameters) a state: a reference for tests and tiny machines.
 */
public final class Energy {
    private Energy() {}

    /**
     * {@code E(s)}, in nats at temperature 1.
     *
     * @param state for each layer its units' states
     */
    public static double of(Machine machine, Parameters parameters, double[][] state) {
        float[] values = parameters.values();
        double energy = 0;
        for (int l = 0; l < machine.layerCount(); l++) {
            Block b = machine.biases(l);
            UnitType type = machine.layer(l).type();
            if (!type.hasEnergy()) {
                throw new IllegalArgumentException("Units of type " + type + " have no energy.");
            }
            int totals = machine.totalsFor(l);
            double times = totals < 0 ? 1 : Arrays.stream(state[totals]).sum();
            Block variances = machine.logVariances(l);
            for (int i = 0; i < b.length(); i++) {
                energy -= times * values[b.offset() + i] * state[l][i];
                energy += type.energy(state[l][i], variances == null ? 0 : values[variances.offset() + i]);
            }
        }
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.coupling(c);
            Block w = machine.weights(c);
            double[] p = state[coupling.first()];
            double[] q = state[coupling.second()];
            double[] sum = new double[1];
            coupling.forEachPair(
                    q.length, w.length(), (index, i, j) -> sum[0] += p[i] * values[w.offset() + index] * q[j]);
            energy -= sum[0] / coupling.copies();
        }
        return energy;
    }

    /** The logarithm of the multiplicity of a joint state: {@code P(s) = multiplicity(s) exp(-E(s) / T) / Z(T)}. */
    public static double logMultiplicity(Machine machine, double[][] state) {
        double sum = 0;
        for (int l = 0; l < machine.layerCount(); l++) {
            sum += machine.layer(l).type().logMultiplicity(state[l]);
        }
        return sum;
    }
}
