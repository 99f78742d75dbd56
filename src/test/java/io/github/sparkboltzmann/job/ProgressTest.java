package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.Monitors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a terminal, or a log, is told while training goes on. */
class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Progress progress(int columns) {
        Progress progress = new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), columns);
        progress.onStart(20_000, 4);
        return progress;
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static EpochRecord record(int epoch) {
        return new EpochRecord(
                epoch,
                4L * epoch,
                3_100,
                0.1,
                0.9,
                0.03,
                new Measures(31, 0.02, -9),
                Measures.none(),
                Monitors.none(),
                1);
    }

    @Test
    void aWarningStandsOnItsOwnLineAndTheBarIsGone() {
        Progress progress = progress(100);
        progress.onUpdate(13, 2, 400, Double.NaN);
        String bar = shown();
        assertTrue(bar.startsWith("\repoch 13/20000 ["), bar);
        assertEquals(100, bar.length(), "a return and a line that does not wrap");
        progress.onWarning("Training stopped early.");
        assertEquals("\r" + " ".repeat(99) + "\rTraining stopped early.\n", shown().substring(100));
    }

    @Test
    void aTrainingThatEndsInTheMiddleTakesItsBarAway() {
        try (Progress progress = progress(40)) {
            progress.onUpdate(1, 1, 8, 0.2);
            progress.onEpoch(record(100));
        }
        assertTrue(shown().endsWith("\r" + " ".repeat(39) + "\r"), shown());
    }

    @Test
    void theLastEpochTakesTheBarAwayOnce() {
        try (Progress progress = progress(40)) {
            progress.onUpdate(20_000, 4, 8, 0.2);
            progress.onEpoch(record(20_000));
        }
        assertEquals(1 + 39 + 1 + 39 + 1, shown().length());
    }

    @Test
    void aLogHasALineARecordAndNoReturns() {
        try (Progress progress = progress(0)) {
            progress.onUpdate(100, 4, 8, 0.2);
            progress.onEpoch(record(100));
            progress.onWarning("Training stopped early.");
        }
        assertEquals(
                "epoch 100/20000  400 updates  3,100 rows/s  error 0.0200  free energy -9.0\nTraining stopped early.\n",
                shown());
    }
}
