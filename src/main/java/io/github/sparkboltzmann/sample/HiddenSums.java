package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;
import java.util.Arrays;

/**
 * Exact sums over the states of few hidden two-state units that are coupled to each other, given their inputs from visible units.
 *
 * <pre>
 * log sum_h exp(b.h + 1/2 h M h + z.h) = log sum_{p, q} exp(z_P.p) K[p, q] exp(z_Q.q),    K[p, q] = exp(b.h + 1/2 h M h),  h = (p, q)
 * P(h | z), and so &lt;h_j | z&gt;, from the same terms
 * </pre>
 *
 * <p>M holds the couplings inside hidden layers and between them. Hidden layers that visible units do not touch, and that are independent given the other hidden ones
 * ({@link SummedLayers}: the top of a deep machine of two), are summed out inside the table and take no place in h:
 *
 * <pre>
 * K[h] = exp(b.h + 1/2 h M h) prod_j (e^{low x_j} + e^{high x_j}),   x = c + h U,    &lt;g_j | z&gt; = sum_h P(h | z) &lt;g_j | h&gt;
 * </pre>
 *
 * <p>The table is made once, all factors relative to their largest; then a row takes {@code 2^n} multiplications for the sum of n units and as many for the means,
 * in double, and {@code 2^(n / 2 + 1)} exponentials; {@code 2^n} more for the mean of each unit that is summed out. Where all terms together are so small against
 * those maxima that some may have been lost, the row is summed again with an exponential for each term. Not safe for threads.
 */
public final class HiddenSums {
    /** The most units of the table: 16 MB. */
    public static final int MOST_UNITS = 21;

    /** The most means of units that are summed out inside the table: 16 MB. */
    private static final long MOST_MEANS = 1L << 22;

    /** Terms below 1e-308 are lost, {@code 2^MOST_UNITS} of them at most: nothing against a sum above this. */
    private static final double SMALLEST = 1e-200;

    private final Machine machine;
    private final int[] layers;
    private final int[] inner;
    private final int[] place;
    private final int units;
    private final int half;
    private final int innerUnits;
    private final double[] low;
    private final double[] high;
    private final double[] log;
    private final double[] table;
    private final float[] innerMeans;
    private final double[] p;
    private final double[] q;
    private final double[] sums;
    private final double[] marginal;
    private final float[] row;
    private double largest;

    /** @throws IllegalArgumentException for more than {@value #MOST_UNITS} units in the table, or for others than two-state units */
    public HiddenSums(Machine machine) {
        units = tableUnits(machine);
        boolean twoStates = Arrays.stream(machine.layers(false))
                .allMatch(l -> machine.layer(l).type().hasTwoStates());
        if (units > MOST_UNITS || !twoStates) {
            throw new IllegalArgumentException("States of up to " + MOST_UNITS
                    + " hidden units of two states are summed one by one, but there are " + units
                    + (twoStates ? "" : ", some of them of other types") + "; take their mean field.");
        }
        this.machine = machine;
        boolean[] summed = inner(machine);
        layers = Arrays.stream(machine.layers(false)).filter(l -> !summed[l]).toArray();
        inner = Arrays.stream(machine.layers(false)).filter(l -> summed[l]).toArray();
        place = new int[machine.layerCount()];
        innerUnits = SummedLayers.units(machine, summed);
        low = new double[units + innerUnits];
        high = new double[units + innerUnits];
        int next = 0;
        for (int[] part : new int[][] {layers, inner}) {
            for (int l : part) {
                UnitType type = machine.layer(l).type();
                place[l] = next;
                next += machine.layer(l).size();
                Arrays.fill(low, place[l], next, type.lowest());
                Arrays.fill(high, place[l], next, type.highest());
            }
        }
        half = units / 2;
        log = new double[1 << units];
        table = new double[log.length];
        innerMeans = new float[log.length * innerUnits];
        p = new double[1 << units - half];
        q = new double[1 << half];
        sums = new double[q.length];
        marginal = new double[p.length];
        row = new float[units];
    }

    /** The number of hidden units whose states are gone through. */
    public static int tableUnits(Machine machine) {
        return hiddenUnits(machine) - SummedLayers.units(machine, inner(machine));
    }

    private static int hiddenUnits(Machine machine) {
        return Arrays.stream(machine.layers(false))
                .map(l -> machine.layer(l).size())
                .sum();
    }

    /** The layers that are summed out inside the table; none where their means would not fit. */
    private static boolean[] inner(Machine machine) {
        boolean[] candidates = new boolean[machine.layerCount()];
        for (int l : machine.layers(false)) {
            candidates[l] = Arrays.stream(machine.layers(true)).noneMatch(visible -> machine.coupled(visible, l));
        }
        boolean[] summed = SummedLayers.of(machine, candidates);
        int own = SummedLayers.units(machine, summed);
        int others = hiddenUnits(machine) - own;
        return others <= MOST_UNITS && ((long) own << others) <= MOST_MEANS ? summed : new boolean[candidates.length];
    }

