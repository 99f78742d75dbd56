package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Studies;
import io.github.sparkboltzmann.job.study.Study;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job {@code study} with studies that are none: from the command line to table, JSON and files. */
class StudyJobTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void startSpark() {
        TestSpark.session();
    }

    /** Claims of every kind; the file says what it was run with. */
    private static final class Arithmetic implements Study {
        @Override
        public String name() {
            return "arithmetic";
        }

        @Override
        public String description() {
            return "Sums come out as they should";
        }

        @Override
        public List<Claim> run(StudyContext context) {
            context.say("adding " + context.choose("much", "little"));
            long rows = context.session().range(3).count();
            context.setting("rows", rows);
            context.file(
                    "sum.txt", context.title("Sums, seeds " + context.seeds()).getBytes());
            return List.of(
                    Claim.atLeast("three rows are counted", rows, 3),
                    Claim.atMost("the error is small", 0.5, 0.25),
                    Claim.within("a half is near a half", 0.501, 0.5, 0.01),
                    Claim.information("a number to know", Double.NaN));
        }
    }

    /** Needs data that the project does not ship. */
    private static final class Hungry implements Study {
        @Override
        public String name() {
            return "hungry";
        }

        @Override
        public String description() {
            return "Reads what is not there";
        }

        @Override
        public List<StudyData> data() {
            return List.of(StudyData.NLTCS);
        }

        @Override
        public List<Claim> run(StudyContext context) {
            String path = context.path(StudyData.NLTCS, "nltcs.test.data");
            return List.of(Claim.atLeast("the file is at " + path, 1, 1));
        }
    }

    private static final Studies STUDIES = new Studies(List.of(new Arithmetic(), new Hungry()));

    private Captured study(String... arguments) {
        List<String> all = new ArrayList<>(List.of("study"));
        all.addAll(List.of(arguments));
        return Captured.run(STUDIES, all.toArray(String[]::new));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("out/study.json").toFile());
    }

    @Test
    void claimsArePrintedAndWrittenAndCounted() throws IOException {
        Captured run = study("arithmetic", "--output", folder.resolve("out").toString());
        assertEquals(0, run.code, run.err);
        List<String> lines = run.out.lines().toList();
        assertEquals("2 of 3 claims hold", lines.get(lines.size() - 1));
        assertTrue(run.out.contains("study arithmetic: Sums come out as they should"), run.out);
        assertTrue(run.out.matches("(?s).*three rows are counted +\\| +3.000 \\| +>= 3.000 \\| yes.*"), run.out);
        assertTrue(run.out.matches("(?s).*the error is small +\\| +0.5000 \\| +<= 0.2500 \\| NO.*"), run.out);
        assertTrue(run.out.matches("(?s).*a number to know +\\| +- \\| +\\| - .*"), run.out);
        assertTrue(run.err.contains("adding much"), run.err);

        JsonNode json = json();
        assertEquals("arithmetic", json.path("study").asText());
        assertFalse(json.path("quick").asBoolean(true));
        JsonNode claims = json.path("claims");
        assertEquals(4, claims.size());
        assertEquals(
                "{\"claim\":\"three rows are counted\",\"reached\":3.0,\"reference\":3.0,\"better\":\"higher\","
                        + "\"holds\":true}",
                claims.path(0).toString());
        assertEquals(
                "{\"claim\":\"the error is small\",\"reached\":0.5,\"reference\":0.25,\"better\":\"lower\",\"holds\":false}",
                claims.path(1).toString());
        assertEquals(
                "a half is near a half (distance of 0.501000 from 0.500000)",
                claims.path(2).path("claim").asText());
        assertEquals(0.001, claims.path(2).path("reached").asDouble(), 1e-12);
        assertEquals(0.01, claims.path(2).path("reference").asDouble());
        assertEquals("lower", claims.path(2).path("better").asText());
        assertEquals(
                "{\"claim\":\"a number to know\",\"reached\":null,\"reference\":null,\"better\":null,\"holds\":null}",
                claims.path(3).toString());
        assertEquals("[1,2,3]", json.path("seeds").toString());
        assertEquals("{\"rows\":3}", json.path("settings").toString());
        assertEquals("[\"sum.txt\"]", json.path("files").toString());
        assertTrue(json.path("seconds").asDouble() > 0);
        assertTrue(json.path("kernels").asText().contains("matrix product: "));
        assertEquals("Sums, seeds [1, 2, 3]", Files.readString(folder.resolve("out/sum.txt")));
    }

    @Test
    void theQuickFormSaysSoInTableJsonAndTitles() throws IOException {
        Captured run =
                study("arithmetic", "--quick", "--output", folder.resolve("out").toString());
        assertEquals(0, run.code, run.err);
        List<String> lines = run.out.lines().toList();
        assertEquals("2 of 3 claims hold (quick form)", lines.get(lines.size() - 1));
        assertTrue(run.out.contains("study arithmetic (quick form)"), run.out);
        assertTrue(json().path("quick").asBoolean());
        assertEquals("Sums, seeds [1] (quick form)", Files.readString(folder.resolve("out/sum.txt")));
        assertTrue(run.err.contains("adding little"), run.err);
    }

    @Test
    void seedsAreTakenFromTheCommandLine() throws IOException {
        assertEquals(
                0,
                study(
                                "arithmetic",
                                "--seeds",
                                "7,-9",
                                "--output",
                                folder.resolve("out").toString())
                        .code);
        assertEquals("[7,-9]", json().path("seeds").toString());
        assertEquals(2, study("arithmetic", "--seeds", "x").code);
    }

    @Test
    void nothingIsOverwrittenUnlessAsked() throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        assertEquals(0, study("arithmetic", "--output", out.toString()).code, "an empty folder is free");
        byte[] before = Files.readAllBytes(out.resolve("study.json"));
        Captured again = study("arithmetic", "--output", out.toString());
        assertEquals(1, again.code);
        assertTrue(again.explanation().contains("exists already"), again.err);
        assertFalse(again.err.contains("adding"), "refused before the work");
        assertArrayEquals(before, Files.readAllBytes(out.resolve("study.json")));
        Files.writeString(out.resolve("mine.txt"), "mine");
        assertEquals(0, study("arithmetic", "--overwrite", "--quick", "--output", out.toString()).code);
        assertTrue(json().path("quick").asBoolean());
        assertEquals("mine", Files.readString(out.resolve("mine.txt")));
    }

    @Test
    void withoutANameTheStudiesAreListedWithTheirData() throws IOException {
        Captured missing = study();
        assertEquals(0, missing.code, missing.err);
        assertTrue(
                missing.out.matches("(?s).*\\| arithmetic \\| Sums come out as they should +\\| none needed +\\|.*"));
        assertTrue(missing.out.matches("(?s).*\\| hungry +\\| Reads what is not there +\\| nltcs \\(missing\\) \\|.*"));
        assertTrue(missing.out.contains("Density-Estimation-Datasets"), missing.out);
        nltcs("nltcs.train.data", "nltcs.valid.data", "nltcs.test.data");
        Captured there = study("--data", folder.toString());
        assertTrue(there.out.matches("(?s).*\\| hungry +\\| Reads what is not there +\\| nltcs +\\|.*"), there.out);
        assertFalse(there.out.contains("missing"), there.out);
        assertEquals(0, Captured.run("study").code, "what is shipped is a list, too");
        assertTrue(Captured.run(new Studies(List.of()), "study").out.contains("There are no studies"));
    }

    private void nltcs(String... names) throws IOException {
        Path data = Files.createDirectories(folder.resolve("nltcs"));
        for (String name : names) {
            Files.writeString(data.resolve(name), "0,1\n");
        }
    }

    @Test
    void missingDataIsRefusedBeforeTheStudyRuns() throws IOException {
        String out = folder.resolve("out").toString();
        nltcs("nltcs.train.data");
        Captured run = study("hungry", "--output", out, "--data", folder.toString());
        assertEquals(1, run.code);
        assertTrue(run.explanation().contains("Data set 'nltcs' is not in " + folder), run.err);
        assertTrue(run.explanation().contains("has no nltcs.test.data, nltcs.valid.data"), run.err);
        assertFalse(Files.exists(Path.of(out)));
        nltcs("nltcs.valid.data", "nltcs.test.data");
        Captured fed = study("hungry", "--output", out, "--data", folder.toString());
        assertEquals(0, fed.code, fed.err);
        assertEquals(
                "the file is at " + folder + "/nltcs/nltcs.test.data",
                json().path("claims").path(0).path("claim").asText());
    }

    @Test
    void anUnknownNameIsRefusedWithTheClosest() {
        Captured run = study("arithmetics");
        assertEquals(2, run.code);
        assertEquals("boltzmann: There is no study 'arithmetics'; did you mean 'arithmetic'?", run.explanation());
        assertEquals(2, study("quite something else").code);
        assertEquals(2, study("arithmetic", "hungry").code);
        assertEquals(2, study("--fast").code);
    }
}
