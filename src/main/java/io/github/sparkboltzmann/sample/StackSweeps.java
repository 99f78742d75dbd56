package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;

/**
 * Passes up and down a {@link StackMachine}: each layer is updated given the one before it, and its states become those of the same units in the next step.
 *
 * <pre>
 * up      for l = 1..L:   h_l ~ P(h_l | h_(l-1)),       h_0 = v          lower(l+1) takes the states of hidden(l)
 * down    for l = L..1:   h_(l-1) ~ P(h_(l-1) | h_l)                     hidden(l-1) takes the states of lower(l)
 * </pre>
 *
 * <p>A pass is one matrix product a step. A restricted machine of one visible and one hidden layer is a stack of one step.
 */
public final class StackSweeps {
    /** Updates one layer, states and means, given the states of the layer that it is coupled to. */
    @FunctionalInterface
    public interface Update {
        void update(int layer);
    }

    private StackSweeps() {}

    /** From the visible states, which stay, to the top. */
    public static void up(Machine stack, States states, Update update) {
        int steps = StackMachine.steps(stack);
        for (int l = 1; l <= steps; l++) {
            update.update(StackMachine.hidden(l));
            if (l < steps) {
                copy(states, StackMachine.hidden(l), StackMachine.lower(l + 1));
            }
        }
    }

    /** From the states of the top layer, which stay, to the visible units. */
    public static void down(Machine stack, States states, Update update) {
        for (int l = StackMachine.steps(stack); l >= 1; l--) {
            update.update(StackMachine.lower(l));
            if (l > 1) {
                copy(states, StackMachine.lower(l), StackMachine.hidden(l - 1));
            }
        }
    }

    private static void copy(States states, int from, int to) {
        System.arraycopy(states.state(from), 0, states.state(to), 0, states.rows() * states.size(from));
    }
}
