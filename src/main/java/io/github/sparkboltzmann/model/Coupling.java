package io.github.sparkboltzmann.model;

import java.io.Serializable;

/**
 * A dense weight matrix {@code W[first, second]} between two layers, given by their numbers, or lateral inside one layer.
 *
 * <p>A lateral coupling's matrix is symmetric with a zero diagonal; the energy counts each of its pairs once.
 */
public final class Coupling implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int first;
    private final int second;

    private Coupling(int first, int second) {
        this.first = first;
        this.second = second;
    }

    /** A coupling of layers {@code first <= second}. */
    public static Coupling between(int first, int second) {
        if (first < 0 || first > second) {
            throw new IllegalArgumentException(
                    "A coupling names its layers in order, but names " + first + " before " + second + ".");
        }
        return new Coupling(first, second);
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

    /** Whether one of its ends is that layer. */
    public boolean touches(int layer) {
        return first == layer || second == layer;
    }
}
