package io.github.sparkboltzmann.optimize;

import java.io.Serializable;

/**
 * A penalty that keeps hidden units at a target activation; immutable.
 *
 * <pre>
 * q_j            = decay q_j + (1 - decay) (mean of unit j over the batch's data phase)     starts at the target
 * penalty        = -cost sum_j (target log q_j + (1 - target) log(1 - q_j))                 subtracted from the log-likelihood
 * its derivative by the unit's total input = cost (q_j - target),   by b_j: the same,   by W_ij: cost (q_j - target) mean of unit i
 * </pre>
 *
 * <p>With a centred gradient a weight sees unit i less its running mean, whose mean is 0: there the bias alone is moved.
 *
 * <p>Source: Hinton, "A practical guide to training restricted Boltzmann machines", 2012, section 11 (targets of 0.01 to 0.1, decays of 0.9
 * to 0.99).
 */
public final class Sparsity implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double target;
    private final double cost;
    private final double decay;

    /**
     * @param target mean activation, in (0, 1)
     * @param cost 0 or more
     * @param decay what an update keeps of the estimate, in [0, 1)
     */
    public Sparsity(double target, double cost, double decay) {
        if (!(target > 0 && target < 1 && cost >= 0 && decay >= 0 && decay < 1) || Double.isInfinite(cost)) {
            throw new IllegalArgumentException(
                    "A sparsity target lies in (0, 1), its cost is 0 or more and its decay lies in [0, 1), but they are "
                            + target + ", " + cost + " and " + decay + ".");
        }
        this.target = target;
        this.cost = cost;
        this.decay = decay;
    }

    public double target() {
        return target;
    }

    public double cost() {
        return cost;
    }

    public double decay() {
        return decay;
    }
}
