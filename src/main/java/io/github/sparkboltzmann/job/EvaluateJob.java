package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Job {@code evaluate}: what a model makes of a table's rows, and how likely it finds them. */
final class EvaluateJob {
    private static final String FILE = "evaluation.json";

    private final JobConfig config;

    EvaluateJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        EvaluationSettings settings = new EvaluationSettings(config);
        DataOptions options = DataSettings.of(config);
        String train = config.text("train");
        DataOptions base = train.isEmpty() ? null : DataSettings.rowsAt(config, train);
        SparkSession session = Sessions.open("evaluate");
        Path target = target();
        RunFolder folder = target == null
                ? null
                : RunFolder.holding(session.sparkContext().hadoopConfiguration(), target, config.flag("overwrite"));
        if (folder != null) {
            folder.requireFree(target.getName());
        }
        String path = config.text("model");
        SavedModel model = Models.any(session.sparkContext().hadoopConfiguration(), path);
        LoadedData data = DataReader.read(session, options);
        ModelMeasurement measurement = new ModelMeasurement(
                session, settings, data.dataset(), data.rows() + data.rowsSkipped(), config.text("data.handleInvalid"));
        if (base != null) {
            measurement.withBase(DataReader.read(session, base).dataset(), train);
        }
        ModelMeasurement.Result result =
                measurement.of(model, "evaluation of " + path + " on " + config.text("data.path"));
        data.requireUnchanged(System.err::println);
        if (folder != null) {
            folder.json(target.getName(), result.json);
        }
        System.out.print(result.text);
    }

    /** A path that ends in {@code .json} is the file itself, any other a folder; {@code null} for none. */
    private Path target() {
        String output = config.text("output");
        if (output.isEmpty()) {
            return null;
        }
        return output.endsWith(".json") ? new Path(output) : new Path(output, FILE);
    }
}
