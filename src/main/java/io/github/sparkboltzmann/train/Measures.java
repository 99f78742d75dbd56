package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.evaluate.RowSums;
import java.io.Serializable;

/** Reconstruction error and free energy of a set of rows, as means over them. */
public final class Measures implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long rows;
    private final double reconstructionError;
    private final double freeEnergy;

    public Measures(long rows, double reconstructionError, double freeEnergy) {
        this.rows = rows;
        this.reconstructionError = reconstructionError;
        this.freeEnergy = freeEnergy;
    }

    /** The means of these sums; {@link #none()} for no rows. */
    public static Measures of(RowSums sums, int visibleUnits) {
        return sums.rows() == 0
                ? none()
                : new Measures(sums.rows(), sums.reconstructionError(visibleUnits), sums.freeEnergy());
    }

    /** The measures of no rows: {@code NaN}. */
    public static Measures none() {
        return new Measures(0, Double.NaN, Double.NaN);
    }

    /** How many rows were measured. */
    public long rows() {
        return rows;
    }

    /** Mean squared difference a visible unit between a row and its mean-field reconstruction. */
    public double reconstructionError() {
        return reconstructionError;
    }

    /** Mean free energy a row, in nats. */
    public double freeEnergy() {
        return freeEnergy;
    }
}
