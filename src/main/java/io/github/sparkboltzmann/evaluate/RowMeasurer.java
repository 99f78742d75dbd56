package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.WakeSleepMachine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.LabelPosterior;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.Observed;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.VisibleRows;
import java.util.Arrays;

/**
 * What a machine of one visible layer makes of given rows: hidden probabilities, mean-field reconstruction, free energy, and the label where it has label units.
 *
 * <p>Of a machine with label units rows are the features alone: hidden probabilities and free energy are those given {@code x}, the label summed out.
 *
 * <p>A row's reconstruction is {@code P(v | h = P(h | v))}, without draws: the same row always gives the same. Two matrix products of
 * {@code rows x visible x hidden} for features and free energy, one more for the reconstruction. Not safe for threads: buffers are
 * reused.
 *
 * <pre>
 * visible units coupled       reconstruction: mean of each v_i given h = P(h | v) AND all other visible units as clamped: it knows more than h
 * no hidden units             no features;  F(v) = E(v);  reconstruction: mean of each v_i given all others
 * hidden units coupled        features, F(v): exact for few hidden units, else mean field, F(v) + KL(q || P(h | v)) &gt;= F(v)
 * several hidden layers       the same; features are those of the highest, {@link #features(int)} those of any
 * machine of wake-sleep       features by recognition up, reconstruction by generation down; a row's label is given to its top; F(v) is NaN
 * stack                       features by one upward pass of means, reconstruction by one downward pass from the top; F(v) is NaN
 * </pre>
 */
public final class RowMeasurer {
    /** Sweeps of mean field, where hidden units are coupled to each other. */
    public static final int MEAN_FIELD_SWEEPS = 20;

    private static final float[] NONE = new float[0];
    private static final DrawKey ORDERS = DrawKey.of(0, 0, Purpose.UNIT_ORDER.number());

    private final int visible;
    private final int hidden;
    private final GibbsSampler sampler;
    private final States states;
    private float[] observed;
    private final VisibleRows rows;
    private final Inference inference;
    private final LabelledHidden labels;
    private float[] unpacked = new float[0];

    /** @throws IllegalArgumentException if the machine has other than one visible layer, or label units and is not restricted */
    public RowMeasurer(Machine machine, Elementwise kernels, BatchProducts products) {
        this(machine, kernels, products, MEAN_FIELD_SWEEPS);
    }

    /** @param meanFieldSweeps where hidden units are coupled to each other, and too many for exact sums; 1 or more */
    public RowMeasurer(Machine machine, Elementwise kernels, BatchProducts products, int meanFieldSweeps) {
        int label = machine.labelLayer();
        boolean one = machine.layers(true).length == 1;
        boolean belief = WakeSleepMachine.isWakeSleep(machine);
        if (!belief && !(label < 0 ? one : machine.isRestricted() && machine.layerCount() == 3)) {
            throw new IllegalArgumentException(
                    "Rows are measured by a machine of one visible layer, or by a restricted one of one hidden layer that has label units besides.");
        }
        this.visible = machine.layers(true)[0];
        this.hidden = machine.highestHidden();
        this.sampler = new GibbsSampler(machine, kernels, products);
        this.states = new States(machine);
        this.rows = new VisibleRows(machine);
        this.labels = label < 0 || belief ? null : new LabelledHidden(machine, kernels, sampler);
        if (labels != null) {
            this.inference = labels;
        } else if (belief) {
            this.inference = new BeliefPass(machine, sampler);
        } else if (StackMachine.isStack(machine)) {
            this.inference = new StackPass(machine, sampler);
        } else if (machine.hasIndependentHidden()) {
            this.inference = new IndependentHidden(machine, kernels, sampler);
        } else {
            this.inference = new CoupledHidden(machine, kernels, sampler, meanFieldSweeps);
        }
    }

    /** Whether free energies are exact: all but those of many hidden units that are coupled to each other, which are upper bounds, and of stacks, which have none. */
    public static boolean hasExactFreeEnergy(Machine machine) {
        return JointEnergy.isOf(machine) && (machine.hasIndependentHidden() || CoupledHidden.isExact(machine));
    }

    /** Takes the machine's parameters, which begin at index 0; call again when they have changed. */
    public void load(float[] parameters) {
        sampler.load(parameters);
        inference.load(parameters);
        inference.forget();
    }

    /** Room for {@code rows x visible} states, to be filled before the calls below. */
    public float[] clamp(int rows) {
        states.resize(rows);
        observed = null;
        inference.forget();
        return states.state(visible);
    }

