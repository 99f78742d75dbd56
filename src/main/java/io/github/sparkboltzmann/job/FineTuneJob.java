package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.data.Split;
import io.github.sparkboltzmann.ml.DeepRestrictedNetworkModel;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Job {@code finetune}: a stack's weights, trained further with labels by Spark's backpropagation. */
final class FineTuneJob {
    private final JobConfig config;

    FineTuneJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        DataOptions options = DataSettings.of(config);
        SparkSession session = Sessions.open("finetune");
        Configuration configuration = session.sparkContext().hadoopConfiguration();
        Path target = new Path(config.text("output"));
        RunFolder.holding(configuration, target, config.flag("overwrite")).requireFree(target.getName());
        LoadedData data = DataReader.read(session, options);
        System.err.println(data.describe());
        Dataset<Row> rows = data.dataset();
        if (!List.of(rows.columns()).contains(DataReader.LABEL)) {
            throw new UsageException(
                    "Fine-tuning needs labels, but the data has none; give data.labels (IDX) or data.labelColumn.");
        }
        List<Dataset<Row>> parts = split(rows);
        Dataset<Row> train = parts.get(0).cache();
        int classes = config.whole("numClasses") > 0
                ? config.whole("numClasses")
                : (int) train.agg(functions.max(DataReader.LABEL)).head().getDouble(0) + 1;
        MultilayerPerceptronClassificationModel tuned = perceptron(configuration, classes)
                .setLabelCol(DataReader.LABEL)
                .setMaxIter(config.whole("maxIter"))
                .setTol(config.number("tol"))
                .setBlockSize(config.whole("blockSize"))
                .fit(train);
        data.requireUnchanged(System.err::println);
        try {
            (config.flag("overwrite") ? tuned.write().overwrite() : tuned.write()).save(target.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double[] losses = tuned.summary().objectiveHistory();
        ConsoleTable table = new ConsoleTable("fine-tuned: sigmoid layers of "
                        + Arrays.stream(tuned.getLayers())
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining("-"))
                        + " units")
                .number("training rows", train.count())
                .number("iterations", tuned.summary().totalIterations())
                .number("cross-entropy, nats a row", Numbers.significant(losses[losses.length - 1], 4))
                .number("training: label error", percent(tuned, train));
        if (parts.size() > 1) {
            table.number("validation rows", parts.get(1).count())
                    .number("validation: label error", percent(tuned, parts.get(1)));
        }
        train.unpersist();
        System.out.println(table.render());
        System.out.println("The classifier is in " + target);
    }

    private MultilayerPerceptronClassifier perceptron(Configuration configuration, int classes) {
        String path = config.text("model");
        long seed = config.wholeLong("seed");
        SavedModel model = Models.any(configuration, path);
        if (model.network != null) {
            return model.network.perceptron(classes, seed);
        }
        if (model.machine instanceof RBMModel rbm) {
            return rbm.perceptron(classes, seed);
        }
        if (model.machine instanceof DeepRestrictedNetworkModel network) {
            return network.perceptron(classes, seed);
        }
        throw new UsageException("Fine-tuning begins with a stack of directed layers, of machine rbm, drbn or dbn, but "
                + path + " holds another machine.");
    }

    private List<Dataset<Row>> split(Dataset<Row> rows) {
        long last = config.wholeLong("validation.lastRows");
        double fraction = config.number("validation.fraction");
        if (last > 0) {
            return Split.lastRows(rows, last);
        }
        return fraction > 0 ? Split.byHash(rows, config.wholeLong("seed"), 1 - fraction, fraction) : List.of(rows);
    }

    private static String percent(MultilayerPerceptronClassificationModel model, Dataset<Row> rows) {
        double accuracy = new MulticlassClassificationEvaluator()
                .setMetricName("accuracy")
                .evaluate(model.transform(rows));
        return Numbers.fixed(100 * (1 - accuracy), 2) + " %";
    }
}
