package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;

/**
 * States 0 and 1.
 *
 * <pre>
 * e(s) = 0,    P(s = 1) = sigmoid(beta z),    A(z) = softplus(z)
 * </pre>
 *
 * <p>Means outside [0.001, 0.999] are clipped before they become a bias, so that it stays within +-6.9.
 */
final class BernoulliUnits extends NamedUnits {
    private static final long serialVersionUID = 1L;

    BernoulliUnits() {
        super("bernoulli");
    }

    @Override
    public double lowest() {
        return 0;
    }

    @Override
    public double highest() {
        return 1;
    }

    @Override
    public double[][] groupStates() {
        return new double[][] {{0}, {1}};
    }

    @Override
    public void mean(Elementwise kernels, UnitBatch b) {
        kernels.sigmoid(b.input, b.parameters, b.bias, b.rows, b.units, b.inverseTemperature);
    }

    @Override
    public void draw(Elementwise kernels, UnitBatch b, DrawKey key, int firstRow) {
        kernels.sigmoidDraw(
                b.input, b.parameters, b.bias, b.rows, b.units, b.inverseTemperature, b.state, key, firstRow);
    }

    @Override
    public void logPartition(Elementwise kernels, UnitBatch b, double[] out) {
        kernels.softplusSums(b.input, b.parameters, b.bias, b.rows, b.units, out);
    }

    @Override
    public double biasOf(double mean) {
        double p = Math.max(0.001, Math.min(0.999, mean));
        return StrictMath.log(p / (1 - p));
    }

    @Override
    public double learningRate() {
        return 0.05;
    }
}
