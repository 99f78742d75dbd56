package io.github.sparkboltzmann.data;

import java.io.Serializable;

/** Reads one line of text. Each task has its own copy, so a parser may keep buffers in transient fields. */
interface LineParser extends Serializable {
    /** Whether the line holds no row: blank, or a comment. */
    boolean isSkipped(String line);

    /** Whether line 1 of each file is a header. */
    boolean hasHeader();

    /** What is wrong with a file's header, or null. */
    Problem headerProblem(String line);

    Parsed parse(String line);

    boolean hasLabel();

    /** Whether the rows have weights. */
    default boolean hasWeight() {
        return false;
    }

    /** The parser for rows of {@code width} features, once all rows have been seen. */
    LineParser withWidth(int width);
}
