package io.github.sparkboltzmann.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A stack of restricted machines, one above the other, as the parameters of all of them together: what is trained jointly, though it has no joint energy.
 *
 * <pre>
 * step l = 1..L:   W_l between lower_l and hidden_l,   down biases a_l of lower_l,   up biases b_l of hidden_l;   lower_1 = visible
 * up:     P(h_l = 1 | h_(l-1)) = sigmoid(b_l + h_(l-1) W_l),   h_0 = v
 * down:   P(h_(l-1) = 1 | h_l) = sigmoid(a_l + W_l h_l)
 * </pre>
 *
 * <p>The machine has the layers {@code visible, hidden1, lower2, hidden2, ..., lowerL, hiddenL} and couples each lower with its hidden layer, so that the steps are not
 * coupled to each other: {@code lower(l+1)} and {@code hidden(l)} are the same units, with a bias for each direction. Blocks, optimiser, checkpoints and files know no
 * more than that. Energy and log Z of this machine are those of L machines that know nothing of each other, and say nothing of the stack. With one step it is the
 * restricted machine.
 *
 * <p>Source: Hu, Gao and Ma, "Deep restricted Boltzmann networks", arXiv:1611.07917, 2016.
 */
public final class StackMachine {
    private static final String LOWER = "lower";

    private StackMachine() {}

    /**
     * @param hidden units of each hidden layer, from the lowest
     * @throws IllegalArgumentException without a hidden layer, and for types of units that do not go together
     */
    public static Machine of(UnitType visibleType, int visible, UnitType hiddenType, int... hidden) {
        DeepMachine.requireLayers(hidden);
        if (hidden.length == 1) {
            return Machine.restricted(visibleType, visible, hiddenType, hidden[0]);
        }
        List<Layer> layers = new ArrayList<>();
        List<Coupling> couplings = new ArrayList<>();
        for (int l = 1; l <= hidden.length; l++) {
            layers.add(
                    l == 1
                            ? Layer.visible("visible", visibleType, visible)
                            : Layer.hidden(LOWER + l, hiddenType, hidden[l - 2]));
            layers.add(Layer.hidden("hidden" + l, hiddenType, hidden[l - 1]));
            couplings.add(Coupling.between(2 * l - 2, 2 * l - 1));
        }
        return Machine.of(layers, couplings);
    }

    /** Whether a machine is a stack of two steps or more. */
    public static boolean isStack(Machine machine) {
        return machine.layerCount() >= 4 && machine.layer(2).name().equals(LOWER + 2);
    }

    /** How many steps a stack has. */
    public static int steps(Machine stack) {
        return stack.couplings().size();
    }

    /** The number of the lower layer of step {@code l}, from 1. */
    public static int lower(int step) {
        return 2 * step - 2;
    }

    /** The number of the hidden layer of step {@code l}, from 1. */
    public static int hidden(int step) {
        return 2 * step - 1;
    }

    /** Step {@code l}, from 1, as a restricted machine of its own. */
    public static Machine step(Machine stack, int step) {
        Layer lower = stack.layer(lower(step));
        Layer hidden = stack.layer(hidden(step));
        return Machine.restricted(lower.type(), lower.size(), hidden.type(), hidden.size());
    }

    /** A copy of the parameters of step {@code l}, from 1, as those of {@link #step}. */
    public static Parameters parametersOf(Machine stack, float[] parameters, int step) {
        Machine machine = step(stack, step);
        Parameters result = Parameters.zero(machine);
        copy(parameters, stack.weights(step - 1), result.values(), machine.weights(0));
        copy(parameters, stack.biases(lower(step)), result.values(), machine.biases(0));
        copy(parameters, stack.biases(hidden(step)), result.values(), machine.biases(1));
        return result;
    }

    /** The parameters of a stack whose steps have these, from the lowest. */
    public static Parameters join(Machine stack, List<Parameters> steps) {
        Parameters result = Parameters.zero(stack);
        for (int l = 1; l <= steps.size(); l++) {
            Machine machine = step(stack, l);
            float[] from = steps.get(l - 1).values();
            copy(from, machine.weights(0), result.values(), stack.weights(l - 1));
            copy(from, machine.biases(0), result.values(), stack.biases(lower(l)));
            copy(from, machine.biases(1), result.values(), stack.biases(hidden(l)));
        }
        return result;
    }

    private static void copy(float[] from, Block source, float[] to, Block target) {
        System.arraycopy(from, source.offset(), to, target.offset(), source.length());
    }
}
