package io.github.sparkboltzmann.sample;

import java.io.Serializable;

/**
 * How Gibbs chains run: sweeps, temperature, and how many of the last sweeps' conditional means are averaged; immutable.
 *
 * <pre>
 * beta_s = beta_0 + (beta - beta_0) min(1, (s - 1) / n)      sweep s = 1, 2, ...;  beta = 1 / T,  beta_0 = 1 / T_0,  n annealed sweeps
 * </pre>
 *
 * <p>or by a schedule of sweeps and temperatures, which comes before them.
 */
public final class SamplingSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A sweep's part of a draw's key has 24 bits, and sweep 0 is the start. */
    private static final int MOST_SWEEPS = (1 << 24) - 1;

    private final int sweeps;
    private final int averaged;
    private final double temperature;
    private final double initialTemperature;
    private final int annealedSweeps;
    private final int rowTotal;
    private final double initialMean;
    private final TemperatureSchedule schedule;

    private SamplingSettings(
            int sweeps,
            int averaged,
            double temperature,
            double initialTemperature,
            int annealedSweeps,
            int rowTotal,
            double initialMean,
            TemperatureSchedule schedule) {
        this.initialMean = initialMean;
        this.schedule = schedule;
        this.sweeps = sweeps;
        this.averaged = averaged;
        this.temperature = temperature;
        this.initialTemperature = initialTemperature;
        this.annealedSweeps = annealedSweeps;
        this.rowTotal = rowTotal;
    }

    /** So many sweeps, 1 or more, at temperature 1; means are those of the last sweep. */
    public static SamplingSettings of(int sweeps) {
        if (sweeps < 1 || sweeps > MOST_SWEEPS) {
            throw new IllegalArgumentException(
                    "Chains make 1 to " + MOST_SWEEPS + " sweeps, but are to make " + sweeps + ".");
        }
        return new SamplingSettings(sweeps, 1, 1, 1, 0, 0, Double.NaN, TemperatureSchedule.NONE);
    }

    /** Means are averaged over so many of the last sweeps, 1 to all. */
    public SamplingSettings averaged(int lastSweeps) {
        if (lastSweeps < 1 || lastSweeps > sweeps) {
            throw new IllegalArgumentException(
                    "Means are averaged over 1 to all " + sweeps + " sweeps, but are to be over " + lastSweeps + ".");
        }
        return new SamplingSettings(
                sweeps, lastSweeps, temperature, initialTemperature, annealedSweeps, rowTotal, initialMean, schedule);
    }

    /** The temperature, positive and finite. */
    public SamplingSettings temperature(double newTemperature) {
        require("temperature", newTemperature);
        double initial = annealedSweeps == 0 ? newTemperature : initialTemperature;
        return new SamplingSettings(
                sweeps, averaged, newTemperature, initial, annealedSweeps, rowTotal, initialMean, schedule);
    }

    /** The first sweeps cool linearly in the inverse temperature, from an initial one; 0 of them for none. */
    public SamplingSettings annealed(double newInitialTemperature, int firstSweeps) {
        require("initial temperature", newInitialTemperature);
        if (firstSweeps < 0 || firstSweeps > sweeps) {
            throw new IllegalArgumentException(
                    "0 to all " + sweeps + " sweeps are annealed, but " + firstSweeps + " are to be.");
        }
        return new SamplingSettings(
                sweeps, averaged, temperature, newInitialTemperature, firstSweeps, rowTotal, initialMean, schedule);
    }

    /**
     * Sweeps of a schedule come first, at its temperatures, and are added to the others; all of them together are at most 2^24 - 1.
     *
     * @throws IllegalArgumentException for more
     */
    public SamplingSettings after(TemperatureSchedule newSchedule) {
        int all = Math.addExact(sweeps - schedule.length(), newSchedule.length());
        if (all > MOST_SWEEPS) {
            throw new IllegalArgumentException(
                    "Chains make 1 to " + MOST_SWEEPS + " sweeps, but are to make " + all + ".");
        }
        return new SamplingSettings(
                all, averaged, temperature, initialTemperature, annealedSweeps, rowTotal, initialMean, newSchedule);
    }

    /** What the counts of a row that starts from noise add up to, for multinomial units; 0 where there are none. */
    public SamplingSettings rowTotal(int total) {
        if (total < 0) {
            throw new IllegalArgumentException("A row's total is 0 or more, but is to be " + total + ".");
        }
        return new SamplingSettings(
                sweeps, averaged, temperature, initialTemperature, annealedSweeps, total, initialMean, schedule);
    }

    /**
     * The mean state of units of the first visible layer in the noise that chains start from; {@code NaN} for that of units without a bias. Noise as bright as the
     * data ends less often in modes that are not of the data.
     */
    public SamplingSettings initialMean(double mean) {
        if (Double.isInfinite(mean)) {
            throw new IllegalArgumentException("The mean state of a start is finite, but is to be " + mean + ".");
        }
        return new SamplingSettings(
                sweeps, averaged, temperature, initialTemperature, annealedSweeps, rowTotal, mean, schedule);
    }

    private static void require(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "The " + what + " of a chain is positive and finite, but is to be " + value + ".");
        }
    }

    double initialMean() {
        return initialMean;
    }

    public int sweeps() {
        return sweeps;
    }

    public int averaged() {
        return averaged;
    }

    public int rowTotal() {
        return rowTotal;
    }

    /** {@code beta_s} of sweep 1, 2, ...; sweep 0, the start, has that of the first. */
    public float inverseTemperature(int sweep) {
        if (sweep <= schedule.length() && schedule.length() > 0) {
            return schedule.inverseTemperature(Math.max(1, sweep));
        }
        int own = sweep - schedule.length();
        double last = 1 / temperature;
        if (annealedSweeps == 0 || own > annealedSweeps) {
            return (float) last;
        }
        double first = 1 / initialTemperature;
        return (float) (first + (last - first) * Math.max(0, own - 1) / annealedSweeps);
    }
}
