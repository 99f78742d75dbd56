package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;

/**
 * A lower bound of a row's log-likelihood under a deep belief network without label units, by draws of its recognition.
 *
 * <pre>
 * log p(v) &gt;= E_q[ sum_l log p(h_(l-1) | h_l) + sum_l H(q(h_l | h_(l-1))) - F_top(h_(L-1)) ] - log Z_top,      h_0 = v,  l = 1..L-1,  in nats
 * q(h_l | h_(l-1)) = sigmoid(b_l + h_(l-1) W_l)        entropies H in closed form, states drawn
 * </pre>
 *
 * <p>With the true posterior as q it is log p(v); the gap is the Kullback-Leibler divergence from it. A log Z that is too low by its error makes the bound too high by as
 * much. Cost of a draw: 2 (L - 1) + 1 matrix-vector products, all draws of a row at once. Not safe for threads.
 *
 * <p>Source: Hinton, Osindero and Teh, "A fast learning algorithm for deep belief nets", Neural Computation 18, 2006, section 4.
 */
public final class BeliefBound {
    private final Machine stack;
    private final float[] up;
    private final float[] down;
    private final GibbsSampler recognition;
    private final GibbsSampler generation;
    private final States states;
    private final States generated;
    private final RowMeasurer top;
    private final double logZ;
    private final int steps;

    /**
     * @param stack the directed steps: a {@link StackMachine}, or a restricted machine for one step
     * @param up parameters of recognition, of which the hidden layers' biases are used
     * @param down parameters of generation, of which the lower layers' biases are used
     * @param top the restricted machine above, without label units
     * @param logZ of the top, in nats
     * @throws IllegalArgumentException for label units, and for units that are not bernoulli
     */
    public BeliefBound(
            Machine stack,
            float[] up,
            float[] down,
            Machine top,
            float[] topParameters,
            double logZ,
            Elementwise kernels,
            BatchProducts products) {
        requirePossible(stack, top);
        this.stack = stack;
        this.up = up;
        this.down = down;
        this.logZ = logZ;
        this.steps = StackMachine.steps(stack);
        this.recognition = new GibbsSampler(stack, kernels, products);
        this.generation = new GibbsSampler(stack, kernels, products);
        recognition.load(up);
        generation.load(down);
        this.states = new States(stack);
        this.generated = new States(stack);
        this.top = new RowMeasurer(top, kernels, products);
        this.top.load(topParameters);
    }

    /** @throws IllegalArgumentException for a network that has no such bound */
    public static void requirePossible(Machine stack, Machine top) {
        if (top.labelLayer() >= 0) {
            throw new IllegalArgumentException(
                    "The bound is of networks without label units; train one without a label, or compare accuracies.");
        }
        boolean binary =
                stack.layers().stream().allMatch(layer -> layer.type().id().equals(UnitTypes.BERNOULLI.id()));
        if (!binary || !top.hasEnergy()) {
            throw new IllegalArgumentException(
                    "The bound is of networks of bernoulli units, but this one has others; compare reconstruction errors.");
        }
    }

    /**
     * The bound's value for each draw of one row; their mean is an unbiased estimate of the bound.
     *
     * @param row visible states, from {@code at}
     * @param into a number for each draw
     * @param key of this row alone: draws are its rows 0, 1, ...
     */
    public void draw(float[] row, int at, double[] into, DrawKey key) {
        int n = into.length;
        states.resize(n);
        generated.resize(n);
        int visible = states.size(0);
        for (int d = 0; d < n; d++) {
            System.arraycopy(row, at, states.state(0), d * visible, visible);
            into[d] = -logZ;
        }
        for (int l = 1; l <= steps; l++) {
            int hidden = StackMachine.hidden(l);
            recognition.inputs().compute(hidden, states.states(), n, states.mean(hidden));
            addEntropies(states.mean(hidden), stack.biases(hidden), into);
            recognition.drawFromInputs(states, hidden, 1, key, 0, 0);
            addGeneration(l, into);
            if (l < steps) {
                copy(states.state(hidden), states, StackMachine.lower(l + 1));
            }
        }
        int highest = StackMachine.hidden(steps);
        System.arraycopy(states.state(highest), 0, top.clamp(n), 0, n * states.size(highest));
        double[] energies = new double[n];
        top.freeEnergy(energies);
        for (int d = 0; d < n; d++) {
            into[d] -= energies[d];
        }
    }

    private void copy(float[] from, States to, int layer) {
        System.arraycopy(from, 0, to.state(layer), 0, to.rows() * to.size(layer));
    }

    /** {@code H = softplus(z) - z sigmoid(z)} of each unit. */
    private void addEntropies(float[] inputs, Block bias, double[] into) {
        int units = bias.length();
        for (int d = 0; d < into.length; d++) {
            for (int j = 0; j < units; j++) {
                double z = (double) inputs[d * units + j] + up[bias.offset() + j];
                into[d] += Numerics.softplus(z) - z * Numerics.sigmoid(z);
            }
        }
    }

    /** {@code log p(x | h) = sum_i x_i z_i - softplus(z_i)} of step {@code l}. */
    private void addGeneration(int l, double[] into) {
        int lower = StackMachine.lower(l);
        int hidden = StackMachine.hidden(l);
        copy(states.state(hidden), generated, hidden);
        float[] inputs = generated.mean(lower);
        generation.inputs().compute(lower, generated.states(), into.length, inputs);
        Block bias = stack.biases(lower);
        int units = bias.length();
        float[] x = states.state(lower);
        for (int d = 0; d < into.length; d++) {
            for (int i = 0; i < units; i++) {
                double z = (double) inputs[d * units + i] + down[bias.offset() + i];
                into[d] += x[d * units + i] * z - Numerics.softplus(z);
            }
        }
    }
}
