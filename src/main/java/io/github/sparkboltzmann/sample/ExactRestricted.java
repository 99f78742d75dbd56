package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Machine;
import java.util.stream.IntStream;

/**
 * Exact partition function, probabilities and expectations of a restricted machine of Bernoulli units with few units on one side.
 *
 * <pre>
 * log Z(T) = log sum_h exp(b.h / T) prod_i (1 + exp((a_i + W_i.h) / T))      and the same with the sides exchanged
 * T d log Z / d w_ij = &lt;v_i h_j&gt;,   T d log Z / d a_i = &lt;v_i&gt;,   T d log Z / d b_j = &lt;h_j&gt;
 * </pre>
 *
 * <p>{@code O(2^n m)} for {@code n} enumerated and {@code m} summed units, in double. Ranges of states of fixed size are worked on side by
 * side and merged in their order, so that the bits do not depend on the number of threads. Buffers are reused: not safe for threads.
 */
public final class ExactRestricted implements ExactPartition {
    /** The most units that are enumerated. */
    public static final int MOST_UNITS = 25;

    /** {@code 2^7} states share their upper units. */
    private static final int LOWER_UNITS = 7;

    /** Up to {@code 2^13} states are one range, more are at most {@code 2^6} ranges. */
    private static final int RANGE_UNITS = 13;

    private static final int MOST_RANGES_LOG = 6;

    private final Machine machine;
    private final TwoSides sides;
    private final StateSums.Table table;
    private final StateSums[] ranges;
    private final int blocksPerRange;

    /** Enumerates the side of fewer units. */
    public ExactRestricted(Machine machine) {
        this(machine, visibleIsSmaller(machine));
    }

    /**
     * @param enumerateVisible whether the visible states are enumerated and the hidden units summed out, or the other way round
     * @throws IllegalArgumentException if the machine is not restricted, has units that are not Bernoulli, or too many
     */
    public ExactRestricted(Machine machine, boolean enumerateVisible) {
        TwoSides.requireRestricted(machine);
        int n = TwoSides.units(machine, enumerateVisible);
        if (n > MOST_UNITS) {
            throw new IllegalArgumentException(
                    "An exact partition function takes 2^n terms, n the units of one side, and "
                            + "n may be " + MOST_UNITS + " at most, but the "
                            + (enumerateVisible ? "visible" : "hidden")
                            + " side has " + n + "; estimate it by annealed importance sampling instead.");
        }
        this.machine = machine;
        this.sides = new TwoSides(machine, enumerateVisible);
        int lower = Math.min(n, LOWER_UNITS);
        this.table = new StateSums.Table(lower, sides.summedBias.length);
        int rangesLog = Math.max(0, Math.min(MOST_RANGES_LOG, n - RANGE_UNITS));
        this.ranges = new StateSums[1 << rangesLog];
        this.blocksPerRange = 1 << (n - lower - rangesLog);
    }

    /** Whether a machine is restricted, of Bernoulli units, and has at most that many on one side. */
    public static boolean isPossible(Machine machine, int mostUnits) {
        return TwoSides.areThere(machine)
                && Math.min(TwoSides.units(machine, true), TwoSides.units(machine, false)) <= mostUnits;
    }

    private static boolean visibleIsSmaller(Machine machine) {
        return TwoSides.units(machine, true) < TwoSides.units(machine, false);
    }

    @Override
    public double logPartitionFunction(float[] parameters, double inverseTemperature) {
        return run(parameters, inverseTemperature, false, null);
    }

    @Override
    public double expectations(float[] parameters, double inverseTemperature, double[] out) {
        double logZ = run(parameters, inverseTemperature, true, null);
        StateSums all = ranges[0];
        for (double[] sums : new double[][] {all.pairs, all.enumerated, all.summed}) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] /= all.total;
            }
        }
        sides.arrange(all.pairs, all.enumerated, all.summed, out);
        return logZ;
    }

    /**
     * {@code out[r] = log P(v[r])} at temperature 1, in nats.
     *
     * @param rows for each visible layer in the machine's order its units' states, {@code [count, visible units]}
     * @param logZ what {@link #logPartitionFunction} gave for these parameters at inverse temperature 1
     */
    public void logProbabilities(float[] parameters, float[] rows, int count, double logZ, double[] out) {
        TwoSides hiddenSummed = new TwoSides(machine, true);
        hiddenSummed.load(parameters, 1);
        int visible = hiddenSummed.enumeratedBias.length;
        for (int r = 0; r < count; r++) {
            double log = 0;
            for (int i = 0; i < visible; i++) {
                log += hiddenSummed.enumeratedBias[i] * rows[r * visible + i];
            }
            for (int j = 0; j < hiddenSummed.summedBias.length; j++) {
                double input = hiddenSummed.summedBias[j];
                for (int i = 0; i < visible; i++) {
                    input += hiddenSummed.weights[j * visible + i] * rows[r * visible + i];
                }
                log += Numerics.softplus(input);
            }
            out[r] = log - logZ;
        }
    }

    /** For every state of the enumerated side the logarithm of its weight, unit {@code j} being bit {@code j} of the state's number. */
    double[] logWeights(float[] parameters, double inverseTemperature) {
        double[] logWeights = new double[1 << sides.enumeratedBias.length];
        run(parameters, inverseTemperature, false, logWeights);
        return logWeights;
    }

    private double run(float[] parameters, double inverseTemperature, boolean expectations, double[] logWeights) {
        if (!(inverseTemperature >= 0) || Double.isInfinite(inverseTemperature)) {
            throw new IllegalArgumentException(
                    "An inverse temperature is 0 or more and finite, but is " + inverseTemperature + ".");
        }
        sides.load(parameters, inverseTemperature);
        table.fill(sides);
        if (ranges.length == 1) {
            run(0, expectations, logWeights);
        } else {
            IntStream.range(0, ranges.length).parallel().forEach(range -> run(range, expectations, logWeights));
        }
        for (int range = 1; range < ranges.length; range++) {
            ranges[0].merge(ranges[range]);
        }
        return ranges[0].reference + Math.log(ranges[0].total);
    }

    private void run(int range, boolean expectations, double[] logWeights) {
        if (ranges[range] == null) {
            ranges[range] = new StateSums(sides, table);
        }
        ranges[range].run(range * blocksPerRange, blocksPerRange, expectations, logWeights);
    }
}
