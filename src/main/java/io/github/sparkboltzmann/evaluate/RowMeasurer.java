package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.FreeEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.LabelPosterior;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.Observed;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.VisibleRows;
import java.util.Arrays;

/**
 * What a machine of one visible layer and at most one hidden one makes of given rows: hidden probabilities, mean-field reconstruction, free energy, and the
 * label where it has label units.
 *
 * <p>Of a machine with label units rows are the features alone: hidden probabilities and free energy are those given {@code x}, the label summed
 * out.
 *
 * <pre>
 * F(x) = -log sum_y exp(-F(x, y)),    &lt;h | x&gt; = sum_y P(y | x) &lt;h | x, y&gt;
 * </pre>
 *
 * <p>A row's reconstruction is {@code P(v | h = P(h | v))}, without draws: the same row always gives the same. Two matrix products of
 * {@code rows x visible x hidden} for features and free energy, one more for the reconstruction. Not safe for threads: buffers are
 * reused.
 *
 * <pre>
 * visible units coupled       reconstruction: mean of each v_i given h = P(h | v) AND all other visible units as clamped: it knows more than h
 * no hidden units             no features;  F(v) = E(v);  reconstruction: mean of each v_i given all others
 * hidden units coupled        features, F(v): exact for few hidden units, else mean field, F(v) + KL(q || P(h | v)) &gt;= F(v)
 * </pre>
 */
public final class RowMeasurer {
    private final Machine machine;
    private final Elementwise kernels;
    private final int visible;
    private final int hidden;
    private final GibbsSampler sampler;
    private final States states;
    private float[] parameters;
    private double[] terms = new double[0];
    private float[] observed;
    private final VisibleRows rows;
    private final LabelPosterior posterior;
    private float[] unpacked = new float[0];
    private final CoupledHidden coupled;
    private boolean inferred;

    /** Sweeps of mean field, where hidden units are coupled to each other. */
    public static final int MEAN_FIELD_SWEEPS = 20;

    private static final float[] NONE = new float[0];
    private static final DrawKey ORDERS = DrawKey.of(0, 0, Purpose.UNIT_ORDER.number());

    /** @throws IllegalArgumentException if the machine is not one visible and at most one hidden layer, or restricted with label units */
    public RowMeasurer(Machine machine, Elementwise kernels, BatchProducts products) {
        this(machine, kernels, products, MEAN_FIELD_SWEEPS);
    }

    /** @param meanFieldSweeps where hidden units are coupled to each other, and too many for exact sums; 1 or more */
    public RowMeasurer(Machine machine, Elementwise kernels, BatchProducts products, int meanFieldSweeps) {
        int label = machine.labelLayer();
        boolean one = machine.layers(true).length == 1 && machine.layers(false).length <= 1;
        if (!(label < 0 ? one : machine.isRestricted() && machine.layerCount() == 3)) {
            throw new IllegalArgumentException(
                    "Rows are measured by a machine of one visible and at most one hidden layer,"
                            + " or by a restricted one that has label units besides.");
        }
        this.machine = machine;
        this.kernels = kernels;
        this.visible = machine.layers(true)[0];
        this.hidden = machine.layers(false).length == 0 ? -1 : machine.layers(false)[0];
        this.sampler = new GibbsSampler(machine, kernels, products);
        this.states = new States(machine);
        this.rows = new VisibleRows(machine);
        this.posterior = label < 0 ? null : new LabelPosterior(machine, kernels, sampler.inputs());
        this.coupled =
                machine.hasIndependentHidden() ? null : new CoupledHidden(machine, kernels, sampler, meanFieldSweeps);
    }

    /** Whether free energies are exact: all but those of many hidden units that are coupled to each other, which are upper bounds. */
    public static boolean hasExactFreeEnergy(Machine machine) {
        return machine.hasIndependentHidden() || CoupledHidden.isExact(machine);
    }

