package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.FreeEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;

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
        return states.state(visible);
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
        into.addHidden(features(), states.rows(), states.size(hidden));
        float[] reconstruction = reconstruction();
        int rows = states.rows();
        double squaredError =
                Kernels.arrays().squaredError(states.state(visible), reconstruction, rows * states.size(visible));
        double[] energies = new double[rows];
        freeEnergy(energies);
        double sum = 0;
        for (double energy : energies) {
            sum += energy;
        }
        into.add(rows, squaredError, sum);
    }
}
