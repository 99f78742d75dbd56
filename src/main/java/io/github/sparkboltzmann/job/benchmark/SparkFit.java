package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One call of the estimator's {@code fit}, and where its time went. */
final class SparkFit {
    private SparkFit() {}

    static JsonNode answer(SparkSession session, Dataset<Row> rows, JsonNode request) {
        FirstRound firstRound = new FirstRound();
        session.sparkContext().addSparkListener(firstRound);
        try {
            Begin begin = new Begin();
            long start = System.currentTimeMillis();
            RBMModel model = rbm(request).setListener(begin).fit(rows);
            double seconds = (System.currentTimeMillis() - start) * 1e-3;
            if (request.has("weights")) {
                WeightFile.write(
                        Path.of(request.path("weights").asText()),
                        model.stored().parameters(),
                        model.numVisible(),
                        model.numHidden());
            }
            ObjectNode reply = reply(model, request);
            double packing = (firstRound.milliseconds - start) * 1e-3;
            return reply.put("seconds", seconds)
                    .put("packing", packing)
                    .put("choosing", Math.max(0, (begin.milliseconds - start) * 1e-3 - packing));
        } finally {
            session.sparkContext().removeSparkListener(firstRound);
        }
    }

    private static RBM rbm(JsonNode request) {
        int partitions = request.path("partitions").asInt();
        RBM rbm = new RBM()
                .setNumHidden(request.path("hidden").asInt())
                .setModelPhase("pcd")
                .setCenteringRate(0.01)
                .setLikelihood("none")
                .setOnDivergence("warn")
                .setNumPartitions(partitions)
                .setBatchSize(partitions * request.path("batch").asInt())
                .setLocalSteps(request.path("localSteps").asInt())
                .setMonitorEvery(request.path("monitorEvery").asInt())
                .setMaxIter(request.path("epochs").asInt())
                .setLearningRate(request.path("learningRate").asDouble())
                .setSeed(1);
        if (request.path("plain").asBoolean()) {
            rbm.setMomentum(0).setFinalMomentum(0).setRegParam(0);
        }
        String precision = request.path("precision").asText();
        if (rbm.hasParam("precision")) {
            rbm.set(rbm.getParam("precision"), precision);
        } else if (!precision.equals(Precision.FLOAT32.name())) {
            throw new IllegalArgumentException("The estimator knows no precision " + precision + ".");
        }
        return rbm;
    }

    private static ObjectNode reply(RBMModel model, JsonNode request) {
        List<EpochRecord> history = model.summary().history();
        ObjectNode reply = new ObjectMapper().createObjectNode();
        double every = request.path("monitorEvery").asDouble();
        reply.put("localSteps", model.summary().localSteps());
        reply.put("firstEpoch", history.get(0).seconds() / every);
        List<EpochRecord> warm = history.subList(1, history.size());
        if (!warm.isEmpty()) {
            double seconds = warm.stream().mapToDouble(EpochRecord::seconds).sum();
            reply.put("otherEpoch", seconds / every / warm.size());
            reply.put(
                    "rowsPerSecond", warm.stream().mapToLong(EpochRecord::rows).sum() / seconds);
        }
        return reply;
    }

    /** When rows were packed and training began, local steps chosen. */
    private static final class Begin implements TrainingListener {
        private long milliseconds;

        @Override
        public void onStart(int epochs, int updatesPerEpoch) {
            milliseconds = System.currentTimeMillis();
        }
    }

    /** When the first round began, to choose local steps or to train: rows are packed by then. */
    private static final class FirstRound extends SparkListener {
        private volatile long milliseconds;

        @Override
        public void onJobStart(SparkListenerJobStart job) {
            String description =
                    job.properties() == null ? null : job.properties().getProperty("spark.job.description");
            if (milliseconds == 0 && description != null && description.startsWith("epoch ")) {
                milliseconds = job.time();
            }
        }
    }
}
