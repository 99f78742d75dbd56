package io.github.sparkboltzmann.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What is looked at besides rows when an epoch is measured; NaN, -1 or empty where a figure does not exist. */
public final class Monitors implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String likelihoodMeasure;
    private final double trainLikelihood;
    private final double validationLikelihood;
    private final double updateToWeight;
    private final double weightNorm;
    private final double visibleBiasNorm;
    private final double hiddenBiasNorm;
    private final double[] singularValues;
    private final double chainAutocorrelation;
    private final double ladderLogZ;

    Monitors(
            String likelihoodMeasure,
            double trainLikelihood,
            double validationLikelihood,
            double updateToWeight,
            double[] norms,
            double[] singularValues,
            double chainAutocorrelation,
            double ladderLogZ) {
        this.ladderLogZ = ladderLogZ;
        this.likelihoodMeasure = likelihoodMeasure;
        this.trainLikelihood = trainLikelihood;
        this.validationLikelihood = validationLikelihood;
        this.updateToWeight = updateToWeight;
        this.weightNorm = norms[0];
        this.visibleBiasNorm = norms[1];
        this.hiddenBiasNorm = norms[2];
        this.singularValues = singularValues;
        this.chainAutocorrelation = chainAutocorrelation;
    }

    /** Nothing was looked at. */
    public static Monitors none() {
        double[] norms = {Double.NaN, Double.NaN, Double.NaN};
        return new Monitors("none", Double.NaN, Double.NaN, Double.NaN, norms, new double[0], Double.NaN, Double.NaN);
    }

    /** {@code exact}, {@code pseudo} or {@code none}. */
    public String likelihoodMeasure() {
        return likelihoodMeasure;
    }

    /** Mean log-likelihood or pseudo-log-likelihood a row of the measured training rows, in nats. */
    public double trainLikelihood() {
        return trainLikelihood;
    }

    /** The same of the validation rows. */
    public double validationLikelihood() {
        return validationLikelihood;
    }

    /** Norm of the last round's change of the weights over the norm of the weights; about 1e-3 an update is usual (Hinton 2012, section 7). */
    public double updateToWeight() {
        return updateToWeight;
    }

    /** Square root of the sum of squares of all weights. */
    public double weightNorm() {
        return weightNorm;
    }

    /** The same of the visible biases. */
    public double visibleBiasNorm() {
        return visibleBiasNorm;
    }

    /** The same of the hidden biases. */
    public double hiddenBiasNorm() {
        return hiddenBiasNorm;
    }

    /** The largest singular values of the first coupling's weights, descending: as long as they grow apart, patterns are being learnt. */
    public double[] singularValues() {
        return singularValues.clone();
    }

    /**
     * Correlation of the chains' visible states before and after the last round: near 1 they hardly move. Means are those of the unit over
     * chains; units that do not vary do not count.
     */
    public double chainAutocorrelation() {
        return chainAutocorrelation;
    }

    /**
     * log Z of the machine that is trained, in nats, along the ladder of trajectory tempering, from its exchanges so far; that of the parameters behind averages, where
     * there are averages. NaN without such a ladder, and where the last round had no exchanges or was taken back.
     */
    public double ladderLogZ() {
        return ladderLogZ;
    }

    static NamedArrays write(List<Monitors> records) {
        NamedArrays arrays = new NamedArrays();
        arrays.putTexts(
                "likelihoodMeasure",
                records.stream().map(Monitors::likelihoodMeasure).toList());
        HistoryArrays.real(arrays, "trainLikelihood", records, Monitors::trainLikelihood);
        HistoryArrays.real(arrays, "validationLikelihood", records, Monitors::validationLikelihood);
        HistoryArrays.real(arrays, "updateToWeight", records, Monitors::updateToWeight);
        HistoryArrays.real(arrays, "weightNorm", records, Monitors::weightNorm);
        HistoryArrays.real(arrays, "visibleBiasNorm", records, Monitors::visibleBiasNorm);
        HistoryArrays.real(arrays, "hiddenBiasNorm", records, Monitors::hiddenBiasNorm);
        HistoryArrays.lists(
                arrays,
                "singularValues",
                records.stream().map(Monitors::singularValues).toList());
        HistoryArrays.real(arrays, "chainAutocorrelation", records, Monitors::chainAutocorrelation);
        HistoryArrays.real(arrays, "ladderLogZ", records, Monitors::ladderLogZ);
        return arrays;
    }

    static List<Monitors> read(NamedArrays arrays) {
        List<String> measures = arrays.texts("likelihoodMeasure");
        List<double[]> singularValues = HistoryArrays.lists(arrays, "singularValues");
        List<Monitors> records = new ArrayList<>();
        for (int i = 0; i < measures.size(); i++) {
            records.add(new Monitors(
                    measures.get(i),
                    arrays.doubles("trainLikelihood")[i],
                    arrays.doubles("validationLikelihood")[i],
                    arrays.doubles("updateToWeight")[i],
                    new double[] {
                        arrays.doubles("weightNorm")[i],
                        arrays.doubles("visibleBiasNorm")[i],
                        arrays.doubles("hiddenBiasNorm")[i]
                    },
                    singularValues.get(i),
                    arrays.doubles("chainAutocorrelation")[i],
                    arrays.doubles("ladderLogZ")[i]));
        }
        return records;
    }
}
