package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.LayerInputs;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitBatch;

/**
 * Gibbs updates of whole layers for a batch of rows: {@code P(s_i = 1 | all others) = sigmoid(z_i / T)}.
 *
 * <p>One matrix product for each coupling of the layer, then one fused pass over its units. Source: Geman and Geman, "Stochastic
 * relaxation, Gibbs distributions, and the Bayesian restoration of images", IEEE PAMI 6, 1984.
 */
public final class GibbsSampler {
    private final Machine machine;
    private final Elementwise kernels;
    private final LayerInputs inputs;
    private float[] parameters;

    public GibbsSampler(Machine machine, Elementwise kernels, BatchProducts products) {
        this.machine = machine;
        this.kernels = kernels;
        this.inputs = new LayerInputs(machine, products);
    }

    /** Takes the machine's parameters, which begin at index 0; call again when they have changed. */
    public void load(float[] newParameters) {
        parameters = newParameters;
        inputs.load(newParameters);
    }

    /** Total inputs for the loaded parameters. */
    public LayerInputs inputs() {
        return inputs;
    }

    /** Conditional means of a layer given the states of all others, into {@code states.mean(layer)}. */
    public void mean(States states, int layer, float inverseTemperature) {
        float[] input = states.mean(layer);
        inputs.compute(layer, states.states(), states.rows(), input);
        meanFromInputs(states, layer, inverseTemperature);
    }

    private UnitBatch batch(States states, int layer, float inverseTemperature) {
        return UnitBatch.of(
                machine, layer, parameters, states.mean(layer), states.state(layer), states.rows(), inverseTemperature);
    }

    /** Conditional means as {@link #mean}, and states drawn from them. */
    public void draw(States states, int layer, float inverseTemperature, DrawKey key, int sweep, int firstRow) {
        float[] input = states.mean(layer);
        inputs.compute(layer, states.states(), states.rows(), input);
        drawFromInputs(states, layer, inverseTemperature, key, sweep, firstRow);
    }

    /** The same where {@code states.mean(layer)} holds the layer's inputs, without bias, already. */
    public void drawFromInputs(
            States states, int layer, float inverseTemperature, DrawKey key, int sweep, int firstRow) {
        machine.layer(layer)
                .type()
                .draw(kernels, batch(states, layer, inverseTemperature), key.at(sweep, layer), firstRow);
    }

    /** Conditional means where {@code states.mean(layer)} holds the layer's inputs, without bias, already. */
    public void meanFromInputs(States states, int layer, float inverseTemperature) {
        machine.layer(layer).type().mean(kernels, batch(states, layer, inverseTemperature));
    }

    /** One sweep: draws every layer of the plan, in its order. */
    public void sweep(States states, SweepPlan plan, float inverseTemperature, DrawKey key, int sweep, int firstRow) {
        for (int layer : plan.order()) {
            draw(states, layer, inverseTemperature, key, sweep, firstRow);
        }
    }
}
