package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The new model and the current one, measured by {@code evaluate} on the same rows, which neither was trained on: those of {@code gate.path}, or the run's
 * validation rows. Chosen by a hash of seed and content, a row is held out of every day's run alike.
 */
final class HeldOutComparison {
    private static final String NEW = "evaluation.json";
    private static final String OLD = "evaluation-current.json";

    private final SparkSession session;
    private final Configuration configuration;
    private final RetrainSettings settings;
    private final RunFolder folder;

    HeldOutComparison(SparkSession session, RetrainSettings settings, Path folder) {
        this.session = session;
        this.configuration = session.sparkContext().hadoopConfiguration();
        this.settings = settings;
        this.folder = new RunFolder(configuration, folder.toString(), true);
    }

    /** @param current {@code null} for none */
    PublishGate.Decision decide(Path model, Path current) {
        if (current == null) {
            return new PublishGate.Decision(true, "nothing was published yet");
        }
        boolean byLabels = settings.measure.equals("label-error") || settings.measure.equals("auto");
        SavedModel our = Models.any(configuration, model.toString());
        SavedModel other = Models.any(configuration, current.toString());
        String difference = difference(our.facing(), other.facing(), byLabels && our.hasLabels() && other.hasLabels());
        if (difference != null) {
            return new PublishGate.Decision(
                    settings.publishesIncomparable,
                    "it cannot be compared with the current model, " + difference
                            + "; gate.incomparable says what then happens");
        }
        Dataset<Row> rows = rows().persist(StorageLevel.MEMORY_AND_DISK());
        try {
            long read = rows.count();
            if (read == 0) {
                throw new UsageException(
                        "There are no held-out rows to compare models on: raise 'validation.fraction', or give 'gate.path'.");
            }
            ModelMeasurement measurement = new ModelMeasurement(
                    session, settings.evaluation, rows, read, settings.train.text("data.handleInvalid"));
            ModelMeasurement.Result ours = measurement.of(our, "the new model on held-out rows");
            System.out.print(ours.text);
            folder.json(NEW, ours.json);
            ModelMeasurement.Result others = measurement.of(other, "the current model on held-out rows");
            System.out.print(others.text);
            folder.json(OLD, others.json);
            return new PublishGate(settings.measure, settings.margin).decide(ours.json, others.json);
        } finally {
            rows.unpersist();
        }
    }

    private Dataset<Row> rows() {
        if (settings.heldOut != null) {
            return DataReader.read(session, settings.heldOut).dataset();
        }
        boolean missing = !settings.train.text("rbm.missing").equals("error");
        LoadedData data = DataReader.read(session, DataSettings.of(settings.train, missing));
        return TrainJob.withValidation(settings.train, data.dataset(), settings.train.wholeLong("rbm.seed"))
                .where(functions.col(TrainJob.VALIDATION))
                .drop(TrainJob.VALIDATION);
    }

    /** Why two models take rows differently; {@code null} if they do not. */
    private static String difference(StoredModel ours, StoredModel current, boolean areLabelsCompared) {
        String our = visible(ours.machine());
        String other = visible(current.machine());
        if (!our.equals(other)) {
            return "which takes rows of other units: " + other + ", not " + our;
        }
        return areLabelsCompared || ours.scaling().isSameAs(current.scaling())
                ? null
                : "which scales its inputs otherwise (" + current.scaling() + " and " + ours.scaling()
                        + " of other rows), so that figures are not of the same values; warmStart=auto keeps the scaling, and so does rbm.scaling=divide-by";
    }

    private static String visible(Machine machine) {
        Map<String, String> layers = new TreeMap<>();
        for (int l : machine.layers(true)) {
            Layer layer = machine.layer(l);
            layers.put(layer.name(), layer.size() + " " + layer.type().id());
        }
        return String.valueOf(layers);
    }
}
