package io.github.sparkboltzmann.evaluate;

import java.io.Serializable;

/** Sums over rows of what {@link RowMeasurer} measures: a monoid. Merge in partition order to have the same bits each time. */
public final class RowSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private double squaredError;
    private double freeEnergy;

    /** Adds rows' sums. */
    public void add(long moreRows, double moreSquaredError, double moreFreeEnergy) {
        rows += moreRows;
        squaredError += moreSquaredError;
        freeEnergy += moreFreeEnergy;
    }

    /** Adds another's sums to these. */
    public RowSums merge(RowSums other) {
        add(other.rows, other.squaredError, other.freeEnergy);
        return this;
    }

    public long rows() {
        return rows;
    }

    /** Mean squared reconstruction error a visible unit; NaN for no rows. */
    public double reconstructionError(int visibleUnits) {
        return squaredError / ((double) rows * visibleUnits);
    }

    /** Mean free energy a row, in nats; NaN for no rows. */
    public double freeEnergy() {
        return freeEnergy / rows;
    }
}
