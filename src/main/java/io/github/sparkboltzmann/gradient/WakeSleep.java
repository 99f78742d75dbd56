package io.github.sparkboltzmann.gradient;

import static io.github.sparkboltzmann.model.WakeSleepMachine.generationHidden;
import static io.github.sparkboltzmann.model.WakeSleepMachine.generationLower;
import static io.github.sparkboltzmann.model.WakeSleepMachine.recognitionHidden;
import static io.github.sparkboltzmann.model.WakeSleepMachine.recognitionLower;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.WakeSleepMachine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.Observed;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.VisibleRows;

/**
 * Contrastive wake-sleep (the up-down algorithm) of a {@link WakeSleepMachine}.
 *
 * <pre>
 * wake    h_0 = v;  h_l ~ q(h_l | h_(l-1));           G_l: &lt;(h_(l-1) - p_(l-1)) h_l&gt;,   g_l: &lt;h_(l-1) - p_(l-1)&gt;,   p_(l-1) = p(h_(l-1) = 1 | h_l)
 * top     CD-k from h_(L-1) and the row's label
 * sleep   d_(L-1) of the top's last sweep;  d_(l-1) ~ p(d_(l-1) | d_l);   R_l: &lt;d_(l-1) (d_l - q_l)&gt;,   r_l: &lt;d_l - q_l&gt;,   q_l = q(d_l = 1 | d_(l-1))
 * </pre>
 *
 * <p>Both rules are the gradients of {@code log p(h_(l-1) | h_l)} and {@code log q(d_l | d_(l-1))} for the states that were drawn; as differences of correlations
 * they are the data and the model phase of one update. Biases that the machine does not use get exactly 0, the difference of
 * equal sums. The form {@code samples} lets the top's hidden states
 * be draws, {@code probabilities} the visible units of dreams be means. The reconstruction error is that of {@code p_0}. Cost: 4 (L - 1) + 1 + 2k matrix products and as
 * many for the statistics as there are couplings, twice.
 *
 * <p>Source: Hinton, Osindero and Teh, "A fast learning algorithm for deep belief nets", Neural Computation 18, 2006, appendix B.
 */
public final class WakeSleep implements GradientEstimator {
    private final Machine machine;
    private final StatisticsForm form;
    private final int directed;
    private final GibbsSampler sampler;
    private final PhaseSums sums;
    private final VisibleRows visible;
    private final States awake;
    private final States dreams;
    private final float[][] data;
    private final float[][] model;
    private float[] unpacked = new float[0];

    public WakeSleep(Machine machine, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        this.machine = machine;
        this.form = form;
        this.directed = WakeSleepMachine.directedSteps(machine);
        this.sampler = new GibbsSampler(machine, kernels, products);
        this.sums = new PhaseSums(machine, products);
        this.visible = new VisibleRows(machine);
        this.awake = new States(machine);
        this.dreams = new States(machine);
        this.data = new float[machine.layerCount()][];
        this.model = new float[machine.layerCount()][];
    }

    @Override
    public void load(float[] values, int fast) {
        sampler.load(values);
    }

    @Override
    public void aimAt(Objective objective) {
        if (objective.isConditional()) {
            throw new IllegalArgumentException(
                    "Wake-sleep raises a bound of the joint likelihood of features and label; set the generative weight to 1.");
        }
    }

    /** Nothing depends on it: recognition draws each layer from its own distribution. */
    @Override
    public void settleBy(Equilibrium equilibrium) {}

    @Override
    public void treatMissing(MissingValues how) {
        if (how.areAllowed()) {
            throw new IllegalArgumentException(
                    "Wake-sleep cannot train on rows with missing values, nor on rows without a label; leave such rows out.");
        }
    }

