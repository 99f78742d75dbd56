package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.Numerics;

/**
 * States 0 to n: how many of n binary units with shared weights and bias are on.
 *
 * <pre>
 * multiplicity(s) = n choose s,  e(s) = 0:    P(s) binomial with p = sigmoid(beta z),  &lt;s&gt; = n p,  A(z) = n softplus(z)
 * </pre>
 *
 * <p>Drawn by inversion, {@code O(n p)} a unit. Source: Teh and Hinton, "Rate-coded restricted Boltzmann machines for face recognition",
 * NIPS 13, 2001.
 */
final class BinomialUnits extends ScalarUnits {
    private static final long serialVersionUID = 1L;

    /** Up to here {@code 2^-n} is a number. */
    private static final int MOST = 1000;

    private final int n;

    BinomialUnits(int n) {
        super("binomial:" + n);
        if (n > MOST) {
            throw new IllegalArgumentException(
                    "Binomial units have up to " + MOST + " trials, but are to have " + n + "; scale the counts down.");
        }
        this.n = n;
    }

    @Override
    public double lowest() {
        return 0;
    }

    @Override
    public double highest() {
        return n;
    }

    @Override
    public double[][] groupStates() {
        double[][] states = new double[n + 1][1];
        for (int s = 0; s <= n; s++) {
            states[s][0] = s;
        }
        return states;
    }

    @Override
    double mean(double z, double variance, double beta) {
        return n * Numerics.sigmoid(beta * z);
    }

    @Override
    double draw(double z, double variance, double beta, float u, float v) {
        double x = beta * z;
        // The less frequent outcome is counted: q = 1 - p is at least 1/2, and odds are p / q.
        double odds = Math.exp(-Math.abs(x));
        double probability = StrictMath.pow(1 / (1 + odds), n);
        double left = joined(u, v) - probability;
        int count = 0;
        while (left >= 0 && count < n) {
            probability *= odds * (n - count) / (count + 1);
            count++;
            left -= probability;
        }
        return x > 0 ? n - count : count;
    }

    @Override
    double logPartition(double z, double variance) {
        return n * Numerics.softplus(z);
    }

    @Override
    public double logMultiplicity(double[] state) {
        double sum = 0;
        for (double s : state) {
            sum += Numerics.logFactorial(n) - Numerics.logFactorial((int) s) - Numerics.logFactorial(n - (int) s);
        }
        return sum;
    }

    @Override
    public boolean hasMultiplicity() {
        return true;
    }

    @Override
    public double biasOf(double mean) {
        return UnitTypes.BERNOULLI.biasOf(mean / n);
    }

    @Override
    public double learningRate() {
        return 0.05 / n;
    }

    @Override
    public String problem(float[] states) {
        return Counts.problem(id(), states);
    }
}
