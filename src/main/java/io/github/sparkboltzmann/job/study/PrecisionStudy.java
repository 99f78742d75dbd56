package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Precision;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Study {@code precision}: the same training with products in float32 and in bfloat16, several seeds each, judged by the likelihood of the validation
 * rows with log Z by AIS. What a precision costs should be less than what a seed does; the rate falls, since at a constant one the spread of seeds is 13 nats and
 * would hide anything.
 */
final class PrecisionStudy implements Study {
    private static final StudyData SET = StudyData.MNIST_BINARIZED;

    @Override
    public String name() {
        return "precision";
    }

    @Override
    public String description() {
        return "training in float32 and in bfloat16: likelihoods beside the spread of seeds";
    }

    @Override
    public List<StudyData> data() {
        return List.of(SET);
    }

    @Override
    public List<Long> seeds(boolean quick) {
        return quick ? List.of(1L, 2L) : List.of(1L, 2L, 3L);
    }

    @Override
    public List<Claim> run(StudyContext context) {
        // Says now, and not after the trainings in float32, if processor or library are missing.
        context.say(Kernels.batchProducts(Precision.BFLOAT16).description());
        int epochs = context.choose(10, 1);
        context.setting("epochs", epochs);
        Dataset<Row> rows =
                StudyRows.trainAndValidation(context, SET, "train-images-idx3-ubyte.gz", "valid-images-idx3-ubyte.gz");
        Dataset<Row> validation =
                StudyRows.read(context, SET, "valid-images-idx3-ubyte.gz").cache();
        List<double[]> reached = new ArrayList<>();
        for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
            double[] values = new double[context.seeds().size()];
            for (int s = 0; s < values.length; s++) {
                values[s] = likelihood(
                        context, rows, validation, precision, context.seeds().get(s), epochs);
            }
            reached.add(values);
        }
        rows.unpersist();
        validation.unpersist();
        double float32 = Spread.mean(reached.get(0));
        double bfloat16 = Spread.mean(reached.get(1));
        String what = "PCD-1, " + epochs + " epochs, ";
        return List.of(
                Claim.atMost(
                        what
                                + "distance of the means of both precisions, against the spread of seeds in float32, nats a row",
                        Math.abs(bfloat16 - float32),
                        spread(reached.get(0))),
                Claim.information(
                        what + "float32: validation log-likelihood by AIS" + Spread.text(reached.get(0), 3), float32),
                Claim.information(
                        what + "bfloat16: validation log-likelihood by AIS" + Spread.text(reached.get(1), 3),
                        bfloat16));
    }

    private static double spread(double[] x) {
        return Arrays.stream(x).max().orElseThrow() - Arrays.stream(x).min().orElseThrow();
    }

    private static double likelihood(
            StudyContext context,
            Dataset<Row> rows,
            Dataset<Row> validation,
            Precision precision,
            long seed,
            int epochs) {
        RBMModel model = new RBM("rbm")
                .setNumHidden(500)
                .setModelPhase("pcd")
                .setStatistics("hidden-probabilities")
                .setNumPartitions(1)
                .setLocalSteps(500)
                .setMaxIter(epochs)
                .setMonitorEvery(epochs)
                .setLikelihood("none")
                .setLearningRate(0.05)
                .setLearningRateSchedule("linear")
                .setFinalLearningRate(0.0005)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setPrecision(precision.id())
                .setSeed(seed)
                .setValidationIndicatorCol(StudyRows.VALIDATION)
                .fit(rows);
        IndependentUnits base = model.likelihood().base(rows);
        double logZ = model.likelihood()
                .annealed(
                        context.session().sparkContext(),
                        base,
                        AnnealingSettings.reference(seed).temperatures(context.choose(14_500, 1_000)))
                .value();
        double value = model.meanLogLikelihood(validation, logZ);
        context.say(String.format(Locale.ROOT, "%s, seed %d: %.3f nats a row", precision.id(), seed, value));
        return value;
    }
}
