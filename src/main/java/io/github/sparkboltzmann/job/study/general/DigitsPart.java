package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
import io.github.sparkboltzmann.evaluate.LogZReport;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Pictures;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import io.github.sparkboltzmann.job.study.StudyRows;
import io.github.sparkboltzmann.ml.BoltzmannMachine;
import io.github.sparkboltzmann.ml.BoltzmannMachineModel;
import io.github.sparkboltzmann.ml.RBMLikelihood;
import io.github.sparkboltzmann.report.SampleGrid;
import io.github.sparkboltzmann.train.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Part {@code digits}: a semi-restricted machine of 784 visible units on binarised MNIST, against its visible-only and its restricted part, trained as long:
 * pseudo-likelihood, likelihood by AIS, rows a second, and samples.
 */
final class DigitsPart {
    private static final StudyData SET = StudyData.MNIST_BINARIZED;
    private static final int HIDDEN = 100;
    private static final int SAMPLES = 100;

    /** Of each of two partitions, before their changes are averaged. */
    private static final int LOCAL_STEPS = 20;

    private DigitsPart() {}

    /** What one machine reached. */
    private static final class Reached {
        private final double pseudo;
        private final double likelihood;
        private final LogZReport logZ;
        private final double rowsPerSecond;

        Reached(double pseudo, double likelihood, LogZReport logZ, double rowsPerSecond) {
            this.pseudo = pseudo;
            this.likelihood = likelihood;
            this.logZ = logZ;
            this.rowsPerSecond = rowsPerSecond;
        }
    }

    static List<Claim> run(StudyContext context) {
        int epochs = context.choose(20, 1);
        context.setting("digits.epochs", epochs);
        context.setting("digits.numHidden", HIDDEN);
        context.setting("digits.localSteps", LOCAL_STEPS);
        Dataset<Row> rows =
                StudyRows.trainAndValidation(context, SET, "train-images-idx3-ubyte.gz", "valid-images-idx3-ubyte.gz");
        Dataset<Row> test =
                StudyRows.read(context, SET, "test-images-idx3-ubyte.gz").cache();
        Reached semi = reached(context, rows, test, "semi-restricted", HIDDEN, epochs);
        Reached visible = reached(context, rows, test, "full", 0, epochs);
        Reached restricted = reached(context, rows, test, "restricted", HIDDEN, epochs);
        rows.unpersist();
        test.unpersist();
        List<Claim> claims = new ArrayList<>();
        String what = "semi-restricted 784-" + HIDDEN + ", " + epochs + " epochs: ";
        claims.add(ahead(what + "pseudo-likelihood ahead of the visible-only part", semi.pseudo, visible.pseudo));
        claims.add(ahead(what + "pseudo-likelihood ahead of the restricted part", semi.pseudo, restricted.pseudo));
        claims.add(ahead(
                what + "test log-likelihood with the largest log Z ahead of the visible-only part",
                semi.likelihood,
                visible.likelihood));
        claims.add(ahead(
                what + "test log-likelihood with the largest log Z ahead of the restricted part",
                semi.likelihood,
                restricted.likelihood));
        claims.add(Claim.information(what + "training rows a second", semi.rowsPerSecond));
        claims.add(Claim.information(
                what + "standard error of AIS, nats", semi.logZ.up().standardError()));
        return claims;
    }

    private static Claim ahead(String text, double own, double other) {
        return Claim.atLeast(
                String.format(Locale.ROOT, "%s (%.3f against %.3f), nats", text, own, other), own - other, 0);
    }

    /** Rates are the better ones on validation rows after 10 epochs: 0.05 of 0.02 and 0.05, for the restricted machine 0.1. */
    private static BoltzmannMachine machine(String connections, int hidden, int epochs, long seed) {
        double rate = connections.equals("restricted") ? 0.1 : 0.05;
        return new BoltzmannMachine("boltzmann")
                .setConnections(connections)
                .setNumHidden(hidden)
                .setBatchSize(100)
                .setNumChains(100)
                .setNumPartitions(2)
                .setLocalSteps(LOCAL_STEPS)
                .setMaxIter(epochs)
                .setMonitorEvery(Math.max(1, epochs / 4))
                .setInitialWeightDeviation(0.1)
                .setLearningRate(rate)
                .setLearningRateSchedule("linear")
                .setFinalLearningRate(0.0005)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setOnDivergence("warn")
                .setSeed(seed)
                .setValidationIndicatorCol(StudyRows.VALIDATION);
    }

    private static Reached reached(
            StudyContext context, Dataset<Row> rows, Dataset<Row> test, String connections, int hidden, int epochs) {
        long seed = context.seeds().get(0);
        BoltzmannMachineModel model = machine(connections, hidden, epochs, seed)
                .setListener(context.listener())
                .fit(rows);
        List<EpochRecord> history = model.summary().history();
        double seconds = history.stream().mapToDouble(EpochRecord::seconds).sum();
        double rate = history.stream().mapToDouble(EpochRecord::rows).sum() / seconds;
        RBMLikelihood likelihood = model.likelihood();
        IndependentUnits base = likelihood.base(rows);
        AnnealingSettings annealing = AnnealingSettings.reference(seed).temperatures(context.choose(5_000, 500));
        var spark = context.session().sparkContext();
        LogZReport report = likelihood.bothWays(spark, base, annealing, context.choose(2_000, 100));
        report.warnings().forEach(context::say);
        double logLikelihood = model.meanLogLikelihood(test, report.leastFlattering());
        double pseudo = model.pseudoLikelihood(test) * model.numVisible();
        context.say(String.format(
                Locale.ROOT,
                "%s, %d hidden: %.0f rows/s, log Z %.2f +- %.2f by AIS, %.2f by reverse AIS; test: %.2f nats a row with the largest, pseudo-likelihood"
                        + " %.2f",
                connections,
                hidden,
                rate,
                report.up().value(),
                report.up().standardError(),
                report.down().value(),
                logLikelihood,
                pseudo));
        if (connections.equals("semi-restricted")) {
            int sweeps = context.choose(2_000, 100);
            Vector[] samples = model.sampler()
                    .setSweeps(sweeps)
                    .setInitialMean(0.13)
                    .setSeed(seed)
                    .sample(SAMPLES);
            String title = String.format(
                    Locale.ROOT,
                    "784 visible units coupled to each other and to %d hidden ones: chains from" + " noise, %,d sweeps",
                    hidden,
                    sweeps);
            context.file("digits.png", SampleGrid.png(context.title(title), Pictures.greys(samples), 28, 28, 10));
        }
        return new Reached(pseudo, logLikelihood, report, rate);
    }
}
