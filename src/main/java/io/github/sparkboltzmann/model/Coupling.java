package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.SparsePattern;
import java.io.Serializable;

/**
 * The weights between two layers, given by their numbers, or lateral inside one layer: a dense matrix {@code W[first, second]}, or a number for each edge of a
 * sparse graph.
 *
 * <p>A dense lateral coupling's matrix is symmetric with a zero diagonal, and the energy counts each of its pairs once; a sparse one has each pair once,
 * the smaller unit first.
 */
public final class Coupling implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int first;
    private final int second;
    private final SparsePattern edges;

    private Coupling(int first, int second, SparsePattern edges) {
        if (first < 0 || first > second) {
            throw new IllegalArgumentException(
                    "A coupling names its layers in order, but names " + first + " before " + second + ".");
        }
        this.first = first;
        this.second = second;
        this.edges = edges;
    }

    /** A coupling of all units of layers {@code first <= second}. */
    public static Coupling between(int first, int second) {
        return new Coupling(first, second, null);
    }

    /**
     * A coupling of some pairs of units, one weight each.
     *
     * @param edges rows are units of the first layer, columns of the second; of a lateral coupling rows are less than columns
     */
    public static Coupling sparse(int first, int second, SparsePattern edges) {
        for (int e = 0; first == second && e < edges.places(); e++) {
            if (edges.row(e) >= edges.column(e)) {
                throw new IllegalArgumentException(
                        "An edge inside a layer joins two units, the smaller one first, but one is (" + edges.row(e)
                                + ", " + edges.column(e) + ").");
            }
        }
        return new Coupling(first, second, edges);
    }

    public int first() {
        return first;
    }

    public int second() {
        return second;
    }

    public boolean isLateral() {
        return first == second;
    }

    /** The edges of a sparse coupling; {@code null} for a dense one. */
    public SparsePattern edges() {
        return edges;
    }

    public boolean isSparse() {
        return edges != null;
    }

    /** Whether one of its ends is that layer. */
    public boolean touches(int layer) {
        return first == layer || second == layer;
    }

    /** Hears of a pair of units {@code i} of the first layer and {@code j} of the second, whose weight is number {@code index} of the coupling's block. */
    @FunctionalInterface
    public interface PairVisitor {
        void visit(int index, int i, int j);
    }

    /**
     * Visits every pair that has a weight in the block, in the block's order; of a dense lateral coupling each pair in both orders, and no diagonal.
     *
     * @param columns units of the second layer
     * @param length of the block
     */
    public void forEachPair(int columns, int length, PairVisitor visitor) {
        for (int w = 0; w < length; w++) {
            int i = isSparse() ? edges.row(w) : w / columns;
            int j = isSparse() ? edges.column(w) : w % columns;
            if (!isLateral() || i != j) {
                visitor.visit(w, i, j);
            }
        }
    }

    /** How often a pair's weight is in the block: 2 for the two halves of a dense lateral coupling. */
    int copies() {
        return isLateral() && !isSparse() ? 2 : 1;
    }
}
