package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with empty fields and weights, from training to features. */
class MissingJobsTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void startSpark() {
        TestSpark.session();
    }

    @Test
    void aFileWithHolesAndWeightsTrainsAndIsTransformed() throws IOException {
        Path csv = rows("?");
        Captured run = train(csv, "a", "rbm.missing=sample", "data.weightColumn=w");
        assertEquals(0, run.code, run.err);
        assertTrue(run.err.contains("48 rows of 4 features without labels, with weights, from"), run.err);
        String machine = Files.readString(folder.resolve("a/model/machine.json"));
        assertTrue(machine.contains("\"rowsWithMissing\""), machine);
        assertTrue(Files.exists(folder.resolve("a/reconstructions.png")));

        Path features = folder.resolve("features.parquet");
        Captured transform = Captured.run(
                "transform",
                "model=" + folder.resolve("a/model"),
                "data.path=" + csv,
                "data.header=true",
                "data.weightColumn=w",
                "output=" + features);
        assertEquals(0, transform.code, transform.err);
        assertEquals(48, TestSpark.session().read().parquet(features.toString()).count());
    }

    @Test
    void weightsAndTreatmentShowInTheParameters() throws IOException {
        Path csv = rows("");
        assertEquals(0, train(csv, "a", "rbm.missing=omit", "data.weightColumn=5", "pictures=false").code);
        Path unweighted = rows("NA", 1);
        assertEquals(0, train(unweighted, "b", "rbm.missing=omit", "data.weightColumn=5", "pictures=false").code);
        assertNotEquals(-1, Files.mismatch(parameters("a"), parameters("b")));
        assertEquals(0, train(rows("NaN"), "c", "rbm.missing=omit", "data.weightColumn=-1", "pictures=false").code);
        assertEquals(-1, Files.mismatch(parameters("a"), parameters("c")), "the same holes, written otherwise");
    }

    @Test
    void whatIsNotAllowedIsSaidInOneLine() throws IOException {
        Captured refused = train(rows(""), "a", "data.weightColumn=w");
        assertEquals(1, refused.code);
        assertTrue(
                refused.explanation().contains("line 2 column 1 (x0): expected a finite number, found an empty field"),
                refused.err);
        Captured kept = train(rows(""), "a", "data.weightColumn=w", "data.missing=keep");
        assertEquals(1, kept.code);
        assertTrue(kept.explanation().contains("element 0 is NaN, but a number is expected; set missing"), kept.err);
        assertFalse(kept.err.contains("\tat "), kept.err);
        assertEquals(1, train(rows(""), "a", "data.missing=error", "rbm.missing=sample", "data.weightColumn=w").code);
        assertEquals(2, train(rows(""), "a", "data.missing=perhaps").code);
        Captured twice = train(rows(""), "a", "data.weightColumn=w", "rbm.weightCol=label");
        assertEquals(2, twice.code);
        assertEquals(
                "boltzmann: Weights are read from 'data.weightColumn', but 'rbm.weightCol' is 'label'; set only one of them.",
                twice.explanation());
    }

    private Path parameters(String run) {
        return folder.resolve(run).resolve("model/parameters.safetensors");
    }

    private Captured train(Path csv, String output, String... more) {
        return Captured.run(Stream.concat(
                        Stream.of(
                                "train",
                                "data.path=" + csv,
                                "data.header=true",
                                "rbm.numHidden=3",
                                "rbm.maxIter=2",
                                "rbm.batchSize=8",
                                "rbm.learningRate=0.5",
                                "output=" + folder.resolve(output)),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }

    private Path rows(String hole) throws IOException {
        return rows(hole, 3);
    }

    /** 48 rows of four bits and a weight, of which one value in five is missing. */
    private Path rows(String hole, int weights) throws IOException {
        StringBuilder text = new StringBuilder("x0,x1,x2,x3,w\n");
        for (int r = 0; r < 48; r++) {
            for (int i = 0; i < 4; i++) {
                boolean missing = (r * 4 + i) % 5 == 0;
                text.append(missing ? hole : r / (i + 1) % 2).append(',');
            }
            text.append(r % weights).append(weights == 1 ? ".5\n" : "\n");
        }
        return Files.writeString(folder.resolve("rows.csv"), text);
    }
}
