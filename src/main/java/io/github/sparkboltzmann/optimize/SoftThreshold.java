package io.github.sparkboltzmann.optimize;

/**
 * The proximal step of an L1 penalty: {@code w = sign(w) max(|w| - t, 0)}, so that weights become exactly 0.
 *
 * <p>The threshold is {@code t = rate l1 / (1 - momentum)}: a gradient {@code g} that lasts moves a weight by {@code rate g / (1 - momentum)} an update,
 * so a weight rests where {@code |g| = l1}, whatever the momentum. Source: Parikh and Boyd, "Proximal algorithms", 2014, section 6.5.2.
 */
final class SoftThreshold {
    private SoftThreshold() {}

    static float threshold(double rate, double l1, double momentum) {
        return (float) (rate * l1 / (1 - momentum));
    }

    /** Of {@code w[from..to)}. */
    static void apply(float[] w, int from, int to, float t) {
        for (int i = from; i < to; i++) {
            w[i] -= Math.max(-t, Math.min(t, w[i]));
        }
    }
}
