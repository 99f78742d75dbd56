package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitBatch;
import java.util.Arrays;

/**
 * Hidden units of one or several layers that depend on each other, brought to equilibrium with visible states that stay: by Gibbs sweeps, or by mean field.
 *
 * <pre>
 * mean field:  q(h) = prod_i q_i(h_i),   m_i = &lt;h_i&gt;_q = P(h_i = 1 | m_others)  one layer, or unit, after the other: each step raises
 *              log P(v) - KL(q || P(h | v))  =  -E(v, m) + H(q) - log Z
 * start:       units at rest where some hidden layer is coupled to itself; else one pass from below,
 *              m_l = P(h_l = 1 | inputs from below, doubled),   those of a layer that has none above it not doubled
 * </pre>
 *
 * <p>Inputs from visible layers are computed once for all sweeps ({@link #clamp}); a sweep costs the products of hidden layers with each other. In a pass from below a
 * layer does not yet know the one above: doubled inputs stand for both. Not safe for threads.
 *
 * <p>Sources: Saul, Jaakkola and Jordan, "Mean field theory for sigmoid belief networks", JAIR 4, 1996, section 2; Salakhutdinov and Hinton, "Deep Boltzmann
 * machines", AISTATS 2009, section 3.3 (the pass from below).
 */
public final class HiddenUnits {
    private final Machine machine;
    private final Elementwise kernels;
    private final GibbsSampler sampler;
    private final int[] layers;
    private final float[] none;
    private final boolean[] visible;
    private final boolean[] hidden;
    private final float[][] given;
    private final boolean startsAtRest;

    /** @param sampler loaded with the parameters before each call */
    public HiddenUnits(Machine machine, Elementwise kernels, GibbsSampler sampler) {
        this.machine = machine;
        this.kernels = kernels;
        this.sampler = sampler;
        this.layers = machine.layers(false);
        this.none = new float[machine.layout().length()];
        this.visible = new boolean[machine.layerCount()];
        this.hidden = new boolean[machine.layerCount()];
        this.given = new float[machine.layerCount()][0];
        boolean lateral = false;
        for (int l = 0; l < machine.layerCount(); l++) {
            visible[l] = machine.layer(l).isVisible();
            hidden[l] = !visible[l];
            lateral |= hidden[l] && machine.lateral(l) >= 0;
        }
        this.startsAtRest = lateral;
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

    /** Takes the hidden layers' inputs from the visible ones, for the sweeps that follow. */
    public void clamp(States states) {
        for (int layer : layers) {
            int length = states.rows() * states.size(layer);
            if (!sampler.inputs().hasInputsFrom(visible, layer)) {
                continue;
            }
            if (given[layer].length < length) {
                given[layer] = new float[length];
            }
            sampler.inputs().computeFrom(visible, layer, states.states(), states.rows(), given[layer]);
        }
    }

    /** A layer's inputs from all other layers, whose hidden states are as they are now, into {@code states.mean(layer)}. */
    private void inputs(States states, int layer, boolean[] from) {
        float[] z = states.mean(layer);
        if (!sampler.inputs().hasInputsFrom(visible, layer)) {
            sampler.inputs().computeFrom(from, layer, states.states(), states.rows(), z);
            return;
        }
        System.arraycopy(given[layer], 0, z, 0, states.rows() * states.size(layer));
        if (sampler.inputs().hasInputsFrom(from, layer)) {
            sampler.inputs().addFrom(from, layer, states.states(), states.rows(), z);
        }
    }

    /** One Gibbs sweep of the hidden layers; {@link #clamp} comes first. */
    public void sweep(States states, float inverseTemperature, DrawKey key, int sweep) {
        for (int layer : layers) {
            inputs(states, layer, hidden);
            sampler.drawFromInputs(states, layer, inverseTemperature, key, sweep, 0);
        }
    }

    /** Mean field from its start: hidden states and means are then both the means {@code m}. */
    public void meanField(States states, int sweeps, DrawKey key) {
        clamp(states);
        if (startsAtRest) {
            rest(states);
        } else {
            ascend(states);
        }
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            for (int layer : layers) {
                inputs(states, layer, hidden);
                sampler.settleFromInputs(states, layer, key, sweep);
            }
        }
    }

    private void rest(States states) {
        for (int layer : layers) {
            float rest = (float) machine.layer(layer).type().meanAtRest();
            Arrays.fill(states.state(layer), 0, states.rows() * states.size(layer), rest);
        }
    }

    private void ascend(States states) {
        boolean[] below = new boolean[hidden.length];
        boolean[] above = hidden.clone();
        for (int layer : layers) {
            above[layer] = false;
            inputs(states, layer, below);
            float[] z = states.mean(layer);
            int length = sampler.inputs().hasInputsFrom(above, layer) ? states.rows() * states.size(layer) : 0;
            for (int i = 0; i < length; i++) {
                z[i] *= 2;
            }
            sampler.settleFromInputs(states, layer, null, 0);
            below[layer] = true;
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
