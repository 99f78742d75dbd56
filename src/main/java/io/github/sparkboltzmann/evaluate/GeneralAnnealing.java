package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitBatch;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;
import java.util.Arrays;

/**
 * Annealed chains between independent units and any machine of one visible and at most one hidden layer of two-state units, and their log-weights.
 *
 * <pre>
 * p_beta(v, h) proportional to exp((1 - beta) a0.v - beta E(v, h)),      -E = a.v + b.h + 1/2 v L v + v W h + 1/2 h M h
 * M = 0:   log p_beta(v)    = ((1 - beta) a0 + beta a).v + beta/2 v L v + sum_j log(e^{beta low z_j} + e^{beta high z_j}),   z = b + v W
 * else:    log p_beta(v, h) as it stands: nothing is summed out
 * up:      state from p_0;  log w = sum_k log p_{k+1}(s_k) - log p_k(s_k),   s_{k+1} by one sweep at beta_{k+1};   E[w] = Z / Z0
 * down:    state from the machine;   the same from 1 to 0;                                                         E[w] = Z0 / Z
 * </pre>
 *
 * <p>A sweep draws hidden units, then visible ones, those of a layer that is coupled to itself unit by unit in an order of the sweep's own. It leaves p_beta as
 * it is, which is all that either expectation needs: down takes sweeps of the same order, not up's in reverse, and is annealing from the machine to the base in
 * its own right. The sweep is the machine's own at inverse temperature beta with visible biases {@code a + (1 - beta) / beta a0}.
 *
 * <p>Cost of a temperature for each chain, in multiplications: {@code 2 visible hidden}, and twice the weights of each lateral coupling, once for the sweep and
 * once for the weights; of a semi-restricted machine of 784-500 units 2.6 times those of the restricted one. Where hidden units are coupled nothing is summed
 * out, so that weights spread more: take more temperatures. Weights are summed in double. Not safe for threads.
 *
 * <p>Source: Neal, "Annealed importance sampling", Statistics and Computing 11, 2001.
 */
public final class GeneralAnnealing implements AnnealedMachine {
    private final Machine machine;
    private final Elementwise kernels;
    private final GibbsSampler sampler;
    private final States states;
    private final int visible;
    private final int hidden;
    private final boolean isSummed;
    private final float[] base;
    private final float[] parameters;
    private final float[] own;
    private final double[] slope;
    private final Block visibleBias;
    private final Block hiddenBias;
    private float[] scaled = new float[0];
    private double[] quadratic = new double[0];
    private double[] before = new double[0];
    private double[] after = new double[0];
    private final float[] noBias;

    /** @throws IllegalArgumentException if {@link AnnealedMachine#isPossible} does not hold, or the base has other units */
    public GeneralAnnealing(
            Machine machine, float[] parameters, IndependentUnits base, Elementwise kernels, BatchProducts products) {
        if (!AnnealedMachine.isPossible(machine)) {
            throw new IllegalArgumentException(
                    "Annealing needs a machine of one visible and at most one hidden layer of bernoulli or spin units.");
        }
        this.machine = machine;
        this.kernels = kernels;
        this.parameters = parameters;
        visible = machine.layers(true)[0];
        hidden = machine.layers(false).length == 0 ? -1 : machine.layers(false)[0];
        isSummed = machine.hasIndependentHidden();
        visibleBias = machine.biases(visible);
        hiddenBias = hidden < 0 ? null : machine.biases(hidden);
        if (base.visibleUnits() != visibleBias.length()) {
            throw new IllegalArgumentException("A base of " + base.visibleUnits()
                    + " units does not belong to a machine of " + visibleBias.length() + " visible units.");
        }
        UnitType type = machine.layer(visible).type();
        this.base = new float[visibleBias.length()];
        slope = new double[visibleBias.length()];
        for (int i = 0; i < slope.length; i++) {
            this.base[i] = (float) (base.biases()[i] / (type.highest() - type.lowest()));
            slope[i] = (double) parameters[visibleBias.offset() + i] - this.base[i];
        }
        // Everything but the visible biases is the machine's own at every temperature.
        own = parameters.clone();
        noBias = new float[hidden < 0 ? 0 : hiddenBias.length()];
        sampler = new GibbsSampler(machine, kernels, products);
        sampler.load(own);
        states = new States(machine);
    }

    @Override
    public int width() {
        return AnnealedMachine.width(machine);
    }

    @Override
    public double[] up(double[] beta, int chains, DrawKey key, int first) {
        resize(chains);
        System.arraycopy(base, 0, own, visibleBias.offset(), base.length);
        draw(visible, own, chains, key, first);
        if (!isSummed) {
            draw(hidden, new float[own.length], chains, key, first);
        }
        return anneal(beta, chains, key, first);
    }

    @Override
    public double[] down(double[] beta, float[] samples, int chains, DrawKey key, int first) {
        resize(chains);
        split(samples, chains);
        double[] falling = new double[beta.length];
        for (int k = 0; k < beta.length; k++) {
            falling[k] = beta[beta.length - 1 - k];
        }
        return anneal(falling, chains, key, first);
    }

    @Override
    public float[] noise(int chains, DrawKey key, int first) {
        resize(chains);
        float[] none = new float[own.length];
        draw(visible, none, chains, key, first);
        if (!isSummed) {
            draw(hidden, none, chains, key, first);
        }
        return join(new float[Math.multiplyExact(chains, width())], chains);
    }

