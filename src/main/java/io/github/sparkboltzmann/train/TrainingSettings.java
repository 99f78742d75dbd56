package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.Schedule;
import java.io.Serializable;

/** All that a run of training needs to know besides machine and rows; immutable, and resolved before the first step. */
public final class TrainingSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int epochs;
    private final int cdSteps;
    private final StatisticsForm statisticsForm;
    private final Schedule learningRate;
    private final Momentum momentum;
    private final double l2;
    private final double initialDeviation;
    private final long seed;

    /**
     * @param epochs passes over the training rows, 0 or more: 0 leaves the machine untrained
     * @param cdSteps k of CD-k
     * @param l2 decay of weights
     * @param initialDeviation standard deviation of the first weights
     */
    public TrainingSettings(
            int epochs,
            int cdSteps,
            StatisticsForm statisticsForm,
            Schedule learningRate,
            Momentum momentum,
            double l2,
            double initialDeviation,
            long seed) {
        this.epochs = epochs;
        this.cdSteps = cdSteps;
        this.statisticsForm = statisticsForm;
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.l2 = l2;
        this.initialDeviation = initialDeviation;
        this.seed = seed;
    }

    public int epochs() {
        return epochs;
    }

    public int cdSteps() {
        return cdSteps;
    }

    public StatisticsForm statisticsForm() {
        return statisticsForm;
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

    public double initialDeviation() {
        return initialDeviation;
    }

    public long seed() {
        return seed;
    }
}
