package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.evaluate.RowSums;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What a set of rows measured, as means over them. */
public final class Measures implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double MARGIN = 0.01;

    private final long rows;
    private final double reconstructionError;
    private final double freeEnergy;
    private final double pseudoLikelihood;
    private final double[] hiddenMeans;
    private final double labelLogLikelihood;
    private final double labelError;

    public Measures(long rows, double reconstructionError, double freeEnergy) {
        this(rows, reconstructionError, freeEnergy, Double.NaN, null, Double.NaN, Double.NaN);
    }

    private Measures(
            long rows,
            double reconstructionError,
            double freeEnergy,
            double pseudoLikelihood,
            double[] hiddenMeans,
            double labelLogLikelihood,
            double labelError) {
        this.rows = rows;
        this.reconstructionError = reconstructionError;
        this.freeEnergy = freeEnergy;
        this.pseudoLikelihood = pseudoLikelihood;
        this.hiddenMeans = hiddenMeans;
        this.labelLogLikelihood = labelLogLikelihood;
        this.labelError = labelError;
    }

    /** The means of these sums; {@link #none()} for no rows. */
    public static Measures of(RowSums sums, int visibleUnits) {
        return sums.rows() == 0
                ? none()
                : new Measures(
                        sums.rows(),
                        sums.reconstructionError(visibleUnits),
                        sums.freeEnergy(),
                        sums.pseudoLikelihood(),
                        sums.hiddenMeans(),
                        sums.labelLogLikelihood(),
                        sums.labelError());
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

    /** Mean pseudo-log-likelihood a row, in nats; NaN where it was not measured. */
    public double pseudoLikelihood() {
        return pseudoLikelihood;
    }

    /** Mean {@code log P(y | x)} of the rows that have a label, in nats; NaN for none. */
    public double labelLogLikelihood() {
        return labelLogLikelihood;
    }

    /** Share of the rows with a label that are given another; NaN for none. */
    public double labelError() {
        return labelError;
    }

    /** How many hidden units have a mean probability in the rows below 1 percent: dead ones; -1 where it was not measured. */
    public int hiddenAlwaysOff() {
        return hiddenBetween(0, MARGIN);
    }

    /** How many hidden units have a mean probability in the rows above 99 percent; -1 where it was not measured. */
    public int hiddenAlwaysOn() {
        return hiddenBetween(1 - MARGIN, 1);
    }

    static NamedArrays write(List<Measures> records) {
        NamedArrays arrays = new NamedArrays();
        HistoryArrays.whole(arrays, "rows", records, Measures::rows);
        HistoryArrays.real(arrays, "reconstructionError", records, Measures::reconstructionError);
        HistoryArrays.real(arrays, "freeEnergy", records, Measures::freeEnergy);
        HistoryArrays.real(arrays, "pseudoLikelihood", records, Measures::pseudoLikelihood);
        HistoryArrays.real(arrays, "labelLogLikelihood", records, Measures::labelLogLikelihood);
        HistoryArrays.real(arrays, "labelError", records, Measures::labelError);
        List<double[]> means = new ArrayList<>();
        records.forEach(record -> means.add(record.hiddenMeans));
        HistoryArrays.lists(arrays, "hiddenMeans", means);
        return arrays;
    }

    static List<Measures> read(NamedArrays arrays) {
        List<double[]> means = HistoryArrays.lists(arrays, "hiddenMeans");
        List<Measures> records = new ArrayList<>();
        for (int i = 0; i < means.size(); i++) {
            records.add(new Measures(
                    arrays.longs("rows")[i],
                    arrays.doubles("reconstructionError")[i],
                    arrays.doubles("freeEnergy")[i],
                    arrays.doubles("pseudoLikelihood")[i],
                    means.get(i),
                    arrays.doubles("labelLogLikelihood")[i],
                    arrays.doubles("labelError")[i]));
        }
        return records;
    }

    private int hiddenBetween(double lowest, double highest) {
        int count = hiddenMeans == null ? -1 : 0;
        for (int j = 0; hiddenMeans != null && j < hiddenMeans.length; j++) {
            count += hiddenMeans[j] >= lowest && hiddenMeans[j] <= highest ? 1 : 0;
        }
        return count;
    }
}
