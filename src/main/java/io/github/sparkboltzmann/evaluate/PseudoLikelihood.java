package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.LayerInputs;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;
import java.util.Arrays;

/**
 * Pseudo-likelihood of rows: how well a machine predicts each visible unit of a row from all the others. Hidden units are summed out, so that they may not be
 * coupled to each other; visible ones may, and there may be no hidden ones.
 *
 * <pre>
 * log PL(v) = sum_i log P(v_i | v_-i)
 * log P(1 | v_-i) - log P(0 | v_-i) = a_i + (v L)_i + sum_j softplus(z_j + (1 - v_i) W_ij) - softplus(z_j - v_i W_ij),     z = b + v W
 * </pre>
 *
 * <p>Exact: all units of a row, {@code O(visible * hidden)} element-wise, no product for each flip. Sampled: one unit a row, chosen at random,
 * whose value times {@code visible} is an unbiased estimate (the estimator of scikit-learn's BernoulliRBM), {@code O(hidden)} a row. Both take the products
 * {@code v W} and, of visible units that are coupled, {@code v L}. A state between 0 and 1 counts as that probability of a 1:
 * {@code v log P(1) + (1 - v) log P(0)}; of spins between their two states alike. In nats. Not safe for threads.
 *
 * <p>Source: Besag, "Statistical analysis of non-lattice data", The Statistician 24, 1975.
 */
public final class PseudoLikelihood {
    /** Rows of weights that go through the kernel together: 16 KB to 64 KB for hundreds of hidden units. */
    private static final int UNITS = 32;

    private final Elementwise kernels;
    private final LayerInputs inputs;
    private final int visibleLayer;
    private final int hiddenLayer;
    private final boolean isLateral;
    private final float[] parameters;
    private final int bias;
    private final int visible;
    private final int hidden;
    private final float[] weights;
    private final int firstWeight;
    private final float[] hiddenBiases;
    private final double low;
    private final double gap;
    private final double hiddenLow;
    private final double hiddenGap;
    private final float[] shifts;
    private final double[] sums = new double[2 * UNITS];
    private final float[] noBias;
    private final float[] input;
    private final float[][] states;
    private float[] z = new float[0];
    private float[] lateral = new float[0];

    /**
     * @param parameters not copied; a change needs a new object
     * @throws IllegalArgumentException if {@link #isPossible} does not hold
     */
    public PseudoLikelihood(Machine machine, float[] parameters, Elementwise kernels, BatchProducts products) {
        JointEnergy.require(machine);
        if (!isPossible(machine)) {
            throw new IllegalArgumentException(
                    "A pseudo-likelihood needs a machine of one visible and at most one hidden layer of bernoulli or spin"
                            + " units, hidden units not coupled to each other; measure another likelihood of this one.");
        }
        this.kernels = kernels;
        this.parameters = parameters;
        inputs = new LayerInputs(machine, products);
        inputs.load(parameters);
        visibleLayer = machine.layers(true)[0];
        hiddenLayer = machine.layerCount() == 1 ? -1 : machine.layers(false)[0];
        isLateral = machine.lateral(visibleLayer) >= 0;
        bias = machine.biases(visibleLayer).offset();
        visible = machine.layer(visibleLayer).size();
        hidden = hiddenLayer < 0 ? 0 : machine.layer(hiddenLayer).size();
        UnitType type = machine.layer(visibleLayer).type();
        UnitType hiddenType =
                hiddenLayer < 0 ? type : machine.layer(hiddenLayer).type();
        low = type.lowest();
        gap = type.highest() - low;
        hiddenLow = hiddenType.lowest();
        hiddenGap = hiddenType.highest() - hiddenLow;
        Block b = hiddenLayer < 0 ? null : machine.biases(hiddenLayer);
        hiddenBiases = b == null ? new float[0] : Arrays.copyOfRange(parameters, b.offset(), b.end());
        int c = between(machine);
        boolean isThere = c >= 0 && !machine.coupling(c).isSparse();
        weights = isThere ? parameters : c < 0 ? new float[visible * hidden] : dense(machine, c);
        firstWeight = isThere ? machine.weights(c).offset() : 0;
        shifts = new float[2 * UNITS * hidden];
        noBias = new float[hidden];
        input = new float[hidden];
        states = new float[machine.layerCount()][];
    }

    /** Whether there is one visible and at most one hidden layer, all of two-state units, and hidden units are independent given the visible ones. */
    public static boolean isPossible(Machine machine) {
        return machine.layers(true).length == 1
                && machine.layers(false).length <= 1
                && machine.hasIndependentHidden()
                && machine.layers().stream().allMatch(layer -> layer.type().hasTwoStates());
    }

