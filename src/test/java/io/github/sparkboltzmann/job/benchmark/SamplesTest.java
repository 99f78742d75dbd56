package io.github.sparkboltzmann.job.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Medians, spreads and times to a likelihood. */
class SamplesTest {
    @Test
    void mediansDoNotDependOnTheOrder() {
        assertEquals(2, Samples.of(9, 1, 2).median());
        assertEquals(2.5, Samples.of(4, 1, 3, 2).median());
        assertTrue(Double.isNaN(new Samples().median()));
    }

    @Test
    void oneMeasurementHasNoSpread() {
        assertTrue(Double.isNaN(Samples.of(5).spread()));
        assertEquals(4, Samples.of(9, 1, 2).spread());
    }

    @Test
    void ratiosAreOfTheRepetitionsThatBothHave() {
        Samples ratios = Samples.of(2, 9, 4).over(Samples.of(1, 3));
        assertEquals(2, ratios.count());
        assertEquals(3, ratios.get(1));
    }

    @Test
    void roundsAreSummedUpByMediansOfFiveGroups() {
        ObjectNode reply = new ObjectMapper().createObjectNode();
        ArrayNode milliseconds = reply.putArray("milliseconds");
        for (int i = 0; i < 15; i++) {
            milliseconds.add(i == 4 ? 1_000 : i);
        }
        Samples groups = TrafficPart.milliseconds(reply);
        assertEquals(5, groups.count());
        assertEquals(1, groups.get(0));
        assertEquals(5, groups.get(1));
        assertEquals(13, groups.get(4));
    }

    @Test
    void theTimeToALikelihoodLiesOnTheLineBetweenMeasurements() {
        TrainingCurve curve = new TrainingCurve("ours");
        curve.add(10, -200);
        curve.add(20, -120);
        curve.add(50, -100);
        assertEquals(15, curve.secondsTo(-160));
        assertEquals(35, curve.secondsTo(-110));
        assertEquals(10, curve.secondsTo(-300));
        assertTrue(curve.isBefore(-300));
        assertFalse(curve.isBefore(-160));
        assertTrue(Double.isNaN(curve.secondsTo(-99)));
        assertEquals(-100, curve.last());
    }
}
