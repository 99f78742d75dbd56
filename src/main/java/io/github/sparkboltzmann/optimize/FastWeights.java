package io.github.sparkboltzmann.optimize;

import java.io.Serializable;

/**
 * Fast weights of persistent chains: a second set of parameters that learns fast, decays fast, and is added to the regular ones where chains sweep.
 *
 * <pre>
 * f = decay f + rate (&lt;s_i s_j&gt;_data - &lt;s_i s_j&gt;_model)          for every parameter, biases with s_j = 1
 * </pre>
 *
 * <p>The plain gradient, without centring. Where chains stay, fast weights soon raise the energy, so that they leave. Source: Tieleman and Hinton,
 * "Using fast weights to improve persistent contrastive divergence", ICML 2009 (decay 19/20).
 */
public final class FastWeights implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double rate;
    private final double decay;

    /**
     * @param rate positive
     * @param decay what an update keeps of the fast weights, in [0, 1)
     */
    public FastWeights(double rate, double decay) {
        if (!(rate > 0 && decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("Fast weights have a positive rate and a decay in [0, 1), but have "
                    + rate + " and " + decay + ".");
        }
        this.rate = rate;
        this.decay = decay;
    }

    /** One update of the {@code count} fast weights from {@code from} on. */
    void apply(float[] values, int from, float[] sums, float perRow, int count) {
        float part = (float) rate * perRow;
        float kept = (float) decay;
        for (int i = 0; i < count; i++) {
            values[from + i] = kept * values[from + i] + part * sums[i];
        }
    }
}
