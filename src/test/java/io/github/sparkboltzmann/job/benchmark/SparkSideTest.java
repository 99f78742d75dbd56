package io.github.sparkboltzmann.job.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.store.StoredModel;
import java.nio.file.Path;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of our own process, on few rows and a machine whose log Z is known; no timings. */
class SparkSideTest {
    private static final int HIDDEN = 4;

    private final SparkSession session = TestSpark.session();

    @TempDir
    private Path folder;

    private Dataset<Row> rows() {
        Path file = folder.resolve("rows");
        RowFiles.write(file, RowFiles.digits(60));
        return DataReader.read(
                        session, DataOptions.path(file.toString()).format("idx").build())
                .dataset()
                .select(DataReader.FEATURES);
    }

    private static ObjectNode request(String what) {
        return new ObjectMapper().createObjectNode().put("do", what).put("hidden", HIDDEN);
    }

    private JsonNode fit(Path weights, int localSteps) {
        return SparkFit.answer(
                session,
                rows(),
                request("fit")
                        .put("batch", 10)
                        .put("partitions", 2)
                        .put("localSteps", localSteps)
                        .put("precision", "float32")
                        .put("monitorEvery", 1)
                        .put("epochs", 3)
                        .put("learningRate", 0.05)
                        .put("plain", true)
                        .put("weights", weights.toString()));
    }

    @Test
    void aFitSaysWhereItsTimeWentAndItsMachineIsJudgedAsTheExactOne() {
        Path weights = folder.resolve("weights");
        JsonNode reply = fit(weights, 2);
        assertEquals(2, reply.path("localSteps").asInt());
        for (String name : new String[] {"rowsPerSecond", "firstEpoch", "otherEpoch", "packing", "seconds"}) {
            assertTrue(reply.path(name).asDouble() > 0, name + ": " + reply);
        }
        assertTrue(reply.path("packing").asDouble() <= reply.path("seconds").asDouble(), reply.toString());

        JsonNode judged = SparkJudge.answer(
                session,
                rows(),
                rows(),
                request("judge")
                        .put("weights", weights.toString())
                        .put("temperatures", 300)
                        .put("runs", 50));
        Machine machine = Machine.restricted(Plan.VISIBLE, HIDDEN);
        RBMModel model = RBMModel.of(new StoredModel(
                machine, WeightFile.read(weights, machine), InputScaling.none(), new TreeMap<>(), new TreeMap<>()));
        double exact = model.meanLogLikelihood(rows(), model.logPartitionFunction());
        assertEquals(exact, judged.path("logLikelihood").asDouble(), 0.3);
    }

    @Test
    void stepsThatAreChosenAreReported() {
        assertTrue(fit(folder.resolve("weights"), 0).path("localSteps").asInt() >= 1);
    }

    @Test
    void transformAndConversionTakeEveryRow() {
        for (String what : new String[] {"transform", "conversion"}) {
            assertEquals(
                    60,
                    SparkTransform.answer(rows(), request(what)).path("rows").asInt(),
                    what);
        }
    }

    @Test
    void bytesOfARoundAreThoseOfItsNumbers() {
        int visible = 300;
        int hidden = 200;
        JsonNode one = rounds(visible, hidden, 1);
        JsonNode many = rounds(visible, hidden, 4);
        double parameters = 4.0 * (visible * hidden + visible + hidden);
        // Random float32 cannot be compressed by much; chains, headers and the task's code come on top.
        assertWithin(one.path("broadcastBytes").asDouble(), parameters, 1.2 * parameters + 20_000);
        // Two tasks return a set of statistics each.
        assertWithin(one.path("reducedBytes").asDouble(), 2 * parameters, 2.1 * parameters + 20_000);
        // Local steps need and return velocities, too.
        assertWithin(many.path("broadcastBytes").asDouble(), 1.8 * parameters, 2.2 * parameters + 20_000);
        assertWithin(many.path("reducedBytes").asDouble(), 4 * parameters, 4.1 * parameters + 20_000);
        assertEquals(38, one.path("packedBytes").asDouble());
        assertEquals(6, one.path("milliseconds").size());
    }

    private JsonNode rounds(int visible, int hidden, int steps) {
        return SparkRounds.answer(
                session,
                request("rounds")
                        .put("visible", visible)
                        .put("hidden", hidden)
                        .put("batch", 10)
                        .put("partitions", 2)
                        .put("steps", steps)
                        .put("rounds", 6));
    }

    private static void assertWithin(double value, double least, double most) {
        assertTrue(value >= 0.9 * least && value <= most, value + " is not in " + least + " to " + most);
    }
}
