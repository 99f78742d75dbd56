package io.github.sparkboltzmann.optimize;

import java.io.Serializable;

/** What holds parameters back, beside L2 decay; immutable. */
public final class Penalties implements Serializable {
    private static final long serialVersionUID = 1L;

    /** None at all. */
    public static final Penalties NONE = new Penalties(0, 0, null);

    private final double l1;
    private final double maxNorm;
    private final Sparsity sparsity;

    /**
     * @param l1 0 or more: {@code l1 sum |w|} over all weights is subtracted from the log-likelihood
     * @param maxNorm bound on the norm of a hidden unit's incoming weights, 0 for none
     * @param sparsity {@code null} for none
     */
    public Penalties(double l1, double maxNorm, Sparsity sparsity) {
        if (!(l1 >= 0 && maxNorm >= 0) || Double.isInfinite(l1) || Double.isInfinite(maxNorm)) {
            throw new IllegalArgumentException(
                    "The L1 penalty and the largest norm are 0 or more, but are " + l1 + " and " + maxNorm + ".");
        }
        this.l1 = l1;
        this.maxNorm = maxNorm;
        this.sparsity = sparsity;
    }

    public double l1() {
        return l1;
    }

    public double maxNorm() {
        return maxNorm;
    }

    /** {@code null} for none. */
    public Sparsity sparsity() {
        return sparsity;
    }
}
