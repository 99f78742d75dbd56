package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
import io.github.sparkboltzmann.evaluate.LadderEstimate;
import io.github.sparkboltzmann.evaluate.LogZEstimate;
import io.github.sparkboltzmann.evaluate.LogZReport;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMLikelihood;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.report.SampleGrid;
import io.github.sparkboltzmann.sample.TwoLayers;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Study {@code mnist-likelihood}: a machine of 500 hidden units on binarised MNIST by persistent chains with L1 and averaged parameters; its log Z by
 * annealing both ways and along a ladder of temperatures; its samples as a picture.
 *
 * <p>The likelihood that counts is the one with the largest believable log Z. Settings were chosen on validation rows; test rows are read once, at the end.
 */
final class MnistLikelihoodStudy implements Study {
    private static final StudyData SET = StudyData.MNIST_BINARIZED;
    private static final int HIDDEN = 500;
    private static final int SAMPLES = 100;

    /** Published for 500 hidden units: Salakhutdinov and Murray, ICML 2008, table 1 (CD-25, another binarisation); nats a row. */
    private static final double REFERENCE = -86.3;

    private static final double MINUTES = 20;

    @Override
    public String name() {
        return "mnist-likelihood";
    }

    @Override
    public String description() {
        return "500 hidden units on binarised MNIST: likelihood by three estimates of log Z";
    }

    @Override
    public List<StudyData> data() {
        return List.of(SET);
    }

    /** What one seed reached. */
    private static final class Reached {
        private final double minutes;
        private final double freeEnergy;
        private final LogZReport report;

        Reached(double minutes, double freeEnergy, LogZReport report) {
            this.minutes = minutes;
            this.freeEnergy = freeEnergy;
            this.report = report;
        }

        double test(double logZ) {
            return -freeEnergy - logZ;
        }

        /** The largest distance of two of the estimates that count: the upper ends of both directions, and of the ladder. */
        double distance() {
            double[] all = {
                report.up().high(), report.down().value(), report.ladder().value()
            };
            double most = Math.max(all[0], Math.max(all[1], all[2]));
            return most - Math.min(all[0], Math.min(all[1], all[2]));
        }
    }

    @Override
    public List<Claim> run(StudyContext context) {
        int epochs = context.choose(120, 2);
        context.setting("epochs", epochs);
        Dataset<Row> rows =
                StudyRows.trainAndValidation(context, SET, "train-images-idx3-ubyte.gz", "valid-images-idx3-ubyte.gz");
        List<Reached> all = new ArrayList<>();
        for (long seed : context.seeds()) {
            all.add(reached(context, rows, seed, epochs));
        }
        rows.unpersist();
        return claims(all, epochs);
    }

    private static RBM rbm(int epochs, long seed) {
        return new RBM("rbm")
                .setNumHidden(HIDDEN)
                .setModelPhase("pcd")
                .setCdSteps(2)
                .setStatistics("hidden-probabilities")
                .setBatchSize(100)
                .setNumChains(100)
                .setNumPartitions(1)
                .setLocalSteps(500)
                .setMaxIter(epochs)
                .setMonitorEvery(Math.max(1, epochs / 4))
                .setLearningRate(0.3)
                .setLearningRateSchedule("linear")
                .setFinalLearningRate(0.0005)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setL1RegParam(1e-4)
                .setAverageDecay(0.999)
                .setOnDivergence("warn")
                .setSeed(seed)
                .setValidationIndicatorCol(StudyRows.VALIDATION);
    }

