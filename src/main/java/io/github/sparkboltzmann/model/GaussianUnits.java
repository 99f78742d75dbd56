package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.NormalDraws;

/**
 * Real states of variance 1, or of a variance a unit that is learned, as its logarithm {@code l}.
 *
 * <pre>
 * e(s) = s^2 / (2 s2),   s2 = exp(l) or 1:     P(s) normal, mean s2 z, variance s2 / beta
 * A(z) = s2 z^2 / 2 + log(2 pi s2) / 2,        d(-e)/dl = s^2 / (2 s2)
 * </pre>
 *
 * <p>The natural parametrisation: couplings stay bilinear, whatever the variance. Updates keep the logarithm within +-6, so that a
 * column that hardly varies does not draw the likelihood to infinity. Inputs should be standardised. Source of the machine with unit
 * variance: Hinton, "A practical guide to training restricted Boltzmann machines", 2012, section 13.2, where rates are said to have to be
 * one or two orders of magnitude smaller than for binary units.
 */
final class GaussianUnits extends ScalarUnits {
    private static final long serialVersionUID = 1L;

    private final boolean learned;

    GaussianUnits(boolean learned) {
        super(learned ? "gaussian-learned" : "gaussian");
        this.learned = learned;
    }

    @Override
    public double lowest() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    double mean(double z, double variance, double beta) {
        return variance * z;
    }

    @Override
    double draw(double z, double variance, double beta, float u, float v) {
        return variance * z + Math.sqrt(variance / beta) * NormalDraws.standard(u, v);
    }

    @Override
    double logPartition(double z, double variance) {
        return variance * z * z / 2 + Math.log(2 * Math.PI * variance) / 2;
    }

    @Override
    public double energy(double state, double logVariance) {
        return state * state / 2 * StrictMath.exp(-logVariance);
    }

    @Override
    public boolean hasOwnEnergy() {
        return true;
    }

    @Override
    public boolean learnsVariance() {
        return learned;
    }

    @Override
    public double biasOf(double mean) {
        return mean;
    }

    @Override
    public double learningRate() {
        return learned ? 0.001 : 0.002;
    }
}
