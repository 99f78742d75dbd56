package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Numerics;
import java.util.Arrays;

/**
 * Sums over a range of the enumerated side's states, the other side summed out: a part of Z and of the expectations.
 *
 * <pre>
 * weight(e) = exp(b.e) prod_i (1 + exp(a_i + W_i.e)),     P(s_i = 1 | e) = sigmoid(a_i + W_i.e)
 * </pre>
 *
 * <p>States are taken in blocks that share their upper units. In a block, {@code exp(a_i + W_i.e)} is the exponential of the upper units'
 * part, one for each block, times a table entry for the lower units: products of doubles side by side, no exponential and no logarithm for
 * each state and unit. Products are brought back to [1, 2) before they could overflow; units whose inputs may exceed {@link #WIDE} go
 * through {@code softplus} instead. Between blocks one unit changes (Gray code). Sums are kept relative to the largest weight so far.
 */
final class StateSums {
    private static final double WIDE = 300;
    private static final double LARGEST_LOG_PRODUCT = 600;
    private static final double LN2 = 0.6931471805599453;

    private final TwoSides sides;
    private final Table table;
    private final int n;
    private final int m;
    private final double[] input;
    private final double[] product;
    private final double[] logs;
    private final int[] exponents;
    private final double[] weight;
    private final double[] share;
    private double upperBias;

    /** The logarithm that all sums are relative to, and the sums. */
    double reference;

    double total;
    final double[] enumerated;
    final double[] summed;
    final double[] pairs;

    StateSums(TwoSides sides, Table table) {
        this.sides = sides;
        this.table = table;
        n = sides.enumeratedBias.length;
        m = sides.summedBias.length;
        input = new double[m];
        product = new double[table.states];
        logs = new double[table.states];
        exponents = new int[table.states];
        weight = new double[table.states];
        share = new double[table.states];
        enumerated = new double[n];
        summed = new double[m];
        pairs = new double[m * n];
    }

    /** What all blocks share: exponentials of the lower units' inputs to each summed unit, and which units need care. */
    static final class Table {
        private final int lowerUnits;
        private final int states;
        private final double[] factor;
        private final double[] lowerBias;
        private final boolean[] wide;
        private final boolean[] normaliseBefore;

        Table(int lowerUnits, int m) {
            this.lowerUnits = lowerUnits;
            this.states = 1 << lowerUnits;
            factor = new double[Math.multiplyExact(m, states)];
            lowerBias = new double[states];
            wide = new boolean[m];
            normaliseBefore = new boolean[m];
        }

        void fill(TwoSides sides) {
            int n = sides.enumeratedBias.length;
            subsetSums(sides.enumeratedBias, 0, lowerUnits, lowerBias, 0);
            double logProduct = 0;
            for (int i = 0; i < wide.length; i++) {
                double bound = Math.abs(sides.summedBias[i]);
                for (int j = 0; j < n; j++) {
                    bound += Math.abs(sides.weights[i * n + j]);
                }
                // A comparison that NaN fails as well.
                wide[i] = !(bound <= WIDE);
                normaliseBefore[i] = !wide[i] && logProduct + bound + LN2 > LARGEST_LOG_PRODUCT;
                logProduct = wide[i] ? logProduct : (normaliseBefore[i] ? 1 : logProduct) + bound + LN2;
                int at = i * states;
                factor[at] = 1;
                for (int j = 0; j < lowerUnits; j++) {
                    double e = Math.exp(sides.weights[i * n + j]);
                    for (int s = 0; s < 1 << j; s++) {
                        factor[at + (1 << j) + s] = factor[at + s] * e;
                    }
                }
            }
        }
    }

    /** {@code out[at + s] = sum of x[from + j]} over the bits {@code j} of {@code s}, for {@code s < 2^bits}. */
    private static void subsetSums(double[] x, int from, int bits, double[] out, int at) {
        out[at] = 0;
        for (int j = 0; j < bits; j++) {
            for (int s = 0; s < 1 << j; s++) {
                out[at + (1 << j) + s] = out[at + s] + x[from + j];
            }
        }
    }

    /**
     * Sums over {@code blocks}, a power of two, from block number {@code first} on, a multiple of it.
     *
     * @param expectations whether to sum them too
     * @param logWeights receives the logarithm of every state's weight; {@code null} for none
     */
    void run(int first, int blocks, boolean expectations, double[] logWeights) {
        reference = Double.NEGATIVE_INFINITY;
        total = 0;
        Arrays.fill(enumerated, 0);
        Arrays.fill(summed, 0);
        Arrays.fill(pairs, 0);
        start(first);
        int number = first;
        for (int k = 0; k < blocks; k++) {
            if (k > 0) {
                int bit = Integer.numberOfTrailingZeros(k);
                number ^= 1 << bit;
                change(table.lowerUnits + bit, (number & 1 << bit) == 0 ? -1 : 1);
            }
            weigh(logWeights, number);
            if (expectations) {
                addExpectations(number);
            }
        }
    }