    /** The coupling of visible with hidden units; -1 for none. */
    private static int between(Machine machine) {
        for (int c = 0; c < machine.couplings().size(); c++) {
            if (!machine.coupling(c).isLateral()) {
                return c;
            }
        }
        return -1;
    }

    /** {@code W[visible, hidden]} of a coupling that holds its edges alone. */
    private float[] dense(Machine machine, int c) {
        float[] matrix = new float[Math.multiplyExact(visible, hidden)];
        Block w = machine.weights(c);
        int columns = machine.layer(machine.coupling(c).second()).size();
        boolean visibleFirst = machine.coupling(c).first() == visibleLayer;
        machine.coupling(c)
                .forEachPair(
                        columns,
                        w.length(),
                        (index, i, j) -> matrix[visibleFirst ? i * hidden + j : j * hidden + i] =
                                parameters[w.offset() + index]);
        return matrix;
    }

    public int visibleUnits() {
        return visible;
    }

    /** {@code out[r]} = mean over all visible units of row {@code r}, in nats a unit. */
    public void exact(float[] v, int rows, double[] out) {
        computeInputs(v, rows);
        for (int r = 0; r < rows; r++) {
            double base = take(r);
            double sum = 0;
            for (int first = 0; first < visible; first += UNITS) {
                sum += logProbabilities(v, r * visible, first, Math.min(visible, first + UNITS), base);
            }
            out[r] = sum / visible;
        }
    }

    /**
     * {@code out[r]} = that of one visible unit of row {@code r}, in nats.
     *
     * @param first the number of the first row in the key
     */
    public void sampled(float[] v, int rows, DrawKey key, int first, double[] out) {
        computeInputs(v, rows);
        float[] uniform = new float[rows];
        kernels.uniform(uniform, rows, 1, key, first);
        for (int r = 0; r < rows; r++) {
            int unit = (int) ((double) uniform[r] * visible);
            out[r] = logProbabilities(v, r * visible, unit, unit + 1, take(r));
        }
    }

    private void computeInputs(float[] v, int rows) {
        if (z.length < rows * hidden) {
            z = new float[rows * hidden];
        }
        if (isLateral && lateral.length < rows * visible) {
            lateral = new float[rows * visible];
        }
        states[visibleLayer] = v;
        if (hidden > 0) {
            inputs.compute(hiddenLayer, states, rows, z);
        }
        if (isLateral) {
            Arrays.fill(lateral, 0, rows * visible, 0f);
            inputs.addLateral(visibleLayer, v, rows, lateral);
        }
    }

    /** Puts a row's inputs, with bias, into {@code input}, times the gap of hidden states; returns the sum of their softplus. */
    private double take(int row) {
        float factor = (float) hiddenGap;
        for (int j = 0; j < hidden; j++) {
            input[j] = factor * (z[row * hidden + j] + hiddenBiases[j]);
        }
        kernels.softplusSums(input, noBias, 0, 1, hidden, sums);
        return sums[0];
    }

    /** The sum of {@code log P(v_i | v_-i)} over units {@code from <= i < to} of the row taken, whose softplus terms add up to {@code base}. */
    private double logProbabilities(float[] v, int row, int from, int to, double base) {
        int count = 0;
        for (int i = from; i < to; i++) {
            double state = v[row + i];
            count += state != low + gap ? shift(i, low + gap - state, count) : 0;
            count += state != low ? shift(i, low - state, count) : 0;
        }
        kernels.softplusSums(shifts, input, 0, count, hidden, sums);
        double total = 0;
        int next = 0;
        for (int i = from; i < to; i++) {
            double state = v[row + i];
            double on = state != low + gap ? sums[next++] : base;
            double off = state != low ? sums[next++] : base;
            double own = parameters[bias + i] + (isLateral ? lateral[row + i] : 0f);
            double logOdds = gap * (own + hiddenLow * weightSum(i)) + on - off;
            double p = (state - low) / gap;
            total += -p * Numerics.softplus(-logOdds) - (1 - p) * Numerics.softplus(logOdds);
        }
        return total;
    }

    /** {@code sum_j W_ij}: {@code log(e^{low z} + e^{high z}) = low z + softplus((high - low) z)}; not needed for a lowest state of 0. */
    private double weightSum(int unit) {
        double sum = 0;
        for (int j = 0; hiddenLow != 0 && j < hidden; j++) {
            sum += weights[firstWeight + unit * hidden + j];
        }
        return sum;
    }

    private int shift(int unit, double change, int place) {
        float factor = (float) (hiddenGap * change);
        int from = firstWeight + unit * hidden;
        int to = place * hidden;
        for (int j = 0; j < hidden; j++) {
            shifts[to + j] = factor * weights[from + j];
        }
        return 1;
    }
}
