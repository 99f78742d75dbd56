package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.ml.RBMModel;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Job {@code transform}: a table, a model, a wider table as Parquet. */
final class TransformJob {
    private final JobConfig config;

    TransformJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        DataSettings.of(config); // What is set wrongly is said before Spark starts.
        SparkSession session = Sessions.open("transform");
        Path target = new Path(config.text("output"));
        RunFolder folder =
                RunFolder.holding(session.sparkContext().hadoopConfiguration(), target, config.flag("overwrite"));
        folder.requireFree(target.getName());
        RBMModel model = Models.load(config.text("model"))
                .setOutputCol(config.text("outputCol"))
                .setFreeEnergyCol(config.text("freeEnergyCol"))
                .setReconstructionCol(config.text("reconstructionCol"))
                .setHandleInvalid(config.text("data.handleInvalid"));
        DataOptions options = DataSettings.of(config, model.missingValues().areAllowed());
        LoadedData data = DataReader.read(session, options);
        System.err.println(data.describe());
        folder.parquet(target.getName(), model.transform(data.dataset()).drop(DataReader.SOURCE));
        System.out.println("Features of " + data.rows() + " rows are in " + target);
    }
}
