package io.github.sparkboltzmann.report;

import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.Monitors;
import io.github.sparkboltzmann.train.TestMonitors;
import java.util.ArrayList;
import java.util.List;

/** Histories to report on. */
final class Histories {
    private Histories() {}

    /** A training that goes well, with numbers that have no short decimal form. */
    static List<EpochRecord> of(int epochs, boolean validation) {
        List<EpochRecord> history = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double t = Math.exp(-epoch / 7.0);
            Measures held =
                    validation ? new Measures(297, 0.013 + t / 20, -90 + 40 * t + epoch / 30.0) : Measures.none();
            Measures train = new Measures(300, 0.011 + t / 20, -91 + 40 * t);
            history.add(record(epoch, 0.03 + t / 20, train, held));
        }
        return history;
    }

    /** The same training, looked at: a record every so many epochs, with a likelihood, hidden units and chains. */
    static List<EpochRecord> monitored(int records, int every, String measure, boolean chains) {
        List<EpochRecord> history = new ArrayList<>();
        for (int i = 1; i <= records; i++) {
            double t = Math.exp(-4.0 * i / records);
            Measures train = TestMonitors.measures(0.011 + t / 20, -91 + 40 * t, 0.001f, 0.5f, 0.999f, 0.002f);
            Measures validation = new Measures(297, 0.013 + t / 20, -90 + 40 * t);
            boolean likely = !measure.equals("none");
            Monitors monitors = TestMonitors.of(
                    measure,
                    likely ? -100.0 / 3 - 20 * t : Double.NaN,
                    likely ? -104.0 / 3 - 20 * t : Double.NaN,
                    (1 + 30 * t) / 3e4,
                    new double[] {20 - 10 * t, 12 + t / 3, 5 - 3 * t},
                    new double[] {10 - 8 * t, 7 - 6 * t, 4 - 3 * t},
                    chains ? 0.9 - t / 3 : Double.NaN);
            history.add(record(i * every, chains ? Double.NaN : 0.03, train, validation, monitors));
        }
        return history;
    }

    static EpochRecord record(int epoch, double batchError, Measures train, Measures validation) {
        return record(epoch, batchError, train, validation, Monitors.none());
    }

    static EpochRecord record(int epoch, double batchError, Measures train, Measures validation, Monitors monitors) {
        return new EpochRecord(
                epoch, 600L * epoch, 60_000, 0.1 / 3, 0.9, batchError, train, validation, monitors, 60_000 / 41_000.0);
    }
}
