package io.github.sparkboltzmann.train;

import java.util.Arrays;

/**
 * How many local steps a round should have, from what a job and a step cost here.
 *
 * <pre>
 * job  = time of a round of one update, less a step        step = (time of a round of 9 updates - that of one) / 8
 * s    = the least with job &lt;= SHARE (job + s step)
 * </pre>
 *
 * <p>The rounds that are timed work on a state that is then forgotten. With several partitions at most {@link #MOST} steps, since averages of
 * states that have moved far apart must cost likelihood some time: with two, PCD-1 on binarised MNIST went the same way with 20, 100 and 250 (pseudo-likelihood
 * of validation rows after six epochs -89.7, -87.5 and -88.2). The choice depends on the machine, so it is made once, recorded, and part of the settings
 * that give the same bytes; with one partition it does not change a byte.
 */
public final class LocalSteps {
    /** The most steps that {@link #choose} takes where there is something to average. */
    public static final int MOST = 100;

    private static final double SHARE = 0.1;
    private static final int LONG = 9;
    private static final long WARM_UP_NANOS = 3_000_000_000L;

    private LocalSteps() {}

    /**
     * The steps for these costs.
     *
     * @param job seconds of a job without work
     * @param step seconds of a step
     * @param most the largest choice
     */
    public static int forCosts(double job, double step, int most) {
        double least = Math.ceil(Math.max(0, job) * (1 / SHARE - 1) / Math.max(step, 1e-9));
        return (int) Math.max(1, Math.min(most, least));
    }

    /** Measures and chooses; {@code stride} updates lie between two measurements, which no round crosses. */
    public static int choose(GradientSource source, TrainingState state, long stride) {
        int most = (int) Math.min(stride, source.partitions() == 1 ? Integer.MAX_VALUE : MOST);
        if (most == 1) {
            return 1;
        }
        int steps = (int) Math.min(LONG, stride);
        long start = System.nanoTime();
        double last = Double.POSITIVE_INFINITY;
        double now = seconds(source, state, steps);
        // The compiler is at work during the first rounds.
        while (now < 0.9 * last && System.nanoTime() - start < WARM_UP_NANOS) {
            last = now;
            now = median(source, state, steps);
        }
        double one = median(source, state, 1);
        double step = (median(source, state, steps) - one) / (steps - 1);
        return forCosts(one - step, step, most);
    }

    private static double median(GradientSource source, TrainingState state, int steps) {
        double[] seconds = new double[5];
        Arrays.setAll(seconds, i -> seconds(source, state, steps));
        Arrays.sort(seconds);
        return seconds[2];
    }

    private static double seconds(GradientSource source, TrainingState state, int steps) {
        long start = System.nanoTime();
        source.round(state, 0, steps);
        return (System.nanoTime() - start) * 1e-9;
    }
}
