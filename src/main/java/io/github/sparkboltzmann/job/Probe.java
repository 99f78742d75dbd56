package io.github.sparkboltzmann.job;

import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How well a linear classifier reads the label from a column: Spark's own logistic regression.
 *
 * <p>Its L2 penalty is chosen on the validation rows; the test rows are read once, with the choice. It runs to convergence (tolerance 1e-6),
 * so that a baseline is not beaten by being cut short.
 */
final class Probe {
    private static final double[] PENALTIES = {1e-4, 1e-2};
    private static final int ITERATIONS = 300;

    private final double penalty;
    private final double validationAccuracy;
    private final double testAccuracy;

    private Probe(double penalty, double validationAccuracy, double testAccuracy) {
        this.penalty = penalty;
        this.validationAccuracy = validationAccuracy;
        this.testAccuracy = testAccuracy;
    }

    /** @param parts training, validation and test rows, with the features' column and {@code label} */
    static Probe of(List<Dataset<Row>> parts, String features) {
        LogisticRegressionModel best = null;
        double bestPenalty = 0;
        double bestAccuracy = -1;
        for (double penalty : PENALTIES) {
            LogisticRegressionModel model = new LogisticRegression()
                    .setFeaturesCol(features)
                    .setMaxIter(ITERATIONS)
                    .setTol(1e-6)
                    .setRegParam(penalty)
                    .fit(parts.get(0));
            double accuracy = accuracy(model, parts.get(1));
            if (accuracy > bestAccuracy) {
                best = model;
                bestPenalty = penalty;
                bestAccuracy = accuracy;
            }
        }
        return new Probe(bestPenalty, bestAccuracy, accuracy(best, parts.get(2)));
    }

    private static double accuracy(LogisticRegressionModel model, Dataset<Row> rows) {
        return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(model.transform(rows));
    }

    double penalty() {
        return penalty;
    }

    double validationAccuracy() {
        return validationAccuracy;
    }

    double testAccuracy() {
        return testAccuracy;
    }
}
