package io.github.sparkboltzmann.report.tracking;

import io.github.sparkboltzmann.report.tracking.Batch.Metric;
import io.github.sparkboltzmann.train.Checkpoint;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.TrainingListener;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A run of an MLflow tracking server that follows a training.
 *
 * <pre>{@code
 * try (MlflowRun run = MlflowRun.at("http://host:5000").experiment("digits").params(Map.of("numHidden", "500")).begin()) {
 *     model = rbm.setListener(run).fit(rows);
 *     run.finish();
 * }
 * }</pre>
 *
 * <p>A measured epoch becomes metrics with the count of updates as their step, of a part of a stack with its name before theirs: {@code layer 1 of 2/training.epoch}.
 * Alarms and early stops become the metric {@code training.warnings} and the tag {@code boltzmann.warning}. Closed, the run is FINISHED if it
 * was said to be, else FAILED; KILLED where the process is ended from outside, but for a kill that nothing can hear.
 *
 * <p>What is said to the server waits for it on a thread of its own: training does not, and a server that goes away costs one warning. It needs
 * {@code org.mlflow:mlflow-client} on the class path, which is not carried along.
 */
public final class MlflowRun implements TrainingListener, AutoCloseable {
    private static final Duration FLUSH = Duration.ofSeconds(15);

    private final Outbox outbox;
    private final String id;
    private final String address;
    private final Consumer<String> warn;
    private final Thread hook;
    private String stage = "";
    private String part = "";
    private int updatesPerEpoch;
    private long step;
    private int warnings;
    private boolean isFinished;
    private boolean isClosed;

    MlflowRun(Connection connection, String id, String address, Map<String, String> params, Consumer<String> warn) {
        this.id = id;
        this.address = address;
        this.warn = warn;
        this.outbox = new Outbox(connection, id);
        Batch.ofParams(params).forEach(outbox::put);
        this.hook = new Thread(() -> outbox.close(TrackingServer.End.KILLED, FLUSH), "mlflow-killed");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * A run that is not begun yet.
     *
     * @param address of the server: {@code http://host:port} or https; user and password, or a token, in MLflow's environment variables
     * @throws IllegalArgumentException for another address, or one with a user or password in it
     * @throws IllegalStateException if MLflow's client is not on the class path
     */
    public static MlflowRunBuilder at(String address) {
        MlflowClientJar.require(MlflowRun.class.getClassLoader());
        return new MlflowRunBuilder(ServerAddress.of(address));
    }

    /** What the server calls it. */
    public String id() {
        return id;
    }

    @Override
    public synchronized void onStage(String name) {
        stage = MlflowText.name(name) + "/";
    }

    @Override
    public synchronized void onStart(int epochs, int updates) {
        // What starts without being announced, such as a whole machine after the pretraining of its layers, is no part.
        part = stage;
        stage = "";
        updatesPerEpoch = updates;
        step = 0;
    }

    @Override
    public synchronized void onResume(Checkpoint checkpoint) {
        step = checkpoint.step();
        outbox.put(Batch.tag("boltzmann.resumedAfter", checkpoint.place()));
    }

    @Override
    public synchronized void onUpdate(int epoch, int updateOfEpoch, long rows, double reconstructionError) {
        step = (long) (epoch - 1) * updatesPerEpoch + updateOfEpoch;
    }

    @Override
    public synchronized void onEpoch(EpochRecord epoch) {
        step = epoch.updates();
        long now = System.currentTimeMillis();
        outbox.put(Batch.metrics(EpochMetrics.of(epoch).entrySet().stream()
                .map(entry -> new Metric(part + entry.getKey(), entry.getValue(), step, now))
                .toList()));
        sayProblem();
    }

    @Override
    public synchronized void onWarning(String warning) {
        warnings++;
        Metric metric = new Metric("training.warnings", warnings, step, System.currentTimeMillis());
        outbox.put(Batch.metrics(List.of(metric)));
        outbox.put(Batch.tag("boltzmann.warning", MlflowText.tag(warning)));
    }

    /** The training came to its end: closing the run says so. */
    public synchronized void finish() {
        isFinished = true;
    }

    /** Sends what is left and ends the run, which takes 15 seconds at most; fails never. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        TrackingServer.End unfinished = isProcessEnding() ? TrackingServer.End.KILLED : TrackingServer.End.FAILED;
        TrackingServer.End end = isFinished ? TrackingServer.End.FINISHED : unfinished;
        boolean isAllKnown = outbox.close(end, FLUSH);
        sayProblem();
        if (!isAllKnown) {
            warn.accept("The MLflow run " + id + " at " + address + " is not complete, or not marked as "
                    + end.name().toLowerCase(Locale.ROOT) + "; the training itself is not concerned.");
        }
    }

    private boolean isProcessEnding() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private void sayProblem() {
        String problem = outbox.takeProblem();
        if (problem != null) {
            warn.accept(
                    "MLflow's server at " + address + " " + problem
                            + ". The training goes on; what could not be sent is tried again after its next epochs, and what was refused is left out.");
        }
    }
}
