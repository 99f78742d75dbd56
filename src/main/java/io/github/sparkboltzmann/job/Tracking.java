package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.report.tracking.MlflowRun;
import io.github.sparkboltzmann.report.tracking.MlflowRunBuilder;
import io.github.sparkboltzmann.report.tracking.TrackingException;
import io.github.sparkboltzmann.train.TrainingListener;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import picocli.CommandLine.Command;

/** What a training job tells a tracking server, if the settings {@code tracking} name one: closed without being finished, that it failed. */
final class Tracking implements AutoCloseable {
    private static final String OWN = "tracking\\..*";

    private final MlflowRunBuilder builder;
    private final JobConfig config;
    private MlflowRun run;
    private volatile Consumer<String> warn = System.err::println;

    /** @throws UsageException for an address that is none, or a client that is not there */
    Tracking(JobConfig config) {
        this.config = config;
        this.builder = builder(config.text("tracking.uri"));
    }

    private MlflowRunBuilder builder(String uri) {
        if (uri.isBlank()) {
            return null;
        }
        try {
            return MlflowRun.at(uri)
                    .experiment(config.text("tracking.experiment"))
                    .name(config.text("tracking.run"));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UsageException("In the setting 'tracking.uri': " + e.getMessage(), e);
        }
    }

    /**
     * Begins the run.
     *
     * @throws UsageException if the server cannot be reached, or refuses
     */
    void begin(SparkContext context) {
        if (builder == null) {
            return;
        }
        builder.params(config.values(OWN))
                .tag("boltzmann.machine", config.text("machine"))
                .tag(
                        "boltzmann.version",
                        Main.class.getAnnotation(Command.class).version()[0])
                .tag("boltzmann.kernels", Kernels.description())
                .tag("boltzmann.model", config.text("output") + "/" + ModelOutput.MODEL)
                .tag("spark.applicationId", context.applicationId())
                .tag("mlflow.source.type", "JOB")
                .tag("mlflow.source.name", "spark-boltzmann " + config.job())
                .warn(sentence -> warn.accept(sentence));
        try {
            run = builder.begin();
        } catch (TrackingException e) {
            throw new UsageException(
                    e.getMessage() + ". Start it, correct 'tracking.uri', or leave that setting out to train without.",
                    e);
        }
        System.err.println("MLflow run " + run.id() + " in the experiment " + config.text("tracking.experiment"));
    }

    /** Hears of the training; what goes wrong with the server from now on is said through its progress. */
    TrainingListener listener(Progress progress) {
        warn = progress::onWarning;
        return run == null ? TrainingListener.SILENT : run;
    }

    /** All that the job does is done. */
    void finish() {
        if (run != null) {
            run.finish();
        }
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
        }
    }
}
