package io.github.sparkboltzmann.deep;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.List;

/**
 * A deep Boltzmann machine from greedily pretrained steps, each of which knows that its units will get input from both sides.
 *
 * <pre>
 * first step      two tied copies of v:     P(h_1 | v, v') = sigmoid(b_1 + (v + v') W_1),     P(v | h_1) = sigmoid(a_1 + W_1 h_1)
 * middle step     a restricted machine:     P(h_l | h_(l-1)) = sigmoid(b_l + h_(l-1) W_l),    P(h_(l-1) | h_l) = sigmoid(a_l + W_l h_l)
 * last step       two tied copies of h_L:   P(h_(L-1) | h_L, h_L') = sigmoid(a_L + W_L (h_L + h_L')),    P(h_L | h_(L-1)) = sigmoid(b_L + h_(L-1) W_L)
 *
 * composed        W_1, W_2 / 2, ..., W_(L-1) / 2, W_L;    biases a_1, (b_1 + a_2) / 2, ..., (b_(L-1) + a_L) / 2, b_L
 * </pre>
 *
 * <p>Where both copies agree, the total input of a layer between two steps is then half the sum of its inputs in both:
 *
 * <pre>
 * z(h_l) = (b_l + a_(l+1)) / 2 + h_(l-1) U_l + U_(l+1) h_(l+1) = [ z_below + z_above ] / 2,      U_1 = W_1 = (2 W_1) / 2,  U_l = W_l / 2,  U_L = W_L
 * </pre>
 *
 * <p>its conditional the normalised geometric mean of the two steps', and those of the visible and the top layer are their step's. Two tied copies of binary units with
 * states {@code v, v'} are one layer of {@code binomial:2} units with states {@code v + v'}: the energy depends on the sum alone, and 2 over s pairs have the sum s. A row
 * for the first step is a binary row doubled. With one hidden layer the restricted machine is all.
 *
 * <p>Source: Salakhutdinov and Hinton, "Deep Boltzmann machines", AISTATS 2009, section 3.1.
 */
public final class Composition {
    /** A layer with two copies of each unit, in which weights are tied. */
    public static final UnitType TWO_COPIES = UnitTypes.named("binomial:2");

    private Composition() {}

    /**
     * The machine that step {@code l} of the pretraining of a deep machine trains.
     *
     * @param deep of {@link DeepMachine}
     * @param step from 1
     */
    public static Machine step(Machine deep, int step) {
        int steps = steps(deep);
        requireBinary(deep);
        Layer lower = deep.layer(step - 1);
        Layer hidden = deep.layer(step);
        UnitType lowerType = steps > 1 && step == 1 ? TWO_COPIES : lower.type();
        UnitType hiddenType = steps > 1 && step == steps ? TWO_COPIES : hidden.type();
        return Machine.restricted(lowerType, lower.size(), hiddenType, hidden.size());
    }

    /** How many steps a deep machine is pretrained in: one for each hidden layer. */
    public static int steps(Machine deep) {
        return deep.layerCount() - 1;
    }

    /** What the states of a binary row are multiplied by before step {@code l} is trained: 2 for the first of several, else 1. */
    public static int copies(Machine deep, int step) {
        return steps(deep) > 1 && step == 1 ? 2 : 1;
    }

    private static void requireBinary(Machine deep) {
        if (steps(deep) > 1 && !UnitTypes.allBernoulli(deep)) {
            throw new IllegalArgumentException(
                    "A deep machine is composed of pretrained steps of bernoulli units, of which two tied copies are binomial ones, but not"
                            + " all of its layers are bernoulli.");
        }
    }

    /**
     * The parameters of the deep machine.
     *
     * @param steps those of {@link #step}, from the lowest
     */
    public static Parameters compose(Machine deep, List<Parameters> steps) {
        int count = steps(deep);
        requireBinary(deep);
        if (steps.size() != count) {
            throw new IllegalArgumentException("The deep machine has " + count + " hidden layers, but " + steps.size()
                    + " pretrained steps were given.");
        }
        Parameters result = Parameters.zero(deep);
        for (int l = 1; l <= count; l++) {
            Machine machine = step(deep, l);
            float[] from = Parameters.of(machine, steps.get(l - 1).values()).values();
            boolean middle = l > 1 && l < count;
            add(from, machine.weights(0), middle ? 0.5f : 1, result, deep.weights(l - 1));
            add(from, machine.biases(0), l > 1 ? 0.5f : 1, result, deep.biases(l - 1));
            add(from, machine.biases(1), l < count ? 0.5f : 1, result, deep.biases(l));
        }
        return result;
    }

    private static void add(float[] from, Block source, float factor, Parameters to, Block target) {
        for (int i = 0; i < source.length(); i++) {
            to.values()[target.offset() + i] += factor * from[source.offset() + i];
        }
    }
}
