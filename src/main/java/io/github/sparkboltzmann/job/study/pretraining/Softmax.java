package io.github.sparkboltzmann.job.study.pretraining;

import io.github.sparkboltzmann.data.DataReader;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A linear classifier of the column {@link #INPUT}, in Spark's two forms: logistic regression with an L2 penalty, taken to convergence, and the perceptron
 * without a hidden layer, {@code softmax(W x + b)}, trained by backpropagation and stopped on the way.
 */
public final class Softmax {
    /** The column that is read: pixels, or features. */
    static final String INPUT = "input";

    private Softmax() {}

    /** @param standardized whether the penalty is that of standardised columns: for columns that hardly vary */
    static LogisticRegressionModel fit(Dataset<Row> rows, double penalty, boolean standardized, int iterations) {
        return fit(rows, INPUT, penalty, standardized, iterations);
    }

    /** The same of a column of another name. */
    public static LogisticRegressionModel fit(
            Dataset<Row> rows, String column, double penalty, boolean standardized, int iterations) {
        return new LogisticRegression()
                .setFeaturesCol(column)
                .setLabelCol(DataReader.LABEL)
                .setFamily("multinomial")
                .setStandardization(standardized)
                .setRegParam(penalty)
                .setMaxIter(iterations)
                .setTol(1e-6)
                .fit(rows);
    }

    /** The part of the rows whose class is found. */
    public static double accuracy(Model<?> model, Dataset<Row> rows) {
        return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(model.transform(rows));
    }

    /**
     * The test accuracy after each of some numbers of iterations, each of which reads all rows once.
     *
     * <p>Training goes on from one to the next through the classifier's initial weights, at first all 0; L-BFGS forgets its history in between. Labels count from 0.
     *
     * @param iterations ascending
     */
    static double[] course(Dataset<Row> rows, Dataset<Row> test, int classes, int[] iterations) {
        int width = rows.first().<Vector>getAs(INPUT).size();
        Vector weights = Vectors.zeros((width + 1) * classes);
        double[] accuracies = new double[iterations.length];
        int done = 0;
        for (int i = 0; i < iterations.length; i++) {
            MultilayerPerceptronClassificationModel model = new MultilayerPerceptronClassifier()
                    .setFeaturesCol(INPUT)
                    .setLabelCol(DataReader.LABEL)
                    .setLayers(new int[] {width, classes})
                    .setInitialWeights(weights)
                    .setMaxIter(iterations[i] - done)
                    .setTol(1e-9)
                    .fit(rows);
            weights = model.weights();
            done = iterations[i];
            accuracies[i] = accuracy(model, test);
        }
        return accuracies;
    }
}
