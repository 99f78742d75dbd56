package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.FreeEnergy;
import io.github.sparkboltzmann.model.Machine;

/**
 * The chains of one machine of a ladder. What moves up and down between rungs are visible states: hidden ones are drawn anew before they are used.
 *
 * <pre>
 * pair (i, j) of a lower and a higher rung changes places with probability
 *     min(1, exp(F_low(v_i) + F_high(v_j) - F_low(v_j) - F_high(v_i)))
 * </pre>
 *
 * <p>Free energies instead of joint energies: the hidden units are summed over, so more exchanges are accepted. Source: Desjardins, Courville, Bengio,
 * Vincent and Delalleau, "Tempered Markov chain Monte Carlo for training of restricted Boltzmann machines", AISTATS 2010.
 */
public final class Rung {
    /** The layer part of the key of an exchange's draws; no machine has so many layers. */
    private static final int EXCHANGE = 255;

    private final Machine machine;
    private final Elementwise kernels;
    private final GibbsSampler sampler;
    private final int[] hidden;
    private final int[] visible;
    private final States states;
    private float[] parameters;

    public Rung(Machine machine, Elementwise kernels, BatchProducts products) {
        this.machine = machine;
        this.kernels = kernels;
        this.sampler = new GibbsSampler(machine, kernels, products);
        this.hidden = machine.layers(false);
        this.visible = machine.layers(true);
        this.states = new States(machine);
    }

    /** Takes its machine's parameters. */
    public void load(float[] newParameters) {
        parameters = newParameters;
        sampler.load(newParameters);
    }

    /** The same for parameters that never change: a precision of fewer bits makes them ready only once. */
    public void loadFrozen(float[] frozen) {
        if (parameters != frozen) {
            load(frozen);
        }
    }

    /** The chains, one a row. */
    public States states() {
        return states;
    }

    /** Makes the visible states of another rung's chains this rung's. */
    public void copyFrom(Rung other) {
        int rows = other.states.rows();
        states.resize(rows);
        for (int layer : visible) {
            int length = rows * machine.layer(layer).size();
            System.arraycopy(other.states.state(layer), 0, states.state(layer), 0, length);
        }
    }

    /** So many sweeps, numbered from 1: hidden layers, then visible ones. */
    public void sweep(int sweeps, DrawKey key) {
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            draw(hidden, key, sweep);
            draw(visible, key, sweep);
        }
    }

    /** Draws hidden states from the visible ones, as sweep number {@code sweep}. */
    public void drawHidden(DrawKey key, int sweep) {
        draw(hidden, key, sweep);
    }

    private void draw(int[] layers, DrawKey key, int sweep) {
        for (int layer : layers) {
            sampler.draw(states, layer, 1, key, sweep, 0);
        }
    }

    /** This rung's free energy of another's visible states. */
    private double[] freeEnergies(States of, float[][] scratch) {
        double[] out = new double[of.rows()];
        FreeEnergy.compute(
                kernels,
                sampler.inputs(),
                machine,
                parameters,
                of.states(),
                of.rows(),
                scratch,
                new double[of.rows()],
                out);
        return out;
    }

    /**
     * Offers each chain a place on the other rung, paired by a random rotation.
     *
     * @param key of the lower rung
     */
    public static Exchange exchange(Rung low, Rung high, DrawKey key) {
        int n = low.states.rows();
        double[] lowAtLow = low.freeEnergies(low.states, low.states.means());
        double[] highAtLow = high.freeEnergies(low.states, low.states.means());
        double[] lowAtHigh = low.freeEnergies(high.states, high.states.means());
        double[] highAtHigh = high.freeEnergies(high.states, high.states.means());
        float[] uniform = new float[n + 1];
        low.kernels.uniform(uniform, 1, n + 1, key.at(0, EXCHANGE), 0);
        int rotation = (int) (uniform[n] * n);
        double[] up = new double[n];
        double[] down = new double[n];
        for (int i = 0; i < n; i++) {
            int j = (i + rotation) % n;
            up[i] = highAtLow[i] - lowAtLow[i];
            down[i] = highAtHigh[j] - lowAtHigh[j];
            if (uniform[i] < StrictMath.exp(Math.min(0, down[i] - up[i]))) {
                low.swap(i, high, j);
            }
        }
        return new Exchange(up, down);
    }

    private void swap(int i, Rung other, int j) {
        for (int layer : visible) {
            int units = machine.layer(layer).size();
            float[] a = states.state(layer);
            float[] b = other.states.state(layer);
            for (int u = 0; u < units; u++) {
                float own = a[i * units + u];
                a[i * units + u] = b[j * units + u];
                b[j * units + u] = own;
            }
        }
    }
}
