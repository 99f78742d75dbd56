package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** General machines from the command line: trained, looked at, used for columns, likelihoods and samples. */
class GeneralJobsTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void train() {
        TestSpark.session();
        Captured run = train(
                "run",
                "boltzmann.connections=full",
                "boltzmann.dataPhase=gibbs",
                "boltzmann.annealing=2@2, 2@1.5",
                "rbm.numHidden=2",
                "rbm.likelihood=exact");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("Boltzmann machine, 16 visible, 2 hidden units"), run.out);
        assertFalse(run.out.contains("restricted"), run.out);
        assertTrue(run.out.contains("PCD-1, 100 chains"), run.out);
        assertTrue(run.out.contains("training: log-likelihood a row, nats"), run.out);
        for (String picture : List.of("filters.png", "learning-curve.png", "reconstructions.png")) {
            assertTrue(Files.exists(folder.resolve("run").resolve(picture)), picture);
        }
    }

    private static Captured train(String name, String... settings) {
        String[] all = Arrays.copyOf(
                new String[] {
                    "train",
                    "machine=boltzmann",
                    "data.path=builtin:bars-and-stripes",
                    "validation.fraction=0",
                    "rbm.scaling=none",
                    "rbm.maxIter=30",
                    "rbm.monitorEvery=10",
                    "rbm.numPartitions=1",
                    "rbm.localSteps=10",
                    "output=" + folder.resolve(name)
                },
                10 + settings.length);
        System.arraycopy(settings, 0, all, 10, settings.length);
        return Captured.run(all);
    }

    private static String model() {
        return "model=" + folder.resolve("run/model");
    }

    @Test
    void rowsGetMarginalsFreeEnergiesAndConditionalProbabilities() {
        Path out = folder.resolve("columns.parquet");
        Captured run = Captured.run(
                "transform",
                model(),
                "data.path=builtin:bars-and-stripes",
                "freeEnergyCol=energy",
                "reconstructionCol=conditional",
                "output=" + out);
        assertEquals(0, run.code, run.err);
        Dataset<Row> table = TestSpark.session().read().parquet(out.toString());
        assertEquals(2, table.first().<Vector>getAs("hidden").size());
        assertEquals(16, table.first().<Vector>getAs("conditional").size());
        assertTrue(Double.isFinite(table.first().getAs("energy")));
    }

    @Test
    void likelihoodsAreExactWhereTheyCanBe() throws Exception {
        Path out = folder.resolve("evaluation.json");
        Captured run = Captured.run("evaluate", model(), "data.path=builtin:bars-and-stripes", "output=" + out);
        assertEquals(0, run.code, run.err);
        JsonNode json = new ObjectMapper().readTree(out.toFile());
        assertTrue(run.out.contains("log Z, exact"), run.out);
        // Independent units with the rows' means reach -16 log 2.
        assertTrue(json.get("logLikelihood").asDouble() > -16 * Math.log(2), json.toString());
    }

    @Test
    void samplesComeCooledAndTheModelSaysWhatItIs() {
        Path out = folder.resolve("samples");
        Captured run =
                Captured.run("generate", model(), "annealing=5@3, 5@2", "number=8", "sweeps=10", "output=" + out);
        assertEquals(0, run.code, run.err);
        assertEquals(
                8,
                TestSpark.session()
                        .read()
                        .parquet(out.resolve("samples.parquet").toString())
                        .count());
        Captured inspect = Captured.run("inspect", model());
        assertEquals(0, inspect.code, inspect.err);
        assertTrue(inspect.out.contains("weights.visible.visible"), inspect.out);
        assertTrue(inspect.out.contains("dataPhase"), inspect.out);
    }

    @Test
    void aLatticeOfVisibleUnitsAloneIsTrainedByPseudoLikelihood() {
        Captured run = train(
                "lattice",
                "boltzmann.connections=graph",
                "boltzmann.edges=lattice:4x4",
                "rbm.numHidden=0",
                "rbm.modelPhase=pseudo");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("16 visible, 0 hidden units"), run.out);
        Captured inspect = Captured.run("inspect", "model=" + folder.resolve("lattice/model"));
        assertTrue(inspect.out.contains("1 x 24"), inspect.out);
    }

    @Test
    void edgesAreReadAndWrongOnesRefused() {
        assertArrayEquals(new int[] {0, 1, 12, 3}, Edges.parse("0-1, 12-3"));
        assertArrayEquals(new int[] {0, 1, 0, 2, 1, 3, 2, 3}, Edges.parse("lattice:2x2"));
        assertArrayEquals(new int[0], Edges.parse(" "));
        assertTrue(assertThrows(UsageException.class, () -> Edges.parse("0-1 2"))
                .getMessage()
                .contains("has '2'"));
        Captured run = Captured.run("train", "machine=deep");
        assertEquals(2, run.code);
        assertTrue(run.err.contains("is rbm, classifier, boltzmann, dbm, drbn or dbn"), run.err);
    }
}