    /** Takes the machine's parameters, which begin at index 0; call again when they have changed. */
    public void load(float[] newParameters) {
        parameters = newParameters;
        sampler.load(newParameters);
        if (posterior != null) {
            posterior.load(newParameters);
        }
        if (coupled != null) {
            coupled.load(newParameters);
        }
        inferred = false;
    }

    /** Room for {@code rows x visible} states, to be filled before the calls below. */
    public float[] clamp(int rows) {
        states.resize(rows);
        observed = null;
        inferred = false;
        return states.state(visible);
    }

    /** Clamps rows {@code from} to {@code to} of a block; with label units their features alone, and their labels are for {@link #measure}. */
    public void clamp(RowBlock block, int from, int to) {
        float[] features = clamp(to - from);
        if (posterior == null) {
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
        inferred = false;
        int sweeps = how.treatment() == MissingValues.Treatment.SAMPLE ? how.sweeps() : 0;
        for (int sweep = 0; sweep < sweeps; sweep++) {
            features();
            hiddenStatesAreMeans();
            sampler.settleFree(states, visible, ORDERS, sweep + 1, observed);
            inferred = false;
        }
    }

    private boolean isMissing(int i) {
        return observed[i] != observed[i];
    }

    /** {@code P(h | v)} of the clamped rows, {@code [rows, hidden]}; empty without hidden units. */
    public float[] features() {
        if (hidden < 0) {
            return NONE;
        }
        if (coupled != null) {
            settleCoupled();
        } else if (posterior == null) {
            sampler.mean(states, hidden, 1);
        } else {
            label().expectations(states, null, null);
            System.arraycopy(posterior.means(hidden), 0, states.mean(hidden), 0, states.rows() * states.size(hidden));
        }
        return states.mean(hidden);
    }

    /** Coupled hidden units of the clamped rows: settled once, since states and means stay until others are clamped. */
    private void settleCoupled() {
        if (!inferred) {
            coupled.settle(states);
            inferred = true;
        }
    }

    /** The label of the clamped rows, inferred once however often it is asked for. */
    public LabelPosterior label() {
        if (!inferred) {
            posterior.compute(states);
            inferred = true;
        }
        return posterior;
    }

    /**
     * Adds the log-likelihoods of the clamped rows' labels and counts what is predicted wrongly; a row without a label adds nothing.
     *
     * @param weights from {@code first} on; {@code null} for 1
     */
    private void measureLabels(RowSums into, float[] weights, int first) {
        if (posterior == null) {
            return;
        }
        label();
        int layer = machine.labelLayer();
        int classes = machine.classes();
        for (int r = 0; r < states.rows(); r++) {
            float[] label = states.state(layer);
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

    /** The reconstruction of the clamped rows, {@code [rows, visible]}; call {@link #features} first. */
    public float[] reconstruction() {
        hiddenStatesAreMeans();
        sampler.mean(states, visible, 1);
        return states.mean(visible);
    }

    private void hiddenStatesAreMeans() {
        if (hidden >= 0) {
            System.arraycopy(states.mean(hidden), 0, states.state(hidden), 0, states.rows() * states.size(hidden));
        }
    }

    /** {@code out[r] = F(v[r])} of the clamped rows, in nats; NaN for units that are sampled only. Overwrites features and reconstruction. */
    public void freeEnergy(double[] out) {
        if (!machine.hasEnergy()) {
            Arrays.fill(out, 0, states.rows(), Double.NaN);
            return;
        }
        if (posterior != null) {
            label();
            Arrays.fill(out, 0, states.rows(), 0);
            FreeEnergy.addVisible(machine, visible, parameters, states.state(visible), states.rows(), out);
            for (int r = 0; r < states.rows(); r++) {
                out[r] -= posterior.logPartition(r);
            }
            return;
        }
        if (coupled != null) {
            settleCoupled();
            FreeEnergy.visible(
                    sampler.inputs(), machine, parameters, states.states(), states.rows(), states.means(), out);
            for (int r = 0; r < states.rows(); r++) {
                out[r] -= coupled.logSum(r);
            }
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
        measureLabels(into, weights, first);
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
