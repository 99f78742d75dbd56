package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.DeepMachineModel;
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
        Transformer model = model(configuration);
        DataOptions options =
                DataSettings.of(config, ((RBMModelParams) model).missingValues().areAllowed());
        LoadedData data = DataReader.read(session, options);
        System.err.println(data.describe());
        folder.parquet(
                target.getName(),
                model.transform(data.dataset()).drop(DataReader.SOURCE),
                () -> data.requireUnchanged(System.err::println));
        boolean labels = model instanceof RBMClassificationModel
                || model instanceof DeepBeliefNetworkModel network && network.numClasses() > 0;
        String what = labels ? "Labels" : "Features";
        System.out.println(what + " of " + data.rows() + " rows are in " + target);
    }

    private Transformer model(Configuration configuration) {
        SavedModel model = Models.any(configuration, config.text("model"));
        if (model.network != null) {
            return network(model.network);
        }
        return model.classifier != null ? classifier(model.classifier) : machine(model.machine);
    }

    private DeepBeliefNetworkModel network(DeepBeliefNetworkModel model) {
        return model.setLayerCols(layerCols())
                .setOutputCol(config.text("outputCol"))
                .setFreeEnergyCol(config.text("freeEnergyCol"))
                .setReconstructionCol(config.text("reconstructionCol"))
                .setHandleInvalid(config.text("data.handleInvalid"))
                .setProbabilityCol(config.text("label.probabilityCol"))
                .setPredictionCol(config.text("label.predictionCol"));
    }

    private String[] layerCols() {
        return config.texts("layerCols").toArray(String[]::new);
    }

    private MachineModel<?> machine(MachineModel<?> model) {
        if (model instanceof DeepMachineModel<?> deep) {
            deep.setLayerCols(layerCols());
        } else if (layerCols().length > 0) {
            throw new UsageException(
                    "Setting 'layerCols' is for models of several hidden layers, and this one has not; leave it out.");
        }
        model.setOutputCol(config.text("outputCol"));
        model.setFreeEnergyCol(config.text("freeEnergyCol"));
        model.setReconstructionCol(config.text("reconstructionCol"));
        model.setHandleInvalid(config.text("data.handleInvalid"));
        return model;
    }

    private RBMClassificationModel classifier(RBMClassificationModel model) {
        return model.setOutputCol(config.isGiven("outputCol") ? config.text("outputCol") : "")
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
