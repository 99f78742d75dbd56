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
 * E(s) = - sum_l b[l].s[l]  -  sum_{c=(p,q), p&lt;q} s[p] W[c] s[q]  -  1/2 sum_{c=(p,p)} s[p] W[c] s[p]
 * P(s) = exp(-E(s) / T) / Z(T)
 * </pre>
 *
 * <p>Numbers live in {@link Parameters}. Source: Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines", Cognitive
 * Science 9, 1985, equations 1 and 5.
 */
public final class Machine implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Layer[] layers;
    private final Coupling[] couplings;
    private final BlockLayout layout;
    private final BlockLayout statisticsLayout;

    private Machine(Layer[] layers, Coupling[] couplings) {
        this.layers = layers;
        this.couplings = couplings;
        this.layout = BlockLayout.of(layers, couplings);
        this.statisticsLayout = layout.withUnits(layers, "data", Block.Kind.UNIT_SUMS);
    }

    /**
     * A machine of these layers and couplings.
     *
     * @throws IllegalArgumentException for two layers of one name, two couplings of one pair, or a coupling of a layer that is not there
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
            require(
                    pairs.add(List.of(coupling.first(), coupling.second())),
                    "Layers " + coupling.first() + " and " + coupling.second() + " are coupled twice.");
        }
        return new Machine(layers.toArray(Layer[]::new), couplings.toArray(Coupling[]::new));
    }

    /** The restricted machine (RBM): {@code visible - hidden}, Bernoulli units. */
    public static Machine restricted(int visible, int hidden) {
        return of(
                List.of(
                        Layer.visible("visible", UnitTypes.BERNOULLI, visible),
                        Layer.hidden("hidden", UnitTypes.BERNOULLI, hidden)),
                List.of(Coupling.between(0, 1)));
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

    /** The blocks of its parameters: a weight matrix for each coupling, then a bias vector for each layer. */
    public BlockLayout layout() {
        return layout;
    }

    /** The blocks of its statistics: those of the parameters, then for each layer {@code data.NAME}, its units' sums in the data phase. */
    public BlockLayout statisticsLayout() {
        return statisticsLayout;
    }

    /** The block of a layer's unit sums in the statistics. */
    public Block unitSums(int layer) {
        return statisticsLayout.block(couplings.length + layers.length + layer);
    }

    /** The block of coupling number {@code c}. */
    public Block weights(int c) {
        return layout.block(c);
    }

    /** The block of a layer's biases. */
    public Block biases(int layer) {
        return layout.block(couplings.length + layer);
    }

    /** The numbers of the layers of one role, ascending. */
    public int[] layers(boolean visible) {
        return IntStream.range(0, layers.length)
                .filter(l -> layers[l].isVisible() == visible)
                .toArray();
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
