package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.FreeEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.ExactPartition;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.HiddenSums;
import io.github.sparkboltzmann.sample.HiddenUnits;
import io.github.sparkboltzmann.sample.States;
import java.util.Arrays;

/**
 * Hidden units of one or several layers that depend on each other given visible states: their means, and what they add to minus the free energy.
 *
 * <pre>
 * exact         &lt;h | v&gt;,   log sum_h exp(b.h + v W h + 1/2 h M h)                      where states are few ({@link #isExact})
 * mean field    m,         b.m + v W m + 1/2 m M m + H(m)  &lt;=  the same sum              else
 * H(m) = - sum_j p_j log p_j + (1 - p_j) log(1 - p_j),   p_j = P(h_j = highest)
 * </pre>
 *
 * <p>h are the units of all hidden layers, M the couplings inside these and between them. So with mean field free energies are too high by
 * {@code KL(q || P(h | v))}, and {@code -F - log Z} is a lower bound of {@code log P(v)}. Mean field makes a number of sweeps from {@link HiddenUnits#meanField its
 * start}, in orders that depend on nothing: a row's means are those that it has in any other batch, up to rounding.
 */
final class CoupledHidden implements Inference {
    /** Up to so many units, of those whose states are gone through, sums are exact however many others there are. */
    static final int EXACT_UNITS = 12;

    private final Machine machine;
    private final int[] layers;
    private final GibbsSampler sampler;
    private final HiddenUnits units;
    private final HiddenSums exact;
    private final DrawKey orders = DrawKey.of(0, 0, Purpose.UNIT_ORDER.number());
    private final int sweeps;
    private final boolean[] visible;
    private final boolean[] hidden;
    private float[] parameters;
    private double[] logSums = new double[0];
    private boolean inferred;

    /** @param sampler loaded with the parameters before each call */
    CoupledHidden(Machine machine, Elementwise kernels, GibbsSampler sampler, int sweeps) {
        if (sweeps < 1) {
            throw new IllegalArgumentException("Mean field makes 1 sweep or more, but is to make " + sweeps + ".");
        }
        this.machine = machine;
        this.layers = machine.layers(false);
        for (int layer : layers) {
            if (!machine.layer(layer).type().hasTwoStates()) {
                throw new IllegalArgumentException(
                        "Hidden units that depend on each other given the visible ones are bernoulli or spin units, but layer '"
                                + machine.layer(layer).name() + "' has "
                                + machine.layer(layer).type().id()
                                + " units; make it bernoulli or spin, or train its layers one after the other.");
            }
        }
        this.sampler = sampler;
        this.units = new HiddenUnits(machine, kernels, sampler);
        this.exact = isExact(machine) ? new HiddenSums(machine) : null;
        this.sweeps = sweeps;
        this.visible = new boolean[machine.layerCount()];
        this.hidden = new boolean[machine.layerCount()];
        for (int l = 0; l < visible.length; l++) {
            visible[l] = machine.layer(l).isVisible();
            hidden[l] = !visible[l];
        }
    }

    /** Whether sums over the hidden states are exact: few states to go through, or log Z is enumerated too and the table can be held. */
    static boolean isExact(Machine machine) {
        int table = HiddenSums.tableUnits(machine);
        return table <= EXACT_UNITS
                || table <= HiddenSums.MOST_UNITS && ExactPartition.isPossible(machine, Integer.MAX_VALUE);
    }

    @Override
    public void load(float[] newParameters) {
        parameters = newParameters;
        inferred = false;
        if (exact != null) {
            exact.load(newParameters);
        }
    }

    @Override
    public void forget() {
        inferred = false;
    }

    /** Settles once, since states and means stay until others are clamped. */
    @Override
    public void infer(States states) {
        if (!inferred) {
            settle(states);
            inferred = true;
        }
    }

    @Override
    public void freeEnergy(States states, double[] out) {
        infer(states);
        FreeEnergy.visible(sampler.inputs(), machine, parameters, states.states(), states.rows(), states.means(), out);
        for (int r = 0; r < states.rows(); r++) {
            out[r] -= logSums[r];
        }
    }

    @Override
    public int[] hiddenLayers() {
        return layers;
    }

    /** Gives the hidden units their means given the visible states, as states and as means, and rows the sum over hidden states, or its lower bound. */
    private void settle(States states) {
        int rows = states.rows();
        if (logSums.length < rows) {
            logSums = new double[rows];
        }
        if (exact == null) {
            units.meanField(states, sweeps, orders);
            bound(states);
            for (int layer : layers) {
                System.arraycopy(states.state(layer), 0, states.mean(layer), 0, rows * states.size(layer));
            }
            return;
        }
        for (int layer : layers) {
            sampler.inputs().computeFrom(visible, layer, states.states(), rows, states.mean(layer));
        }
        exact.compute(states.means(), rows, true, logSums);
        for (int layer : layers) {
            System.arraycopy(states.mean(layer), 0, states.state(layer), 0, rows * states.size(layer));
        }
    }

    /** {@code b.m + v W m + 1/2 m M m + H(m)} of the means that are the hidden states; overwrites what {@code states.mean} holds. */
    private void bound(States states) {
        int rows = states.rows();
        Arrays.fill(logSums, 0, rows, 0);
        for (int layer : layers) {
            int n = states.size(layer);
            float[] state = states.state(layer);
            float[] z = states.mean(layer);
            sampler.inputs().computeFrom(hidden, layer, states.states(), rows, z);
            sampler.inputs().addLateral(layer, state, rows, z);
            for (int r = 0; r < rows; r++) {
                logSums[r] += dot(state, z, r * n, n) / 2;
            }
            sampler.inputs().computeFrom(visible, layer, states.states(), rows, z);
            for (int r = 0; r < rows; r++) {
                logSums[r] += ownTerms(layer, state, z, r * n, n);
            }
        }
    }

    /** {@code m.(b + z) + H(m)} of one row of a layer. */
    private double ownTerms(int layer, float[] state, float[] z, int at, int n) {
        UnitType type = machine.layer(layer).type();
        Block bias = machine.biases(layer);
        double sum = dot(state, z, at, n);
        for (int j = 0; j < n; j++) {
            double m = state[at + j];
            double p = (m - type.lowest()) / (type.highest() - type.lowest());
            sum += m * parameters[bias.offset() + j] - xLogX(p) - xLogX(1 - p);
        }
        return sum;
    }

    private static double xLogX(double p) {
        return p <= 0 ? 0 : p * Math.log(p);
    }

    private static double dot(float[] x, float[] y, int at, int n) {
        double sum = 0;
        for (int i = at; i < at + n; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }
}
