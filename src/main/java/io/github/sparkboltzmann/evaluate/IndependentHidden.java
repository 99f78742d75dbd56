package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.FreeEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;
import java.util.Arrays;

/** Hidden units that are independent given the visible ones, or none: {@code P(h | v)} and {@link FreeEnergy} in closed form. */
final class IndependentHidden implements Inference {
    private final Machine machine;
    private final Elementwise kernels;
    private final GibbsSampler sampler;
    private final int[] hidden;
    private float[] parameters;
    private double[] terms = new double[0];

    IndependentHidden(Machine machine, Elementwise kernels, GibbsSampler sampler) {
        this.machine = machine;
        this.kernels = kernels;
        this.sampler = sampler;
        this.hidden = machine.layers(false);
    }

    @Override
    public void load(float[] newParameters) {
        parameters = newParameters;
    }

    @Override
    public void forget() {
        // Nothing is kept.
    }

    @Override
    public void infer(States states) {
        for (int layer : hidden) {
            sampler.mean(states, layer, 1);
        }
    }

    /** NaN for units that are sampled only. */
    @Override
    public void freeEnergy(States states, double[] out) {
        if (!machine.hasEnergy()) {
            Arrays.fill(out, 0, states.rows(), Double.NaN);
            return;
        }
        if (terms.length < states.rows()) {
            terms = new double[states.rows()];
        }
        FreeEnergy.compute(
                kernels,
                sampler.inputs(),
                machine,
                parameters,
                states.states(),
                states.rows(),
                states.means(),
                terms,
                out);
    }

    @Override
    public int[] hiddenLayers() {
        return hidden;
    }
}