    private void start(int number) {
        System.arraycopy(sides.summedBias, 0, input, 0, m);
        upperBias = 0;
        for (int j = table.lowerUnits; j < n; j++) {
            if ((number >> (j - table.lowerUnits) & 1) == 1) {
                change(j, 1);
            }
        }
    }

    private void change(int unit, int sign) {
        for (int i = 0; i < m; i++) {
            input[i] += sign * sides.weights[i * n + unit];
        }
        upperBias += sign * sides.enumeratedBias[unit];
    }

    /** The weights of a block's states, relative to the reference, into {@code weight}. */
    private void weigh(double[] logWeights, int number) {
        int states = table.states;
        Arrays.fill(product, 1);
        Arrays.fill(exponents, 0);
        Arrays.fill(logs, 0);
        for (int i = 0; i < m; i++) {
            if (table.normaliseBefore[i]) {
                normalise();
            }
            if (table.wide[i]) {
                subsetSums(sides.weights, i * n, table.lowerUnits, share, 0);
                for (int s = 0; s < states; s++) {
                    logs[s] += Numerics.softplus(input[i] + share[s]);
                }
            } else {
                multiply(product, Math.exp(input[i]), table.factor, i * states);
            }
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < states; s++) {
            weight[s] = upperBias + table.lowerBias[s] + Math.log(product[s]) + exponents[s] * LN2 + logs[s];
            largest = Math.max(largest, weight[s]);
        }
        if (logWeights != null) {
            System.arraycopy(weight, 0, logWeights, number * states, states);
        }
        if (largest > reference) {
            scale(Math.exp(reference - largest));
            reference = largest;
        }
        double sum = 0;
        for (int s = 0; s < states; s++) {
            weight[s] = Math.exp(weight[s] - reference);
            sum += weight[s];
        }
        total += sum;
    }

    private static void multiply(double[] product, double base, double[] factor, int at) {
        for (int s = 0; s < product.length; s++) {
            product[s] *= 1 + base * factor[at + s];
        }
    }

    /** Moves the products' powers of two into {@code exponents}; each product is 1 or more. */
    private void normalise() {
        for (int s = 0; s < product.length; s++) {
            long bits = Double.doubleToRawLongBits(product[s]);
            exponents[s] += (int) (bits >>> 52) - 1023;
            product[s] = Double.longBitsToDouble(bits & 0x000FFFFFFFFFFFFFL | 0x3FF0000000000000L);
        }
    }

    private void scale(double factor) {
        total *= factor;
        for (double[] sums : new double[][] {enumerated, summed, pairs}) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] *= factor;
            }
        }
    }

    private void addExpectations(int number) {
        System.arraycopy(weight, 0, share, 0, share.length);
        fold(number, enumerated, 0);
        for (int i = 0; i < m; i++) {
            if (table.wide[i]) {
                subsetSums(sides.weights, i * n, table.lowerUnits, share, 0);
                for (int s = 0; s < share.length; s++) {
                    share[s] = weight[s] * Numerics.sigmoid(input[i] + share[s]);
                }
            } else {
                shares(weight, Math.exp(input[i]), table.factor, i * table.states, share);
            }
            summed[i] += fold(number, pairs, i * n);
        }
    }

    private static void shares(double[] weight, double base, double[] factor, int at, double[] share) {
        for (int s = 0; s < share.length; s++) {
            double odds = base * factor[at + s];
            share[s] = weight[s] * (odds / (1 + odds));
        }
    }

    /** Adds to {@code into[at + j]} the shares of the states in which unit {@code j} is on, and returns the sum of all; destroys them. */
    private double fold(int number, double[] into, int at) {
        for (int j = table.lowerUnits - 1; j >= 0; j--) {
            int half = 1 << j;
            double on = 0;
            for (int s = 0; s < half; s++) {
                on += share[half + s];
                share[s] += share[half + s];
            }
            into[at + j] += on;
        }
        for (int rest = number; rest != 0; rest &= rest - 1) {
            into[at + table.lowerUnits + Integer.numberOfTrailingZeros(rest)] += share[0];
        }
        return share[0];
    }

    /** Adds another's sums to these. */
    void merge(StateSums other) {
        double larger = Math.max(reference, other.reference);
        scale(Math.exp(reference - larger));
        double factor = Math.exp(other.reference - larger);
        reference = larger;
        total += factor * other.total;
        add(enumerated, other.enumerated, factor);
        add(summed, other.summed, factor);
        add(pairs, other.pairs, factor);
    }

    private static void add(double[] into, double[] from, double factor) {
        for (int i = 0; i < into.length; i++) {
            into[i] += factor * from[i];
        }
    }
}
