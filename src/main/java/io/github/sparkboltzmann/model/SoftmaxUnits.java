package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Numerics;

/**
 * Groups of K units, exactly one of which is 1: a categorical value, a unit a category.
 *
 * <pre>
 * e(s) = 0,    P(s_k = 1) = exp(beta z_k) / sum_l exp(beta z_l),    A(z) = log sum_l exp(z_l)      for each group
 * </pre>
 *
 * <p>Group g draws with the numbers {@code 2g} and {@code 2g + 1} of the key. States between 0 and 1 that add up to 1 count as the
 * probabilities of the categories.
 */
final class SoftmaxUnits extends NamedUnits {
    private static final long serialVersionUID = 1L;

    private final int categories;

    SoftmaxUnits(int categories) {
        super("softmax:" + categories);
        if (categories < 2) {
            throw new IllegalArgumentException("A softmax has two categories or more, but is to have one.");
        }
        this.categories = categories;
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
    public int groupSize() {
        return categories;
    }

    @Override
    public double[][] groupStates() {
        double[][] states = new double[categories][categories];
        for (int k = 0; k < categories; k++) {
            states[k][k] = 1;
        }
        return states;
    }

    @Override
    public void mean(Elementwise kernels, UnitBatch b) {
        double[] z = new double[b.units];
        for (int r = 0; r < b.rows; r++) {
            means(b, r, z);
        }
    }

    /** The probabilities of a row, into {@code z} and the inputs. */
    private void means(UnitBatch b, int row, double[] z) {
        for (int i = 0; i < b.units; i++) {
            z[i] = b.total(row, i);
        }
        for (int at = 0; at < b.units; at += categories) {
            Numerics.softmaxInPlace(z, at, categories, b.inverseTemperature);
        }
        for (int i = 0; i < b.units; i++) {
            b.input[row * b.units + i] = (float) z[i];
        }
    }

    @Override
    public void draw(Elementwise kernels, UnitBatch b, DrawKey key, int firstRow) {
        double[] z = new double[b.units];
        int groups = b.units / categories;
        float[] uniform = new float[2 * groups];
        for (int r = 0; r < b.rows; r++) {
            means(b, r, z);
            kernels.uniform(uniform, 1, 2 * groups, key, firstRow + r);
            for (int g = 0; g < groups; g++) {
                double u = ScalarUnits.joined(uniform[2 * g], uniform[2 * g + 1]);
                int chosen = Numerics.category(z, g * categories, categories, u);
                for (int k = 0; k < categories; k++) {
                    b.state[r * b.units + g * categories + k] = k == chosen ? 1 : 0;
                }
            }
        }
    }

    @Override
    public void logPartition(Elementwise kernels, UnitBatch b, double[] out) {
        double[] z = new double[b.units];
        for (int r = 0; r < b.rows; r++) {
            for (int i = 0; i < b.units; i++) {
                z[i] = b.total(r, i);
            }
            out[r] = 0;
            for (int at = 0; at < b.units; at += categories) {
                out[r] += Numerics.softmaxInPlace(z, at, categories, 1);
            }
        }
    }

    @Override
    public double biasOf(double mean) {
        return StrictMath.log(Math.max(0.001, mean));
    }

    @Override
    public double learningRate() {
        return 0.05;
    }

    @Override
    public String problem(float[] states) {
        for (int at = 0; at < states.length; at += categories) {
            double sum = 0;
            int missing = 0;
            for (int k = 0; k < categories; k++) {
                sum += states[at + k];
                missing += Float.isNaN(states[at + k]) ? 1 : 0;
            }
            if (missing > 0 && missing < categories) {
                return "elements " + at + " to " + (at + categories - 1) + " are one " + id()
                        + " unit and should be missing together, but " + missing + " of them are";
            }
            if (Math.abs(sum - 1) > 1e-3) {
                return "elements " + at + " to " + (at + categories - 1) + " are one " + id()
                        + " unit and should add up to 1, but add up to " + sum;
            }
        }
        return null;
    }

    @Override
    public double meanAtRest() {
        return 1.0 / categories;
    }
}
