package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.train.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Study {@code small-likelihoods}: machines whose likelihood is exact since one side has 16 units. MNIST with 16 hidden units, plain and centred, and the 16
 * columns of nltcs with a size and settings that the validation rows choose. Test rows are read once, at the end.
 */
final class SmallLikelihoodsStudy implements Study {
    private static final String[] NLTCS = {"nltcs.train.data", "nltcs.valid.data", "nltcs.test.data"};

    @Override
    public String name() {
        return "small-likelihoods";
    }

    @Override
    public String description() {
        return "exact test likelihoods: MNIST with 16 hidden units, nltcs with chosen settings";
    }

    @Override
    public List<StudyData> data() {
        return List.of(StudyData.MNIST_BINARIZED, StudyData.NLTCS);
    }

    @Override
    public List<Claim> run(StudyContext context) {
        List<Claim> claims = new ArrayList<>(nltcs(context));
        claims.addAll(digits(context));
        return claims;
    }

    /** One partition: local steps spare jobs and change no byte. */
    private static RBM rbm(int hidden, double rate) {
        return new RBM("rbm")
                .setNumHidden(hidden)
                .setLearningRate(rate)
                .setModelPhase("pcd")
                .setStatistics("hidden-probabilities")
                .setBatchSize(100)
                .setNumPartitions(1)
                .setLocalSteps(1_000)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setValidationIndicatorCol(StudyRows.VALIDATION);
    }

    private static List<Claim> digits(StudyContext context) {
        StudyData set = StudyData.MNIST_BINARIZED;
        int epochs = context.choose(50, 5);
        context.setting("digits.epochs", epochs);
        Dataset<Row> rows =
                StudyRows.trainAndValidation(context, set, "train-images-idx3-ubyte.gz", "valid-images-idx3-ubyte.gz");
        Dataset<Row> test =
                StudyRows.read(context, set, "test-images-idx3-ubyte.gz").cache();
        double[][] reached = new double[2][context.seeds().size()];
        for (int centred = 0; centred < 2; centred++) {
            for (int s = 0; s < reached[centred].length; s++) {
                RBMModel model = rbm(16, 0.01)
                        .setCenteringRate(0.01 * centred)
                        .setMaxIter(epochs)
                        .setMonitorEvery(epochs)
                        .setLikelihood("none")
                        .setSeed(context.seeds().get(s))
                        .fit(rows);
                reached[centred][s] = model.meanLogLikelihood(test, model.logPartitionFunction());
                context.say(String.format(
                        Locale.ROOT,
                        "MNIST, 16 hidden, %s, seed %d: test %.2f nats a row",
                        centred == 1 ? "centred" : "plain",
                        context.seeds().get(s),
                        reached[centred][s]));
            }
        }
        rows.unpersist();
        test.unpersist();
        String what = "MNIST, 16 hidden, PCD-1, rate 0.01, " + epochs + " epochs, ";
        return List.of(
                Claim.atLeast(
                        what + "centred ahead of plain, nats a row",
                        Spread.mean(reached[1]) - Spread.mean(reached[0]),
                        0),
                beside(
                        what + "plain: test log-likelihood, nats a row" + Spread.text(reached[0], 3),
                        Spread.mean(reached[0]),
                        -149),
                beside(
                        what + "centred: test log-likelihood, nats a row" + Spread.text(reached[1], 3),
                        Spread.mean(reached[1]),
                        -146.7));
    }

    /** Beside what another implementation reached on another binarisation of the same digits: no reference to be judged by. */
    private static Claim beside(String text, double reached, double elsewhere) {
        return Claim.information(text, reached, elsewhere, Claim.Better.HIGHER);
    }

    private static List<Claim> nltcs(StudyContext context) {
        Dataset<Row> rows = StudyRows.trainAndValidation(context, StudyData.NLTCS, NLTCS[0], NLTCS[1]);
        int epochs = context.choose(150, 30);
        context.setting("nltcs.epochs", epochs);
        RBM best = null;
        double bestValidation = Double.NEGATIVE_INFINITY;
        int tried = 0;
        for (int hidden : context.choose(new int[] {16, 32, 64}, new int[] {32})) {
            for (int sweeps : context.choose(new int[] {1, 5}, new int[] {5})) {
                for (double rate : new double[] {0.05, 0.2}) {
                    RBM rbm = nltcs(hidden, sweeps, rate, epochs)
                            .setSeed(context.seeds().get(0));
                    double validation = validation(rbm.fit(rows));
                    tried++;
                    context.say(String.format(
                            Locale.ROOT,
                            "nltcs, %d hidden, PCD-%d, rate %.2f: validation %.4f nats a row",
                            hidden,
                            sweeps,
                            rate,
                            validation));
                    if (validation > bestValidation) {
                        bestValidation = validation;
                        best = rbm;
                    }
                }
            }
        }
        context.setting("nltcs.tried", tried);
        context.setting("nltcs.numHidden", best.getNumHidden());
        context.setting("nltcs.cdSteps", best.getCdSteps());
        context.setting("nltcs.learningRate", best.getLearningRate());
        Dataset<Row> test = StudyRows.read(context, StudyData.NLTCS, NLTCS[2]).cache();
        double[] reached = new double[context.seeds().size()];
        for (int s = 0; s < reached.length; s++) {
            RBMModel model = best.setSeed(context.seeds().get(s)).fit(rows);
            reached[s] = model.meanLogLikelihood(test, model.logPartitionFunction());
        }
        rows.unpersist();
        test.unpersist();
        return List.of(Claim.atLeast(
                String.format(
                        Locale.ROOT,
                        "nltcs, %d hidden, PCD-%d, rate %.2f (best of %d on validation rows): test log-likelihood, nats a row%s",
                        best.getNumHidden(),
                        best.getCdSteps(),
                        best.getLearningRate(),
                        tried,
                        Spread.text(reached, 3)),
                Spread.mean(reached),
                -6.1));
    }

    /** A rate that falls to a hundredth; the parameters of the best epoch on the validation rows are kept. */
    private static RBM nltcs(int hidden, int sweeps, double rate, int epochs) {
        return rbm(hidden, rate)
                .setCdSteps(sweeps)
                .setNumChains(100)
                .setLearningRateSchedule("linear")
                .setFinalLearningRate(rate / 100)
                .setMaxIter(epochs)
                .setMonitorEvery(Math.max(1, epochs / 30))
                .setLikelihood("exact")
                .setEarlyStopping("likelihood")
                .setPatience(30);
    }

    private static double validation(RBMModel model) {
        return model.summary().history().stream()
                .map(EpochRecord::monitors)
                .mapToDouble(monitors -> monitors.validationLikelihood())
                .max()
                .orElse(Double.NaN);
    }
}
