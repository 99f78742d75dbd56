package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitBatch;
import java.util.Arrays;

/**
 * Hidden units that depend on each other, brought to equilibrium with visible states that stay: by Gibbs sweeps, or by mean field.
 *
 * <pre>
 * mean field:  q(h) = prod_i q_i(h_i),   m_i = &lt;h_i&gt;_q = P(h_i = 1 | m_others)  one after the other: each step raises
 *              log P(v) - KL(q || P(h | v))  =  -E(v, m) + H(q) - log Z
 * </pre>
 *
 * <p>Not safe for threads. Source: Saul, Jaakkola and Jordan, "Mean field theory for sigmoid belief networks", JAIR 4, 1996, section 2.
 */
public final class HiddenUnits {
    private final Machine machine;
    private final Elementwise kernels;
    private final GibbsSampler sampler;
    private final int[] layers;
    private final float[] none;

    /** @param sampler loaded with the parameters before each call */
    public HiddenUnits(Machine machine, Elementwise kernels, GibbsSampler sampler) {
        this.machine = machine;
        this.kernels = kernels;
        this.sampler = sampler;
        this.layers = machine.layers(false);
        this.none = new float[machine.layout().length()];
    }

    /** Draws hidden states of units without inputs and biases. Sweep 0 of the key. */
    public void noise(States states, DrawKey key) {
        noise(states, layers, key);
    }

    /** Draws states of these layers' units without inputs and biases. */
    public void noise(States states, int[] which, DrawKey key) {
        for (int layer : which) {
            Arrays.fill(states.mean(layer), 0f);
            UnitBatch batch =
                    UnitBatch.of(machine, layer, none, states.mean(layer), states.state(layer), states.rows(), 1);
            machine.layer(layer).type().draw(kernels, batch, key.at(0, layer), 0);
        }
    }

    /** One Gibbs sweep of the hidden layers. */
    public void sweep(States states, float inverseTemperature, DrawKey key, int sweep) {
        for (int layer : layers) {
            sampler.draw(states, layer, inverseTemperature, key, sweep, 0);
        }
    }

    /** Mean field from units at rest: hidden states and means are then both the means {@code m}. */
    public void meanField(States states, int sweeps, DrawKey key) {
        for (int layer : layers) {
            float rest = (float) machine.layer(layer).type().meanAtRest();
            Arrays.fill(states.state(layer), 0, states.rows() * states.size(layer), rest);
        }
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            for (int layer : layers) {
                sampler.settle(states, layer, key, sweep);
            }
        }
    }

    /** Draws hidden states independently from the means that {@link #meanField} left as states; the means stay. Two-state units. */
    public void drawFromMeans(States states, DrawKey key) {
        for (int layer : layers) {
            float low = (float) machine.layer(layer).type().lowest();
            float gap = (float) machine.layer(layer).type().highest() - low;
            int units = states.size(layer);
            float[] state = states.state(layer);
            float[] mean = states.mean(layer);
            kernels.uniform(state, states.rows(), units, key.at(0, layer), 0);
            for (int i = 0; i < states.rows() * units; i++) {
                state[i] = low + gap * state[i] < mean[i] ? low + gap : low;
            }
        }
    }
}
