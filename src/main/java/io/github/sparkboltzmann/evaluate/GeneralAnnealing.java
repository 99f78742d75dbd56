package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitBatch;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Annealed chains between independent units and any machine of one visible layer and any hidden ones of two-state units, and their log-weights.
 *
 * <pre>
 * p_beta(s) proportional to exp((1 - beta) a0.v - beta E(s))
 * log p_beta(k) = (1 - beta) a0.v [v in k] + beta (b.k + 1/2 k W k) + sum_j log(e^{low x_j} + e^{high x_j})        k: layers kept, j: units summed out
 *                 x_j = (1 - beta) a0_j [j visible] + beta z_j,   z_j = b_j + inputs from k
 * up:      state from p_0;  log w = sum_k log p_{k+1}(s_k) - log p_k(s_k),   s_{k+1} by one sweep at beta_{k+1};   E[w] = Z / Z0
 * down:    state from the machine;   the same from 1 to 0;                                                         E[w] = Z0 / Z
 * </pre>
 *
 * <p>{@link AnnealedMachine#kept} says which layers are kept: the visible one where hidden units are independent given it; of a deep machine v - h1 - h2 with few
 * units in h1 that one, so that v and h2 are summed out.
 *
 * <p>A sweep draws the layers that are summed out, then those that are kept from the highest down to the visible one, those of a layer that is coupled to itself
 * unit by unit in an order of the sweep's own. It leaves p_beta as it is, which is all that either expectation needs: down takes sweeps of the same order, not up's
 * in reverse, and is annealing from the machine to the base in its own right. The sweep is the machine's own at inverse temperature beta with visible biases
 * {@code a + (1 - beta) / beta a0}.
 *
 * <p>Cost of a temperature for each chain, in multiplications: twice the weights of each coupling, once for the sweep and once for the weights; of a
 * semi-restricted machine of 784-500 units 2.6 times those of the restricted one. Where nothing is summed out weights spread more: take more temperatures.
 * Weights are summed in double. Not safe for threads.
 *
 * <p>Sources: Neal, "Annealed importance sampling", Statistics and Computing 11, 2001; Salakhutdinov and Hinton, "Deep Boltzmann machines", AISTATS 2009, section
 * 3.2 (v and h2 summed out).
 */
public final class GeneralAnnealing implements AnnealedMachine {
    private final Machine machine;
    private final Elementwise kernels;
    private final GibbsSampler sampler;
    private final States states;
    private final int visible;
    private final int[] kept;
    private final int[] summed;
    private final int width;
    private final boolean[][] before;
    private final float[] base;
    private final float[] parameters;
    private final float[] own;
    private final double[] slope;
    private final Block visibleBias;
    private float[] scaled = new float[0];
    private double[] quadratic = new double[0];
    private double[] now = new double[0];
    private double[] next = new double[0];
    private double[] layerSums = new double[0];
    private final float[] noBias;

    /** @throws IllegalArgumentException if {@link AnnealedMachine#isPossible} does not hold, or the base has other units */
    public GeneralAnnealing(
            Machine machine, float[] parameters, IndependentUnits base, Elementwise kernels, BatchProducts products) {
        JointEnergy.require(machine);
        if (!AnnealedMachine.isPossible(machine)) {
            throw new IllegalArgumentException(
                    "Annealing needs a machine of one visible layer, of bernoulli or spin units throughout.");
        }
        this.machine = machine;
        this.kernels = kernels;
        this.parameters = parameters;
        visible = machine.layers(true)[0];
        kept = AnnealedMachine.kept(machine);
        width = AnnealedMachine.width(machine);
        boolean[] isSummed = AnnealedMachine.summed(machine);
        summed = IntStream.range(0, isSummed.length).filter(l -> isSummed[l]).toArray();
        before = new boolean[kept.length][machine.layerCount()];
        for (int k = 1; k < kept.length; k++) {
            before[k] = before[k - 1].clone();
            before[k][kept[k - 1]] = true;
        }
        visibleBias = machine.biases(visible);
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
        noBias = new float
                [IntStream.of(summed).map(l -> machine.layer(l).size()).max().orElse(0)];
        sampler = new GibbsSampler(machine, kernels, products);
        sampler.load(own);
        states = new States(machine);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public double[] up(double[] beta, int chains, DrawKey key, int first) {
        resize(chains);
        float[] biases = new float[own.length];
        System.arraycopy(base, 0, biases, visibleBias.offset(), base.length);
        draw(biases, chains, key, first);
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
        draw(new float[own.length], chains, key, first);
        return join(new float[Math.multiplyExact(chains, width)], chains);
    }

    @Override
    public void sweep(float[] samples, int chains, int sweeps, DrawKey key, int first) {
        resize(chains);
        split(samples, chains);
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            for (int layer : summed) {
                inputs(layer, chains);
            }
            if (summed.length == 0) {
                inputs(kept[kept.length - 1], chains);
            }
            sweep(1, key, sweep, first);
        }
        join(samples, chains);
    }

    private void inputs(int layer, int chains) {
        sampler.inputs().compute(layer, states.states(), chains, states.mean(layer));
    }

    private void resize(int chains) {
        states.resize(chains);
        if (now.length < chains) {
            quadratic = new double[chains];
            now = new double[chains];
            next = new double[chains];
            layerSums = new double[chains];
            scaled = new float[Math.multiplyExact(chains, noBias.length)];
        }
    }

    private void split(float[] samples, int chains) {
        int at = 0;
        for (int layer : kept) {
            int n = states.size(layer);
            for (int r = 0; r < chains; r++) {
                System.arraycopy(samples, r * width + at, states.state(layer), r * n, n);
            }
            at += n;
        }
    }

    private float[] join(float[] samples, int chains) {
        int at = 0;
        for (int layer : kept) {
            int n = states.size(layer);
            for (int r = 0; r < chains; r++) {
                System.arraycopy(states.state(layer), r * n, samples, r * width + at, n);
            }
            at += n;
        }
        return samples;
    }

    /** Units that are kept, with biases alone. */
    private void draw(float[] biases, int chains, DrawKey key, int first) {
        for (int layer : kept) {
            Arrays.fill(states.mean(layer), 0, chains * states.size(layer), 0f);
            UnitBatch batch = UnitBatch.of(machine, layer, biases, states.mean(layer), states.state(layer), chains, 1);
            machine.layer(layer).type().draw(kernels, batch, key.at(0, layer), first);
        }
    }

    private double[] anneal(double[] beta, int chains, DrawKey key, int first) {
        double[] logWeights = new double[chains];
        for (int k = 0; k + 1 < beta.length; k++) {
            energies(chains);
            sums(beta[k], chains, now);
            sums(beta[k + 1], chains, next);
            for (int r = 0; r < chains; r++) {
                logWeights[r] += next[r] - now[r] + (beta[k + 1] - beta[k]) * quadratic[r];
            }
            // The last state of a chain has no weight to give.
            if (k + 2 < beta.length) {
                sweep(beta[k + 1], key, k + 1, first);
            }
        }
        return logWeights;
    }

    /**
     * {@code quadratic[r]}: what beta multiplies among the units that are kept. Leaves in the means of the layers that the sweep draws first their inputs: of all
     * layers that are summed out, or of the last one that is kept.
     */
    private void energies(int chains) {
        Arrays.fill(quadratic, 0, chains, 0);
        for (int k = 0; k < kept.length; k++) {
            int layer = kept[k];
            float[] state = states.state(layer);
            int n = states.size(layer);
            for (int r = 0; layer == visible && r < chains; r++) {
                quadratic[r] = dot(slope, state, r * n);
            }
            addLateral(layer, chains);
            if (layer != visible) {
                float[] z = states.mean(layer);
                sampler.inputs().computeFrom(before[k], layer, states.states(), chains, z);
                addBilinear(layer, state, z, chains);
            }
        }
        for (int layer : summed) {
            inputs(layer, chains);
        }
    }

    /** {@code quadratic[r] += s.(z + b)}. */
    private void addBilinear(int layer, float[] state, float[] z, int chains) {
        Block bias = machine.biases(layer);
        int n = bias.length();
        for (int r = 0; r < chains; r++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                double input = (double) z[r * n + j] + parameters[bias.offset() + j];
                sum += state[r * n + j] * input;
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

    /** {@code out[r] = sum_j low x[r, j] + softplus((high - low) x[r, j])} over the units that are summed out. */
    private void sums(double beta, int chains, double[] out) {
        Arrays.fill(out, 0, chains, 0);
        for (int layer : summed) {
            UnitType type = machine.layer(layer).type();
            double gap = type.highest() - type.lowest();
            int n = states.size(layer);
            scale(layer, chains, (float) (beta * gap), (float) ((1 - beta) * gap));
            kernels.softplusSums(scaled, noBias, 0, chains, n, layerSums);
            double perGap = type.lowest() / gap;
            for (int r = 0; r < chains; r++) {
                double sum = 0;
                for (int j = 0; perGap != 0 && j < n; j++) {
                    sum += scaled[r * n + j];
                }
                out[r] += layerSums[r] + perGap * sum;
            }
        }
    }

    /** {@code scaled = factor (z + b)}, and of visible units {@code + shift a0} besides. */
    private void scale(int layer, int chains, float factor, float shift) {
        float[] z = states.mean(layer);
        int bias = machine.biases(layer).offset();
        int n = states.size(layer);
        for (int r = 0; r < chains; r++) {
            for (int j = 0; j < n; j++) {
                scaled[r * n + j] = factor * (z[r * n + j] + parameters[bias + j]);
            }
        }
        for (int r = 0; layer == visible && r < chains; r++) {
            for (int j = 0; j < n; j++) {
                scaled[r * n + j] += shift * base[j];
            }
        }
    }

    /** Draws the layers that are summed out, whose inputs are there, and those that are kept, at an inverse temperature above 0. */
    private void sweep(double beta, DrawKey key, int sweep, int first) {
        for (int i = 0; i < base.length; i++) {
            // The sampler multiplies the bias by beta: beta (a + (1 - beta) / beta a0) = (1 - beta) a0 + beta a.
            int at = visibleBias.offset() + i;
            own[at] = (float) (parameters[at] + (1 - beta) / beta * base[i]);
        }
        for (int layer : summed) {
            sampler.drawFromInputs(states, layer, (float) beta, key, sweep, first);
        }
        for (int k = kept.length - 1; k >= 0; k--) {
            if (summed.length == 0 && k == kept.length - 1 && k > 0) {
                sampler.drawFromInputs(states, kept[k], (float) beta, key, sweep, first);
            } else {
                sampler.draw(states, kept[k], (float) beta, key, sweep, first);
            }
        }
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
