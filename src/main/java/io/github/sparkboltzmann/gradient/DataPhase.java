package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.HiddenUnits;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;
import io.github.sparkboltzmann.sample.VisibleRows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The data phase: a block of rows clamps the visible layers, the hidden layers follow, their sums are added. Hidden units that are coupled to each other come to
 * equilibrium as {@link Equilibrium} says.
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
    private final boolean[] hiddenMeans;
    private final boolean visibleMeans;
    private final boolean independent;
    private final boolean[] everyLayer;
    private final HiddenUnits hidden;
    private Equilibrium equilibrium = Equilibrium.MEAN_FIELD;
    private final MissingUnits missing;
    private final LabelPhase labels;
    private float[] unpacked = new float[0];

    /**
     * @param draws whether hidden states are needed besides their means, because sweeps go on from them
     * @throws IllegalArgumentException for variances that cannot be learned from means, and visible means that are not those of a sweep
     */
    DataPhase(
            Machine machine,
            StatisticsForm form,
            boolean draws,
            Elementwise kernels,
            GibbsSampler sampler,
            PhaseSums sums) {
        this.independent = machine.hasIndependentHidden();
        if (!independent && machine.labelLayer() >= 0) {
            throw new IllegalArgumentException(
                    "Label units are summed out exactly, which needs hidden units that are not coupled to each other.");
        }
        if (form.visibleMeans() && hasVisibleLateral(machine)) {
            throw new IllegalArgumentException(
                    "Visible units that are coupled to each other have no means all at once; set statistics to hidden-probabilities or samples.");
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
        this.hiddenMeans = hiddenMeans(machine, form);
        this.everyLayer = new boolean[machine.layerCount()];
        Arrays.fill(everyLayer, true);
        this.visibleMeans = form.visibleMeans();
        this.hidden = new HiddenUnits(machine, kernels, sampler);
        this.missing = new MissingUnits(machine, sampler);
        this.draws = draws || independent && !form.hiddenMeans();
        this.states = new States(machine);
        this.entering = new float[machine.layerCount()][];
        this.labels = machine.labelLayer() < 0 ? null : new LabelPhase(machine, kernels, sampler, sums);
    }

    /**
     * The layers that enter the statistics as means: all hidden ones where they are independent; else the highest alone, which is updated last given the states of all
     * others, unless it is coupled to itself: {@code <h_(L-1) E[h_L | h_(L-1)]>} is the expectation of the product of states.
     */
    private static boolean[] hiddenMeans(Machine machine, StatisticsForm form) {
        boolean[] means = new boolean[machine.layerCount()];
        int highest = machine.highestHidden();
        for (int layer : machine.layers(false)) {
            boolean last = layer == highest && machine.lateral(layer) < 0;
            means[layer] = form.hiddenMeans() && (machine.hasIndependentHidden() || last);
        }
        return means;
    }

    private static boolean hasVisibleLateral(Machine machine) {
        return Arrays.stream(machine.layers(true)).anyMatch(layer -> machine.lateral(layer) >= 0);
    }

    void settleBy(Equilibrium newEquilibrium) {
        equilibrium = newEquilibrium;
    }

    /** Makes hidden and visible states of chains noise. */
    void noise(States chains, DrawKey key) {
        hidden.noise(chains, IntStream.range(0, machine.layerCount()).toArray(), key);
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
        if (!independent && rows.hasMissing()) {
            hidden.noise(states, key.purpose(Purpose.MISSING_STATES.number()));
        }
        missing.fill(rows, states, key, into);
        if (!independent) {
            settle(rows, key.purpose(Purpose.DATA_SWEEPS.number()), into);
            return;
        }
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
            labels.add(states, ofModel(states), rows, into);
        } else {
            sums.addData(ofModel(states), rows.rows(), rows.weights(), into);
        }
    }

    /** Brings hidden units to equilibrium with the clamped rows, and adds their sums. */
    private void settle(RowBlock rows, DrawKey key, Statistics into) {
        if (!equilibrium.isSampled()) {
            hidden.meanField(states, equilibrium.sweeps(), key);
            sums.addData(entering(states, everyLayer), rows.rows(), rows.weights(), into);
            if (draws) {
                hidden.drawFromMeans(states, key);
            }
            return;
        }
        hidden.noise(states, key);
        hidden.clamp(states);
        int cooling = equilibrium.schedule().length();
        for (int sweep = 1; sweep <= cooling; sweep++) {
            hidden.sweep(states, equilibrium.schedule().inverseTemperature(sweep), key, sweep);
        }
        float share = 1f / equilibrium.sweeps();
        for (int sweep = 1; sweep <= equilibrium.sweeps(); sweep++) {
            hidden.sweep(states, 1, key, cooling + sweep);
            sums.addData(ofModel(states), rows.rows(), rows.weights(), share, into);
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

    /** For each layer what of chains enters the statistics of the model phase: visible states, and hidden means or states. */
    float[][] ofModel(States phase) {
        return entering(phase, hiddenMeans);
    }

    /** Whether a layer's last update of a model phase that starts from data is its mean, not a draw. */
    boolean isMean(int layer) {
        return machine.layer(layer).isVisible() ? visibleMeans : hiddenMeans[layer];
    }

    private float[][] entering(States phase, boolean[] means) {
        for (int l = 0; l < entering.length; l++) {
            entering[l] = phase.state(l);
        }
        for (int layer : hiddenLayers) {
            entering[layer] = means[layer] ? phase.mean(layer) : phase.state(layer);
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
