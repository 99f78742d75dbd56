package io.github.sparkboltzmann.train;

import java.io.Serializable;

/**
 * What training left in the history when an epoch was measured: figures over the updates since the last record, and measures after them.
 *
 * <p>Reconstruction errors are mean squared differences a visible unit, in squared units of the state; free energies are means a row, in
 * nats. Validation figures are {@code NaN} where there are no validation rows. {@code seconds} is wall time and the only field that two
 * runs with the same seed do not share.
 */
public final class EpochRecord implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final long updates;
    private final long rows;
    private final double learningRate;
    private final double momentum;
    private final double batchReconstructionError;
    private final Measures train;
    private final Measures validation;
    private final Monitors monitors;
    private final double seconds;

    public EpochRecord(
            int epoch,
            long updates,
            long rows,
            double learningRate,
            double momentum,
            double batchReconstructionError,
            Measures train,
            Measures validation,
            Monitors monitors,
            double seconds) {
        this.epoch = epoch;
        this.updates = updates;
        this.rows = rows;
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.batchReconstructionError = batchReconstructionError;
        this.train = train;
        this.validation = validation;
        this.monitors = monitors;
        this.seconds = seconds;
    }

    /** The number of this epoch, from 1. */
    public int epoch() {
        return epoch;
    }

    /** Updates since training began, this epoch's included. */
    public long updates() {
        return updates;
    }

    /** Rows trained on since the last record. */
    public long rows() {
        return rows;
    }

    /** The learning rate of the epoch's last update. */
    public double learningRate() {
        return learningRate;
    }

    /** The momentum of the epoch's last update. */
    public double momentum() {
        return momentum;
    }

    /** Mean squared error a visible unit of the training steps' own first reconstructions, since the last record; NaN where the model phase does not start from the rows. */
    public double batchReconstructionError() {
        return batchReconstructionError;
    }

    /** After the epoch, on the fixed subset of the training rows. */
    public Measures train() {
        return train;
    }

    /** After the epoch, on the validation rows; {@link Measures#none()} where there are none. */
    public Measures validation() {
        return validation;
    }

    /** Likelihood, norms, singular values and chains after the epoch. */
    public Monitors monitors() {
        return monitors;
    }

    /** {@code validation - training} free energy, in nats a row: what grows is overfitting; NaN without validation rows. */
    public double freeEnergyGap() {
        return validation.freeEnergy() - train.freeEnergy();
    }

    /** Wall time of the updates since the last record, in seconds; measures are not counted. */
    public double seconds() {
        return seconds;
    }

    /** Training rows a second of this epoch. */
    public double rowsPerSecond() {
        return rows / Math.max(seconds, 1e-9);
    }
}
