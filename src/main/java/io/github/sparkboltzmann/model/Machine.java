package io.github.sparkboltzmann.model;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A Boltzmann machine's structure: layers and couplings. Its energy is
 *
 * <pre>
 * E(s) = - sum_l b[l].s[l]  -  sum_{c=(p,q), p&lt;q} s[p] W[c] s[q]  -  1/2 sum_{c=(p,p)} s[p] W[c] s[p]  +  sum_i e(s_i)
 * P(s) = multiplicity(s) exp(-E(s) / T) / Z(T)
 * </pre>
 *
 * <p>{@link UnitType} says what own energies {@code e} and multiplicities units have: binary ones have none. A layer with a total (replicated softmax)
 * multiplies the biases of the layers it is coupled to by the row's total.
 *
 * <p>Numbers live in {@link Parameters}. Source: Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines", Cognitive
 * Science 9, 1985, equations 1 and 5.
 */
public final class Machine implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The name of the layer of label units. */
    private static final String LABEL = "label";

    private final Layer[] layers;
    private final Coupling[] couplings;
    private final BlockLayout layout;
    private final BlockLayout statisticsLayout;
    private final int[] variances;
    private final int totals;

    private Machine(Layer[] layers, Coupling[] couplings) {
        this.layers = layers;
        this.couplings = couplings;
        this.layout = BlockLayout.of(layers, couplings);
        this.variances = new int[layers.length];
        int next = couplings.length + layers.length;
        int found = -1;
        for (int l = 0; l < layers.length; l++) {
            variances[l] = layers[l].type().learnsVariance() ? next++ : -1;
            found = layers[l].type().hasTotal() ? l : found;
        }
        this.totals = found;
        this.statisticsLayout = layout.withUnits(layers, "data", Block.Kind.UNIT_SUMS);
    }

    /**
     * A machine of these layers and couplings.
     *
     * @throws IllegalArgumentException for two layers of one name, two couplings of one pair, or a coupling of a layer that is not there,
     *     and for unit types that do not go together
     */
    public static Machine of(List<Layer> layers, List<Coupling> couplings) {
        Set<String> names = new HashSet<>();
        for (Layer layer : layers) {
            require(names.add(layer.name()), "Two layers have the name '" + layer.name() + "'.");
        }
        Set<List<Integer>> pairs = new HashSet<>();
        for (Coupling coupling : couplings) {
            require(
                    coupling.second() < layers.size(),
                    "A coupling names layer " + coupling.second() + ", but there are " + layers.size()
                            + " layers, numbered from 0.");
            requireEdgesFit(layers, coupling);
            require(
                    pairs.add(List.of(coupling.first(), coupling.second())),
                    "Layers " + coupling.first() + " and " + coupling.second() + " are coupled twice.");
        }
        UnitRules.check(layers, couplings);
        return new Machine(layers.toArray(Layer[]::new), couplings.toArray(Coupling[]::new));
    }

    private static void requireEdgesFit(List<Layer> layers, Coupling coupling) {
        if (coupling.isSparse()) {
            int p = layers.get(coupling.first()).size();
            int q = layers.get(coupling.second()).size();
            require(
                    coupling.edges().rows() == p
                            && coupling.edges().columns() == q
                            && coupling.edges().places() > 0,
                    "A sparse coupling of layers of " + p + " and " + q
                            + " units has 1 edge or more between them, but it has "
                            + coupling.edges().places() + " between "
                            + coupling.edges().rows() + " and "
                            + coupling.edges().columns() + " units.");
        }
    }

    /** The restricted machine (RBM): {@code visible - hidden}, Bernoulli units. */
    public static Machine restricted(int visible, int hidden) {
        return restricted(UnitTypes.BERNOULLI, visible, UnitTypes.BERNOULLI, hidden);
    }

    /** The restricted machine (RBM) of other units: {@code visible - hidden}. */
    public static Machine restricted(UnitType visibleType, int visible, UnitType hiddenType, int hidden) {
        return of(
                List.of(Layer.visible("visible", visibleType, visible), Layer.hidden("hidden", hiddenType, hidden)),
                List.of(Coupling.between(0, 1)));
    }

    /** The restricted machine with label units: {@code visible - hidden - label}, the label one softmax unit of so many classes. */
    public static Machine labelled(UnitType visibleType, int visible, int classes, UnitType hiddenType, int hidden) {
        if (classes < 2) {
            throw new IllegalArgumentException("A label has two classes or more, but is to have " + classes + ".");
        }
        return of(
                List.of(
                        Layer.visible("visible", visibleType, visible),
                        Layer.visible(LABEL, UnitTypes.named("softmax:" + classes), classes),
                        Layer.hidden("hidden", hiddenType, hidden)),
                List.of(Coupling.between(0, 2), Coupling.between(1, 2)));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    public List<Layer> layers() {
        return List.of(layers);
    }

    public int layerCount() {
        return layers.length;
    }

    public Layer layer(int number) {
        return layers[number];
    }

    public List<Coupling> couplings() {
        return List.of(couplings);
    }

    public Coupling coupling(int number) {
        return couplings[number];
    }

    /** The blocks of its parameters: weight matrices of the couplings, biases of the layers, and log-variances where they are learned. */
    public BlockLayout layout() {
        return layout;
    }

    /** The blocks of its statistics: those of the parameters, then for each layer {@code data.NAME}, its units' sums in the data phase. */
    public BlockLayout statisticsLayout() {
        return statisticsLayout;
    }

    /** The block of a layer's unit sums in the statistics. */
    public Block unitSums(int layer) {
        return statisticsLayout.block(layout.blocks().size() + layer);
    }

    /** The block of coupling number {@code c}. */
    public Block weights(int c) {
        return layout.block(c);
    }

    /** The block of a layer's biases. */
    public Block biases(int layer) {
        return layout.block(couplings.length + layer);
    }

    /** The block of a layer's log-variances; {@code null} for a layer that learns none. */
    public Block logVariances(int layer) {
        return variances[layer] < 0 ? null : layout.block(variances[layer]);
    }

    /** The layer whose row totals multiply the biases of a layer, since both are coupled; -1 for none. */
    public int totalsFor(int layer) {
        return totals >= 0 && totals != layer && coupled(totals, layer) ? totals : -1;
    }

    /** Whether the conditionals of all layers belong to an energy; units that are sampled only have none. */
    public boolean hasEnergy() {
        return layers().stream().allMatch(layer -> layer.type().hasEnergy());
    }

    /** Whether some states, or some sums over rows, have no bound that is known beforehand. */
    public boolean isUnbounded() {
        return layers().stream().anyMatch(layer -> layer.type().isUnbounded());
    }

    /** The numbers of the layers of one role, ascending. */
    public int[] layers(boolean visible) {
        return IntStream.range(0, layers.length)
                .filter(l -> layers[l].isVisible() == visible)
                .toArray();
    }

    /** The last of the hidden layers, whose means are a row's features; -1 for a machine of visible units alone. */
    public int highestHidden() {
        int[] hidden = layers(false);
        return hidden.length == 0 ? -1 : hidden[hidden.length - 1];
    }

    /** The layer of label units, a visible layer of that name that is one softmax unit; -1 for a machine without. */
    public int labelLayer() {
        for (int l = 0; l < layers.length; l++) {
            Layer layer = layers[l];
            boolean one = layer.size() > 1 && layer.type().groupSize() == layer.size();
            if (layer.isVisible() && one && layer.name().equals(LABEL)) {
                return l;
            }
        }
        return -1;
    }

    /** Classes of the label; 0 for a machine without. */
    public int classes() {
        return labelLayer() < 0 ? 0 : layers[labelLayer()].size();
    }

    /** Whether two layers (or one with itself) are coupled. */
    public boolean coupled(int a, int b) {
        for (Coupling coupling : couplings) {
            if (coupling.first() == Math.min(a, b) && coupling.second() == Math.max(a, b)) {
                return true;
            }
        }
        return false;
    }

    /** The coupling of a layer with itself, by number; -1 for none. */
    public int lateral(int layer) {
        for (int c = 0; c < couplings.length; c++) {
            if (couplings[c].isLateral() && couplings[c].first() == layer) {
                return c;
            }
        }
        return -1;
    }

    /** Whether hidden units are independent given the visible ones: no coupling inside a hidden layer or between two. */
    public boolean hasIndependentHidden() {
        for (Coupling coupling : couplings) {
            if (!layers[coupling.first()].isVisible() && !layers[coupling.second()].isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** Whether each group of layers, visible and hidden, has no coupling inside: what block Gibbs sampling and free energy need. */
    public boolean isRestricted() {
        for (Coupling coupling : couplings) {
            if (layers[coupling.first()].isVisible() == layers[coupling.second()].isVisible()) {
                return false;
            }
        }
        return true;
    }
}
