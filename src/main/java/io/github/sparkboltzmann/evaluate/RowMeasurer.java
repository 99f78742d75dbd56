package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.FreeEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.Observed;
import io.github.sparkboltzmann.sample.States;
import java.util.Arrays;

/**
 * What a restricted machine makes of given rows: hidden probabilities, mean-field reconstruction and free energy.
 *
 * <p>A row's reconstruction is {@code P(v | h = P(h | v))}, without draws: the same row always gives the same. Two matrix products of
 * {@code rows x visible x hidden} for features and free energy, one more for the reconstruction. Not safe for threads: buffers are
 * reused.
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

    /** @throws IllegalArgumentException if the machine is not one visible and one hidden layer */
    public RowMeasurer(Machine machine, Elementwise kernels, BatchProducts products) {
        if (!machine.isRestricted() || machine.layerCount() != 2) {
            throw new IllegalArgumentException("Rows are measured by a machine of one visible and one hidden layer.");
        }
        this.machine = machine;
        this.kernels = kernels;
        this.visible = machine.layers(true)[0];
        this.hidden = machine.layers(false)[0];
        this.sampler = new GibbsSampler(machine, kernels, products);
        this.states = new States(machine);
    }

    /** Takes the machine's parameters, which begin at index 0; call again when they have changed. */
    public void load(float[] newParameters) {
        parameters = newParameters;
        sampler.load(newParameters);
    }

    /** Room for {@code rows x visible} states, to be filled before the calls below. */
    public float[] clamp(int rows) {
        states.resize(rows);
        observed = null;
        return states.state(visible);
    }

    /**
     * Gives clamped states that are missing ({@code NaN}) values: 0 for omit, so that features are those of the smaller machine; for sample the
     * mean field {@code v_missing = P(v | h), h = P(h | v)} after so many sweeps from 0, without draws. It approximates the mean over
     * {@code P(v_missing | v_observed)}.
     */
    public void complete(MissingValues how) {
        float[] state = states.state(visible);
        int length = states.rows() * states.size(visible);
        observed = Arrays.copyOf(state, length);
        for (int i = 0; i < length; i++) {
            state[i] = isMissing(i) ? 0f : state[i];
        }
        int sweeps = how.treatment() == MissingValues.Treatment.SAMPLE ? how.sweeps() : 0;
        for (int sweep = 0; sweep < sweeps; sweep++) {
            features();
            float[] means = reconstruction();
            for (int i = 0; i < length; i++) {
                state[i] = isMissing(i) ? means[i] : state[i];
            }
        }
    }

    private boolean isMissing(int i) {
        return observed[i] != observed[i];
    }

    /** {@code P(h | v)} of the clamped rows, {@code [rows, hidden]}. */
    public float[] features() {
        sampler.mean(states, hidden, 1);
        return states.mean(hidden);
    }

    /** The reconstruction of the clamped rows, {@code [rows, visible]}; call {@link #features} first. */
    public float[] reconstruction() {
        System.arraycopy(states.mean(hidden), 0, states.state(hidden), 0, states.rows() * states.size(hidden));
        sampler.mean(states, visible, 1);
        return states.mean(visible);
    }

    /** {@code out[r] = F(v[r])} of the clamped rows, in nats; NaN for units that are sampled only. Overwrites the features. */
    public void freeEnergy(double[] out) {
        if (!machine.hasEnergy()) {
            java.util.Arrays.fill(out, 0, states.rows(), Double.NaN);
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
        into.addHidden(features(), states.rows(), states.size(hidden), weights, first);
        float[] reconstruction = reconstruction();
        int rows = states.rows();
        double squaredError = Observed.squaredErrors(
                states.state(visible), reconstruction, rows, states.size(visible), weights, first, observed);
        double[] energies = new double[rows];
        freeEnergy(energies);
        // A row with missing states has none in closed form: -log of a sum over them, or the energy of another machine.
        for (int i = 0; observed != null && i < observed.length; i++) {
            energies[i / states.size(visible)] += isMissing(i) ? Double.NaN : 0;
        }
        double sum = 0;
        double weight = weights == null ? rows : 0;
        for (int r = 0; r < rows; r++) {
            sum += weights == null ? energies[r] : weights[first + r] * energies[r];
            weight += weights == null ? 0 : weights[first + r];
        }
        into.add(rows, weight, squaredError, sum);
    }
}
