package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.LabelPosterior;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;
import java.util.Arrays;

/**
 * What label units add to a data phase: rows without a label, and the part of a conditional objective that belongs to the features alone.
 *
 * <pre>
 * D = &lt;.&gt; given x, y      for a row with a label;    D = C for one without
 * C = &lt;.&gt; given x         = sum_y P(y | x) &lt;.&gt; given x, y
 * sums += D - (1 - g) C                              the model phase takes g &lt;.&gt; of the model off
 * </pre>
 *
 * <p>All exact: the label is summed out, not sampled. Only where sweeps go on from the rows a missing label is drawn.
 */
final class LabelPhase {
    private final Machine machine;
    private final PhaseSums sums;
    private final LabelPosterior posterior;
    private final int label;
    private final int classes;
    private final int[] hidden;
    private final float[][] copies;
    private Objective objective = Objective.GENERATIVE;
    private boolean[] unlabelled = new boolean[0];
    private boolean anyUnlabelled;
    private float[] factors = new float[0];
    private float[] zeros = new float[0];

    LabelPhase(Machine machine, Elementwise kernels, GibbsSampler sampler, PhaseSums sums) {
        this.machine = machine;
        this.sums = sums;
        this.posterior = new LabelPosterior(machine, kernels, sampler.inputs());
        this.label = machine.labelLayer();
        this.classes = machine.classes();
        this.hidden = machine.layers(false);
        this.copies = new float[machine.layerCount()][0];
    }

    void load(float[] parameters) {
        posterior.load(parameters);
    }

    void aimAt(Objective newObjective) {
        objective = newObjective;
    }

    /** Notes which of the rows just clamped have no label. */
    void take(RowBlock rows, States states) {
        int n = rows.rows();
        if (unlabelled.length < n) {
            unlabelled = new boolean[n];
            factors = new float[n];
        }
        anyUnlabelled = false;
        float[] state = states.state(label);
        for (int r = 0; r < n; r++) {
            unlabelled[r] = state[r * classes] != state[r * classes];
            anyUnlabelled |= unlabelled[r];
        }
    }

    /** Whether the label has to be inferred: some rows have none, or the objective is conditional. */
    boolean isNeeded() {
        return anyUnlabelled || objective.isConditional();
    }

    /** Infers the labels, and draws those that are missing into the states. */
    void infer(States states, DrawKey key) {
        float[] state = states.state(label);
        for (int r = 0; r < states.rows(); r++) {
            if (unlabelled[r]) {
                Arrays.fill(state, r * classes, (r + 1) * classes, 0f);
            }
        }
        posterior.compute(states);
        DrawKey own = key.purpose(Purpose.MISSING_LABELS.number());
        for (int r = 0; r < states.rows(); r++) {
            if (unlabelled[r]) {
                posterior.draw(states, r, own);
            }
        }
    }

    /** Inputs of a hidden layer under the labels that the states have, into its means. */
    void inputs(States states, int layer) {
        posterior.inputs(states, layer, states.mean(layer));
    }

    /**
     * Adds the sums.
     *
     * @param entering for each layer what enters for rows with a label
     */
    void add(States states, float[][] entering, RowBlock rows, Statistics into) {
        int n = rows.rows();
        float off = 1 - objective.generativeWeight();
        float[] weights = rows.weights();
        for (int r = 0; r < n; r++) {
            factors[r] = (weights == null ? 1 : weights[r]) * ((unlabelled[r] ? 1 : 0) - off);
        }
        // Allocates the sums, or clears those that do not count any more.
        float[] values = into.values();
        posterior.expectations(states, factors, values);
        sums.addData(anyUnlabelled ? summedOut(entering, n) : entering, n, weights, into);
        addMissingLabels(n, weights, values);
        if (off > 0) {
            sums.subtractModel(conditional(entering, n), n, weights, off, into);
        }
    }

    /** What enters {@code D}, where the rows without a label have label 0 and hidden means over all labels; their joint sums are added apart. */
    private float[][] summedOut(float[][] entering, int n) {
        float[][] result = entering.clone();
        for (int l : hidden) {
            int units = machine.layer(l).size();
            result[l] = copies[l] = copy(entering[l], n * units, copies[l]);
            for (int r = 0; r < n; r++) {
                if (unlabelled[r]) {
                    System.arraycopy(posterior.means(l), r * units, result[l], r * units, units);
                }
            }
        }
        result[label] = copies[label] = copy(entering[label], n * classes, copies[label]);
        for (int r = 0; r < n; r++) {
            if (unlabelled[r]) {
                Arrays.fill(result[label], r * classes, (r + 1) * classes, 0f);
            }
        }
        return result;
    }

    /** What enters {@code C}: label 0, since its sums are added apart, and hidden means over all labels. */
    private float[][] conditional(float[][] entering, int n) {
        float[][] result = entering.clone();
        for (int l : hidden) {
            result[l] = posterior.means(l);
        }
        if (zeros.length < n * classes) {
            zeros = new float[n * classes];
        }
        result[label] = zeros;
        return result;
    }

    private static float[] copy(float[] from, int length, float[] room) {
        float[] into = room.length < length ? new float[length] : room;
        System.arraycopy(from, 0, into, 0, length);
        return into;
    }

    /** The label's unit sums of rows without one: {@code P(y | x)}. */
    private void addMissingLabels(int n, float[] weights, float[] into) {
        Block units = machine.unitSums(label);
        for (int r = 0; r < n; r++) {
            for (int y = 0; unlabelled[r] && y < classes; y++) {
                double p = posterior.probabilities()[r * classes + y];
                into[units.offset() + y] += (float) (weights == null ? p : weights[r] * p);
            }
        }
    }
}
