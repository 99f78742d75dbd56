package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.NormalTail;

/**
 * Real states from 0 up: a Gaussian of unit variance, truncated. Exact, with an energy.
 *
 * <pre>
 * e(s) = s^2 / 2, s >= 0:    P(s) normal with mean z and variance 1 / beta, given that s >= 0
 * &lt;s&gt; = z + sigma phi(z / sigma) / Phi(z / sigma),  sigma = beta^-1/2
 * A(z) = log integral_0 exp(z s - s^2 / 2) ds = log(Phi(z) / phi(z))
 * </pre>
 *
 * <p>Drawn by inversion of the tail's distribution, in double: {@link NormalTail}.
 */
final class RectifiedUnits extends ScalarUnits {
    private static final long serialVersionUID = 1L;

    RectifiedUnits() {
        super("rectified");
    }

    @Override
    public double lowest() {
        return 0;
    }

    @Override
    double mean(double z, double variance, double beta) {
        double sigma = 1 / Math.sqrt(beta);
        return sigma * NormalTail.excessMean(-z / sigma);
    }

    @Override
    double draw(double z, double variance, double beta, float u, float v) {
        double sigma = 1 / Math.sqrt(beta);
        return sigma * NormalTail.excess(-z / sigma, joined(u, v));
    }

    @Override
    double logPartition(double z, double variance) {
        return NormalTail.logMills(-z);
    }

    @Override
    public double energy(double state, double logVariance) {
        return state * state / 2;
    }

    @Override
    public boolean hasOwnEnergy() {
        return true;
    }

    /** The input at which the mean is that of the data, by bisection within +-30. */
    @Override
    public double biasOf(double mean) {
        double low = -30;
        double high = 30;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (mean(middle, 1, 1) < mean) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    @Override
    public double learningRate() {
        return 0.001;
    }
}
