package io.github.sparkboltzmann.job.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Table and JSON from results that are made up. */
class ReportTest {
    private static Report report() {
        Report report = new Report();
        report.fact("processor", "a fast one");
        report.fact("cores", "2");
        report.add(Result.of("fit", "peer", Samples.of(100, 200, 400), "rows/s"));
        report.add(Result.of("fit", "ours", Samples.of(300, 500, 800), "rows/s", "peer", Samples.of(100, 200, 400)));
        report.add(Result.of("rounds", "one update", 1_598_170, "bytes"));
        report.note("Others used the cores.");
        report.note("Others used the cores.");
        return report;
    }

    @Test
    void jsonHasTheRowsOfTheTableInTheirOrder() throws IOException {
        JsonNode json = new ObjectMapper().readTree(report().json().toString());
        assertEquals("a fast one", json.path("machine").path("processor").asText());
        assertEquals(1, json.path("notes").size());
        assertEquals(3, json.path("results").size());
        JsonNode ours = json.path("results").get(1);
        assertEquals("fit", ours.path("group").asText());
        assertEquals("ours", ours.path("name").asText());
        assertEquals("rows/s", ours.path("unit").asText());
        assertEquals("peer", ours.path("against").asText());
        assertEquals(500, ours.path("value").asDouble());
        assertEquals(1, ours.path("spread").asDouble());
    }

    @Test
    void aRatioIsTheMedianOfTheRepetitionsOwnRatios() {
        // The ratio of medians would be 2.
        Result result = Result.of("g", "ours", Samples.of(10, 40, 20), "rows/s", "peer", Samples.of(5, 10, 20));
        assertEquals(2, result.ratio());
        assertEquals((4 - 1) / 2.0, result.ratioSpread());
        Result other = Result.of("g", "ours", Samples.of(10, 40, 30), "rows/s", "peer", Samples.of(10, 10, 20));
        assertEquals(1.5, other.ratio());
        assertEquals(30, other.value());
    }

    @Test
    void whatWasNotMeasuredIsNullInJsonAndEmptyInTheTable() {
        JsonNode single = report().json().path("results").get(2);
        for (String name : List.of("spread", "against", "ratio", "ratioSpread")) {
            assertTrue(single.has(name) && single.path(name).isNull(), name);
        }
        String line = report().text()
                .lines()
                .filter(l -> l.contains("one update"))
                .findFirst()
                .orElseThrow();
        assertEquals("1,598,170 bytes", line.substring(line.indexOf("1,5")));
    }

    @Test
    void theTableNamesEachGroupOnceAndLinesItsColumnsUp() {
        String text = report().text();
        assertEquals(1, text.lines().filter("fit"::equals).count());
        List<String> lines = text.lines().toList();
        String peer =
                lines.stream().filter(l -> l.startsWith("  peer")).findFirst().orElseThrow();
        String ours =
                lines.stream().filter(l -> l.startsWith("  ours")).findFirst().orElseThrow();
        assertEquals(peer.indexOf("rows/s"), ours.indexOf("rows/s"));
        assertTrue(ours.matches("  ours +500\\.0 rows/s +100 % +peer +2\\.50 +40 %"), ours);
        assertTrue(text.endsWith("- Others used the cores.\n"), text);
    }
}
