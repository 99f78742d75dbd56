package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.train.Measures;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Job {@code evaluate}: what a model makes of a table's rows. */
final class EvaluateJob {
    private final JobConfig config;

    EvaluateJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        DataOptions options = DataSettings.of(config);
        SparkSession session = Sessions.open("evaluate");
        Path target = config.text("output").isEmpty() ? null : new Path(config.text("output"));
        RunFolder folder = target == null
                ? null
                : RunFolder.holding(session.sparkContext().hadoopConfiguration(), target, config.flag("overwrite"));
        if (folder != null) {
            folder.requireFree(target.getName());
        }
        RBMModel model = Models.load(config.text("model"))
                .setHandleInvalid(config.text("data.handleInvalid"))
                .setSourceCol(DataReader.SOURCE);
        LoadedData data = DataReader.read(session, options);
        Measures measures = model.evaluate(data.dataset());
        if (folder != null) {
            folder.json(target.getName(), json(measures, data));
        }
        ConsoleTable table = new ConsoleTable(
                        "evaluation of " + config.text("model") + " on " + config.text("data.path"))
                .number("rows", measures.rows())
                .number("rows skipped", data.rows() + data.rowsSkipped() - measures.rows());
        Rates.addMeasures(table, "rows", measures);
        System.out.println(table.render());
    }

    private static ObjectNode json(Measures measures, LoadedData data) {
        return new ObjectMapper()
                .createObjectNode()
                .put("rows", measures.rows())
                .put("rowsSkipped", data.rows() + data.rowsSkipped() - measures.rows())
                .put("reconstructionError", measures.reconstructionError())
                .put("freeEnergy", measures.freeEnergy());
    }
}
