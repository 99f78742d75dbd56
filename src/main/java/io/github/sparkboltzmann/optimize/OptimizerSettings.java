package io.github.sparkboltzmann.optimize;

import java.io.Serializable;

/** What the update rule needs to know; immutable. */
public final class OptimizerSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Schedule learningRate;
    private final Momentum momentum;
    private final double l2;
    private final double offsetRate;
    private final double averageDecay;

    /**
     * @param l2 decay of the weights, 0 or more: the gradient of {@code -l2/2 sum w^2} is added to that of the log-likelihood
     * @param offsetRate the part of a batch's means in the running means that centring subtracts, in (0, 1]; 0 for no centring
     */
    public OptimizerSettings(Schedule learningRate, Momentum momentum, double l2, double offsetRate) {
        this(learningRate, momentum, l2, offsetRate, 0);
    }

    private OptimizerSettings(
            Schedule learningRate, Momentum momentum, double l2, double offsetRate, double averageDecay) {
        if (!(l2 >= 0) || Double.isInfinite(l2)) {
            throw new IllegalArgumentException("Weight decay is 0 or more, but is " + l2 + ".");
        }
        if (!(offsetRate >= 0 && offsetRate <= 1)) {
            throw new IllegalArgumentException("The rate of offsets lies in [0, 1], but is " + offsetRate + ".");
        }
        if (!(averageDecay >= 0 && averageDecay < 1)) {
            throw new IllegalArgumentException(
                    "The decay of averaged parameters lies in [0, 1), but is " + averageDecay + ".");
        }
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.l2 = l2;
        this.offsetRate = offsetRate;
        this.averageDecay = averageDecay;
    }

    /**
     * These settings with a moving average of the parameters, which is what is measured and kept.
     *
     * @param decay in [0, 1): the part of the average that an update keeps, once there were enough updates; 0 for no average
     */
    public OptimizerSettings withAverageDecay(double decay) {
        return new OptimizerSettings(learningRate, momentum, l2, offsetRate, decay);
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

    /** Whether averages of the parameters are kept. */
    public boolean averages() {
        return averageDecay > 0;
    }

    /**
     * What an update keeps of the averages: {@code min(decay, (1 + step) / (10 + step))}, so that the first parameters are soon forgotten.
     *
     * @param step the number of the update, from 0
     */
    double averageDecay(long step) {
        return Math.min(averageDecay, (1.0 + step) / (10.0 + step));
    }

    /** Whether the gradient is centred. */
    public boolean centred() {
        return offsetRate > 0;
    }
}
