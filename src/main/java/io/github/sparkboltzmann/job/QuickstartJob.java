package io.github.sparkboltzmann.job;

import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.data.Split;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Job {@code quickstart}: the shipped digits, from rows to model, features, classifier, table and pictures. */
final class QuickstartJob {
    private static final String FEATURES = "features.parquet";
    private static final String SPLIT = "split";

    private final JobConfig config;

    QuickstartJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        SparkSession session = Sessions.open("quickstart");
        RunFolder folder = new RunFolder(
                session.sparkContext().hadoopConfiguration(), config.text("output"), config.flag("overwrite"));
        ModelOutput output = new ModelOutput(folder, config.flag("overwrite"));
        output.requireFree(true, 1);
        folder.requireFree(FEATURES);
        LoadedData data =
                DataReader.read(session, DataOptions.path("builtin:digits").build());
        System.err.println(data.describe());
        List<Dataset<Row>> parts = Split.byHash(data.dataset(), config.wholeLong("seed"), 0.7, 0.1, 0.2);

        RBM rbm = rbm();
        RBMModel model = Progress.fit(
                rbm,
                parts.get(0)
                        .withColumn("isValidation", lit(false))
                        .union(parts.get(1).withColumn("isValidation", lit(true))));
        TrainedModel trained = TrainedModel.of(model);
        TrainingReport report = new TrainingReport(rbm, trained, data);
        output.model(trained);
        output.history(model.summary());

        List<Dataset<Row>> features = new ArrayList<>();
        for (Dataset<Row> part : parts) {
            // One partition: the classifier takes a job an iteration, and these are few rows.
            features.add(model.transform(part).coalesce(1).cache());
        }
        Probe raw = Probe.of(features, "features");
        Probe learnt = Probe.of(features, "hidden");
        folder.parquet(FEATURES, table(features));
        folder.json(ModelOutput.METRICS, metrics(report, raw, learnt));
        output.pictures(trained, parts.get(2).orderBy(DataReader.SOURCE));
        String title = "1,797 handwritten digits of 8 x 8 pixels, " + model.numHidden() + " hidden units";
        System.out.println(addProbes(report.table(title), features.get(2).count(), raw, learnt)
                .render());
        System.out.print(report.warnings());
        System.out.println("Model, features, figures and pictures are in " + config.text("output"));
    }

    private RBM rbm() {
        return new RBM("rbm")
                .setNumHidden(config.whole("numHidden"))
                .setMaxIter(config.whole("epochs"))
                .setLearningRate(config.number("learningRate"))
                .setCenteringRate(config.number("centeringRate"))
                .setSeed(config.wholeLong("seed"))
                .setScaling("divide-by")
                .setScalingDivisor(16)
                .setValidationIndicatorCol("isValidation")
                .setSourceCol(DataReader.SOURCE);
    }

    private static Dataset<Row> table(List<Dataset<Row>> features) {
        return features.get(0)
                .withColumn(SPLIT, lit("train"))
                .union(features.get(1).withColumn(SPLIT, lit("validation")))
                .union(features.get(2).withColumn(SPLIT, lit("test")));
    }

    private static ObjectNode metrics(TrainingReport report, Probe raw, Probe learnt) {
        ObjectNode root = report.metrics();
        root.putObject("testAccuracy").put("rawPixels", raw.testAccuracy()).put("rbmFeatures", learnt.testAccuracy());
        root.putObject("validationAccuracy")
                .put("rawPixels", raw.validationAccuracy())
                .put("rbmFeatures", learnt.validationAccuracy());
        root.putObject("penalty").put("rawPixels", raw.penalty()).put("rbmFeatures", learnt.penalty());
        return root;
    }

    private static ConsoleTable addProbes(ConsoleTable table, long testRows, Probe raw, Probe learnt) {
        return table.rule()
                .text("linear classifier on raw pixels", percent(raw.testAccuracy(), testRows))
                .text("linear classifier on RBM features", percent(learnt.testAccuracy(), testRows));
    }

    private static String percent(double accuracy, long rows) {
        return Numbers.fixed(100 * accuracy, 1) + " % of " + rows + " test rows";
    }
}
