package io.github.sparkboltzmann.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A deep belief network whose directed steps have weights of their own for each direction, as the parameters of one training by wake-sleep.
 *
 * <pre>
 * step l = 1..L-1    recognition  q(h_l = 1 | h_(l-1)) = sigmoid(r_l + h_(l-1) R_l),     generation  p(h_(l-1) = 1 | h_l) = sigmoid(g_l + G_l h_l)
 * top                a restricted machine of h_(L-1) and h_L, with label units beside h_(L-1) or without
 * </pre>
 *
 * <p>R_l and G_l are both {@code [n_(l-1), n_l]}, row-major. Layers are {@code visible, rechidden1, genlower1, genhidden1, reclower2, ..., toplower, (label,) tophidden};
 * each pair is coupled and no pair with another, so that {@code genlower(l)}, {@code reclower(l)} and {@code rechidden(l-1)} are the same units. Biases of the
 * reclower and genhidden layers are not used. Source: Hinton, Osindero and Teh, "A fast learning algorithm for deep belief nets", Neural Computation 18, 2006, section 5.
 */
public final class WakeSleepMachine {
    private static final int LAYERS = 4;
    private static final String GENERATED = "genlower";

    private WakeSleepMachine() {}

    /**
     * @param classes of the label units of the top step; 0 for none
     * @param hidden units of each hidden layer, from the lowest: two layers or more
     * @throws IllegalArgumentException for fewer layers, one class, and types of units that do not go together
     */
    public static Machine of(UnitType visibleType, int visible, int classes, UnitType hiddenType, int... hidden) {
        if (hidden.length < 2 || classes == 1 || classes < 0) {
            throw new IllegalArgumentException(
                    "Wake-sleep trains two hidden layers or more and no label or two classes or more, but there are "
                            + hidden.length + " hidden layers and " + classes + " classes.");
        }
        List<Layer> layers = new ArrayList<>();
        List<Coupling> couplings = new ArrayList<>();
        for (int l = 1; l < hidden.length; l++) {
            UnitType lowerType = l == 1 ? visibleType : hiddenType;
            int lower = l == 1 ? visible : hidden[l - 2];
            layers.add(
                    l == 1
                            ? Layer.visible("visible", lowerType, lower)
                            : Layer.hidden("reclower" + l, lowerType, lower));
            layers.add(Layer.hidden("rechidden" + l, hiddenType, hidden[l - 1]));
            layers.add(Layer.hidden(GENERATED + l, lowerType, lower));
            layers.add(Layer.hidden("genhidden" + l, hiddenType, hidden[l - 1]));
            couplings.add(Coupling.between(recognitionLower(l), recognitionHidden(l)));
            couplings.add(Coupling.between(generationLower(l), generationHidden(l)));
        }
        int top = layers.size();
        layers.add(Layer.hidden("toplower", hiddenType, hidden[hidden.length - 2]));
        if (classes > 0) {
            layers.add(Layer.visible("label", UnitTypes.named("softmax:" + classes), classes));
        }
        layers.add(Layer.hidden("tophidden", hiddenType, hidden[hidden.length - 1]));
        for (int l = top; l < layers.size() - 1; l++) {
            couplings.add(Coupling.between(l, layers.size() - 1));
        }
        return Machine.of(layers, couplings);
    }

    /** Whether a machine is one of these. */
    public static boolean isWakeSleep(Machine machine) {
        return machine.layerCount() > LAYERS && machine.layer(2).name().equals(GENERATED + 1);
    }

    /** How many directed steps there are below the top one. */
    public static int directedSteps(Machine machine) {
        return machine.layerCount() / LAYERS;
    }

    /** The number of the layer that step {@code l}, from 1, recognises from. */
    public static int recognitionLower(int step) {
        return LAYERS * (step - 1);
    }

    /** The number of the layer that step {@code l} recognises. */
    public static int recognitionHidden(int step) {
        return LAYERS * (step - 1) + 1;
    }

    /** The number of the layer that step {@code l} generates. */
    public static int generationLower(int step) {
        return LAYERS * (step - 1) + 2;
    }

    /** The number of the layer that step {@code l} generates from. */
    public static int generationHidden(int step) {
        return LAYERS * (step - 1) + 3;
    }

    /** The number of the top step's lower layer. */
    public static int topLower(Machine machine) {
        return LAYERS * directedSteps(machine);
    }