    @Override
    public void add(RowBlock rows, Share share, Statistics into) {
        if (rows.rows() == 0) {
            return;
        }
        wake(rows, share.key());
        double squaredError = Observed.squaredErrors(
                awake.state(recognitionLower(1)),
                awake.mean(generationLower(1)),
                rows.rows(),
                awake.size(recognitionLower(1)),
                rows.weights(),
                0,
                null);
        sweepTop(share);
        dream(share.key());
        enter();
        sums.addData(data, rows.rows(), rows.weights(), into);
        sums.subtractModel(model, rows.rows(), rows.weights(), 1, into);
        into.count(rows.rows(), rows.weight(), squaredError);
    }

    /** Recognises the rows, and what generation would make of that; sweep 0 of the key. */
    private void wake(RowBlock rows, DrawKey key) {
        if (rows.hasMissing()) {
            throw new IllegalStateException(
                    "A block holds missing values or rows without a label, which wake-sleep cannot train on; leave such rows out.");
        }
        int n = rows.rows();
        awake.resize(n);
        dreams.resize(n);
        if (unpacked.length < n * visible.width()) {
            unpacked = new float[Math.multiplyExact(n, visible.width())];
        }
        rows.unpack(unpacked);
        visible.split(unpacked, n, awake);
        for (int l = 1; l <= directed; l++) {
            sampler.draw(awake, recognitionHidden(l), 1, key, 0, 0);
            copy(awake, recognitionHidden(l), awake, generationHidden(l));
            sampler.mean(awake, generationLower(l), 1);
            int next = l < directed ? recognitionLower(l + 1) : WakeSleepMachine.topLower(machine);
            copy(awake, recognitionHidden(l), awake, next);
        }
        sampler.draw(awake, WakeSleepMachine.topHidden(machine), 1, key, 0, 0);
    }

    /** Sweeps 1..k of the top step, from the recognised states. */
    private void sweepTop(Share share) {
        int hidden = WakeSleepMachine.topHidden(machine);
        copy(awake, hidden, dreams, hidden);
        for (int sweep = 1; sweep <= share.sweeps(); sweep++) {
            for (int layer = WakeSleepMachine.topLower(machine); layer <= hidden; layer++) {
                sampler.draw(dreams, layer, 1, share.key(), sweep, 0);
            }
        }
    }

    /** From the top's lower layer down to the visible units, and what recognition would make of that; sweep 0 of the key. */
    private void dream(DrawKey key) {
        int above = WakeSleepMachine.topLower(machine);
        for (int l = directed; l >= 1; l--) {
            copy(dreams, above, dreams, generationHidden(l));
            copy(dreams, above, dreams, recognitionHidden(l));
            above = generationLower(l);
            if (l == 1 && form.visibleMeans()) {
                sampler.mean(dreams, above, 1);
                dreams.takeMean(above);
            } else {
                sampler.draw(dreams, above, 1, key, 0, 0);
            }
            copy(dreams, above, dreams, recognitionLower(l));
            sampler.mean(dreams, recognitionHidden(l), 1);
        }
    }

    private static void copy(States from, int layer, States to, int other) {
        System.arraycopy(from.state(layer), 0, to.state(other), 0, from.rows() * from.size(layer));
    }

    /** Names for each layer what enters both phases. */
    private void enter() {
        for (int l = 1; l <= directed; l++) {
            int lower = recognitionLower(l);
            data[lower] = dreams.state(lower);
            model[lower] = dreams.state(lower);
            data[lower + 1] = dreams.state(recognitionHidden(l));
            model[lower + 1] = dreams.mean(recognitionHidden(l));
            data[generationLower(l)] = awake.state(lower);
            model[generationLower(l)] = awake.mean(generationLower(l));
            data[generationHidden(l)] = awake.state(generationHidden(l));
            model[generationHidden(l)] = awake.state(generationHidden(l));
        }
        int hidden = WakeSleepMachine.topHidden(machine);
        for (int layer = WakeSleepMachine.topLower(machine); layer < hidden; layer++) {
            data[layer] = awake.state(layer);
            model[layer] = dreams.state(layer);
        }
        data[hidden] = form.hiddenMeans() ? awake.mean(hidden) : awake.state(hidden);
        model[hidden] = form.hiddenMeans() ? dreams.mean(hidden) : dreams.state(hidden);
    }
}
