package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;

/**
 * Independent chains of Gibbs sampling at one temperature, with layers clamped or not: a {@link GibbsSampler} ready for use on a machine of a
 * few units.
 *
 * <pre>
 * P(s_i = 1 | all others) = sigmoid(z_i / T)
 * </pre>
 *
 * <p>All units are 0 at first; after enough sweeps a chain's state is a draw from {@code P(s)}, or from {@code P(s | clamped layers)}. The
 * same seed and number of sweeps give the same states. A sweep costs O(chains * parameters). Not safe for threads.
 */
public final class GibbsChains {
    private final Machine machine;
    private final GibbsSampler sampler;
    private final States states;
    private final boolean[] clamped;
    private final float inverseTemperature;
    private final DrawKey key;
    private int sweeps;

    private GibbsChains(Machine machine, Parameters parameters, double temperature, int chains, long seed) {
        this.machine = machine;
        sampler = new GibbsSampler(machine, Kernels.elementwise(), Kernels.batchProducts());
        sampler.load(parameters.values());
        states = new States(machine);
        states.resize(chains);
        clamped = new boolean[machine.layerCount()];
        inverseTemperature = (float) (1 / temperature);
        key = DrawKey.of(seed, 0, Purpose.SAMPLING.number());
    }

    /**
     * Chains with all layers free.
     *
     * @param temperature above 0
     * @param chains 1 or more
     */
    public static GibbsChains start(Machine machine, Parameters parameters, double temperature, int chains, long seed) {
        if (!(temperature > 0) || Double.isInfinite(temperature) || chains < 1) {
            throw new IllegalArgumentException("A temperature is above 0 and finite, and there is 1 chain or more; but"
                    + " the temperature is " + temperature + " and there are " + chains + " chains.");
        }
        return new GibbsChains(machine, parameters, temperature, chains, seed);
    }

    /**
     * Clamps a layer, in each chain to its own row; of fewer rows than chains the first follows the last.
     *
     * @param rows one or more, a state for each of the layer's units
     */
    public GibbsChains clamp(int layer, double[]... rows) {
        int units = states.size(layer);
        for (double[] row : rows) {
            if (row.length != units) {
                throw new IllegalArgumentException(
                        "Layer '" + machine.layer(layer).name() + "' has " + units + " units, but a row has "
                                + row.length + " states.");
            }
        }
        if (rows.length < 1) {
            throw new IllegalArgumentException("A layer is clamped to 1 row or more, but there is none.");
        }
        for (int chain = 0; chain < states.rows(); chain++) {
            for (int i = 0; i < units; i++) {
                states.state(layer)[chain * units + i] = (float) rows[chain % rows.length][i];
            }
        }
        clamped[layer] = true;
        return this;
    }

    /** Goes on for so many sweeps; each draws every layer that is not clamped once. */
    public GibbsChains sweep(int count) {
        SweepPlan plan = SweepPlan.of(machine, clamped);
        for (int i = 0; i < count; i++) {
            sampler.sweep(states, plan, inverseTemperature, key, sweeps++, 0);
        }
        return this;
    }

    /** How many chains there are. */
    public int count() {
        return states.rows();
    }

    /** For each layer its units' states in one chain, as {@link Enumeration} has them. */
    public double[][] state(int chain) {
        double[][] state = new double[machine.layerCount()][];
        for (int layer = 0; layer < state.length; layer++) {
            state[layer] = new double[states.size(layer)];
            for (int i = 0; i < state[layer].length; i++) {
                state[layer][i] = states.state(layer)[chain * state[layer].length + i];
            }
        }
        return state;
    }
}
