package io.github.sparkboltzmann.train;

import java.util.Arrays;

/**
 * Hears a likelihood measure grow, and says when it falls steadily.
 *
 * <pre>
 * y_t      = mean of the last WINDOW values
 * fired    if y_t &lt; best - max(SHARE (best - x_0), NOISE s) and y_t &lt; y_(t - WINDOW)
 * x_0      = the value before training,  best = the largest y so far: a tenth of what was learnt is lost
 * s        = median |x_t - x_(t-1)| over the values so far: what a value moves by without meaning anything
 * </pre>
 *
 * <p>Calibrated on bars and stripes with 16 hidden units and a rate of 0.05: CD-10 loses up to 4 percent of what it gained and comes back,
 * PCD-1 loses 24 percent in the window in which it starts to fall, and does not stop there.
 *
 * <p>A value that is not finite fires at once. A single bad measurement does not: it takes a window of them.
 */
public final class DivergenceAlarm {
    private static final int WINDOW = 5;
    private static final double SHARE = 0.1;
    private static final double NOISE = 4;

    private final double start;
    private double[] values = new double[16];
    private int count;
    private double best = Double.NEGATIVE_INFINITY;

    /** @param start the value before training */
    public DivergenceAlarm(double start) {
        this.start = start;
    }

    /**
     * Hears the next value.
     *
     * @return whether the measure has fallen steadily, or the value is not finite
     */
    public boolean hear(double value) {
        if (!Double.isFinite(value)) {
            return true;
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
        if (count < 2 * WINDOW) {
            best = count < WINDOW ? best : Math.max(best, smooth(count));
            return false;
        }
        double now = smooth(count);
        boolean fired = now < best - Math.max(SHARE * (best - start), NOISE * noise()) && now < smooth(count - WINDOW);
        best = Math.max(best, now);
        return fired;
    }

    /** What was heard so far. */
    void write(NamedArrays arrays) {
        arrays.putDouble("start", start).putDouble("best", best).put("values", Arrays.copyOf(values, count));
    }

    /** An alarm that heard what another did. */
    static DivergenceAlarm read(NamedArrays arrays) {
        DivergenceAlarm alarm = new DivergenceAlarm(arrays.real("start"));
        alarm.best = arrays.real("best");
        alarm.count = arrays.doubles("values").length;
        alarm.values = Arrays.copyOf(arrays.doubles("values"), Math.max(16, alarm.count));
        return alarm;
    }

    /** Mean of the last window of the first {@code n} values. */
    private double smooth(int n) {
        double sum = 0;
        for (int i = n - WINDOW; i < n; i++) {
            sum += values[i];
        }
        return sum / WINDOW;
    }

    private double noise() {
        double[] moves = new double[count - 1];
        for (int i = 1; i < count; i++) {
            moves[i - 1] = Math.abs(values[i] - values[i - 1]);
        }
        Arrays.sort(moves);
        return moves[moves.length / 2];
    }
}
