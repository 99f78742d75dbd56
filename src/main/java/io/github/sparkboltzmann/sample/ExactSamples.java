package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Machine;
import java.util.Arrays;

/**
 * Independent exact samples of the visible units of a restricted machine with few units on one side.
 *
 * <p>The enumerated side's state is drawn from its exact distribution by its cumulative sums, with 48 random bits, and the other side given
 * it. {@code O(2^n m)} once, then {@code O(n m)} a sample.
 */
public final class ExactSamples {
    /** The most units that are enumerated: 2^22 weights are kept. */
    public static final int MOST_UNITS = 22;

    private final TwoSides sides;
    private final boolean enumeratesVisible;
    private final double[] cumulative;

    /** @throws IllegalArgumentException if the machine is not restricted, or has more than {@link #MOST_UNITS} units on both sides */
    public ExactSamples(Machine machine, float[] parameters) {
        TwoSides.requireRestricted(machine);
        int visible = TwoSides.units(machine, true);
        int hidden = TwoSides.units(machine, false);
        if (Math.min(visible, hidden) > MOST_UNITS) {
            throw new IllegalArgumentException("Exact samples need a side of at most " + MOST_UNITS
                    + " units, but there are " + visible + " visible and " + hidden
                    + " hidden ones; take Gibbs samples instead.");
        }
        enumeratesVisible = visible < hidden;
        sides = new TwoSides(machine, enumeratesVisible);
        sides.load(parameters, 1);
        cumulative = new ExactRestricted(machine, enumeratesVisible).logWeights(parameters, 1);
        double largest = Arrays.stream(cumulative).max().orElse(0);
        double sum = 0;
        for (int state = 0; state < cumulative.length; state++) {
            sum += Math.exp(cumulative[state] - largest);
            cumulative[state] = sum;
        }
    }

    /**
     * Visible states {@code [count, visible units]}: of samples number {@code first} to {@code first + count - 1} of a key, each a function
     * of key and number alone.
     */
    public float[] visible(Elementwise kernels, int count, DrawKey key, int first) {
        int n = sides.enumeratedBias.length;
        int m = sides.summedBias.length;
        int width = enumeratesVisible ? n : m;
        float[] samples = new float[Math.multiplyExact(count, width)];
        float[] choices = new float[Math.multiplyExact(count, 2)];
        kernels.uniform(choices, count, 2, key.at(0, 0), first);
        if (!enumeratesVisible) {
            kernels.uniform(samples, count, m, key.at(0, 1), first);
        }
        for (int r = 0; r < count; r++) {
            int state = find((choices[2 * r] + choices[2 * r + 1] * 0x1p-24) * cumulative[cumulative.length - 1]);
            for (int i = 0; i < width; i++) {
                int at = r * width + i;
                samples[at] = enumeratesVisible ? state >> i & 1 : samples[at] < mean(i, state) ? 1f : 0f;
            }
        }
        return samples;
    }

    /** The first state whose cumulative sum exceeds {@code u}. */
    private int find(double u) {
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > u) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private double mean(int i, int state) {
        double input = sides.summedBias[i];
        for (int rest = state; rest != 0; rest &= rest - 1) {
            input += sides.weights[i * sides.enumeratedBias.length + Integer.numberOfTrailingZeros(rest)];
        }
        return Numerics.sigmoid(input);
    }
}