    @Override
    public void sweep(float[] samples, int chains, int sweeps, DrawKey key, int first) {
        resize(chains);
        split(samples, chains);
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            if (hidden >= 0) {
                sampler.inputs().compute(hidden, states.states(), chains, states.mean(hidden));
            }
            sweep(1, key, sweep, first);
        }
        join(samples, chains);
    }

    private void resize(int chains) {
        states.resize(chains);
        if (before.length < chains) {
            quadratic = new double[chains];
            before = new double[chains];
            after = new double[chains];
            scaled = new float[Math.multiplyExact(chains, noBias.length)];
        }
    }

    /** Visible states, and hidden ones after them where they are not summed out. */
    private void split(float[] samples, int chains) {
        int width = width();
        int n = slope.length;
        for (int r = 0; r < chains; r++) {
            System.arraycopy(samples, r * width, states.state(visible), r * n, n);
            if (!isSummed) {
                System.arraycopy(samples, r * width + n, states.state(hidden), r * (width - n), width - n);
            }
        }
    }

    private float[] join(float[] samples, int chains) {
        int width = width();
        int n = slope.length;
        for (int r = 0; r < chains; r++) {
            System.arraycopy(states.state(visible), r * n, samples, r * width, n);
            if (!isSummed) {
                System.arraycopy(states.state(hidden), r * (width - n), samples, r * width + n, width - n);
            }
        }
        return samples;
    }

    /** Units with biases alone. */
    private void draw(int layer, float[] biases, int chains, DrawKey key, int first) {
        Arrays.fill(states.mean(layer), 0, chains * states.size(layer), 0f);
        UnitBatch batch = UnitBatch.of(machine, layer, biases, states.mean(layer), states.state(layer), chains, 1);
        machine.layer(layer).type().draw(kernels, batch, key.at(0, layer), first);
    }

    private double[] anneal(double[] beta, int chains, DrawKey key, int first) {
        double[] logWeights = new double[chains];
        for (int k = 0; k + 1 < beta.length; k++) {
            energies(chains);
            if (hidden >= 0 && isSummed) {
                hiddenSums(beta[k], chains, before);
                hiddenSums(beta[k + 1], chains, after);
            }
            for (int r = 0; r < chains; r++) {
                logWeights[r] += after[r] - before[r] + (beta[k + 1] - beta[k]) * quadratic[r];
            }
            // The last state of a chain has no weight to give.
            if (k + 2 < beta.length) {
                sweep(beta[k + 1], key, k + 1, first);
            }
        }
        return logWeights;
    }

    /**
     * {@code quadratic[r]}: what beta multiplies, without the terms of hidden units that are summed out. Leaves the hidden units' inputs from the visible ones in
     * their means.
     */
    private void energies(int chains) {
        float[] v = states.state(visible);
        for (int r = 0; r < chains; r++) {
            quadratic[r] = dot(slope, v, r * slope.length);
        }
        addLateral(visible, chains);
        if (hidden < 0) {
            return;
        }
        if (!isSummed) {
            addLateral(hidden, chains);
        }
        float[] z = states.mean(hidden);
        sampler.inputs().compute(hidden, states.states(), chains, z);
        int n = noBias.length;
        for (int r = 0; !isSummed && r < chains; r++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                double input = (double) z[r * n + j] + parameters[hiddenBias.offset() + j];
                sum += states.state(hidden)[r * n + j] * input;
            }
            quadratic[r] += sum;
        }
    }

    /** {@code quadratic[r] += 1/2 s W s}. */
    private void addLateral(int layer, int chains) {
        if (machine.lateral(layer) < 0) {
            return;
        }
        float[] state = states.state(layer);
        float[] z = states.mean(layer);
        int n = states.size(layer);
        Arrays.fill(z, 0, chains * n, 0f);
        sampler.inputs().addLateral(layer, state, chains, z);
        for (int r = 0; r < chains; r++) {
            double sum = 0;
            for (int i = r * n; i < (r + 1) * n; i++) {
                sum += (double) state[i] * z[i];
            }
            quadratic[r] += sum / 2;
        }
    }

    /** {@code out[r] = sum_j low beta (z[r, j] + b[j]) + softplus((high - low) beta (z[r, j] + b[j]))}. */
    private void hiddenSums(double beta, int chains, double[] out) {
        UnitType type = machine.layer(hidden).type();
        float[] z = states.mean(hidden);
        int n = noBias.length;
        float factor = (float) (beta * (type.highest() - type.lowest()));
        for (int r = 0; r < chains; r++) {
            scale(z, r * n, factor);
        }
        kernels.softplusSums(scaled, noBias, 0, chains, n, out);
        double perGap = type.lowest() / (type.highest() - type.lowest());
        for (int r = 0; perGap != 0 && r < chains; r++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += scaled[r * n + j];
            }
            out[r] += perGap * sum;
        }
    }

    private void scale(float[] z, int at, float factor) {
        int bias = hiddenBias.offset();
        for (int j = 0; j < noBias.length; j++) {
            scaled[at + j] = factor * (z[at + j] + parameters[bias + j]);
        }
    }

    /** Draws hidden units, whose inputs from the visible ones are there, and visible units at an inverse temperature above 0. */
    private void sweep(double beta, DrawKey key, int sweep, int first) {
        for (int i = 0; i < base.length; i++) {
            // The sampler multiplies the bias by beta: beta (a + (1 - beta) / beta a0) = (1 - beta) a0 + beta a.
            int at = visibleBias.offset() + i;
            own[at] = (float) (parameters[at] + (1 - beta) / beta * base[i]);
        }
        if (hidden >= 0) {
            sampler.drawFromInputs(states, hidden, (float) beta, key, sweep, first);
        }
        sampler.draw(states, visible, (float) beta, key, sweep, first);
    }

    /** {@code sum_i x[i] v[at + i]}. */
    private static double dot(double[] x, float[] v, int at) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * v[at + i];
        }
        return sum;
    }
}
