package io.github.sparkboltzmann.report.tracking;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.mlflow.tracking.creds.MlflowHostCredsProvider;
import org.mlflow_project.google.protobuf.InvalidProtocolBufferException;

/**
 * A server that MLflow's own client talks to. User, password and token are those of MLflow's environment variables, and no message has them.
 *
 * <p>That client reads none of these variables itself, waits for an answer without end ({@link Connection} bounds it), and asks three times at
 * once where the answer is an error.
 */
final class MlflowServer implements TrackingServer {
    private static final List<Integer> PASSING = List.of(401, 403, 408, 429);
    private static final int LONGEST_BODY = 300;

    private final MlflowClient client;

    /** @param address without user and password */
    MlflowServer(String address) {
        this.client = new MlflowClient((MlflowHostCredsProvider) new BasicMlflowHostCreds(
                address,
                System.getenv("MLFLOW_TRACKING_USERNAME"),
                System.getenv("MLFLOW_TRACKING_PASSWORD"),
                System.getenv("MLFLOW_TRACKING_TOKEN"),
                "true".equals(System.getenv("MLFLOW_TRACKING_INSECURE_TLS"))));
    }

    @Override
    public String begin(String experiment, String name, Map<String, String> tags) {
        try {
            String id = client.getExperimentByName(experiment)
                    .map(Service.Experiment::getExperimentId)
                    .orElseGet(() -> client.createExperiment(experiment));
            Service.CreateRun.Builder run =
                    Service.CreateRun.newBuilder().setExperimentId(id).setStartTime(System.currentTimeMillis());
            if (!name.isEmpty()) {
                run.setRunName(name);
            }
            tags.forEach((tag, value) -> run.addTags(tag(tag, value)));
            String begun = client.createRun(run.build()).getRunId();
            if (begun.isEmpty()) {
                throw new IllegalStateException("it named no run");
            }
            return begun;
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    @Override
    public void log(String run, Batch batch) {
        List<Service.Metric> metrics =
                batch.metrics().stream().map(MlflowServer::metric).toList();
        List<Service.Param> params = batch.params().entrySet().stream()
                .map(entry -> Service.Param.newBuilder()
                        .setKey(entry.getKey())
                        .setValue(entry.getValue())
                        .build())
                .toList();
        List<Service.RunTag> tags = batch.tags().entrySet().stream()
                .map(entry -> tag(entry.getKey(), entry.getValue()))
                .toList();
        try {
            client.logBatch(run, metrics, params, tags);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    @Override
    public void end(String run, End end) {
        try {
            client.setTerminated(run, Service.RunStatus.valueOf(end.name()));
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static Service.Metric metric(Batch.Metric metric) {
        return Service.Metric.newBuilder()
                .setKey(metric.name())
                .setValue(metric.value())
                .setStep(metric.step())
                .setTimestamp(metric.time())
                .build();
    }

    private static Service.RunTag tag(String name, String value) {
        return Service.RunTag.newBuilder().setKey(name).setValue(value).build();
    }

    private static TrackingException failure(RuntimeException e) {
        if (e instanceof MlflowHttpException http) {
            int status = http.getStatusCode();
            boolean refused = status >= 400 && status < 500 && !PASSING.contains(status);
            return new TrackingException("answered " + answer(http), refused, e);
        }
        if (e.getCause() instanceof IOException away && !(away instanceof InvalidProtocolBufferException)) {
            return new TrackingException("cannot be reached: " + away.getMessage(), e);
        }
        return new TrackingException("did not answer as MLflow does: " + e.getMessage(), e);
    }

    private static String answer(MlflowHttpException http) {
        String body = http.getBodyMessage() == null
                ? ""
                : http.getBodyMessage().replaceAll("\\s+", " ").strip();
        return http.getStatusCode() + " " + http.getReasonPhrase()
                + (body.isEmpty()
                        ? ""
                        : ": " + (body.length() <= LONGEST_BODY ? body : body.substring(0, LONGEST_BODY) + "..."));
    }
}
