package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.job.study.pretraining.Softmax;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A perceptron that was trained by Spark's L-BFGS, full-batch. */
final class FineTuned {
    private static final double PENALTY = 3e-5;
    private static final int SOFTMAX_ITERATIONS = 60;

    private final MultilayerPerceptronClassificationModel model;

    private FineTuned(MultilayerPerceptronClassificationModel model) {
        this.model = model;
    }

    /** A network under a softmax that was trained before the layers below it. */
    static FineTuned of(DeepBeliefNetworkModel network, Dataset<Row> rows, int iterations) {
        return of(network.perceptron(softmax(network, rows)), rows, iterations);
    }

    /** Multinomial regression on the highest layer; its penalty is that which study {@code pretraining} chose for features of an RBM on validation rows. */
    private static LogisticRegressionModel softmax(DeepBeliefNetworkModel network, Dataset<Row> rows) {
        Dataset<Row> features = network.setLayerCols()
                .setOutputCol("top")
                .transform(rows)
                .select("top", DataReader.LABEL)
                .cache();
        LogisticRegressionModel softmax = Softmax.fit(features, "top", PENALTY, false, SOFTMAX_ITERATIONS);
        features.unpersist();
        return softmax;
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
        return 1 - Softmax.accuracy(model, rows);
    }

    /** Cross-entropy of the training rows before the last iteration, nats a row. */
    double loss() {
        double[] history = model.summary().objectiveHistory();
        return history[history.length - 1];
    }
}
