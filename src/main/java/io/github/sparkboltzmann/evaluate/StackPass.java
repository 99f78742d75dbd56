package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;
import java.util.Arrays;

/**
 * The units of a stack by one pass of means: upward for the hidden layers, downward from the top for what is reconstructed.
 *
 * <pre>
 * up:    m_l = sigmoid(b_l + m_(l-1) W_l),   m_0 = v                l = 1 .. L
 * down:  d_(l-1) = sigmoid(a_l + W_l d_l),   d_L = m_L              l = L .. 1
 * </pre>
 *
 * <p>A stack has no joint energy, so that there is no free energy and no bound of one: NaN.
 */
final class StackPass implements Inference {
    private final GibbsSampler sampler;
    private final int[] hidden;

    StackPass(Machine machine, GibbsSampler sampler) {
        this.sampler = sampler;
        this.hidden = new int[StackMachine.steps(machine)];
        for (int l = 1; l <= hidden.length; l++) {
            hidden[l - 1] = StackMachine.hidden(l);
        }
    }

    @Override
    public void load(float[] parameters) {
        // The sampler has them.
    }

    @Override
    public void forget() {
        // Nothing is kept.
    }

    @Override
    public void infer(States states) {
        for (int l = 1; l <= hidden.length; l++) {
            if (l > 1) {
                copy(states, StackMachine.hidden(l - 1), StackMachine.lower(l));
            }
            sampler.mean(states, StackMachine.hidden(l), 1);
        }
    }

    /** Leaves the lowest hidden layer at the means that the layers above give it; the means of the upward pass stay. */
    @Override
    public void descend(States states) {
        int top = StackMachine.hidden(hidden.length);
        System.arraycopy(states.mean(top), 0, states.state(top), 0, states.rows() * states.size(top));
        for (int l = hidden.length; l > 1; l--) {
            int lower = StackMachine.lower(l);
            sampler.mean(states, lower, 1);
            System.arraycopy(
                    states.mean(lower),
                    0,
                    states.state(StackMachine.hidden(l - 1)),
                    0,
                    states.rows() * states.size(lower));
        }
    }

    /** The means of one layer become another's states. */
    private static void copy(States states, int from, int to) {
        System.arraycopy(states.mean(from), 0, states.state(to), 0, states.rows() * states.size(to));
    }

    @Override
    public void freeEnergy(States states, double[] out) {
        Arrays.fill(out, 0, states.rows(), Double.NaN);
    }

    @Override
    public int[] hiddenLayers() {
        return hidden;
    }
}
