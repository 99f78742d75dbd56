package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.math.NormalTail;
import io.github.sparkboltzmann.math.Numerics;

/**
 * Noisy rectified linear units, an approximation of infinitely many binary units with shifted biases; sampled only, without an energy.
 *
 * <pre>
 * s = max(0, z + sigma n),  n standard normal,  sigma^2 = sigmoid(beta z) / beta
 * &lt;s&gt; = z Phi(z / sigma) + sigma phi(z / sigma)                            the mean of what is drawn
 * </pre>
 *
 * <p>The binary units {@code sum_i sigmoid(beta (z - i + 1/2))} have these variances at any temperature. Source: Nair and Hinton, "Rectified
 * linear units improve restricted Boltzmann machines", ICML 2010.
 */
final class NoisyRectifiedUnits extends ScalarUnits {
    private static final long serialVersionUID = 1L;

    NoisyRectifiedUnits() {
        super("nrelu");
    }

    @Override
    public double lowest() {
        return 0;
    }

    private static double sigma(double z, double beta) {
        return Math.sqrt(Numerics.sigmoid(beta * z) / beta);
    }

    @Override
    double mean(double z, double variance, double beta) {
        double sigma = sigma(z, beta);
        double x = z / sigma;
        // For a tail beyond 37 deviations, and for a deviation of 0, there is nothing left to add.
        return x > 37 ? z : !(x > -37) ? 0 : sigma * NormalTail.tail(-x) * NormalTail.excessMean(-x);
    }

    @Override
    double draw(double z, double variance, double beta, float u, float v) {
        return Math.max(0, z + sigma(z, beta) * NormalDraws.standard(u, v));
    }

    @Override
    double logPartition(double z, double variance) {
        throw new IllegalArgumentException("Units of type nrelu are sampled only: they have no energy, and so no free"
                + " energy and no likelihood; use units of type rectified for that.");
    }

    @Override
    public boolean hasEnergy() {
        return false;
    }

    @Override
    public double biasOf(double mean) {
        return mean;
    }

    @Override
    public double learningRate() {
        return 0.001;
    }
}