    private static Reached reached(StudyContext context, Dataset<Row> rows, long seed, int epochs) {
        int temperatures = context.choose(14_500, 1_000);
        int sweeps = context.choose(20_000, 500);
        long start = System.nanoTime();
        RBMModel model = rbm(epochs, seed).setListener(context.listener()).fit(rows);
        double minutes = (System.nanoTime() - start) / 60e9;
        SparkContext spark = context.session().sparkContext();
        RBMLikelihood likelihood = model.likelihood();
        IndependentUnits base = likelihood.base(rows);
        AnnealingSettings annealing = AnnealingSettings.reference(seed).temperatures(temperatures);
        context.say("annealing from independent units to the machine");
        LogZEstimate up = likelihood.annealed(spark, base, annealing);
        context.say("annealing back, from chains that start from noise");
        LogZEstimate down = likelihood.reverseAnnealed(spark, base, annealing, sweeps);
        context.say("exchanging chains along a ladder of temperatures");
        LadderEstimate ladder = likelihood.tempered(spark, base, 100, 25, context.choose(200, 20), 4, seed);
        LogZReport report = LogZReport.annealed(up, down, false).withLadder(ladder);
        report.warnings().forEach(context::say);
        double validation = model.meanLogLikelihood(
                StudyRows.read(context, SET, "valid-images-idx3-ubyte.gz"), report.leastFlattering());
        double freeEnergy = model.evaluate(StudyRows.read(context, SET, "test-images-idx3-ubyte.gz"))
                .freeEnergy();
        Reached reached = new Reached(minutes, freeEnergy, report);
        context.say(String.format(
                Locale.ROOT,
                "seed %d: %.1f min, log Z %.2f +- %.2f by AIS, %.2f by reverse AIS, %.2f +- %.2f along the ladder; with the largest: validation %.2f, test"
                        + " %.2f nats a row",
                seed,
                minutes,
                up.value(),
                up.standardError(),
                down.value(),
                ladder.value(),
                ladder.standardError(),
                validation,
                reached.test(report.leastFlattering())));
        if (seed == context.seeds().get(0)) {
            String title =
                    "Samples: chains from noise, " + String.format(Locale.ROOT, "%,d", sweeps) + " sweeps at T = 1";
            context.file(
                    "samples.png",
                    SampleGrid.png(context.title(title), samples(model.stored(), sweeps, seed), 28, 28, 10));
        }
        return reached;
    }

    private static List<Claim> claims(List<Reached> all, int epochs) {
        double[] worst = all.stream()
                .mapToDouble(r -> r.test(r.report.leastFlattering()))
                .toArray();
        double[] ais = all.stream().mapToDouble(r -> r.test(r.report.value())).toArray();
        String what = "PCD-2, L1, averaged, " + epochs + " epochs: ";
        return List.of(
                Claim.atLeast(
                        what + "test log-likelihood with the largest log Z, nats a row" + Spread.text(worst, 3),
                        Spread.mean(worst),
                        REFERENCE),
                Claim.atMost(
                        "minutes of training, with reading and measures, longest of the seeds",
                        all.stream().mapToDouble(r -> r.minutes).max().orElseThrow(),
                        MINUTES),
                Claim.atMost(
                        "AIS + 3 standard errors, reverse AIS and ladder: largest distance in log Z, nats",
                        all.stream().mapToDouble(Reached::distance).max().orElseThrow(),
                        1),
                Claim.information(what + "the same with log Z by AIS" + Spread.text(ais, 3), Spread.mean(ais)),
                Claim.information(
                        "largest standard error of AIS, nats",
                        all.stream()
                                .mapToDouble(r -> r.report.up().standardError())
                                .max()
                                .orElseThrow()),
                Claim.information(
                        "smallest effective sample size of AIS and reverse AIS, of 100",
                        all.stream()
                                .mapToDouble(r -> Math.min(
                                        r.report.up().effectiveSampleSize(),
                                        r.report.down().effectiveSampleSize()))
                                .min()
                                .orElseThrow()));
    }

    /** Visible states of chains from noise. */
    private static float[] samples(StoredModel stored, int sweeps, long seed) {
        TwoLayers layers = new TwoLayers(
                stored.machine(), stored.parameters().values(), Kernels.elementwise(), Kernels.batchProducts());
        DrawKey key = DrawKey.of(seed, 0, Purpose.SAMPLING.number());
        float[] v = layers.noise(SAMPLES, key, 0);
        layers.sweep(v, SAMPLES, sweeps, key, 0);
        return v;
    }
}
