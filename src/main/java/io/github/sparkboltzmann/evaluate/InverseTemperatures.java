package io.github.sparkboltzmann.evaluate;

/**
 * Inverse temperatures from 0 to 1, ever denser towards 1: of 29 steps 1 lies below 0.5, 8 between 0.5 and 0.9, and 20 above.
 *
 * <p>Source: Salakhutdinov and Murray, "On the quantitative analysis of deep belief networks", ICML 2008, section 4.1: 500 steps, 4,000
 * and 10,000, together 14,500.
 */
public final class InverseTemperatures {
    /** The field's reference. */
    public static final int DEFAULT_STEPS = 14_500;

    /** One step's draws have a number of 24 bits. */
    private static final int MOST_STEPS = (1 << 24) - 2;

    private InverseTemperatures() {}

    /**
     * {@code steps + 1} inverse temperatures, the first 0 and the last 1.
     *
     * @param steps 3 or more
     */
    public static double[] of(int steps) {
        if (steps < 3 || steps > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "Annealing takes 3 to " + MOST_STEPS + " temperatures, but there are to be " + steps + ".");
        }
        int low = Math.max(1, (int) Math.round(steps * 500.0 / DEFAULT_STEPS));
        int middle = Math.max(1, (int) Math.round(steps * 4_000.0 / DEFAULT_STEPS));
        int high = steps - low - middle;
        double[] beta = new double[steps + 1];
        for (int k = 0; k <= steps; k++) {
            if (k < low) {
                beta[k] = 0.5 * k / low;
            } else if (k < low + middle) {
                beta[k] = 0.5 + 0.4 * (k - low) / middle;
            } else {
                beta[k] = 0.9 + 0.1 * (k - low - middle) / high;
            }
        }
        beta[steps] = 1;
        return beta;
    }
}
