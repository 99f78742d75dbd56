package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.math.Kernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;

/** Our side of the benchmark in a process of its own, with the Spark master that it was started with: a request a line, a reply a line. */
@Command(name = "benchmark-part", hidden = true, description = "A process of the benchmark; started by it.")
public final class BenchmarkPart implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Dataset<Row>> tables = new HashMap<>();
    private SparkSession session;

    @Override
    public void run() {
        session = SparkSession.builder().appName("spark-boltzmann benchmark").getOrCreate();
        ObjectNode hello = JSON.createObjectNode();
        hello.put("peer", "spark-boltzmann")
                .put("master", session.sparkContext().master())
                .put("kernels", Kernels.description());
        System.out.println(hello);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(reply(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        session.stop();
    }

    private JsonNode reply(String line) {
        try {
            JsonNode request = JSON.readTree(line);
            String what = request.path("do").asText();
            return switch (what) {
                case "fit" -> SparkFit.answer(session, table(request, "rows"), request);
                case "transform", "conversion" -> SparkTransform.answer(table(request, "rows"), request);
                case "rounds" -> SparkRounds.answer(session, request);
                case "judge" -> SparkJudge.answer(session, table(request, "rows"), table(request, "base"), request);
                default -> throw new IllegalArgumentException("There is no request '" + what + "'.");
            };
        } catch (IOException | RuntimeException e) {
            // The benchmark says what went wrong and goes on with what does not need it.
            e.printStackTrace();
            return JSON.createObjectNode().put("error", String.valueOf(e.getMessage()));
        }
    }

    /** The rows of an IDX file as cached vectors. */
    private Dataset<Row> table(JsonNode request, String name) {
        return tables.computeIfAbsent(request.path(name).asText(), file -> {
            Dataset<Row> rows = DataReader.read(
                            session, DataOptions.path(file).format("idx").build())
                    .dataset()
                    .select(DataReader.FEATURES)
                    .cache();
            rows.count();
            return rows;
        });
    }
}
