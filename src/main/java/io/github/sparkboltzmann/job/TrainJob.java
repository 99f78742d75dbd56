package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.data.Split;
import io.github.sparkboltzmann.ml.DeepBeliefNetwork;
import io.github.sparkboltzmann.ml.DeepBoltzmannMachine;
import io.github.sparkboltzmann.ml.DeepRestrictedNetwork;
import io.github.sparkboltzmann.ml.MachineEstimator;
import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMClassifier;
import io.github.sparkboltzmann.ml.RBMSetters;
import io.github.sparkboltzmann.store.StoreException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Job {@code train}: data, split, fit, results. */
final class TrainJob {
    static final String VALIDATION = "isValidation";

    private final JobConfig config;

    TrainJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        run(() -> Sessions.open("train"));
    }

    /** The same in a session that is opened once the settings are checked. */
    void run(Supplier<SparkSession> opening) {
        try (Tracking tracking = new Tracking(config)) {
            run(opening, tracking);
            tracking.finish();
        }
    }

    private void run(Supplier<SparkSession> opening, Tracking tracking) {
        RBMSetters<?> rbm = estimator();
        boolean labels = rbm instanceof RBMClassifier
                || rbm instanceof DeepBeliefNetwork network
                        && !network.getLabelCol().isEmpty();
        rbm.setSourceCol(DataReader.SOURCE);
        DataOptions options = DataSettings.of(config, rbm.missingValues().areAllowed());
        if (options.weightColumn() != null) {
            useWeights(rbm);
        }
        double fraction = config.number("validation.fraction");
        if (!(fraction >= 0 && fraction < 1)) {
            throw new UsageException("Setting 'validation.fraction' should lie in [0, 1), but is " + fraction + ".");
        }
        SparkSession session = opening.get();
        RunFolder folder = new RunFolder(
                session.sparkContext().hadoopConfiguration(), config.text("output"), config.flag("overwrite"));
        ModelOutput output = new ModelOutput(folder, config.flag("overwrite"));
        output.requireFree(config.flag("pictures"), rbm.hiddenSizes().length);
        tracking.begin(session.sparkContext());
        LoadedData data = DataReader.read(session, options);
        System.err.println(data.describe());
        Dataset<Row> rows = withValidation(config, data.dataset(), rbm.getSeed());
        if (labels && !List.of(rows.columns()).contains(DataReader.LABEL)) {
            throw new UsageException(
                    "Setting 'machine' is " + config.text("machine")
                            + " with label units, but the data has no labels; give data.labels (IDX) or data.labelColumn, or train a machine without.");
        }
        rbm.setValidationIndicatorCol(VALIDATION);
        TrainedModel model = fit(rbm, rows, () -> data.requireUnchanged(System.err::println), tracking);
        TrainingReport report = new TrainingReport(rbm, model, data);
        writeModel(output, model, rbm.getCheckpointDir());
        output.history(model.summary());
        folder.json(ModelOutput.METRICS, report.metrics());
        if (config.flag("pictures")) {
            output.pictures(model, rows.orderBy(functions.col(VALIDATION).desc()));
        }
        String title = kind(config.text("machine")) + ", " + model.numVisible() + " visible, "
                + (labels ? model.classes() + " label, " : "") + model.hidden() + " hidden units";
        System.out.println(report.table(title).render());
        System.out.print(report.warnings());
        System.out.println("Results are in " + config.text("output"));
    }

    /** Says, where the model cannot be written, where its training is kept. */
    private static void writeModel(ModelOutput output, TrainedModel model, String checkpoints) {
        try {
            output.model(model);
        } catch (StoreException e) {
            throw checkpoints.isEmpty()
                    ? e
                    : new StoreException(
                            e.getMessage()
                                    + ". The training is not lost: give the same command again once the output can be written,"
                                    + " and it goes on from the newest checkpoint in " + checkpoints + ".",
                            e);
        }
    }

    private static String kind(String machine) {
        return switch (machine) {
            case "boltzmann" -> "Boltzmann machine";
            case "dbm" -> "deep Boltzmann machine";
            case "drbn" -> "deep restricted network";
            case "dbn" -> "deep belief network";
            default -> "restricted Boltzmann machine";
        };
    }

    private RBMSetters<?> estimator() {
        String machine = config.text("machine");
        return switch (machine) {
            case "rbm" -> RbmSettings.of(config);
            case "classifier" -> RbmSettings.classifierOf(config);
            case "boltzmann" -> RbmSettings.generalOf(config);
            case "dbm" -> RbmSettings.deepOf(config, new DeepBoltzmannMachine("dbm"));
            case "dbn" -> RbmSettings.networkOf(config);
            case "drbn" -> RbmSettings.deepOf(config, new DeepRestrictedNetwork("drbn"));
            default ->
                throw new UsageException(
                        "Setting 'machine' is rbm, classifier, boltzmann, dbm, drbn or dbn, but is '" + machine + "'.");
        };
    }

    /** Trains; whether the data is still what it was is asked after each epoch, and where the training failed, which may be the reason. */
    private static TrainedModel fit(
            RBMSetters<?> estimator, Dataset<Row> rows, Runnable requireUnchanged, Tracking tracking) {
        TrainedModel model;
        try (Progress progress = new Progress(requireUnchanged)) {
            model = fit(estimator, rows, progress.tell(tracking.listener(progress)));
        } catch (Exception failure) { // Scala throws SparkException, which is checked, without declaring it
            requireUnchanged.run();
            throw failure;
        }
        requireUnchanged.run();
        return model;
    }

    private static TrainedModel fit(RBMSetters<?> estimator, Dataset<Row> rows, Progress progress) {
        if (estimator instanceof RBMClassifier classifier) {
            return TrainedModel.of(progress.train(classifier, rows));
        }
        return estimator instanceof DeepBeliefNetwork network
                ? TrainedModel.of(progress.train(network, rows))
                : fit((MachineEstimator<?, ?>) estimator, rows, progress);
    }

    private static <E extends MachineEstimator<E, M>, M extends MachineModel<M>> TrainedModel fit(
            MachineEstimator<E, M> estimator, Dataset<Row> rows, Progress progress) {
        return TrainedModel.of(progress.train(estimator, rows));
    }

    private static void useWeights(RBMSetters<?> rbm) {
        String given = rbm.getWeightCol();
        if (!given.isEmpty() && !given.equals(DataReader.WEIGHT)) {
            throw new UsageException("Weights are read from 'data.weightColumn', but 'rbm.weightCol' is '" + given
                    + "'; set only one of them.");
        }
        rbm.setWeightCol(DataReader.WEIGHT);
    }

    /** The rows with a column that says which are for validation: the last ones, or a share that depends on seed and content alone. */
    static Dataset<Row> withValidation(JobConfig config, Dataset<Row> rows, long seed) {
        double fraction = config.number("validation.fraction");
        long last = config.wholeLong("validation.lastRows");
        List<Dataset<Row>> parts;
        if (last > 0) {
            parts = Split.lastRows(rows, last);
        } else if (fraction > 0) {
            parts = Split.byHash(rows, seed, 1 - fraction, fraction);
        } else {
            return rows.withColumn(VALIDATION, functions.lit(false));
        }
        return parts.get(0)
                .withColumn(VALIDATION, functions.lit(false))
                .union(parts.get(1).withColumn(VALIDATION, functions.lit(true)));
    }
}
