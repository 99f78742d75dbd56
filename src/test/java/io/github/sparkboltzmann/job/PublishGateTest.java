package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** A model is published if it is better than the current one by more than the margin, by the first measure that both have. */
class PublishGateTest {
    private static ObjectNode json() {
        return new ObjectMapper().createObjectNode();
    }

    private static JsonNode likelihood(double nats) {
        ObjectNode json = json().put("reconstructionError", -nats);
        json.putObject("logLikelihood").put("perRow", nats + 100).put("perRowLeastFlattering", nats);
        json.putObject("pseudoLikelihood").put("perRow", -nats);
        return json;
    }

    private static PublishGate.Decision decide(String measure, double margin, JsonNode ours, JsonNode current) {
        return new PublishGate(measure, margin).decide(ours, current);
    }

    private static boolean publishes(double margin, double ours, double current) {
        return decide("auto", margin, likelihood(ours), likelihood(current)).publish;
    }

    @Test
    void onlyMoreThanTheMarginIsBetter() {
        assertTrue(publishes(0, -10, -11));
        assertFalse(publishes(0, -11, -10));
        assertFalse(publishes(0, -10, -10), "equal is not better");
        assertFalse(publishes(1, -10, -11), "by the margin is not by more than it");
        assertTrue(publishes(1, -10, -11.5));
    }

    @Test
    void errorsAreBetterWhenSmaller() {
        JsonNode small = json().put("labelError", 0.1).put("reconstructionError", 2);
        JsonNode large = json().put("labelError", 0.2).put("reconstructionError", 1);
        assertTrue(decide("auto", 0.05, small, large).publish);
        assertFalse(decide("label-error", 0.15, small, large).publish);
        assertFalse(decide("reconstruction", 0, small, large).publish, "by another measure it is the other way round");
        assertTrue(decide("reconstruction", 0, large, small).publish);
    }

    @Test
    void aBoundOfABeliefNetworkIsALikelihood() {
        JsonNode bound = json().put("likelihoodBound", -90).put("reconstructionError", 5);
        assertTrue(decide("auto", 0, bound, likelihood(-91)).publish);
        assertFalse(decide("likelihood", 0, bound, likelihood(-89)).publish);
    }

    @Test
    void whatOnlyOneModelHasIsNoMeasure() {
        JsonNode plain = json().put("reconstructionError", 1);
        assertTrue(decide("auto", 0, plain, likelihood(-2)).reason.startsWith("reconstruction 1.00000, "));
        String refusal = assertThrows(UsageException.class, () -> decide("likelihood", 0, plain, likelihood(-2)))
                .getMessage();
        assertTrue(refusal.contains("have no likelihood in common"), refusal);
    }

    @Test
    void whatIsNotFiniteIsNotPublishedAndGivesWay() {
        assertFalse(publishes(0, Double.NaN, -10));
        assertFalse(publishes(0, Double.POSITIVE_INFINITY, -10));
        assertTrue(publishes(0, -10, Double.NaN));
        assertFalse(publishes(0, Double.NaN, Double.NaN));
    }

    @Test
    void theReasonHasTheFigures() {
        assertEquals(
                "likelihood -10.5000, of the current model -10.0000: not better by more than the margin of 0.500000",
                decide("auto", 0.5, likelihood(-10.5), likelihood(-10)).reason);
    }
}
