package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.ExactGeneral;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.HiddenSums;
import io.github.sparkboltzmann.sample.HiddenUnits;
import io.github.sparkboltzmann.sample.States;

/**
 * Hidden units of one layer that are coupled to each other, given visible states: their means, and what they add to minus the free energy.
 *
 * <pre>
 * exact         &lt;h | v&gt;,   log sum_h exp(b.h + v W h + 1/2 h M h)                      where states are few ({@link #isExact})
 * mean field    m,         b.m + v W m + 1/2 m M m + H(m)  &lt;=  the same sum              else
 * H(m) = - sum_j p_j log p_j + (1 - p_j) log(1 - p_j),   p_j = P(h_j = highest)
 * </pre>
 *
 * <p>So with mean field free energies are too high by {@code KL(q || P(h | v))}, and {@code -F - log Z} is a lower bound of {@code log P(v)}. Mean field makes a
 * number of sweeps from units at rest, in orders that depend on nothing: a row's means are those that it has in any other batch, up to rounding.
 */
final class CoupledHidden {
    /** Up to so many hidden units sums are exact however many visible units there are. */
    static final int EXACT_UNITS = 12;

    /** Up to so many units altogether log Z is exact, and free energies are too. */
    private static final int EXACT_MACHINE = ExactGeneral.MOST_UNITS;

    private final Machine machine;
    private final int layer;
    private final GibbsSampler sampler;
    private final HiddenUnits units;
    private final HiddenSums exact;
    private final DrawKey orders = DrawKey.of(0, 0, Purpose.UNIT_ORDER.number());
    private final int sweeps;
    private float[] parameters;
    private double[] logSums = new double[0];

    /** @param sampler loaded with the parameters before each call */
    CoupledHidden(Machine machine, Elementwise kernels, GibbsSampler sampler, int sweeps) {
        if (sweeps < 1) {
            throw new IllegalArgumentException("Mean field makes 1 sweep or more, but is to make " + sweeps + ".");
        }
        this.machine = machine;
        this.layer = machine.layers(false)[0];
        this.sampler = sampler;
        this.units = new HiddenUnits(machine, kernels, sampler);
        this.exact = isExact(machine) ? new HiddenSums(machine, layer) : null;
        this.sweeps = sweeps;
    }

    /** Whether sums over the hidden states are exact: few hidden units, or so few of all that log Z is enumerated too. */
    static boolean isExact(Machine machine) {
        int hidden = machine.layer(machine.layers(false)[0]).size();
        int visible = machine.layer(machine.layers(true)[0]).size();
        return hidden <= EXACT_UNITS || hidden <= HiddenSums.MOST_UNITS && visible + hidden <= EXACT_MACHINE;
    }

    void load(float[] newParameters) {
        parameters = newParameters;
        if (exact != null) {
            exact.load(newParameters);
        }
    }

    /** Gives the hidden units their means given the visible states, as states and as means; {@code logSum} follows from them. */
    void settle(States states) {
        int rows = states.rows();
        int length = rows * states.size(layer);
        if (logSums.length < rows) {
            logSums = new double[rows];
        }
        float[] mean = states.mean(layer);
        if (exact != null) {
            sampler.inputs().compute(layer, states.states(), rows, mean);
            exact.compute(mean, rows, true, logSums);
            System.arraycopy(mean, 0, states.state(layer), 0, length);
            return;
        }
        units.meanField(states, sweeps, orders);
        bound(states);
        System.arraycopy(states.state(layer), 0, mean, 0, length);
    }

    /** The sum, or its lower bound, of a row that was settled, in nats. */
    double logSum(int row) {
        return logSums[row];
    }

    /** {@code b.m + v W m + 1/2 m M m + H(m)} of the means that are the hidden states; overwrites what {@code states.mean} holds. */
    private void bound(States states) {
        int rows = states.rows();
        int n = states.size(layer);
        float[] state = states.state(layer);
        float[] z = states.mean(layer);
        UnitType type = machine.layer(layer).type();
        Block bias = machine.biases(layer);
        java.util.Arrays.fill(z, 0, rows * n, 0f);
        sampler.inputs().addLateral(layer, state, rows, z);
        for (int r = 0; r < rows; r++) {
            logSums[r] = dot(state, z, r * n, n) / 2;
        }
        sampler.inputs().compute(layer, states.states(), rows, z);
        for (int r = 0; r < rows; r++) {
            double sum = dot(state, z, r * n, n);
            for (int j = 0; j < n; j++) {
                double m = state[r * n + j];
                double p = (m - type.lowest()) / (type.highest() - type.lowest());
                sum += m * parameters[bias.offset() + j] - xLogX(p) - xLogX(1 - p);
            }
            logSums[r] += sum;
        }
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