    /** Clamps rows {@code from} to {@code to} of a block; with label units their features alone, and their labels are for {@link #measure}. */
    public void clamp(RowBlock block, int from, int to) {
        float[] features = clamp(to - from);
        if (rows.width() == states.size(visible)) {
            block.unpack(from, to, features);
            return;
        }
        if (unpacked.length < (to - from) * block.width()) {
            unpacked = new float[(to - from) * block.width()];
        }
        block.unpack(from, to, unpacked);
        rows.split(unpacked, to - from, states);
    }

    /** Clamps whole rows, {@code [n, visible + classes]}. */
    public void clamp(float[] wholeRows, int n) {
        clamp(n);
        rows.split(wholeRows, n, states);
    }

    /** The clamped features, {@code [rows, visible]}. */
    public float[] clamped() {
        return states.state(visible);
    }

    /**
     * Gives clamped states that are missing ({@code NaN}) values: 0 for omit, so that features are those of the smaller machine; for sample the
     * mean field {@code v_missing = P(v | h), h = P(h | v)} after so many sweeps from 0, without draws. It approximates the mean over
     * {@code P(v_missing | v_observed)}. Visible units that are coupled settle one after the other.
     */
    public void complete(MissingValues how) {
        float[] state = states.state(visible);
        int length = states.rows() * states.size(visible);
        observed = Arrays.copyOf(state, length);
        for (int i = 0; i < length; i++) {
            state[i] = isMissing(i) ? 0f : state[i];
        }
        inference.forget();
        int sweeps = how.treatment() == MissingValues.Treatment.SAMPLE ? how.sweeps() : 0;
        for (int sweep = 0; sweep < sweeps; sweep++) {
            inference.infer(states);
            inference.descend(states);
            sampler.settleFree(states, visible, ORDERS, sweep + 1, observed);
            inference.forget();
        }
    }

    private boolean isMissing(int i) {
        return observed[i] != observed[i];
    }

    /** {@code P(h | v)} of the clamped rows for the highest hidden layer, {@code [rows, hidden]}; empty without hidden units. */
    public float[] features() {
        return hidden < 0 ? NONE : features(hidden);
    }

    /**
     * The same for any hidden layer.
     *
     * @param layer its number in the machine; of a stack that of a step's hidden layer
     */
    public float[] features(int layer) {
        if (Arrays.stream(inference.hiddenLayers()).noneMatch(l -> l == layer)) {
            throw new IllegalArgumentException("Features are those of hidden layers, which have the numbers "
                    + Arrays.toString(inference.hiddenLayers()) + ", but those of layer " + layer + " are asked for.");
        }
        inference.infer(states);
        return states.mean(layer);
    }

    /** The label of the clamped rows of a machine with label units, inferred once however often it is asked for. */
    public LabelPosterior label() {
        return labels.label(states);
    }

    /** The reconstruction of the clamped rows, {@code [rows, visible]}; call {@link #features} first. */
    public float[] reconstruction() {
        inference.descend(states);
        int layer = inference.reconstructed(visible);
        sampler.mean(states, layer, 1);
        return states.mean(layer);
    }

    /** {@code out[r] = F(v[r])} of the clamped rows, in nats; NaN for units that are sampled only, and stacks. Overwrites features and reconstruction. */
    public void freeEnergy(double[] out) {
        inference.freeEnergy(states, out);
    }

    /** Adds the clamped rows' squared reconstruction errors and free energies. */
    public void measure(RowSums into) {
        measure(into, null, 0);
    }

    /** Adds the same of weighted rows; weights begin at {@code first}, {@code null} for 1. */
    public void measure(RowSums into, float[] weights, int first) {
        float[] features = features();
        if (hidden >= 0) {
            into.addHidden(features, states.rows(), states.size(hidden), weights, first);
        }
        float[] reconstruction = reconstruction();
        int n = states.rows();
        double squaredError = Observed.squaredErrors(
                states.state(visible), reconstruction, n, states.size(visible), weights, first, observed);
        double[] energies = new double[n];
        freeEnergy(energies);
        if (labels != null) {
            labels.measure(states, into, weights, first);
        }
        // A row with missing states has none in closed form: -log of a sum over them, or the energy of another machine.
        for (int i = 0; observed != null && i < observed.length; i++) {
            energies[i / states.size(visible)] += isMissing(i) ? Double.NaN : 0;
        }
        double sum = 0;
        double weight = weights == null ? n : 0;
        for (int r = 0; r < n; r++) {
            sum += weights == null ? energies[r] : weights[first + r] * energies[r];
            weight += weights == null ? 0 : weights[first + r];
        }
        into.add(n, weight, squaredError, sum);
    }
}
