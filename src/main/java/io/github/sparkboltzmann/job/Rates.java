package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import java.util.List;

/** Figures of a run, as its table shows them. */
final class Rates {
    private Rates() {}

    /** Training rows a second over epochs 2 to n, since the first also warms up; over the first where there is no other. */
    static double rowsPerSecond(List<EpochRecord> history) {
        List<EpochRecord> warm = history.size() > 1 ? history.subList(1, history.size()) : history;
        double rows = warm.stream().mapToLong(EpochRecord::rows).sum();
        double seconds = warm.stream().mapToDouble(EpochRecord::seconds).sum();
        return rows / Math.max(seconds, 1e-9);
    }

    /** Two lines, where rows were measured. */
    static void addMeasures(ConsoleTable table, String rows, Measures measures) {
        if (measures.rows() > 0) {
            table.number(rows + ": reconstruction error a unit", measures.reconstructionError(), 4)
                    .number(rows + ": free energy a row, nats", measures.freeEnergy(), 5);
        }
    }
}
