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
    private final Penalties penalties;
    private final Adam adam;
    private final RateFactors rateFactors;
    private final FastWeights fastWeights;

    /**
     * @param l2 decay of the weights, 0 or more: the gradient of {@code -l2/2 sum w^2} is added to that of the log-likelihood
     * @param offsetRate the part of a batch's means in the running means that centring subtracts, in (0, 1]; 0 for no centring
     */
    public OptimizerSettings(Schedule learningRate, Momentum momentum, double l2, double offsetRate) {
        this(learningRate, momentum, l2, offsetRate, 0, Penalties.NONE, null, RateFactors.NONE, null);
    }

    private OptimizerSettings(
            Schedule learningRate,
            Momentum momentum,
            double l2,
            double offsetRate,
            double averageDecay,
            Penalties penalties,
            Adam adam,
            RateFactors rateFactors,
            FastWeights fastWeights) {
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
        this.penalties = penalties;
        this.adam = adam;
        this.rateFactors = rateFactors;
        this.fastWeights = fastWeights;
    }

    /**
     * These settings with a moving average of the parameters, which is what is measured and kept.
     *
     * @param decay in [0, 1): the part of the average that an update keeps, once there were enough updates; 0 for no average
     */
    public OptimizerSettings withAverageDecay(double decay) {
        return new OptimizerSettings(
                learningRate, momentum, l2, offsetRate, decay, penalties, adam, rateFactors, fastWeights);
    }

    /** These settings with other penalties beside L2 decay. */
    public OptimizerSettings withPenalties(Penalties other) {
        return new OptimizerSettings(
                learningRate, momentum, l2, offsetRate, averageDecay, other, adam, rateFactors, fastWeights);
    }

    /** These settings with Adam in the place of plain ascent; its {@code beta1} is the momentum. */
    public OptimizerSettings withAdam(Adam other) {
        Momentum constant = new Momentum(other.beta1(), other.beta1(), 1);
        return new OptimizerSettings(
                learningRate, constant, l2, offsetRate, averageDecay, penalties, other, rateFactors, fastWeights);
    }

    /** These settings with other factors of the learning rate for some blocks. */
    public OptimizerSettings withRateFactors(RateFactors other) {
        return new OptimizerSettings(
                learningRate, momentum, l2, offsetRate, averageDecay, penalties, adam, other, fastWeights);
    }

    /** These settings with fast weights for persistent chains; {@code null} for none. */
    public OptimizerSettings withFastWeights(FastWeights other) {
        return new OptimizerSettings(
                learningRate, momentum, l2, offsetRate, averageDecay, penalties, adam, rateFactors, other);
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

    public Penalties penalties() {
        return penalties;
    }

    /** {@code null} for plain ascent. */
    public Adam adam() {
        return adam;
    }

    public RateFactors rateFactors() {
        return rateFactors;
    }

    /** {@code null} for none. */
    public FastWeights fastWeights() {
        return fastWeights;
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
