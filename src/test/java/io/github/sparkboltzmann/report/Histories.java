package io.github.sparkboltzmann.report;

import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.Monitors;
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

    static EpochRecord record(int epoch, double batchError, Measures train, Measures validation) {
        return new EpochRecord(
                epoch,
                600L * epoch,
                60_000,
                0.1 / 3,
                0.9,
                batchError,
                train,
                validation,
                Monitors.none(),
                60_000 / 41_000.0);
    }
}
