package io.github.sparkboltzmann.report.tracking;

import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.Monitors;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A measured epoch as named numbers; those that Spark's metrics of a training have, too, have the same names there.
 *
 * <pre>
 * training.epoch                                the measured one, from 1
 * training.seconds, .rowsPerSecond              of the updates since the last record
 * training.learningRate, .momentum              of the epoch's last update
 * training.reconstructionError                  of the updates' own rows since the last record, squared, a visible unit
 * training.reconstructionError.training         after the epoch, on the fixed subset of the training rows; .validation: validation rows
 * training.freeEnergy.training, .validation     nats a row
 * training.freeEnergyGap                        validation - training, nats a row
 * training.likelihood.training, .validation     log-likelihood or pseudo-log-likelihood, nats a row
 * training.labelError.training, .validation     share of the rows with a label
 * training.hiddenAlwaysOff, .hiddenAlwaysOn     hidden units
 * training.updateToWeight                       norm of an update over that of the weights
 * training.weightNorm, .visibleBiasNorm, .hiddenBiasNorm
 * training.singularValue.1, ...                 the largest of the weights
 * training.chainAutocorrelation, .ladderLogZ
 * </pre>
 *
 * <p>What is not measured, or is not finite, is left out.
 */
final class EpochMetrics {
    private final Map<String, Double> values = new LinkedHashMap<>();

    private EpochMetrics() {}

    static Map<String, Double> of(EpochRecord epoch) {
        EpochMetrics metrics = new EpochMetrics();
        metrics.put("epoch", epoch.epoch());
        metrics.put("seconds", epoch.seconds());
        metrics.put("rowsPerSecond", epoch.rowsPerSecond());
        metrics.put("learningRate", epoch.learningRate());
        metrics.put("momentum", epoch.momentum());
        metrics.put("reconstructionError", epoch.batchReconstructionError());
        metrics.put("freeEnergyGap", epoch.freeEnergyGap());
        metrics.rows("training", epoch.train(), epoch.monitors().trainLikelihood());
        metrics.rows("validation", epoch.validation(), epoch.monitors().validationLikelihood());
        metrics.count("hiddenAlwaysOff", epoch.train().hiddenAlwaysOff());
        metrics.count("hiddenAlwaysOn", epoch.train().hiddenAlwaysOn());
        metrics.monitors(epoch.monitors());
        return metrics.values;
    }

    private void rows(String which, Measures measures, double likelihood) {
        put("reconstructionError." + which, measures.reconstructionError());
        put("freeEnergy." + which, measures.freeEnergy());
        put("likelihood." + which, likelihood);
        put("labelError." + which, measures.labelError());
    }

    private void monitors(Monitors monitors) {
        put("updateToWeight", monitors.updateToWeight());
        put("weightNorm", monitors.weightNorm());
        put("visibleBiasNorm", monitors.visibleBiasNorm());
        put("hiddenBiasNorm", monitors.hiddenBiasNorm());
        double[] singular = monitors.singularValues();
        for (int i = 0; i < singular.length; i++) {
            put("singularValue." + (i + 1), singular[i]);
        }
        put("chainAutocorrelation", monitors.chainAutocorrelation());
        put("ladderLogZ", monitors.ladderLogZ());
    }

    /** A count of -1 is none. */
    private void count(String name, int value) {
        if (value >= 0) {
            put(name, value);
        }
    }

    private void put(String name, double value) {
        if (Double.isFinite(value)) {
            values.put("training." + name, value);
        }
    }
}
