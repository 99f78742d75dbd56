package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.evaluate.LogZEstimate.Direction;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of two directions that agree, disagree, or rest on a few chains. */
class LogZReportTest {
    private static LogZEstimate estimate(Direction direction, double logZ) {
        double[] logWeights = new double[100];
        for (int r = 0; r < 100; r++) {
            logWeights[r] = r % 2 == 0 ? 0.1 : -0.1;
        }
        return LogZEstimate.of(direction, logZ, logWeights);
    }

    @Test
    void directionsThatAgreeAreNoReasonToWarn() {
        LogZReport report = LogZReport.annealed(estimate(Direction.UP, 100), estimate(Direction.DOWN, 100.02), true);
        assertEquals(List.of(), report.warnings());
        assertEquals(report.down().high(), report.leastFlattering());
        assertTrue(report.leastFlattering() > report.value());
    }

    @Test
    void directionsThatDisagreeAreReported() {
        List<String> gap = LogZReport.annealed(estimate(Direction.UP, 100), estimate(Direction.DOWN, 101), true)
                .warnings();
        assertEquals(1, gap.size());
        assertTrue(gap.get(0).contains("disagree") && gap.get(0).contains("more temperatures"), gap.get(0));
        List<String> crossed = LogZReport.annealed(estimate(Direction.UP, 101), estimate(Direction.DOWN, 100), false)
                .warnings();
        assertTrue(crossed.get(0).contains("more sweeps"), crossed.get(0));
    }

    @Test
    void oneDirectionAndFewEffectiveChainsAreReported() {
        assertEquals(
                1,
                LogZReport.annealed(estimate(Direction.UP, 100), null, false)
                        .warnings()
                        .size());
        double[] logWeights = new double[100];
        Arrays.fill(logWeights, -20);
        logWeights[7] = 0;
        LogZEstimate few = LogZEstimate.of(Direction.DOWN, 100, logWeights);
        LogZReport report = LogZReport.annealed(estimate(Direction.UP, 100), few, true);
        assertTrue(
                report.warnings().get(0).contains("weigh as much as 1.0"),
                report.warnings().toString());
        assertTrue(Double.isInfinite(few.high()));
        assertEquals(few.value(), report.leastFlattering(), "an open end counts as the estimate");
    }

    @Test
    void anExactValueNeedsNoWarning() {
        assertEquals(List.of(), LogZReport.exact(3).warnings());
        assertEquals(3, LogZReport.exact(3).leastFlattering());
    }
}
