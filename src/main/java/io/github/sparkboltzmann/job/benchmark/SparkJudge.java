package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.LogZEstimate;
import io.github.sparkboltzmann.ml.RBMLikelihood;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.store.StoredModel;
import java.nio.file.Path;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The log-likelihood of rows under a machine from a file of weights, whoever trained it, by annealed importance sampling. */
final class SparkJudge {
    private SparkJudge() {}

    static JsonNode answer(SparkSession session, Dataset<Row> rows, Dataset<Row> base, JsonNode request) {
        Machine machine =
                Machine.restricted(Plan.VISIBLE, request.path("hidden").asInt());
        Path weights = Path.of(request.path("weights").asText());
        RBMModel model = RBMModel.of(new StoredModel(
                machine, WeightFile.read(weights, machine), InputScaling.none(), new TreeMap<>(), new TreeMap<>()));
        RBMLikelihood likelihood = model.likelihood();
        AnnealingSettings settings = AnnealingSettings.reference(1)
                .temperatures(request.path("temperatures").asInt())
                .runs(request.path("runs").asInt());
        LogZEstimate logZ = likelihood.annealed(session.sparkContext(), likelihood.base(base), settings);
        ObjectNode reply = new ObjectMapper().createObjectNode();
        ArrayNode warnings = reply.putArray("warnings");
        if (logZ.standardError() > 1) {
            warnings.add("log Z of " + weights.getFileName() + " has a standard error of " + logZ.standardError()
                    + " nats.");
        }
        return reply.put("logZ", logZ.value())
                .put("standardError", logZ.standardError())
                .put("logLikelihood", likelihood.mean(rows, logZ.value()));
    }
}
