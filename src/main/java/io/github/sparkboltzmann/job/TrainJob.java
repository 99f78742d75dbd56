package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.data.Split;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.ml.RBMTrainingSummary;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.HistoryTable;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.train.EpochRecord;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Job {@code train}: data, split, fit, results. */
final class TrainJob {
    private static final String VALIDATION = "isValidation";

    private final JobConfig config;

    TrainJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        RBM rbm = RbmSettings.of(config).setSourceCol(DataReader.SOURCE).setListener(new Progress());
        DataOptions options = DataSettings.of(config);
        double fraction = config.number("validation.fraction");
        if (!(fraction >= 0 && fraction < 1)) {
            throw new UsageException("Setting 'validation.fraction' should lie in [0, 1), but is " + fraction + ".");
        }
        SparkSession session = Sessions.open("train");
        RunFolder folder = new RunFolder(
                session.sparkContext().hadoopConfiguration(), config.text("output"), config.flag("overwrite"));
        folder.requireFree(ModelOutput.MODEL, ModelOutput.HISTORY, ModelOutput.METRICS);
        System.err.println(Kernels.description());
        LoadedData data = DataReader.read(session, options);
        System.err.println(data.describe());
        Dataset<Row> rows = withValidation(data.dataset(), fraction, rbm.getSeed());
        RBMModel model = rbm.setValidationIndicatorCol(VALIDATION).fit(rows);
        ModelOutput output = new ModelOutput(folder, config.flag("overwrite"));
        output.model(model);
        output.history(model.summary());
        folder.json(ModelOutput.METRICS, metrics(model, data));
        if (config.flag("pictures")) {
            output.pictures(model, rows.orderBy(functions.col(VALIDATION).desc()));
        }
        System.out.println(table(model, data).render());
        System.out.println("Results are in " + config.text("output"));
    }

    private Dataset<Row> withValidation(Dataset<Row> rows, double fraction, long seed) {
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

    static ObjectNode metrics(RBMModel model, LoadedData data) {
        RBMTrainingSummary summary = model.summary();
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("kernels", Kernels.description());
        root.put("numVisible", model.numVisible());
        root.put("numHidden", model.numHidden());
        root.put("trainingRows", summary.rows());
        root.put("validationRows", summary.validationRows());
        root.put("skippedRows", summary.skippedRows() + data.rowsSkipped());
        root.put("packedBytes", summary.packedBytes());
        root.put("trainingSeconds", summary.seconds());
        root.put("rowsPerSecond", Rates.rowsPerSecond(summary.history()));
        root.set("settings", new ObjectMapper().valueToTree(model.stored().settings()));
        root.set("history", HistoryTable.json(summary.history()));
        return root;
    }

    private static ConsoleTable table(RBMModel model, LoadedData data) {
        RBMTrainingSummary summary = model.summary();
        ConsoleTable table = new ConsoleTable("restricted Boltzmann machine, " + model.numVisible() + " visible, "
                        + model.numHidden() + " hidden units")
                .number("training rows", summary.rows())
                .number("validation rows", summary.validationRows())
                .number("rows skipped", summary.skippedRows() + data.rowsSkipped())
                .text(
                        "packed rows",
                        Numbers.grouped(summary.packedBytes()) + " bytes as "
                                + summary.encoding().name().toLowerCase(java.util.Locale.ROOT));
        if (!summary.history().isEmpty()) {
            EpochRecord last = summary.history().get(summary.history().size() - 1);
            table.number("epochs", last.epoch())
                    .number("updates", last.updates())
                    .text("rows/s", Numbers.rowsPerSecond(Rates.rowsPerSecond(summary.history())))
                    .rule();
            Rates.addMeasures(table, "training", last.train());
            Rates.addMeasures(table, "validation", last.validation());
        }
        return table;
    }
}
