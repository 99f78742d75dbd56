package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.data.DataReader;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A perceptron that was trained by Spark's L-BFGS, full-batch. */
final class FineTuned {
    private final MultilayerPerceptronClassificationModel model;

    private FineTuned(MultilayerPerceptronClassificationModel model) {
        this.model = model;
    }

    static FineTuned of(MultilayerPerceptronClassifier start, Dataset<Row> rows, int iterations) {
        return new FineTuned(start.setLabelCol(DataReader.LABEL)
                .setBlockSize(256)
                .setMaxIter(iterations)
                .setTol(1e-9)
                .fit(rows));
    }

    /** The part of the rows whose class is not found. */
    double error(Dataset<Row> rows) {
        return 1
                - new MulticlassClassificationEvaluator()
                        .setMetricName("accuracy")
                        .evaluate(model.transform(rows));
    }

    /** Cross-entropy of the training rows before the last iteration, nats a row. */
    double loss() {
        double[] history = model.summary().objectiveHistory();
        return history[history.length - 1];
    }
}
