package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import io.github.sparkboltzmann.ml.RBMModelParams;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Transformer;
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
        Configuration configuration = session.sparkContext().hadoopConfiguration();
        Transformer model = Models.hasLabels(configuration, config.text("model")) ? classifier() : rbm(configuration);
        DataOptions options =
                DataSettings.of(config, ((RBMModelParams) model).missingValues().areAllowed());
        LoadedData data = DataReader.read(session, options);
        System.err.println(data.describe());
        folder.parquet(target.getName(), model.transform(data.dataset()).drop(DataReader.SOURCE));
        String what = model instanceof RBMClassificationModel ? "Labels" : "Features";
        System.out.println(what + " of " + data.rows() + " rows are in " + target);
    }

    private MachineModel<?> rbm(Configuration configuration) {
        MachineModel<?> model = Models.load(configuration, config.text("model"));
        model.setOutputCol(config.text("outputCol"));
        model.setFreeEnergyCol(config.text("freeEnergyCol"));
        model.setReconstructionCol(config.text("reconstructionCol"));
        model.setHandleInvalid(config.text("data.handleInvalid"));
        return model;
    }

    private RBMClassificationModel classifier() {
        return Models.loadClassifier(config.text("model"))
                .setOutputCol(config.isGiven("outputCol") ? config.text("outputCol") : "")
                .setFreeEnergyCol(config.text("freeEnergyCol"))
                .setReconstructionCol(config.text("reconstructionCol"))
                .setHandleInvalid(config.text("data.handleInvalid"))
                .setLabelInference(config.text("label.inference"))
                .setLabelSweeps(config.whole("label.sweeps"))
                .setLabelBurnIn(config.whole("label.burnIn"))
                .setLabelTemperature(config.number("label.temperature"))
                .setLabelSeed(config.wholeLong("label.seed"))
                .setRawPredictionCol(config.text("label.rawPredictionCol"))
                .setProbabilityCol(config.text("label.probabilityCol"))
                .setPredictionCol(config.text("label.predictionCol"));
    }
}
