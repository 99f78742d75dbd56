package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.TestMonitors;
import org.junit.jupiter.api.Test;

/** One line of progress. */
class ProgressBarTest {
    private static final Measures TRAIN = new Measures(300, 0.0213, -91.2);
    private static final Measures VALIDATION = new Measures(297, 0.022, -90.8);

    @Test
    void wideLineHasEverything() {
        assertEquals(
                "epoch 3/10 [####................] 1234/6000 updates  41,000 rows/s  error 0.0213  0:42 left",
                ProgressBar.line(3, 10, 1234, 6000, 41_000, 0.0213, 42, 120).strip());
    }

    @Test
    void lineIsAlwaysOneShortOfTheTerminalWhateverTheValues() {
        double[] values = {Double.NaN, 0, -1, 0.0213, 1e-300, 1e300, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        long[] counts = {-5, 0, 7, 6000, Long.MAX_VALUE};
        for (int width = -1; width <= 200; width++) {
            for (double value : values) {
                for (long count : counts) {
                    String line = ProgressBar.line(3, 10, count, 6000, value, value, value, width);
                    assertEquals(Math.max(0, width - 1), line.length());
                    assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 127), line);
                    ProgressBar.line(Integer.MAX_VALUE, 1, 6000, count, value, value, value, width);
                }
            }
        }
    }

    @Test
    void narrowLineLosesTheBarsWidthThenErrorRateUpdatesTime() {
        assertEquals("epoch 3/10 [#.......] 1234/6000 updates  41,000 rows/s  error 0.0213  0:42 left", narrow(80));
        assertEquals("epoch 3/10 [##............] 1234/6000 updates  41,000 rows/s  0:42 left", narrow(72));
        assertEquals("epoch 3/10 [###..............] 1234/6000 updates  0:42 left", narrow(60));
        assertEquals("epoch 3/10 [##.........]  0:42 left", narrow(36));
        assertEquals("epoch 3/10 [#.....]", narrow(20));
        assertEquals("epoch 3/10", narrow(15));
        assertEquals("epoch", narrow(6));
    }

    @Test
    void barIsFullAtTheEndAndOnlyThen() {
        assertTrue(ProgressBar.line(10, 10, 6000, 6000, 1, 1, 0, 120).contains("[####################]"));
        assertTrue(ProgressBar.line(10, 10, 5999, 6000, 1, 1, 0, 120).contains("[###################.]"));
        assertTrue(ProgressBar.line(1, 10, 0, 6000, 1, 1, 0, 120).contains("[....................]"));
    }

    @Test
    void epochLineNamesBothSetsOfRows() {
        assertEquals(
                "epoch 3/10  1,800 updates  41,000 rows/s  error 0.0213  validation 0.0220  free energy -91.2 / -90.8",
                ProgressBar.epochLine(record(TRAIN, VALIDATION), 10));
    }

    @Test
    void epochLineLeavesOutWhatHasNoRowsAndShowsWhatBroke() {
        assertEquals(
                "epoch 3/10  1,800 updates  41,000 rows/s  error 0.0213  free energy -91.2",
                ProgressBar.epochLine(record(TRAIN, Measures.none()), 10));
        assertEquals(
                "epoch 3/10  1,800 updates  41,000 rows/s  batch error 0.0310",
                ProgressBar.epochLine(record(Measures.none(), Measures.none()), 10));
        assertEquals(
                "epoch 3/10  1,800 updates  41,000 rows/s  free energy inf",
                ProgressBar.epochLine(
                        record(new Measures(300, Double.NaN, Double.POSITIVE_INFINITY), Measures.none()), 10));
    }

    @Test
    void epochLineEndsWithTheLikelihoodWhereItWasMeasured() {
        String line = "epoch 3/10  1,800 updates  41,000 rows/s  error 0.0213  free energy -91.2  likelihood ";
        assertEquals(line + "-97.3 / -98.1", ProgressBar.epochLine(record(-97.34, -98.06), 10));
        assertEquals(line + "-97.3", ProgressBar.epochLine(record(-97.34, Double.NaN), 10));
        assertEquals(line + "validation -3.12", ProgressBar.epochLine(record(Double.NaN, -3.12), 10));
    }

    @Test
    void epochLineWithoutErrorsDoesNotNameThem() {
        EpochRecord record = Histories.record(3, Double.NaN, Measures.none(), new Measures(2, Double.NaN, -1));
        assertEquals(
                "epoch 3/10  1,800 updates  41,000 rows/s  free energy validation -1.0",
                ProgressBar.epochLine(record, 10));
    }

    private static EpochRecord record(double trainLikelihood, double validationLikelihood) {
        return Histories.record(
                3,
                Double.NaN,
                TRAIN,
                Measures.none(),
                TestMonitors.of(
                        "pseudo", trainLikelihood, validationLikelihood, 1e-3, new double[3], new double[0], 0.5));
    }

    private static String narrow(int width) {
        return ProgressBar.line(3, 10, 1234, 6000, 41_000, 0.0213, 42, width).stripTrailing();
    }

    private static EpochRecord record(Measures train, Measures validation) {
        return Histories.record(3, 0.031, train, validation);
    }
}
