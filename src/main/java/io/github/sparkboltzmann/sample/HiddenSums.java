package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;
import java.util.Arrays;

/**
 * Exact sums over the states of one small hidden layer whose two-state units are coupled to each other, given their inputs.
 *
 * <pre>
 * log sum_h exp(b.h + 1/2 h M h + z.h) = log sum_{p, q} exp(z_P.p) K[p, q] exp(z_Q.q),    K[p, q] = exp(b.h + 1/2 h M h),  h = (p, q)
 * P(h | z), and so &lt;h_j | z&gt;, from the same terms
 * </pre>
 *
 * <p>The table K is made once, all factors relative to their largest; then a row takes {@code 2^hidden} multiplications for the sum and as many for the means,
 * in double, and {@code 2^(hidden / 2 + 1)} exponentials. Where all terms together are so small against those maxima that some may have been lost, the row
 * is summed again with an exponential for each term. Not safe for threads.
 */
public final class HiddenSums {
    /** The most units: a table of 16 MB. */
    public static final int MOST_UNITS = 21;

    /** Terms below 1e-308 are lost, {@code 2^MOST_UNITS} of them at most: nothing against a sum above this. */
    private static final double SMALLEST = 1e-200;

    private final Machine machine;
    private final int layer;
    private final int units;
    private final int half;
    private final double low;
    private final double high;
    private final double[] log;
    private final double[] table;
    private final double[] p;
    private final double[] q;
    private final double[] sums;
    private final double[] marginal;
    private double largest;

    /** @throws IllegalArgumentException for more than {@value #MOST_UNITS} units, or for others than two-state units */
    public HiddenSums(Machine machine, int layer) {
        UnitType type = machine.layer(layer).type();
        units = machine.layer(layer).size();
        if (units > MOST_UNITS || !type.hasTwoStates()) {
            throw new IllegalArgumentException("States of up to " + MOST_UNITS
                    + " hidden units of two states are summed one by one, but there are " + units + " " + type.id()
                    + " units; take their mean field.");
        }
        this.machine = machine;
        this.layer = layer;
        half = units / 2;
        low = type.lowest();
        high = type.highest();
        log = new double[1 << units];
        table = new double[log.length];
        p = new double[1 << units - half];
        q = new double[1 << half];
        sums = new double[q.length];
        marginal = new double[p.length];
    }

    /** Takes the machine's parameters, which begin at index 0: {@code O(2^hidden hidden)}. */
    public void load(float[] parameters) {
        double[] weights = new double[units * units];
        int lateral = machine.lateral(layer);
        if (lateral >= 0) {
            Block w = machine.weights(lateral);
            machine.coupling(lateral).forEachPair(units, w.length(), (index, i, j) -> {
                weights[i * units + j] = parameters[w.offset() + index];
                weights[j * units + i] = parameters[w.offset() + index];
            });
        }
        double[] input = new double[units];
        Block bias = machine.biases(layer);
        for (int i = 0; i < units; i++) {
            input[i] = parameters[bias.offset() + i];
        }
        double value = 0;
        for (int i = 0; i < units; i++) {
            value += low * input[i];
            add(low, weights, i, input);
        }
        log[0] = value;
        for (int n = 1; n < log.length; n++) {
            int unit = Integer.numberOfTrailingZeros(n);
            int state = n ^ n >>> 1;
            double change = (state >> unit & 1) == 1 ? high - low : low - high;
            value += change * input[unit];
            add(change, weights, unit, input);
            log[state] = value;
        }
        largest = Arrays.stream(log).max().orElse(0);
        for (int n = 0; n < log.length; n++) {
            table[n] = Math.exp(log[n] - largest);
        }
    }

    private void add(double change, double[] weights, int unit, double[] input) {
        for (int k = 0; k < units; k++) {
            input[k] += change * weights[unit * units + k];
        }
    }

    /**
     * The logarithm of the sum for each row, and the units' means.
     *
     * @param z {@code [rows, hidden]}, inputs from other layers without bias; receives {@code <h | z>} if there are to be means
     * @param out receives {@code rows} sums
     */
    public void compute(float[] z, int rows, boolean means, double[] out) {
        for (int r = 0; r < rows; r++) {
            double shift = factors(z, r * units + half, units - half, p) + factors(z, r * units, half, q);
            double total = bilinear();
            if (total >= SMALLEST) {
                out[r] = Math.log(total) + shift + largest;
                if (means) {
                    marginals(total, z, r * units);
                }
            } else {
                out[r] = term(z, r * units, means);
            }
        }
    }

    /** {@code out[s] = exp(z.s)} over the states of {@code count} units, relative to the largest, whose logarithm it returns. */
    private double factors(float[] z, int at, int count, double[] out) {
        out[0] = 0;
        for (int i = 0; i < count; i++) {
            out[0] += low * z[at + i];
        }
        for (int i = 0; i < count; i++) {
            double change = (high - low) * z[at + i];
            for (int n = 0; n < 1 << i; n++) {
                out[n + (1 << i)] = out[n] + change;
            }
        }
        double most = out[0];
        for (double value : out) {
            most = Math.max(most, value);
        }
        for (int n = 0; n < out.length; n++) {
            out[n] = Math.exp(out[n] - most);
        }
        return most;
    }

    /** {@code sums[q] = sum_p p K[p, q]}, {@code marginal[p] = p sum_q K[p, q] q}; returns their total. */
    private double bilinear() {
        Arrays.fill(sums, 0);
        double total = 0;
        for (int a = 0; a < p.length; a++) {
            double factor = p[a];
            int row = a * q.length;
            double dot = 0;
            for (int b = 0; b < q.length; b++) {
                double weight = factor * table[row + b];
                sums[b] += weight;
                dot += weight * q[b];
            }
            marginal[a] = dot;
            total += dot;
        }
        return total;
    }

    private void marginals(double total, float[] z, int at) {
        for (int i = 0; i < units; i++) {
            int bit = i < half ? 1 << i : 1 << i - half;
            double on = 0;
            for (int n = 0; n < (i < half ? q.length : p.length); n++) {
                on += (n & bit) == 0 ? 0 : i < half ? sums[n] * q[n] : marginal[n];
            }
            z[at + i] = (float) (low + (high - low) * Math.min(1, on / total));
        }
    }

    /** One row with an exponential for each term. */
    private double term(float[] z, int at, boolean means) {
        double[] all = log.clone();
        for (int n = 0; n < all.length; n++) {
            for (int i = 0; i < units; i++) {
                all[n] += ((n >> i & 1) == 1 ? high : low) * z[at + i];
            }
        }
        double total = Numerics.logSumExp(all);
        for (int i = 0; means && i < units; i++) {
            double on = 0;
            for (int n = 0; n < all.length; n++) {
                on += (n >> i & 1) == 1 ? Math.exp(all[n] - total) : 0;
            }
            z[at + i] = (float) (low + (high - low) * Math.min(1, on));
        }
        return total;
    }
}
