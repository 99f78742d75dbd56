package io.github.sparkboltzmann.optimize;

import java.io.Serializable;

/** What the update rule needs to know; immutable. */
public final class OptimizerSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Schedule learningRate;
    private final Momentum momentum;
    private final double l2;
    private final double offsetRate;

    /**
     * @param l2 decay of the weights, 0 or more: the gradient of {@code -l2/2 sum w^2} is added to that of the log-likelihood
     * @param offsetRate the part of a batch's means in the running means that centring subtracts, in (0, 1]; 0 for no centring
     */
    public OptimizerSettings(Schedule learningRate, Momentum momentum, double l2, double offsetRate) {
        if (!(l2 >= 0) || Double.isInfinite(l2)) {
            throw new IllegalArgumentException("Weight decay is 0 or more, but is " + l2 + ".");
        }
        if (!(offsetRate >= 0 && offsetRate <= 1)) {
            throw new IllegalArgumentException("The rate of offsets lies in [0, 1], but is " + offsetRate + ".");
        }
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.l2 = l2;
        this.offsetRate = offsetRate;
    }

    public Schedule learningRate() {
        return learningRate;
    }

    public Momentum momentum() {
        return momentum;
    }

    public double l2() {
        return l2;
    }

    public double offsetRate() {
        return offsetRate;
    }

    /** Whether the gradient is centred. */
    public boolean centred() {
        return offsetRate > 0;
    }
}
