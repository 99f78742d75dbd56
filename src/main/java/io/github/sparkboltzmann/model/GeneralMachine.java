package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.SparsePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Boltzmann machines of visible and hidden units, any of which may be connected.
 *
 * <pre>
 * E(v, h) = - a.v - b.h - 1/2 v L v - v W h - 1/2 h M h          L, M: symmetric, zero diagonal
 * </pre>
 *
 * <p>Source: Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines", Cognitive Science 9, 1985; semi-restricted machines: Osindero and
 * Hinton, "Modeling image patches with a directed hierarchy of Markov random fields", NIPS 2007.
 */
public final class GeneralMachine {
    /** Which units are connected. */
    public enum Connections {
        /** Every unit with every other: L, W and M. Without hidden units the visible-only (fully visible) machine. */
        FULL,

        /** Visible units with each other and with hidden ones: L and W. Hidden units are independent given the visible ones. */
        SEMI_RESTRICTED,

        /** Visible with hidden units: W alone, the restricted machine. */
        RESTRICTED,

        /** The edges of a graph that is given. */
        GRAPH;

        /** The name in files and settings: {@code full}, {@code semi-restricted}, {@code restricted}, {@code graph}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The connections of that name. */
        public static Connections named(String id) {
            for (Connections connections : values()) {
                if (connections.id().equals(id)) {
                    return connections;
                }
            }
            throw new IllegalArgumentException("There are no connections '" + id
                    + "'; there are 'full', 'semi-restricted', 'restricted' and 'graph'.");
        }
    }

    private GeneralMachine() {}

    /**
     * A machine of dense couplings.
     *
     * @param hidden 0 or more; without hidden units only visible ones are connected
     */
    public static Machine of(UnitType type, int visible, int hidden, Connections connections) {
        return of(type, visible, type, hidden, connections);
    }

    /** The same of two types of units. */
    public static Machine of(
            UnitType visibleType, int visible, UnitType hiddenType, int hidden, Connections connections) {
        boolean lateral = connections == Connections.FULL || connections == Connections.SEMI_RESTRICTED;
        List<Coupling> couplings = new ArrayList<>();
        if (lateral && visible > 1) {
            couplings.add(Coupling.between(0, 0));
        }
        if (hidden > 0) {
            couplings.add(Coupling.between(0, 1));
            if (connections == Connections.FULL && hidden > 1) {
                couplings.add(Coupling.between(1, 1));
            }
        }
        if (connections == Connections.GRAPH || couplings.isEmpty()) {
            throw new IllegalArgumentException("A machine of " + visible + " visible and " + hidden
                    + " hidden units has no " + connections.id()
                    + " connections; give it more units, other connections, or edges.");
        }
        return Machine.of(layers(visibleType, visible, hiddenType, hidden), couplings);
    }

    private static List<Layer> layers(UnitType visibleType, int visible, UnitType hiddenType, int hidden) {
        Layer first = Layer.visible("visible", visibleType, visible);
        return hidden == 0 ? List.of(first) : List.of(first, Layer.hidden("hidden", hiddenType, hidden));
    }

    /**
     * A machine whose weights are the edges of a graph.
     *
     * @param edges pairs of units one after the other, the visible ones numbered from 0 and then the hidden ones: {@code i0, j0, i1, j1, ...}
     * @throws IllegalArgumentException for an edge of one unit with itself, of a unit that is not there, or named twice
     */
    public static Machine ofGraph(UnitType type, int visible, int hidden, int[] edges) {
        return ofGraph(type, visible, type, hidden, edges);
    }

    /** The same of two types of units. */
    public static Machine ofGraph(UnitType visibleType, int visible, UnitType hiddenType, int hidden, int[] edges) {
        if (edges.length == 0 || edges.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "Edges are pairs of units, one after the other, but " + edges.length + " numbers were given.");
        }
        List<List<int[]>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int e = 0; e < edges.length; e += 2) {
            int i = Math.min(edges[e], edges[e + 1]);
            int j = Math.max(edges[e], edges[e + 1]);
            if (i < 0 || j >= visible + hidden || i == j) {
                throw new IllegalArgumentException("An edge joins two units of 0.." + (visible + hidden - 1)
                        + ", but one joins " + edges[e] + " and " + edges[e + 1] + ".");
            }
            int part = (i < visible ? 0 : 1) + (j < visible ? 0 : 1);
            parts.get(part).add(new int[] {i < visible ? i : i - visible, j < visible ? j : j - visible});
        }
        int[][] layersOf = {{0, 0}, {0, 1}, {1, 1}};
        int[] sizes = {visible, hidden};
        List<Coupling> couplings = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            List<int[]> own = parts.get(part);
            if (!own.isEmpty()) {
                int p = layersOf[part][0];
                int q = layersOf[part][1];
                SparsePattern pattern = SparsePattern.of(
                        sizes[p],
                        sizes[q],
                        own.stream().mapToInt(edge -> edge[0]).toArray(),
                        own.stream().mapToInt(edge -> edge[1]).toArray());
                couplings.add(Coupling.sparse(p, q, pattern));
            }
        }
        return Machine.of(layers(visibleType, visible, hiddenType, hidden), couplings);
    }

    /** The edges of a square lattice, each unit with its neighbour to the right and below; unit {@code r * columns + c}. */
    public static int[] lattice(int rows, int columns) {
        int[] edges = new int[2 * (rows * (columns - 1) + columns * (rows - 1))];
        int next = 0;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int unit = r * columns + c;
                if (c + 1 < columns) {
                    edges[next++] = unit;
                    edges[next++] = unit + 1;
                }
                if (r + 1 < rows) {
                    edges[next++] = unit;
                    edges[next++] = unit + columns;
                }
            }
        }
        return edges;
    }
}
