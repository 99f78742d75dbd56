package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.FreeEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.LabelPosterior;
import io.github.sparkboltzmann.sample.States;
import java.util.Arrays;

/**
 * Hidden units of a machine with label units, given the features alone: the label is summed out.
 *
 * <pre>
 * F(x) = -log sum_y exp(-F(x, y)),    &lt;h | x&gt; = sum_y P(y | x) &lt;h | x, y&gt;
 * </pre>
 */
final class LabelledHidden implements Inference {
    private final Machine machine;
    private final int visible;
    private final int[] hidden;
    private final LabelPosterior posterior;
    private float[] parameters;
    private boolean inferred;

    LabelledHidden(Machine machine, Elementwise kernels, GibbsSampler sampler) {
        this.machine = machine;
        this.visible = machine.layers(true)[0];
        this.hidden = machine.layers(false);
        this.posterior = new LabelPosterior(machine, kernels, sampler.inputs());
    }

    @Override
    public void load(float[] newParameters) {
        parameters = newParameters;
        posterior.load(newParameters);
    }

    @Override
    public void forget() {
        inferred = false;
    }

    /** The label of the rows, inferred once however often it is asked for. */
    LabelPosterior label(States states) {
        if (!inferred) {
            posterior.compute(states);
            inferred = true;
        }
        return posterior;
    }

    @Override
    public void infer(States states) {
        label(states).expectations(states, null, null);
        for (int layer : hidden) {
            System.arraycopy(posterior.means(layer), 0, states.mean(layer), 0, states.rows() * states.size(layer));
        }
    }

    /** NaN for units that are sampled only. */
    @Override
    public void freeEnergy(States states, double[] out) {
        if (!machine.hasEnergy()) {
            Arrays.fill(out, 0, states.rows(), Double.NaN);
            return;
        }
        label(states);
        Arrays.fill(out, 0, states.rows(), 0);
        FreeEnergy.addVisible(machine, visible, parameters, states.state(visible), states.rows(), out);
        for (int r = 0; r < states.rows(); r++) {
            out[r] -= posterior.logPartition(r);
        }
    }

    /** Adds the log-likelihoods of the rows' labels and counts what is predicted wrongly; a row without a label adds nothing. */
    void measure(States states, RowSums into, float[] weights, int first) {
        label(states);
        float[] label = states.state(machine.labelLayer());
        int classes = machine.classes();
        for (int r = 0; r < states.rows(); r++) {
            int own = -1;
            int best = 0;
            for (int y = 0; y < classes; y++) {
                own = label[r * classes + y] == 1 ? y : own;
                best = posterior.scores()[r * classes + y] > posterior.scores()[r * classes + best] ? y : best;
            }
            if (own >= 0) {
                double logProbability = posterior.scores()[r * classes + own] - posterior.logPartition(r);
                into.addLabel(weights == null ? 1 : weights[first + r], logProbability, best != own);
            }
        }
    }

    @Override
    public int[] hiddenLayers() {
        return hidden;
    }
}
