package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;
import io.github.sparkboltzmann.sample.VisibleRows;

/**
 * The data phase of a restricted machine: a block of rows clamps the visible layers, the hidden layers follow, their sums are added.
 *
 * <p>With label units it is {@link LabelPhase} that adds what a conditional objective takes off again, and what rows without a label stand for.
 */
final class DataPhase {
    private final Machine machine;
    private final GibbsSampler sampler;
    private final PhaseSums sums;
    private final VisibleRows visible;
    private final int dataLayer;
    private final int[] hiddenLayers;
    private final boolean draws;
    private final States states;
    private final float[][] entering;
    private final boolean hiddenMeans;
    private final MissingUnits missing;
    private final LabelPhase labels;
    private float[] unpacked = new float[0];

    /**
     * @param draws whether hidden states are needed besides their means, because sweeps go on from them
     * @throws IllegalArgumentException for a machine that is not restricted, and for variances that cannot be learned from means
     */
    DataPhase(
            Machine machine,
            StatisticsForm form,
            boolean draws,
            Elementwise kernels,
            GibbsSampler sampler,
            PhaseSums sums) {
        if (!machine.isRestricted()) {
            throw new IllegalArgumentException("Training needs a restricted machine.");
        }
        this.dataLayer = machine.layers(true)[0];
        if (machine.layer(dataLayer).type().learnsVariance() && draws && form.visibleMeans()) {
            throw new IllegalArgumentException(
                    "Variances cannot be learned from reconstructions that are means, which do"
                            + " not vary; set statistics to hidden-probabilities or samples.");
        }
        this.machine = machine;
        this.sampler = sampler;
        this.sums = sums;
        this.visible = new VisibleRows(machine);
        this.hiddenLayers = SweepPlan.visibleClamped(machine).order();
        this.hiddenMeans = form.hiddenMeans();
        this.missing = new MissingUnits(machine, sampler);
        this.draws = draws || !hiddenMeans;
        this.states = new States(machine);
        this.entering = new float[machine.layerCount()][];
        this.labels = machine.labelLayer() < 0 ? null : new LabelPhase(machine, kernels, sampler, sums);
    }

    /** Takes the parameters that the sampler was loaded with. */
    void load(float[] parameters) {
        if (labels != null) {
            labels.load(parameters);
        }
    }

    /** @throws IllegalArgumentException for an objective that the machine has no label for */
    void aimAt(Objective objective) {
        objective.requireLabels(machine);
        if (labels != null) {
            labels.aimAt(objective);
        }
    }

    /** Clamps the rows, updates the hidden layers (sweep 0 of the key) and adds the sums. */
    void add(RowBlock rows, DrawKey key, Statistics into) {
        clamp(rows);
        if (labels != null) {
            labels.take(rows, states);
        }
        missing.fill(rows, states, key, into);
        boolean posterior = labels != null && labels.isNeeded();
        if (posterior) {
            labels.infer(states, key);
        }
        for (int layer : hiddenLayers) {
            if (posterior) {
                labels.inputs(states, layer);
            } else {
                sampler.inputs().compute(layer, states.states(), states.rows(), states.mean(layer));
            }
            if (draws) {
                sampler.drawFromInputs(states, layer, 1, key, 0, 0);
            } else {
                sampler.meanFromInputs(states, layer, 1);
            }
        }
        if (posterior) {
            labels.add(states, entering(states), rows, into);
        } else {
            sums.addData(entering(states), rows.rows(), rows.weights(), into);
        }
    }

    private void clamp(RowBlock rows) {
        int n = rows.rows();
        states.resize(n);
        if (visible.width() == states.size(dataLayer)) {
            rows.unpack(states.state(dataLayer));
            return;
        }
        int length = Math.multiplyExact(n, rows.width());
        if (unpacked.length < length) {
            unpacked = new float[length];
        }
        rows.unpack(unpacked);
        visible.split(unpacked, n, states);
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

    /** The first visible layer, whose reconstruction is measured. */
    int dataLayer() {
        return dataLayer;
    }
}