    /** Takes the machine's parameters, which begin at index 0: {@code O(2^n (n + m))} for n units of the table and m that are summed out inside it. */
    public void load(float[] parameters) {
        int all = units + innerUnits;
        double[] weights = new double[units * all];
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.coupling(c);
            if (machine.layer(coupling.first()).isVisible()
                    || machine.layer(coupling.second()).isVisible()) {
                continue;
            }
            Block w = machine.weights(c);
            int first = place[coupling.first()];
            int second = place[coupling.second()];
            int columns = machine.layer(coupling.second()).size();
            coupling.forEachPair(columns, w.length(), (index, i, j) -> {
                set(weights, all, first + i, second + j, parameters[w.offset() + index]);
                set(weights, all, second + j, first + i, parameters[w.offset() + index]);
            });
        }
        double[] input = new double[all];
        for (int l : machine.layers(false)) {
            Block bias = machine.biases(l);
            for (int i = 0; i < bias.length(); i++) {
                input[place[l] + i] = parameters[bias.offset() + i];
            }
        }
        double value = 0;
        for (int i = 0; i < units; i++) {
            value += low[i] * input[i];
            add(low[i], weights, i, input);
        }
        log[0] = value + innerSum(0, input);
        for (int n = 1; n < log.length; n++) {
            int unit = Integer.numberOfTrailingZeros(n);
            int state = n ^ n >>> 1;
            double change = (state >> unit & 1) == 1 ? high[unit] - low[unit] : low[unit] - high[unit];
            value += change * input[unit];
            add(change, weights, unit, input);
            log[state] = value + innerSum(state, input);
        }
        largest = Arrays.stream(log).max().orElse(0);
        for (int n = 0; n < log.length; n++) {
            table[n] = Math.exp(log[n] - largest);
        }
    }

    /** {@code weights[i, j]} for a unit i of the table. */
    private void set(double[] weights, int all, int i, int j, float value) {
        if (i < units) {
            weights[i * all + j] = value;
        }
    }

    /** The logarithm of the factor of units that are summed out, given a state of the others; keeps their means. */
    private double innerSum(int state, double[] input) {
        double sum = 0;
        for (int j = units; j < units + innerUnits; j++) {
            double gap = high[j] - low[j];
            sum += low[j] * input[j] + Numerics.softplus(gap * input[j]);
            innerMeans[state * innerUnits + j - units] = (float) (low[j] + gap * Numerics.sigmoid(gap * input[j]));
        }
        return sum;
    }

    private void add(double change, double[] weights, int unit, double[] input) {
        for (int k = 0; k < input.length; k++) {
            input[k] += change * weights[unit * input.length + k];
        }
    }

    /**
     * The logarithm of the sum for each row, and the units' means.
     *
     * @param z for each hidden layer {@code [rows, units]}, inputs from visible layers without bias; receives {@code <h | z>} if there are to be means
     * @param out receives {@code rows} sums
     */
    public void compute(float[][] z, int rows, boolean means, double[] out) {
        for (int r = 0; r < rows; r++) {
            for (int l : layers) {
                int n = machine.layer(l).size();
                System.arraycopy(z[l], r * n, row, place[l], n);
            }
            double shift = factors(half, units - half, p) + factors(0, half, q);
            double total = bilinear();
            if (total >= SMALLEST) {
                out[r] = Math.log(total) + shift + largest;
                if (means) {
                    innerMeans(total, z, r);
                    marginals(total);
                }
            } else {
                out[r] = term(z, r, means);
            }
            for (int l : means ? layers : new int[0]) {
                int n = machine.layer(l).size();
                System.arraycopy(row, place[l], z[l], r * n, n);
            }
        }
    }

    /** {@code out[s] = exp(z.s)} over the states of {@code count} units, relative to the largest, whose logarithm it returns. */
    private double factors(int at, int count, double[] out) {
        out[0] = 0;
        for (int i = 0; i < count; i++) {
            out[0] += low[at + i] * row[at + i];
        }
        for (int i = 0; i < count; i++) {
            double change = (high[at + i] - low[at + i]) * row[at + i];
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

    private void marginals(double total) {
        for (int i = 0; i < units; i++) {
            int bit = i < half ? 1 << i : 1 << i - half;
            double on = 0;
            for (int n = 0; n < (i < half ? q.length : p.length); n++) {
                on += (n & bit) == 0 ? 0 : i < half ? sums[n] * q[n] : marginal[n];
            }
            row[i] = mean(i, on / total);
        }
    }

    private float mean(int unit, double probability) {
        return (float) (low[unit] + (high[unit] - low[unit]) * Math.min(1, probability));
    }

    private void innerMeans(double total, float[][] z, int r) {
        if (innerUnits == 0) {
            return;
        }
        double[] mean = new double[innerUnits];
        for (int n = 0; n < table.length; n++) {
            addInner(p[n / q.length] * table[n] * q[n % q.length] / total, n, mean);
        }
        putInner(mean, z, r);
    }

    private void addInner(double probability, int state, double[] mean) {
        for (int j = 0; probability != 0 && j < mean.length; j++) {
            mean[j] += probability * innerMeans[state * innerUnits + j];
        }
    }

    private void putInner(double[] mean, float[][] z, int r) {
        for (int l : inner) {
            int n = machine.layer(l).size();
            for (int j = 0; j < n; j++) {
                z[l][r * n + j] = (float) mean[place[l] - units + j];
            }
        }
    }

    /** One row with an exponential for each term. */
    private double term(float[][] z, int r, boolean means) {
        double[] all = log.clone();
        for (int n = 0; n < all.length; n++) {
            for (int i = 0; i < units; i++) {
                all[n] += ((n >> i & 1) == 1 ? high[i] : low[i]) * row[i];
            }
        }
        double total = Numerics.logSumExp(all);
        if (!means) {
            return total;
        }
        double[] on = new double[units];
        double[] mean = new double[innerUnits];
        for (int n = 0; n < all.length; n++) {
            double probability = Math.exp(all[n] - total);
            addInner(probability, n, mean);
            for (int i = 0; i < units; i++) {
                on[i] += (n >> i & 1) == 1 ? probability : 0;
            }
        }
        putInner(mean, z, r);
        for (int i = 0; i < units; i++) {
            row[i] = mean(i, on[i]);
        }
        return total;
    }
}
