package io.github.sparkboltzmann.job.study.pretraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.StudyContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers as table and JSON, and what is claimed of them. */
class AccuraciesTest {
    private static final StudyContext CONTEXT =
            new StudyContext(null, null, false, List.of(1L, 2L), System.err, () -> null);

    /** Raw 90 and 92 %, features 95 and 95.2 %, controls 80 %. */
    private static Accuracies accuracies(double features) {
        Accuracies accuracies = new Accuracies(new int[] {100, 1_000});
        for (int place = 0; place < 2; place++) {
            for (Input input : Input.values()) {
                double first =
                        switch (input) {
                            case RAW -> 0.90;
                            case TRAINED -> features;
                            default -> 0.80;
                        };
                accuracies.add(input, place, first);
                accuracies.add(input, place, first + (input == Input.RAW ? 0.02 : 0.002));
            }
        }
        return accuracies;
    }

    @Test
    void tableAndJsonHoldMeansIntervalsAndRuns() {
        Accuracies accuracies = accuracies(0.95);
        String table = accuracies.table("digits", "labels");
        assertTrue(table.matches("(?s).*\\| +1,000 \\| +91.00 \\+- 12.71 \\| +95.10 \\+- 1.27 \\|.*"), table);
        JsonNode json = accuracies.json();
        assertEquals("[100,1000]", json.path("places").toString());
        JsonNode trained = json.path("accuracyPercent").path("trained");
        assertEquals(95.1, trained.path("mean").path(1).asDouble(), 1e-9);
        assertEquals(1.27, trained.path("half").path(1).asDouble(), 1e-2);
        assertEquals(2, trained.path("runs").path(0).size());
    }

    @Test
    void intervalsThatOverlapHoldNoClaim() {
        Verdicts verdicts = new Verdicts("digits", Plan.mnist(CONTEXT));
        List<Claim> far = verdicts.labels(accuracies(1.10));
        List<Claim> near = verdicts.labels(accuracies(0.95));
        assertEquals(1.10 * 100 + 0.1 - 1.2706 - 91 - 12.706, far.get(0).reached(), 1e-2);
        assertTrue(far.get(0).holds());
        assertTrue(!near.get(0).holds() && near.get(0).isJudged());
    }

    @Test
    void theErrorIsHeldAgainstThePublishedOne() {
        Verdicts verdicts = new Verdicts("digits", Plan.mnist(CONTEXT));
        for (double accuracy : new double[] {0.980, 0.985}) {
            Claim claim = verdicts.labels(accuracies(accuracy)).stream()
                    .filter(c -> c.text().contains("error") && c.isJudged())
                    .findFirst()
                    .orElseThrow();
            assertEquals(100 - 100 * accuracy - 0.1, claim.reached(), 1e-9);
            assertEquals(accuracy > 0.982, claim.holds());
        }
    }
}
