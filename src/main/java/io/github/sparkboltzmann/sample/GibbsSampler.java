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
 * <p>One matrix product for each coupling of the layer, then one fused pass over its units; a layer that is coupled to itself is drawn unit by unit
 * ({@link LateralUnits}). Source: Geman and Geman, "Stochastic
 * relaxation, Gibbs distributions, and the Bayesian restoration of images", IEEE PAMI 6, 1984.
 */
public final class GibbsSampler {
    private final Machine machine;
    private final Elementwise kernels;
    private final LayerInputs inputs;
    private final LateralUnits[] laterals;
    private float[] parameters;
    private float[] uniform = new float[0];

    public GibbsSampler(Machine machine, Elementwise kernels, BatchProducts products) {
        this.machine = machine;
        this.kernels = kernels;
        this.inputs = new LayerInputs(machine, products);
        this.laterals = new LateralUnits[machine.layerCount()];
        for (int l = 0; l < laterals.length; l++) {
            laterals[l] = machine.lateral(l) < 0 ? null : LateralUnits.of(machine, l, kernels);
        }
    }

    /** Takes the machine's parameters, which begin at index 0; call again when they have changed. */
    public void load(float[] newParameters) {
        parameters = newParameters;
        inputs.load(newParameters);
        for (LateralUnits lateral : laterals) {
            if (lateral != null) {
                lateral.load(newParameters);
            }
        }
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
        if (laterals[layer] != null) {
            int units = states.size(layer);
            float[] u = uniform(states.rows() * units);
            kernels.uniform(u, states.rows(), units, key.at(sweep, layer), firstRow);
            drawLateral(states, layer, inverseTemperature, u, null, LateralUnits.orderKey(key, sweep, layer));
            return;
        }
        machine.layer(layer)
                .type()
                .draw(kernels, batch(states, layer, inverseTemperature), key.at(sweep, layer), firstRow);
    }

    /** Room for so many uniform numbers, reused. */
    float[] uniform(int length) {
        if (uniform.length < length) {
            uniform = new float[length];
        }
        return uniform;
    }

    /** Whether a layer's units depend on each other given all other layers: they are updated unit by unit. */
    public boolean isLateral(int layer) {
        return laterals[layer] != null;
    }

    /** As {@link LateralUnits#draw}, where {@code states.mean(layer)} holds the inputs from other layers. */
    void drawLateral(States states, int layer, float inverseTemperature, float[] u, float[] given, DrawKey order) {
        laterals[layer].draw(
                states.state(layer), states.mean(layer), states.rows(), inverseTemperature, u, given, order);
    }

    /**
     * Draws a layer as {@link #draw}, but for units that are given and keep their states.
     *
     * @param given {@code [rows, units]}, {@code NaN} for units that are free
     */
    public void drawFree(
            States states, int layer, float inverseTemperature, DrawKey key, int sweep, int firstRow, float[] given) {
        int length = states.rows() * states.size(layer);
        if (laterals[layer] == null) {
            draw(states, layer, inverseTemperature, key, sweep, firstRow);
            float[] state = states.state(layer);
            for (int i = 0; i < length; i++) {
                state[i] = given[i] == given[i] ? given[i] : state[i];
            }
            return;
        }
        inputs.compute(layer, states.states(), states.rows(), states.mean(layer));
        float[] u = uniform(length);
        kernels.uniform(u, states.rows(), states.size(layer), key.at(sweep, layer), firstRow);
        drawLateral(states, layer, inverseTemperature, u, given, LateralUnits.orderKey(key, sweep, layer));
    }

    /** Conditional means, of each unit given all others, where {@code states.mean(layer)} holds the layer's inputs from other layers, without bias, already. */
    public void meanFromInputs(States states, int layer, float inverseTemperature) {
        inputs.addLateral(layer, states.state(layer), states.rows(), states.mean(layer));
        machine.layer(layer).type().mean(kernels, batch(states, layer, inverseTemperature));
    }

    /**
     * Sets a layer's states to their means given all others, unit by unit where they depend on each other; the states' means are then the same. {@code states.mean(layer)}
     * holds the layer's inputs from other layers, without bias, already.
     */
    void settleFromInputs(States states, int layer, DrawKey key, int sweep) {
        if (laterals[layer] == null) {
            meanFromInputs(states, layer, 1);
            System.arraycopy(states.mean(layer), 0, states.state(layer), 0, states.rows() * states.size(layer));
        } else {
            drawLateral(states, layer, 1, null, null, LateralUnits.orderKey(key, sweep, layer));
        }
    }

    /**
     * Sets the states of a layer's units that are not given to their means, as {@link #settleFromInputs}; given ones keep their states.
     *
     * @param given {@code [rows, units]}, {@code NaN} for units that are free
     */
    public void settleFree(States states, int layer, DrawKey key, int sweep, float[] given) {
        inputs.compute(layer, states.states(), states.rows(), states.mean(layer));
        if (laterals[layer] != null) {
            drawLateral(states, layer, 1, null, given, LateralUnits.orderKey(key, sweep, layer));
            return;
        }
        meanFromInputs(states, layer, 1);
        float[] state = states.state(layer);
        float[] mean = states.mean(layer);
        for (int i = 0; i < states.rows() * states.size(layer); i++) {
            state[i] = given[i] == given[i] ? state[i] : mean[i];
        }
    }

    /** One sweep: draws every layer of the plan, in its order. */
    public void sweep(States states, SweepPlan plan, float inverseTemperature, DrawKey key, int sweep, int firstRow) {
        for (int layer : plan.order()) {
            draw(states, layer, inverseTemperature, key, sweep, firstRow);
        }
    }
}
