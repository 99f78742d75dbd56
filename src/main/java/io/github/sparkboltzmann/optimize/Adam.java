package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.math.Kernels;
import java.io.Serializable;

/**
 * Adam, as ascent on the gradient {@code g} of the mean log-likelihood, centred and with L2 decay inside it as for plain ascent; immutable.
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g,     v = beta2 v + (1 - beta2) g^2
 * w = w + rate (m / c1) / (sqrt(v / c2) + epsilon)
 * c1 = beta1 c1 + (1 - beta1),     c2 = beta2 c2 + (1 - beta2)          1 - beta1^t and 1 - beta2^t in the t-th update of these moments
 * </pre>
 *
 * <p>An L1 penalty is the proximal step in Adam's own metric: the threshold of a weight is {@code rate l1 / (sqrt(v / c2) + epsilon)}, so that it rests
 * where {@code |g| = l1}. What the moments are divided by goes where they go: on to more training, or back to a better state.
 *
 * <p>Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
 */
public final class Adam implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double beta1;
    private final double beta2;
    private final double epsilon;

    /**
     * @param beta1 decay of first moments, in [0, 1)
     * @param beta2 decay of second moments, in [0, 1)
     * @param epsilon positive
     */
    public Adam(double beta1, double beta2, double epsilon) {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("Adam's decays lie in [0, 1) and epsilon is positive, but they are "
                    + beta1 + ", " + beta2 + " and " + epsilon + ".");
        }
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    public double beta1() {
        return beta1;
    }

    /** Moves {@code c1} and {@code c2}, once an update and before {@link #climb}. */
    void count(float[] w, int weights) {
        w[weights] = (float) (beta1 * w[weights] + (1 - beta1));
        w[weights + 1] = (float) (beta2 * w[weights + 1] + (1 - beta2));
    }

    /**
     * One update of {@code w[from..to)}.
     *
     * @param gradient of parameter {@code i} at {@code i}
     * @param first index in {@code w} of the first moment of parameter 0
     * @param second of its second moment
     * @param weights index of {@code c1}; {@code c2} is the next
     */
    void climb(
            float[] w,
            int from,
            int to,
            float[] gradient,
            int first,
            int second,
            int weights,
            double rate,
            double l2,
            double l1) {
        float[] constants = new float[9];
        constants[0] = (float) beta1;
        constants[1] = (float) (1 - beta1);
        constants[2] = (float) beta2;
        constants[3] = (float) (1 - beta2);
        constants[4] = 1 / w[weights + 1];
        constants[5] = (float) epsilon;
        constants[6] = (float) rate / w[weights];
        constants[7] = (float) l2;
        constants[8] = (float) (rate * l1);
        // Second moments that were averaged over partitions may lie a rounding below 0; the kernel takes them for 0.
        Kernels.arrays().climbByMoments(w, from, to, gradient, first, second, constants);
    }
}
