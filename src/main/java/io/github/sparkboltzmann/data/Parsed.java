package io.github.sparkboltzmann.data;

import org.apache.spark.ml.linalg.Vector;

/** A row as a parser leaves it: either features, label and weight, or a problem. Lives inside one task and is never shipped. */
final class Parsed {
    private final Vector features;
    private final double label;
    private final double weight;
    private final Problem problem;

    private Parsed(Vector features, double label, double weight, Problem problem) {
        this.features = features;
        this.label = label;
        this.weight = weight;
        this.problem = problem;
    }

    /** A good row of weight 1; the label is ignored where the data set has none. */
    static Parsed good(Vector features, double label) {
        return good(features, label, 1);
    }

    /** A good row; label and weight are ignored where the data set has none. */
    static Parsed good(Vector features, double label, double weight) {
        return new Parsed(features, label, weight, null);
    }

    static Parsed bad(Problem problem) {
        return new Parsed(null, Double.NaN, Double.NaN, problem);
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

    double weight() {
        return weight;
    }

    Problem problem() {
        return problem;
    }
}
