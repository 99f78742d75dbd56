package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Numerics;

/**
 * Replicated softmax: a layer's states are counts of its categories (words) in a row (a document) of D draws in all.
 *
 * <pre>
 * multiplicity(s) = D! / prod_k s_k!,  e(s) = 0:    P(s) multinomial with p = softmax(beta z) and D draws,  &lt;s_k&gt; = D p_k
 * biases of the layers it is coupled to count D times:  z_j = D b_j + sum_k w_kj s_k
 * </pre>
 *
 * <p>D is the row's own: the sum of the states as they are, kept by each draw. Probabilities are those of counts, given D; without the
 * multiplicity they would be those of words in order. Draw d takes the numbers {@code 2d} and {@code 2d + 1} of the key; {@code O(K + D log K)}
 * a row. Source: Hinton and Salakhutdinov, "Replicated softmax: an undirected topic model", NIPS 22, 2009.
 */
final class MultinomialUnits extends NamedUnits {
    private static final long serialVersionUID = 1L;

    /** The largest count: D draws a row are kept in memory, and float32 counts exactly up to 2^24. */
    private static final int MOST = 1 << 20;

    MultinomialUnits() {
        super("multinomial");
    }

    @Override
    public double lowest() {
        return 0;
    }

    @Override
    public double highest() {
        return MOST;
    }

    @Override
    public boolean isUnbounded() {
        return true;
    }

    @Override
    public boolean hasTotal() {
        return true;
    }

    @Override
    public void mean(Elementwise kernels, UnitBatch b) {
        double[] z = new double[b.units];
        for (int r = 0; r < b.rows; r++) {
            means(b, r, z, RowTotal.of(b.state, r, b.units));
        }
    }

    private static void means(UnitBatch b, int row, double[] z, int draws) {
        for (int i = 0; i < b.units; i++) {
            z[i] = b.total(row, i);
        }
        Numerics.softmaxInPlace(z, 0, b.units, b.inverseTemperature);
        for (int i = 0; i < b.units; i++) {
            b.input[row * b.units + i] = (float) (draws * z[i]);
        }
    }

    @Override
    public void draw(Elementwise kernels, UnitBatch b, DrawKey key, int firstRow) {
        double[] z = new double[b.units];
        float[] uniform = new float[0];
        for (int r = 0; r < b.rows; r++) {
            int draws = RowTotal.of(b.state, r, b.units);
            means(b, r, z, draws);
            for (int i = 1; i < b.units; i++) {
                z[i] += z[i - 1];
            }
            uniform = uniform.length < 2 * draws ? new float[2 * draws] : uniform;
            kernels.uniform(uniform, 1, 2 * draws, key, firstRow + r);
            java.util.Arrays.fill(b.state, r * b.units, (r + 1) * b.units, 0f);
            for (int d = 0; d < draws; d++) {
                double u = ScalarUnits.joined(uniform[2 * d], uniform[2 * d + 1]) * z[b.units - 1];
                int found = java.util.Arrays.binarySearch(z, u);
                // A number that equals a border belongs to the category above it, and one of probability 0 has none.
                int chosen = found < 0 ? -found - 1 : found + 1;
                b.state[r * b.units + Math.min(chosen, b.units - 1)]++;
            }
        }
    }

    @Override
    public void logPartition(Elementwise kernels, UnitBatch b, double[] out) {
        throw new IllegalArgumentException(
                "A multinomial layer's partition function depends on the row's total; it is not summed out.");
    }

    @Override
    public double logMultiplicity(double[] state) {
        double total = 0;
        double sum = 0;
        for (double s : state) {
            total += s;
            sum -= s > 1 ? Numerics.logFactorial((int) s) : 0;
        }
        return sum + Numerics.logFactorial((int) total);
    }

    @Override
    public boolean hasMultiplicity() {
        return true;
    }

    /** Biases are relative: any common shift of the logarithms gives the same probabilities. */
    @Override
    public double biasOf(double mean) {
        return StrictMath.log(Math.max(1e-4, mean));
    }

    @Override
    public double learningRate() {
        return 0.01;
    }

    @Override
    public String problem(float[] states) {
        double total = 0;
        for (float state : states) {
            total += state;
        }
        if (Double.isNaN(total)) {
            return "a count is missing, but multinomial units need all of a row's counts, since their total is a part of the model";
        }
        return total > MOST
                ? "the row's counts add up to " + total + ", but multinomial units take " + MOST + " at the most"
                : Counts.problem(id(), states);
    }

    @Override
    public double meanAtRest() {
        return 0;
    }
}
