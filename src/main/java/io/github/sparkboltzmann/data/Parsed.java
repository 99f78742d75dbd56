package io.github.sparkboltzmann.data;

import org.apache.spark.ml.linalg.Vector;

/** A row as a parser leaves it: either features and label, or a problem. Lives inside one task and is never shipped. */
final class Parsed {
    private final Vector features;
    private final double label;
    private final Problem problem;

    private Parsed(Vector features, double label, Problem problem) {
        this.features = features;
        this.label = label;
        this.problem = problem;
    }

    /** A good row; the label is ignored where the data set has none. */
    static Parsed good(Vector features, double label) {
        return new Parsed(features, label, null);
    }

    static Parsed bad(Problem problem) {
        return new Parsed(null, Double.NaN, problem);
    }

    boolean isGood() {
        return problem == null;
    }

    Vector features() {
        return features;
    }

    double label() {
        return label;
    }

    Problem problem() {
        return problem;
    }
}
