package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.Monitors;
import java.util.List;

/** Figures of a run, as its table shows them. */
final class Rates {
    private Rates() {}

    /** Training rows a second over records 2 to n, since the first also warms up; over the first where there is no other. */
    static double rowsPerSecond(List<EpochRecord> history) {
        List<EpochRecord> warm = history.size() > 1 ? history.subList(1, history.size()) : history;
        double rows = warm.stream().mapToLong(EpochRecord::rows).sum();
        double seconds = warm.stream().mapToDouble(EpochRecord::seconds).sum();
        return rows / Math.max(seconds, 1e-9);
    }

    /** What was measured after an epoch, on training and validation rows. */
    static void addRecord(ConsoleTable table, EpochRecord record, int hiddenUnits) {
        Monitors monitors = record.monitors();
        addMeasures(table, "training", record.train());
        addLikelihood(table, "training", monitors.likelihoodMeasure(), monitors.trainLikelihood());
        addMeasures(table, "validation", record.validation());
        addLikelihood(table, "validation", monitors.likelihoodMeasure(), monitors.validationLikelihood());
        if (record.validation().rows() > 0 && !Double.isNaN(record.freeEnergyGap())) {
            table.number("free-energy gap, nats a row", record.freeEnergyGap(), 3);
        }
        addUnits(table, "hidden units always off", record.train().hiddenAlwaysOff(), hiddenUnits);
        addUnits(table, "hidden units always on", record.train().hiddenAlwaysOn(), hiddenUnits);
    }

    private static void addLikelihood(ConsoleTable table, String rows, String measure, double likelihood) {
        if (!Double.isNaN(likelihood)) {
            String name = measure.equals("exact") ? "log-likelihood" : measure + "-likelihood";
            table.number(rows + ": " + name + " a row, nats", Numbers.fixed(likelihood, 3));
        }
    }

    private static void addUnits(ConsoleTable table, String label, int units, int all) {
        if (units > 0) {
            table.number(label, units + " of " + all);
        }
    }

    /** Two lines, where rows were measured. */
    static void addMeasures(ConsoleTable table, String rows, Measures measures) {
        if (measures.rows() > 0) {
            table.number(rows + ": reconstruction error a unit", measures.reconstructionError(), 4);
            if (!Double.isNaN(measures.freeEnergy())) {
                table.number(rows + ": free energy a row, nats", measures.freeEnergy(), 5);
            }
            if (!Double.isNaN(measures.labelError())) {
                table.number(rows + ": label error", Numbers.fixed(100 * measures.labelError(), 2) + " %");
            }
        }
    }
}
