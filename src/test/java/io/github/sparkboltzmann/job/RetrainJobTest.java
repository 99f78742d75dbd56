package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.ml.RBMModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The run of a date: once and for all, whatever it was interrupted by; published if better; found by readers. */
class RetrainJobTest {
    private static final List<String> TINY = List.of(
            "data.path=builtin:bars-and-stripes",
            "rbm.numHidden=6",
            "rbm.maxIter=2",
            "rbm.batchSize=8",
            "rbm.monitorEvery=50",
            // The rows that it is trained on: longer training is better by them.
            "validation.fraction=0",
            "gate.path=builtin:bars-and-stripes",
            "pictures=false");

    @TempDir
    private Path folder;

    @BeforeAll
    static void startSpark() {
        TestSpark.session();
    }

    private List<String> arguments(String root, String date, String... more) {
        List<String> all = new ArrayList<>(TINY);
        if (Stream.of(more).anyMatch(setting -> setting.startsWith("deep."))) {
            all.remove("rbm.numHidden=6");
        }
        all.add("root=" + folder.resolve(root));
        all.add("date=" + date);
        all.addAll(List.of(more));
        return all;
    }

    private Captured retrain(String date, String... more) {
        List<String> command = arguments("root", date, more);
        command.add(0, "retrain");
        return Captured.run(command.toArray(new String[0]));
    }

    private Captured finished(String date, String... more) {
        Captured run = retrain(date, more);
        assertEquals(0, run.code, run.err);
        assertTrue(Files.exists(folder.resolve("root/runs/" + date + "/_SUCCESS")));
        return run;
    }

    private String current() throws IOException {
        return Files.readString(folder.resolve("root/CURRENT")).strip();
    }

