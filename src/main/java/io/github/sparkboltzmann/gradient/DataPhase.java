package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;

/** The data phase of a restricted machine: a block of rows clamps the visible layer, the hidden layers follow, their sums are added. */
final class DataPhase {
    private final GibbsSampler sampler;
    private final PhaseSums sums;
    private final int dataLayer;
    private final int[] hiddenLayers;
    private final boolean draws;
    private final States states;
    private final float[][] entering;
    private final boolean hiddenMeans;
    private final MissingUnits missing;

    /**
     * @param draws whether hidden states are needed besides their means, because sweeps go on from them
     * @throws IllegalArgumentException for a machine that is not restricted or has several visible layers, and for variances that
     *     cannot be learned from means
     */
    DataPhase(Machine machine, StatisticsForm form, boolean draws, GibbsSampler sampler, PhaseSums sums) {
        if (!machine.isRestricted() || machine.layers(true).length != 1) {
            throw new IllegalArgumentException("Training needs a restricted machine with one visible layer.");
        }
        boolean learns = machine.layer(machine.layers(true)[0]).type().learnsVariance();
        if (learns && draws && form.visibleMeans()) {
            throw new IllegalArgumentException(
                    "Variances cannot be learned from reconstructions that are means, which do"
                            + " not vary; set statistics to hidden-probabilities or samples.");
        }
        this.sampler = sampler;
        this.sums = sums;
        this.dataLayer = machine.layers(true)[0];
        this.hiddenLayers = SweepPlan.visibleClamped(machine).order();
        this.hiddenMeans = form.hiddenMeans();
        this.missing = new MissingUnits(sampler, dataLayer, hiddenLayers);
        this.draws = draws || !hiddenMeans;
        this.states = new States(machine);
        this.entering = new float[machine.layerCount()][];
    }

    /** Clamps the rows, updates the hidden layers (sweep 0 of the key) and adds the sums. */
    void add(RowBlock rows, DrawKey key, Statistics into) {
        states.resize(rows.rows());
        rows.unpack(states.state(dataLayer));
        missing.fill(rows, states, key, into);
        for (int layer : hiddenLayers) {
            if (draws) {
                sampler.draw(states, layer, 1, key, 0, 0);
            } else {
                sampler.mean(states, layer, 1);
            }
        }
        sums.addData(entering(states), rows.rows(), rows.weights(), into);
    }

    /** The missing states of the rows added last, and what becomes of them. */
    MissingUnits missing() {
        return missing;
    }

    /** For each layer what enters the statistics of a phase: visible states, and hidden means or states. */
    float[][] entering(States phase) {
        for (int l = 0; l < entering.length; l++) {
            entering[l] = phase.state(l);
        }
        for (int layer : hiddenLayers) {
            entering[layer] = hiddenMeans ? phase.mean(layer) : phase.state(layer);
        }
        return entering;
    }

    /** The states as {@link #add} left them. */
    States states() {
        return states;
    }

    int dataLayer() {
        return dataLayer;
    }
}
