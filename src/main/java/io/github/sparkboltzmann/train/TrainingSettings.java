package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.math.Precision;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.sample.MissingValues;
import java.io.Serializable;

/** All that a run of training needs to know besides machine and rows; immutable, and resolved before the first step. */
public final class TrainingSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int epochs;
    private final GradientSettings gradient;
    private final OptimizerSettings optimizer;
    private final MonitorSettings monitor;
    private final int localSteps;
    private final Precision precision;
    private final double initialDeviation;
    private final long seed;
    private final MissingValues missing;

    /**
     * @param epochs passes over the training rows, 0 or more: 0 leaves the machine untrained
     * @param localSteps updates that each partition takes on its own before they are averaged; 1 is synchronous training, 0 is to be resolved before the first step
     * @param initialDeviation standard deviation of the first weights
     */
    public TrainingSettings(
            int epochs,
            GradientSettings gradient,
            OptimizerSettings optimizer,
            MonitorSettings monitor,
            int localSteps,
            Precision precision,
            double initialDeviation,
            long seed) {
        this(
                epochs,
                gradient,
                optimizer,
                monitor,
                localSteps,
                precision,
                initialDeviation,
                seed,
                MissingValues.REFUSED);
    }

    private TrainingSettings(
            int epochs,
            GradientSettings gradient,
            OptimizerSettings optimizer,
            MonitorSettings monitor,
            int localSteps,
            Precision precision,
            double initialDeviation,
            long seed,
            MissingValues missing) {
        if (epochs < 0 || localSteps < 0) {
            throw new IllegalArgumentException(
                    "Epochs and local steps are 0 or more, but are " + epochs + " and " + localSteps + ".");
        }
        this.epochs = epochs;
        this.gradient = gradient;
        this.optimizer = optimizer;
        this.monitor = monitor;
        this.localSteps = localSteps;
        this.precision = precision;
        this.initialDeviation = initialDeviation;
        this.seed = seed;
        this.missing = missing;
    }

    /** These settings for rows with missing values. */
    public TrainingSettings withMissing(MissingValues how) {
        return new TrainingSettings(
                epochs, gradient, optimizer, monitor, localSteps, precision, initialDeviation, seed, how);
    }

    /** These settings with another number of local steps. */
    public TrainingSettings withLocalSteps(int steps) {
        return new TrainingSettings(
                epochs, gradient, optimizer, monitor, steps, precision, initialDeviation, seed, missing);
    }

    public int epochs() {
        return epochs;
    }

    public GradientSettings gradient() {
        return gradient;
    }

    public OptimizerSettings optimizer() {
        return optimizer;
    }

    public MonitorSettings monitor() {
        return monitor;
    }

    public int localSteps() {
        return localSteps;
    }

    /** Of the matrix products of gradient steps; measures are always float32. */
    public Precision precision() {
        return precision;
    }

    public double initialDeviation() {
        return initialDeviation;
    }

    /** What becomes of missing values. */
    public MissingValues missing() {
        return missing;
    }

    public long seed() {
        return seed;
    }
}
