package io.github.sparkboltzmann.sample;

import java.io.Serializable;

/**
 * How the label of a row is inferred; immutable.
 *
 * <pre>
 * exact    P(y | x) from the free energy of each label
 * gibbs    the mean of P(y | h) over clamped Gibbs sweeps, whose limit is P(y | x)
 * </pre>
 */
public final class LabelInference implements Serializable {
    private static final long serialVersionUID = 1L;

    /** By the free energy of each label. */
    public static final LabelInference EXACT = new LabelInference(0, 0, 1, 0);

    private final int burnIn;
    private final int sweeps;
    private final double temperature;
    private final long seed;

    private LabelInference(int burnIn, int sweeps, double temperature, long seed) {
        this.burnIn = burnIn;
        this.sweeps = sweeps;
        this.temperature = temperature;
        this.seed = seed;
    }

    /**
     * Gibbs sweeps.
     *
     * @param burnIn sweeps that do not count, 0 or more; the inverse temperature rises linearly to 1 in them
     * @param sweeps that count, 1 or more
     * @param temperature of the first sweep, 1 or more; 1 for no annealing
     */
    public static LabelInference gibbs(int burnIn, int sweeps, double temperature, long seed) {
        if (burnIn < 0 || sweeps < 1 || !(temperature >= 1 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "A label is inferred in 1 sweep or more after 0 or more, from a temperature of 1 or more; but there are "
                            + sweeps + " after " + burnIn + ", from " + temperature + ".");
        }
        return new LabelInference(burnIn, sweeps, temperature, seed);
    }

    /** Whether labels are summed over, not sampled. */
    public boolean isExact() {
        return sweeps == 0;
    }

    int burnIn() {
        return burnIn;
    }

    int sweeps() {
        return sweeps;
    }

    /** Of sweep number {@code sweep}, from 1. */
    float inverseTemperature(int sweep) {
        if (sweep > burnIn) {
            return 1;
        }
        double first = 1 / temperature;
        return (float) (first + (1 - first) * (sweep - 1) / burnIn);
    }

    long seed() {
        return seed;
    }
}
