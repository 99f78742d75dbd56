package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.evaluate.RowSums;

/** Monitors and measures with figures of a test's choice. */
public final class TestMonitors {
    private TestMonitors() {}

    /** @param norms of weights, visible and hidden biases */
    public static Monitors of(
            String measure,
            double trainLikelihood,
            double validationLikelihood,
            double updateToWeight,
            double[] norms,
            double[] singularValues,
            double chainAutocorrelation) {
        return new Monitors(
                measure,
                trainLikelihood,
                validationLikelihood,
                updateToWeight,
                norms,
                singularValues,
                chainAutocorrelation,
                Double.NaN);
    }

    /** Measures of one row of one visible unit, whose hidden units have these probabilities. */
    public static Measures measures(double error, double freeEnergy, float... hidden) {
        RowSums sums = new RowSums();
        sums.add(1, error, freeEnergy);
        sums.addPseudoLikelihood(Double.NaN);
        sums.addHidden(hidden, 1, hidden.length);
        return Measures.of(sums, 1);
    }
}
