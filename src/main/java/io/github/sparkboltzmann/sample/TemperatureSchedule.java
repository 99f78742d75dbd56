package io.github.sparkboltzmann.sample;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sweeps at falling temperatures, which end at those of equilibrium: simulated annealing; immutable.
 *
 * <p>Written as {@code SWEEPS@TEMPERATURE, ...}: {@code 2@2, 2@1.5, 2@1.2, 4@1} is the schedule of Ackley, Hinton and Sejnowski (1985) for the 4-2-4 encoder, whose
 * temperatures 20, 15, 12 and 10 are in units in which a weight changes by 2.
 */
public final class TemperatureSchedule implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Others follow, and a sweep's part of a draw's key has 24 bits. */
    private static final int MOST_SWEEPS = 1 << 23;

    /** No sweeps. */
    public static final TemperatureSchedule NONE = new TemperatureSchedule(new int[0], new double[0]);

    private final int[] sweeps;
    private final double[] temperatures;

    private TemperatureSchedule(int[] sweeps, double[] temperatures) {
        this.sweeps = sweeps;
        this.temperatures = temperatures;
    }

    /** The schedule of that text; empty for none. */
    public static TemperatureSchedule parse(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        String[] parts = text.split(",", -1);
        int[] sweeps = new int[parts.length];
        double[] temperatures = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String[] pair = parts[i].strip().split("@", -1);
            try {
                sweeps[i] = Integer.parseInt(pair[0].strip());
                temperatures[i] = Double.parseDouble(pair[pair.length - 1].strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(problem(text), e);
            }
            boolean good = pair.length == 2
                    && sweeps[i] > 0
                    && temperatures[i] > 0
                    && temperatures[i] < Double.POSITIVE_INFINITY;
            if (!good) {
                throw new IllegalArgumentException(problem(text));
            }
        }
        if (Arrays.stream(sweeps).asLongStream().sum() > MOST_SWEEPS) {
            throw new IllegalArgumentException(
                    "An annealing schedule has at most " + MOST_SWEEPS + " sweeps, but is '" + text + "'.");
        }
        return new TemperatureSchedule(sweeps, temperatures);
    }

    private static String problem(String text) {
        return "An annealing schedule is SWEEPS@TEMPERATURE, ... of whole sweeps and positive temperatures, as 2@2, 2@1.5, 4@1,"
                + " but is '" + text + "'.";
    }

    /** How many sweeps there are. */
    public int length() {
        return Arrays.stream(sweeps).sum();
    }

    /** {@code 1 / T} of sweep 1, 2, ... */
    public float inverseTemperature(int sweep) {
        int rest = sweep;
        for (int i = 0; i < sweeps.length; i++) {
            rest -= sweeps[i];
            if (rest <= 0) {
                return (float) (1 / temperatures[i]);
            }
        }
        throw new IllegalArgumentException("A schedule of " + length() + " sweeps has no sweep " + sweep + ".");
    }

    @Override
    public String toString() {
        return IntStream.range(0, sweeps.length)
                .mapToObj(i -> String.format(Locale.ROOT, "%d@%s", sweeps[i], temperatures[i]))
                .collect(Collectors.joining(", "));
    }
}
