package io.github.sparkboltzmann.job.study;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMModel;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;

/** Part of study {@code methods}: digits and their negatives, 16 hidden units; centring makes training indifferent to which of them it sees. */
final class FlipPart {
    private static final StudyData SET = StudyData.MNIST_BINARIZED;
    private static final String FEATURES = "features";

    private FlipPart() {}

    static List<Claim> run(StudyContext context) {
        int epochs = context.choose(10, 1);
        context.setting("flip.epochs", epochs);
        Dataset<Row> train =
                StudyRows.read(context, SET, "train-images-idx3-ubyte.gz").cache();
        Dataset<Row> test =
                StudyRows.read(context, SET, "test-images-idx3-ubyte.gz").cache();
        double[] gaps = new double[2];
        for (int centred = 0; centred < 2; centred++) {
            double[] sides = new double[2];
            for (int flipped = 0; flipped < 2; flipped++) {
                double[] reached = new double[context.seeds().size()];
                for (int s = 0; s < reached.length; s++) {
                    RBMModel model =
                            rbm(centred, epochs, context.seeds().get(s)).fit(negative(train, flipped));
                    reached[s] = model.meanLogLikelihood(negative(test, flipped), model.logPartitionFunction());
                }
                sides[flipped] = Spread.mean(reached);
                context.say(String.format(
                        Locale.ROOT,
                        "%s digits, 16 hidden, %s: test %.2f nats a row%s",
                        flipped == 1 ? "negative" : "positive",
                        centred == 1 ? "centred" : "plain",
                        sides[flipped],
                        Spread.text(reached, 3)));
            }
            gaps[centred] = Math.abs(sides[1] - sides[0]);
        }
        train.unpersist();
        test.unpersist();
        String what = "MNIST, 16 hidden, " + epochs + " epochs, digits against their negatives, gap in nats a row: ";
        return List.of(Claim.atMost(what + "centred", gaps[1], 1), Claim.information(what + "plain updates", gaps[0]));
    }

    private static RBM rbm(int centred, int epochs, long seed) {
        return new RBM("rbm")
                .setNumHidden(16)
                .setModelPhase("pcd")
                .setStatistics("hidden-probabilities")
                .setLearningRate(0.01)
                .setCenteringRate(0.01 * centred)
                .setNumPartitions(1)
                .setLocalSteps(500)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setMaxIter(epochs)
                .setMonitorEvery(epochs)
                .setLikelihood("none")
                .setSeed(seed);
    }

    private static Dataset<Row> negative(Dataset<Row> rows, int flipped) {
        if (flipped == 0) {
            return rows;
        }
        UDF1<Vector, Vector> oneMinus = FlipPart::oneMinus;
        return rows.withColumn(
                FEATURES, udf(oneMinus, SQLDataTypes.VectorType()).apply(col(FEATURES)));
    }

    private static Vector oneMinus(Vector x) {
        double[] values = x.toArray().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 - values[i];
        }
        return Vectors.dense(values);
    }
}
