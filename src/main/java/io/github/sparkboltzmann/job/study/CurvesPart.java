package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
import io.github.sparkboltzmann.evaluate.LadderEstimate;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMLikelihood;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.report.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Part of study {@code methods}: validation likelihood against training time, 500 hidden units on binarised MNIST, one method after another.
 *
 * <p>Each method trains for the same time or so, in stretches between which log Z is annealed; that time does not count. All have one rate and one task.
 */
final class CurvesPart {
    private static final StudyData SET = StudyData.MNIST_BINARIZED;

    /** Epochs of a stretch, and so about as many seconds for each method. */
    private enum Method {
        CD_1("CD-1", 10, 0.1),
        CD_10("CD-10", 3, 0.1),
        PCD_1("PCD-1", 10, 0.1),
        FPCD_1("FPCD-1", 9, 0.1),
        PT_1("PT-1, 10 temperatures", 1, 0.1),
        PTT_1("PTT-1, ladder every 50", 6, 0.1);

        private final String title;
        private final int epochs;
        private final double rate;

        Method(String title, int epochs, double rate) {
            this.title = title;
            this.epochs = epochs;
            this.rate = rate;
        }

        RBM rbm(long seed, int stretch) {
            RBM rbm = new RBM("rbm")
                    .setNumHidden(500)
                    .setStatistics("hidden-probabilities")
                    .setLearningRate(rate)
                    .setNumPartitions(1)
                    .setLocalSteps(this == PTT_1 ? 50 : 500)
                    .setMomentum(0)
                    .setFinalMomentum(0)
                    .setRegParam(0)
                    .setAverageDecay(0.99)
                    .setMaxIter(stretch)
                    .setMonitorEvery(stretch)
                    .setLikelihood("none")
                    .setSeed(seed);
            return switch (this) {
                case CD_1 -> rbm.setModelPhase("cd");
                case CD_10 -> rbm.setModelPhase("cd").setCdSteps(10);
                case PCD_1 -> rbm.setModelPhase("pcd");
                case FPCD_1 -> rbm.setModelPhase("fpcd").setFastLearningRate(rate);
                case PT_1 -> rbm.setModelPhase("pt").setNumTemperatures(10);
                case PTT_1 -> rbm.setModelPhase("ptt").setExchangeEvery(50);
            };
        }
    }

    private CurvesPart() {}

    static List<Claim> run(StudyContext context) {
        int stretches = context.choose(4, 2);
        Dataset<Row> train =
                StudyRows.read(context, SET, "train-images-idx3-ubyte.gz").cache();
        Dataset<Row> validation =
                StudyRows.read(context, SET, "valid-images-idx3-ubyte.gz").cache();
        LineChart chart = new LineChart(
                context.title("Binarised MNIST, 500 hidden units, rate 0.1: likelihood against training time"),
                "seconds of training, one task",
                "validation log-likelihood by AIS, nats a row");
        List<Claim> claims = new ArrayList<>();
        long seed = context.seeds().get(0);
        for (Method method : Method.values()) {
            double[] seconds = new double[stretches];
            double[] likelihood = new double[stretches];
            RBM rbm = method.rbm(seed, context.choose(method.epochs, 1));
            RBMModel model = null;
            double spent = 0;
            for (int s = 0; s < stretches; s++) {
                model = model == null ? rbm.fit(train) : rbm.partialFit(model, train);
                spent += model.summary().seconds();
                IndependentUnits base = model.likelihood().base(train);
                double logZ = model.likelihood()
                        .annealed(
                                context.session().sparkContext(),
                                base,
                                AnnealingSettings.reference(seed).temperatures(context.choose(4_000, 500)))
                        .value();
                seconds[s] = spent;
                likelihood[s] = model.meanLogLikelihood(validation, logZ);
                context.say(String.format(
                        Locale.ROOT,
                        "%s, %d epochs, %.0f s: validation %.2f nats a row",
                        method.title,
                        (s + 1) * rbm.getMaxIter(),
                        spent,
                        likelihood[s]));
            }
            chart.series(method.title, seconds, likelihood);
            claims.add(Claim.information(
                    String.format(
                            Locale.ROOT,
                            "MNIST, 500 hidden, %s, rate %s: validation log-likelihood by AIS after %.0f s",
                            method.title,
                            method.rate,
                            spent),
                    likelihood[stretches - 1]));
            if (method == Method.PTT_1) {
                claims.add(ladder(context, model, train, seed));
            }
        }
        train.unpersist();
        validation.unpersist();
        context.file("methods.png", chart.from(-130).png());
        return claims;
    }

    private static Claim ladder(StudyContext context, RBMModel model, Dataset<Row> train, long seed) {
        SparkContext spark = context.session().sparkContext();
        RBMLikelihood likelihood = model.likelihood();
        double ais = likelihood
                .annealed(
                        spark,
                        likelihood.base(train),
                        AnnealingSettings.reference(seed).temperatures(context.choose(14_500, 500)))
                .value();
        LadderEstimate ladder = likelihood.ladder(spark, 50, context.choose(100, 5), 2, seed);
        context.say(String.format(
                Locale.ROOT,
                "log Z %.2f by AIS, %.2f +- %.2f along the ladder of frozen machines",
                ais,
                ladder.value(),
                ladder.standardError()));
        return Claim.information(
                "MNIST, 500 hidden, PTT-1: log Z along the frozen machines less that of AIS, nats",
                ladder.value() - ais);
    }
}
