package io.github.sparkboltzmann.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The deep Boltzmann machine: hidden layers one above the other, neighbours coupled, nothing inside a layer.
 *
 * <pre>
 * E(v, h1, ..., hL) = - a.v - sum_l b_l.h_l - v W_1 h1 - sum_(l &gt; 1) h_(l-1) W_l h_l
 * P(h_l = 1 | all others) = sigmoid(b_l + h_(l-1) W_l + W_(l+1) h_(l+1))
 * </pre>
 *
 * <p>Layers are named {@code visible, hidden1, ..., hiddenL}; with one hidden layer it is the restricted machine. Source: Salakhutdinov and Hinton, "Deep Boltzmann
 * machines", AISTATS 2009.
 */
public final class DeepMachine {
    private DeepMachine() {}

    /**
     * @param hidden units of each hidden layer, from the lowest
     * @throws IllegalArgumentException without a hidden layer, and for types of units that do not go together
     */
    public static Machine of(UnitType visibleType, int visible, UnitType hiddenType, int... hidden) {
        requireLayers(hidden);
        if (hidden.length == 1) {
            return Machine.restricted(visibleType, visible, hiddenType, hidden[0]);
        }
        List<Layer> layers = new ArrayList<>(List.of(Layer.visible("visible", visibleType, visible)));
        List<Coupling> couplings = new ArrayList<>();
        for (int l = 1; l <= hidden.length; l++) {
            layers.add(Layer.hidden("hidden" + l, hiddenType, hidden[l - 1]));
            couplings.add(Coupling.between(l - 1, l));
        }
        return Machine.of(layers, couplings);
    }

    static void requireLayers(int[] hidden) {
        if (hidden.length == 0) {
            throw new IllegalArgumentException(
                    "A deep machine has one hidden layer or more, but the list of their sizes is empty.");
        }
    }
}