    private JsonNode record(String root, String date) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(root + "/runs/" + date + "/run.json").toFile());
    }

    /** What a root holds for good: names, and the content of what has no time in it. */
    private SortedMap<String, String> state(String root) throws IOException {
        SortedMap<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve(root))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.resolve(root).relativize(file).toString();
                if (name.startsWith("LOCK/") || name.endsWith(".crc") || name.contains("/part-")) {
                    continue;
                }
                boolean same = name.matches(
                        ".*(CURRENT|parameters.safetensors|machine.json|learner.safetensors|evaluation.*.json|_SUCCESS)");
                state.put(name, same ? HexFormat.of().formatHex(Files.readAllBytes(file)) : "");
            }
        }
        return state;
    }

    @Test
    void theFirstModelIsPublishedAndTheSameDateAgainChangesNothing() throws IOException {
        Captured first = finished("2026-01-01");
        assertTrue(first.out.contains("published as 2026-01-01: nothing was published yet"), first.out);
        assertEquals("2026-01-01", current());
        SortedMap<String, String> before = state("root");
        Captured again = finished("2026-01-01", "rbm.maxIter=3");
        assertTrue(again.out.contains("The run of 2026-01-01 is finished already"), again.out);
        assertFalse(again.err.contains("epoch"), again.err);
        assertEquals(before, state("root"));
    }

    @Test
    void aRunThatStopsAfterAnyStepGoesOnToTheSameEnd() throws IOException {
        finished("2026-01-01");
        finished("2025-12-31");
        FileUtils.copyDirectory(
                folder.resolve("root").toFile(), folder.resolve("interrupted").toFile());
        // Better, so that all steps are gone through.
        String[] better = {"rbm.learningRate=0.2", "rbm.maxIter=8", "keep.runs=1", "keep.published=1"};
        Captured whole = finished("2026-01-02", better);
        assertTrue(whole.out.contains("published as 2026-01-02: likelihood "), whole.out);
        assertTrue(whole.out.contains("Removed: runs/2025-12-31, runs/2026-01-01"), whole.out);

        JobConfig config = JobConfig.load("retrain", null, arguments("interrupted", "2026-01-02", better));
        for (RetrainRun.Step stop : RetrainRun.Step.values()) {
            RetrainJob job = new RetrainJob(config, InstantSource.system(), step -> {
                if (step == stop) {
                    throw new IllegalStateException("stopped after " + step);
                }
            });
            assertEquals(
                    "stopped after " + stop,
                    assertThrows(IllegalStateException.class, job::run).getMessage());
        }
        new RetrainJob(config).run();
        assertEquals(state("root"), state("interrupted"));
        for (String key : List.of("decision", "warmStart", "warmStartReason")) {
            assertEquals(
                    record("root", "2026-01-02").path(key),
                    record("interrupted", "2026-01-02").path(key));
        }
    }

    @Tag("cluster")
    @Test
    void aDecisionAgainstAModelThatIsNoLongerCurrentIsTakenAgain() throws IOException {
        finished("2026-01-01");
        JobConfig config = JobConfig.load(
                "retrain", null, arguments("root", "2026-01-02", "rbm.maxIter=8", "rbm.learningRate=0.2"));
        assertThrows(IllegalStateException.class, () -> new RetrainJob(config, InstantSource.system(), step -> {
                    if (step == RetrainRun.Step.DECIDED) {
                        throw new IllegalStateException("stopped");
                    }
                })
                .run());
        assertTrue(record("root", "2026-01-02").path("decision").path("publish").asBoolean());
        finished("2026-01-03", "rbm.maxIter=40", "rbm.learningRate=0.2");
        assertEquals("2026-01-03", current());
        Captured late = finished("2026-01-02", "rbm.maxIter=8", "rbm.learningRate=0.2");
        assertTrue(late.out.contains("not published: likelihood"), late.out);
        assertEquals("2026-01-03", current());
    }

    @Test
    void aModelThatIsNotBetterIsNotPublishedAndTheRunIsASuccess() throws IOException {
        finished("2026-01-01");
        Captured second = finished("2026-01-02", "gate.margin=1000");
        assertTrue(second.out.contains("not published: likelihood "), second.out);
        assertTrue(second.out.contains("not better by more than the margin of 1000"), second.out);
        assertEquals("2026-01-01", current());
        assertFalse(Files.exists(folder.resolve("root/published/2026-01-02")));
        JsonNode record = record("root", "2026-01-02");
        assertEquals("2026-01-01", record.path("warmStart").asText());
        assertFalse(record.path("decision").path("publish").asBoolean(true));
        Captured readers = Captured.run("inspect", "model=" + folder.resolve("root"));
        assertEquals(0, readers.code, readers.err);
        assertEquals(6, RBMModel.load(folder.resolve("root").toString()).numHidden());
    }

    @Test
    void aPublishedModelThatDoesNotFitIsNoStartButStillCompared() throws IOException {
        finished("2026-01-01", "rbm.scaling=none");
        Captured other = finished("2026-01-02", "rbm.scaling=none", "rbm.numHidden=5");
        assertTrue(other.err.contains("2026-01-01 does not fit, so training starts anew"), other.err);
        assertEquals("", record("root", "2026-01-02").path("warmStart").asText("none"));
        assertTrue(other.out.contains("published: likelihood"), other.out);
        finished("2026-01-03", "rbm.scaling=none", "warmStart=never");
        assertEquals(
                "warmStart=never",
                record("root", "2026-01-03").path("warmStartReason").asText());
    }

    @Tag("cluster")
    @Test
    void rowsOfAnotherShapeAreNotCompared() throws IOException {
        finished("2026-01-01");
        StringBuilder rows = new StringBuilder();
        for (int r = 0; r < 40; r++) {
            rows.append(String.join(
                            ",",
                            Integer.toBinaryString(32 + r % 32).substring(1).split("")))
                    .append('\n');
        }
        Files.writeString(folder.resolve("rows-2026-01-02.csv"), rows);
        Files.writeString(folder.resolve("rows-2026-01-03.csv"), rows);
        String data = "data.path=" + folder + "/rows-{date}.csv";
        Captured kept = finished("2026-01-02", data);
        assertTrue(kept.out.contains("not published: it cannot be compared with the current model"), kept.out);
        assertEquals("2026-01-01", current());
        finished("2026-01-03", data, "gate.incomparable=publish");
        assertEquals("2026-01-03", current());
    }

    @Test
    void whereAnotherRunHoldsTheLockNothingIsDone() throws IOException {
        finished("2026-01-01");
        Path lock = folder.resolve("root/LOCK/000000000002");
        Files.writeString(
                lock,
                "{\"holder\": \"another\", \"since\": \"2026-01-01T00:00:00Z\", \"until\": \"2999-01-01T00:00:00Z\"}");
        Captured refused = retrain("2026-01-02");
        assertEquals(75, refused.code, refused.err);
        assertTrue(refused.explanation().contains("is held by another since 2026-01-01T00:00:00Z"), refused.err);
        assertFalse(Files.exists(folder.resolve("root/runs/2026-01-02")));
        Files.writeString(
                lock,
                "{\"holder\": \"another\", \"since\": \"2026-01-01T00:00:00Z\", \"until\": \"2026-01-01T00:05:00Z\"}");
        Captured taken = finished("2026-01-02", "gate.margin=1000");
        assertTrue(taken.err.contains("of another since 2026-01-01T00:00:00Z ran out"), taken.err);
        assertTrue(Files.readString(folder.resolve("root/LOCK/000000000003")).contains("\"released\" : true"));
    }

    @Test
    void aFailureReleasesTheLock() throws IOException {
        assertEquals(1, retrain("2026-01-01", "data.path=nothing.csv").code);
        assertTrue(Files.readString(folder.resolve("root/LOCK/000000000001")).contains("\"released\" : true"));
        assertFalse(Files.exists(folder.resolve("root/runs/2026-01-01/_SUCCESS")));
        finished("2026-01-01");
    }

    @Tag("cluster")
    @ParameterizedTest
    @CsvSource({
        "classifier, label-error, rbm.learningRate=0.1",
        "boltzmann, likelihood, boltzmann.connections=semi-restricted",
        "dbm, likelihood, 'deep.hiddenLayers=[4,3]'",
        "dbn, likelihood, 'deep.hiddenLayers=[4,3]'",
        "drbn, reconstruction, 'deep.hiddenLayers=[4,3]'"
    })
    void everyMachineIsTrainedAgainAndComparedByWhatItHas(String machine, String measure, String setting)
            throws IOException {
        String data = "data.path=" + labelled();
        String[] settings = {
            "machine=" + machine,
            setting,
            data,
            "data.labelColumn=-1",
            "gate.path=",
            "validation.fraction=0.3",
            "rbm.scaling=none"
        };
        finished("2026-01-01", settings);
        Captured second = finished("2026-01-02", settings);
        assertTrue(second.out.contains(": " + measure + " "), second.out);
        assertNotEquals(
                machine.equals("dbn"),
                record("root", "2026-01-02").path("warmStart").asText().equals("2026-01-01"));
    }

    /** Rows of six bits, with the first of them as label. */
    private Path labelled() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int r = 0; r < 64; r++) {
            String bits = Integer.toBinaryString(64 + r).substring(1);
            rows.append(String.join(",", bits.split("")))
                    .append(',')
                    .append(bits.charAt(0))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), rows);
    }

    @Test
    void wrongUseIsSaidBeforeAnythingIsDone() {
        assertUsage("Setting 'output' is not given to retrain", "output=elsewhere");
        assertUsage("Setting 'date' should be auto, a day", "date=yesterday");
        assertUsage("There are no rows to compare models on", "gate.path=");
        assertUsage("Setting 'gate.measure' should be one of auto, label-error", "gate.measure=best");
        assertUsage("In the settings 'keep': At least 1 run", "keep.runs=0");
        assertUsage("In the setting 'gate.evaluate': There is no setting 'ais.rnus'", "gate.evaluate=[\"ais.rnus=5\"]");
        assertUsage("Setting 'lock.leaseMinutes' should be above 0", "lock.leaseMinutes=0");
        assertFalse(Files.exists(folder.resolve("root")));
    }

    private void assertUsage(String explanation, String setting) {
        Captured run = retrain("2026-01-01", setting);
        assertEquals(2, run.code, run.err);
        assertTrue(run.explanation().contains(explanation), run.err);
    }

    @Test
    void exitCodesAreInTheHelp() {
        String help = Captured.run("retrain", "--help").out;
        assertTrue(help.contains("75") && help.contains("another run holds the lock"), help);
    }
}
