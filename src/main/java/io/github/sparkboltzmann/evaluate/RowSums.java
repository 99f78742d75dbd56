package io.github.sparkboltzmann.evaluate;

import java.io.Serializable;

/** Sums over rows of what {@link RowMeasurer} measures: a monoid. Merge in partition order to have the same bits each time. */
public final class RowSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private double weight;
    private double squaredError;
    private double freeEnergy;
    private double pseudoLikelihood;
    private double[] hidden;
    private double labelWeight;
    private double labelLogLikelihood;
    private double labelErrors;

    /** Adds rows' sums. */
    public void add(long moreRows, double moreSquaredError, double moreFreeEnergy) {
        add(moreRows, moreRows, moreSquaredError, moreFreeEnergy);
    }

    /** Adds weighted rows' sums, in which each counts as often as its weight says. */
    public void add(long moreRows, double moreWeight, double moreSquaredError, double moreFreeEnergy) {
        rows += moreRows;
        weight += moreWeight;
        squaredError += moreSquaredError;
        freeEnergy += moreFreeEnergy;
    }

    /** Adds rows' pseudo-log-likelihoods; NaN where they were not measured. */
    public void addPseudoLikelihood(double more) {
        pseudoLikelihood += more;
    }

    /** Adds the label of a row. */
    public void addLabel(double rowWeight, double logProbability, boolean wrong) {
        labelWeight += rowWeight;
        labelLogLikelihood += rowWeight * logProbability;
        labelErrors += wrong ? rowWeight : 0;
    }

    /** Adds hidden probabilities, {@code means[rows, units]}. */
    public void addHidden(float[] means, int moreRows, int units) {
        addHidden(means, moreRows, units, null, 0);
    }

    /** Adds weighted rows' hidden probabilities; weights begin at {@code first}, {@code null} for 1. */
    public void addHidden(float[] means, int moreRows, int units, float[] weights, int first) {
        hidden = hidden == null ? new double[units] : hidden;
        for (int r = 0; r < moreRows; r++) {
            for (int j = 0; j < units; j++) {
                hidden[j] +=
                        weights == null ? means[r * units + j] : (double) weights[first + r] * means[r * units + j];
            }
        }
    }

    /** Adds another's sums to these. */
    public RowSums merge(RowSums other) {
        add(other.rows, other.weight, other.squaredError, other.freeEnergy);
        addPseudoLikelihood(other.pseudoLikelihood);
        labelWeight += other.labelWeight;
        labelLogLikelihood += other.labelLogLikelihood;
        labelErrors += other.labelErrors;
        if (other.hidden != null) {
            hidden = hidden == null ? new double[other.hidden.length] : hidden;
            for (int j = 0; j < hidden.length; j++) {
                hidden[j] += other.hidden[j];
            }
        }
        return this;
    }

    public long rows() {
        return rows;
    }

    /** Mean squared reconstruction error a visible unit; NaN for no rows. */
    public double reconstructionError(int visibleUnits) {
        return squaredError / (weight * visibleUnits);
    }

    /** Mean free energy a row, in nats; NaN for no rows. */
    public double freeEnergy() {
        return freeEnergy / weight;
    }

    /** Mean pseudo-log-likelihood a row, in nats; NaN where it was not measured. */
    public double pseudoLikelihood() {
        return pseudoLikelihood / weight;
    }

    /** Mean {@code log P(y | x)} of the rows that have a label, in nats; NaN for none. */
    public double labelLogLikelihood() {
        return labelLogLikelihood / labelWeight;
    }

    /** Share of the rows with a label whose most probable label is another; NaN for none. */
    public double labelError() {
        return labelErrors / labelWeight;
    }

    /** Mean probability of each hidden unit; {@code null} for no rows. */
    public double[] hiddenMeans() {
        if (hidden == null) {
            return null;
        }
        double[] means = hidden.clone();
        for (int j = 0; j < means.length; j++) {
            means[j] /= weight;
        }
        return means;
    }
}
