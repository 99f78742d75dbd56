package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;

/**
 * Units that are drawn one by one in double, each from two uniform numbers of 24 bits: those of units {@code 2i} and {@code 2i + 1} of
 * the key.
 */
abstract class ScalarUnits extends NamedUnits {
    private static final long serialVersionUID = 1L;

    ScalarUnits(String id) {
        super(id);
    }

    @Override
    public double highest() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double meanAtRest() {
        return mean(0, 1, 1);
    }

    /** {@code <s>} for a total input. */
    abstract double mean(double z, double variance, double beta);

    /** A state from two uniform numbers, multiples of 2^-24 in [0, 1). */
    abstract double draw(double z, double variance, double beta, float u, float v);

    /** {@code A(z)}. */
    abstract double logPartition(double z, double variance);

    /** Two uniform numbers as one of 48 bits, in (0, 1). */
    static double joined(float u, float v) {
        return u + 0x1p-24 * v + 0x1p-49;
    }

    @Override
    public final void mean(Elementwise kernels, UnitBatch b) {
        double[] variance = b.variances();
        for (int r = 0; r < b.rows; r++) {
            for (int i = 0; i < b.units; i++) {
                b.input[r * b.units + i] = (float) mean(b.total(r, i), variance[i], b.inverseTemperature);
            }
        }
    }

    @Override
    public final void draw(Elementwise kernels, UnitBatch b, DrawKey key, int firstRow) {
        float[] uniform = new float[2 * b.units];
        double[] variance = b.variances();
        for (int r = 0; r < b.rows; r++) {
            kernels.uniform(uniform, 1, 2 * b.units, key, firstRow + r);
            for (int i = 0; i < b.units; i++) {
                int at = r * b.units + i;
                double z = b.total(r, i);
                b.input[at] = (float) mean(z, variance[i], b.inverseTemperature);
                b.state[at] = (float) draw(z, variance[i], b.inverseTemperature, uniform[2 * i], uniform[2 * i + 1]);
            }
        }
    }

    @Override
    public final void logPartition(Elementwise kernels, UnitBatch b, double[] out) {
        double[] variance = b.variances();
        for (int r = 0; r < b.rows; r++) {
            double sum = 0;
            for (int i = 0; i < b.units; i++) {
                sum += logPartition(b.total(r, i), variance[i]);
            }
            out[r] = sum;
        }
    }
}
