package io.github.sparkboltzmann.ml;

/** The threshold that rows are read with. */
final class Thresholds {
    private Thresholds() {}

    /** The threshold of {@code binarize = threshold}, else {@code null}. */
    static Double of(RBMModelParams params) {
        return params.getBinarize().equals("threshold") ? (Double) params.getBinarizeThreshold() : null;
    }
}
