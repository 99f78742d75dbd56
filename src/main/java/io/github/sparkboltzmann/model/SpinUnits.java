package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Numerics;

/**
 * States -1 and 1, as in an Ising model.
 *
 * <pre>
 * e(s) = 0,    P(s = 1) = sigmoid(2 beta z),    &lt;s&gt; = tanh(beta z),    A(z) = log(2 cosh z)
 * </pre>
 *
 * <p>Means beyond +-0.998 are clipped before they become a bias. A spin's weight counts four times as much as a binary unit's in the
 * pair's range of energy, hence the smaller rate.
 */
final class SpinUnits extends NamedUnits {
    private static final long serialVersionUID = 1L;

    SpinUnits() {
        super("spin");
    }

    @Override
    public double lowest() {
        return -1;
    }

    @Override
    public double highest() {
        return 1;
    }

    @Override
    public double[][] groupStates() {
        return new double[][] {{-1}, {1}};
    }

    @Override
    public void mean(Elementwise kernels, UnitBatch b) {
        kernels.sigmoid(b.input, b.parameters, b.bias, b.rows, b.units, 2 * b.inverseTemperature);
        toSpins(b.input, b.rows * b.units);
    }

    @Override
    public void draw(Elementwise kernels, UnitBatch b, DrawKey key, int firstRow) {
        kernels.sigmoidDraw(
                b.input, b.parameters, b.bias, b.rows, b.units, 2 * b.inverseTemperature, b.state, key, firstRow);
        toSpins(b.input, b.rows * b.units);
        if (b.state != b.input) {
            toSpins(b.state, b.rows * b.units);
        }
    }

    private static void toSpins(float[] x, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = 2 * x[i] - 1;
        }
    }

    @Override
    public void logPartition(Elementwise kernels, UnitBatch b, double[] out) {
        for (int r = 0; r < b.rows; r++) {
            double sum = 0;
            for (int i = 0; i < b.units; i++) {
                double z = Math.abs(b.total(r, i));
                sum += z + Numerics.softplus(-2 * z);
            }
            out[r] = sum;
        }
    }

    @Override
    public double biasOf(double mean) {
        return 0.5 * UnitTypes.BERNOULLI.biasOf((1 + mean) / 2);
    }

    @Override
    public double learningRate() {
        return 0.02;
    }
}
