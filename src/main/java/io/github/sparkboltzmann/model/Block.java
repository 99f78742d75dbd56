package io.github.sparkboltzmann.model;

import java.io.Serializable;

/** A named matrix inside a flat array: {@code rows x columns}, row-major, from {@code offset}. A vector has one row. */
public final class Block implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What the numbers of a block are. Weight decay and its like apply to weights only. */
    public enum Kind {
        WEIGHTS,
        BIASES,
        /** Logarithms of variances of a layer's units. */
        LOG_VARIANCES,
        /** Sums over rows of the states of a layer's units. */
        UNIT_SUMS,
        /** What an optimiser remembers of a parameter. */
        VELOCITY,
        /** Running means of the states of a layer's units, which centring subtracts. */
        OFFSETS,
        /** What is added to parameters where persistent chains sweep. */
        FAST_WEIGHTS,
        /** Moving averages of parameters. */
        AVERAGES,
        /** Moving averages of gradients, by parameter. */
        FIRST_MOMENTS,
        /** Moving averages of squared gradients, by parameter. */
        SECOND_MOMENTS,
        /** Both moving averages of a gradient that is always 1: what the others are divided by. */
        MOMENT_WEIGHTS,
        /** Running means of the states of a hidden layer's units, which a sparsity target is compared with. */
        ACTIVATIONS
    }

    private final String name;
    private final Kind kind;
    private final int offset;
    private final int rows;
    private final int columns;

    Block(String name, Kind kind, int offset, int rows, int columns) {
        this.name = name;
        this.kind = kind;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public int offset() {
        return offset;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** {@code rows * columns}. */
    public int length() {
        return rows * columns;
    }

    /** The index after the last element. */
    public int end() {
        return offset + length();
    }
}