    /** The number of the top step's hidden layer. */
    public static int topHidden(Machine machine) {
        return machine.layerCount() - 1;
    }

    /** The restricted machine of directed step {@code l}, from 1, which recognition and generation have the form of. */
    public static Machine step(Machine machine, int step) {
        Layer lower = machine.layer(recognitionLower(step));
        Layer hidden = machine.layer(recognitionHidden(step));
        return Machine.restricted(lower.type(), lower.size(), hidden.type(), hidden.size());
    }

    /** The restricted machine of the top step, labelled where there are label units. */
    public static Machine top(Machine machine) {
        Layer lower = machine.layer(topLower(machine));
        Layer hidden = machine.layer(topHidden(machine));
        int classes = machine.classes();
        return classes == 0
                ? Machine.restricted(lower.type(), lower.size(), hidden.type(), hidden.size())
                : Machine.labelled(lower.type(), lower.size(), classes, hidden.type(), hidden.size());
    }

    /** A copy of the recognition of step {@code l}, from 1, as parameters of {@link #step}: weights R, hidden biases r, and visible biases 0. */
    public static Parameters recognition(Machine machine, float[] parameters, int step) {
        Machine own = step(machine, step);
        Parameters result = Parameters.zero(own);
        copy(parameters, machine.weights(2 * step - 2), result.values(), own.weights(0));
        copy(parameters, machine.biases(recognitionHidden(step)), result.values(), own.biases(1));
        return result;
    }

    /** A copy of the generation of step {@code l}, from 1, as parameters of {@link #step}: weights G, visible biases g, and hidden biases 0. */
    public static Parameters generation(Machine machine, float[] parameters, int step) {
        Machine own = step(machine, step);
        Parameters result = Parameters.zero(own);
        copy(parameters, machine.weights(2 * step - 1), result.values(), own.weights(0));
        copy(parameters, machine.biases(generationLower(step)), result.values(), own.biases(0));
        return result;
    }

    /** A copy of the parameters of the top step, as those of {@link #top}. */
    public static Parameters topParameters(Machine machine, float[] parameters) {
        Machine own = top(machine);
        Parameters result = Parameters.zero(own);
        for (int c = 0; c < own.couplings().size(); c++) {
            copy(parameters, machine.weights(2 * directedSteps(machine) + c), result.values(), own.weights(c));
        }
        for (int l = 0; l < own.layerCount(); l++) {
            copy(parameters, machine.biases(topLower(machine) + l), result.values(), own.biases(l));
        }
        return result;
    }

    /**
     * The parameters to start from: those of greedily trained steps, the directed ones with the same weights in both directions.
     *
     * @param steps from the lowest, as {@link #step} and {@link #top} have them
     */
    public static Parameters join(Machine machine, List<Parameters> steps) {
        int directed = directedSteps(machine);
        if (steps.size() != directed + 1) {
            throw new IllegalArgumentException(
                    "The network has " + (directed + 1) + " steps, but " + steps.size() + " were given.");
        }
        return join(machine, steps.subList(0, directed), steps.subList(0, directed), steps.get(directed));
    }

    /** The parameters of these parts: the reverse of {@link #recognition}, {@link #generation} and {@link #topParameters}. */
    public static Parameters join(
            Machine machine, List<Parameters> recognition, List<Parameters> generation, Parameters top) {
        Parameters result = Parameters.zero(machine);
        float[] to = result.values();
        int directed = directedSteps(machine);
        for (int l = 1; l <= directed; l++) {
            Machine own = step(machine, l);
            float[] up = recognition.get(l - 1).values();
            float[] down = generation.get(l - 1).values();
            copy(up, own.weights(0), to, machine.weights(2 * l - 2));
            copy(up, own.biases(1), to, machine.biases(recognitionHidden(l)));
            copy(down, own.weights(0), to, machine.weights(2 * l - 1));
            copy(down, own.biases(0), to, machine.biases(generationLower(l)));
        }
        Machine own = top(machine);
        for (int c = 0; c < own.couplings().size(); c++) {
            copy(top.values(), own.weights(c), to, machine.weights(2 * directed + c));
        }
        for (int l = 0; l < own.layerCount(); l++) {
            copy(top.values(), own.biases(l), to, machine.biases(topLower(machine) + l));
        }
        return result;
    }

    private static void copy(float[] from, Block source, float[] to, Block target) {
        System.arraycopy(from, source.offset(), to, target.offset(), source.length());
    }
}
