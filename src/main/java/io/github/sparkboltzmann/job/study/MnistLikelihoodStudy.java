package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
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
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Study {@code mnist-likelihood}: a machine of 500 hidden units on binarised MNIST by persistent chains, its log Z by annealing both ways, and its
 * samples as a picture.
 *
 * <p>The likelihood that counts is the one with the largest believable log Z. Test rows are read once, at the end.
 */
final class MnistLikelihoodStudy implements Study {
    private static final StudyData SET = StudyData.MNIST_BINARIZED;
    private static final int HIDDEN = 500;
    private static final int SAMPLES = 100;

    /** What some minutes of one core should reach, nats a row; independent units reach -205.69. */
    private static final double REFERENCE = -90;

    @Override
    public String name() {
        return "mnist-likelihood";
    }

    @Override
    public String description() {
        return "500 hidden units on binarised MNIST: likelihood by annealing both ways, samples";
    }

    @Override
    public List<StudyData> data() {
        return List.of(SET);
    }

    @Override
    public List<Long> seeds(boolean quick) {
        return List.of(1L);
    }

    @Override
    public List<Claim> run(StudyContext context) {
        int epochs = context.choose(150, 2);
        int temperatures = context.choose(14_500, 1_000);
        int sweeps = context.choose(20_000, 500);
        RBM rbm = new RBM("rbm")
                .setNumHidden(HIDDEN)
                .setModelPhase("pcd")
                .setCdSteps(2)
                .setStatistics("hidden-probabilities")
                .setBatchSize(100)
                .setNumChains(100)
                .setNumPartitions(1)
                .setLocalSteps(500)
                .setMaxIter(epochs)
                .setLearningRate(0.05)
                .setLearningRateSchedule("linear")
                .setFinalLearningRate(0.0005)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setSeed(context.seeds().get(0))
                .setValidationIndicatorCol(StudyRows.VALIDATION)
                .setListener(context.listener());
        context.setting("epochs", epochs);
        context.setting("temperatures", temperatures);
        context.setting("reverseSweeps", sweeps);
        Dataset<Row> rows =
                StudyRows.trainAndValidation(context, SET, "train-images-idx3-ubyte.gz", "valid-images-idx3-ubyte.gz");
        long start = System.nanoTime();
        RBMModel model = rbm.fit(rows);
        double minutes = (System.nanoTime() - start) / 60e9;
        SparkContext spark = context.session().sparkContext();
        RBMLikelihood likelihood = model.likelihood();
        IndependentUnits base = likelihood.base(rows);
        AnnealingSettings annealing =
                AnnealingSettings.reference(context.seeds().get(0)).temperatures(temperatures);
        context.say("annealing from independent units to the machine");
        LogZEstimate up = likelihood.annealed(spark, base, annealing);
        context.say("annealing back, from chains that start from noise");
        LogZReport report = LogZReport.annealed(up, likelihood.reverseAnnealed(spark, base, annealing, sweeps), false);
        Dataset<Row> test = StudyRows.read(context, SET, "test-images-idx3-ubyte.gz");
        double freeEnergy = model.evaluate(test).freeEnergy();
        rows.unpersist();
        report.warnings().forEach(context::say);
        context.file(
                "samples.png",
                SampleGrid.png(
                        context.title("Samples: chains from noise, " + count(sweeps) + " sweeps at T = 1"),
                        samples(model.stored(), sweeps, context.seeds().get(0)),
                        28,
                        28,
                        10));
        return claims(report, freeEnergy, epochs, minutes);
    }

    private static List<Claim> claims(LogZReport report, double freeEnergy, int epochs, double minutes) {
        return List.of(
                Claim.atLeast(
                        "PCD-2, " + epochs
                                + " epochs: test log-likelihood with the largest believable log Z, nats a row",
                        -freeEnergy - report.leastFlattering(),
                        REFERENCE),
                Claim.information(
                        "the same with log Z by AIS", -freeEnergy - report.up().value()),
                Claim.information(
                        "the same with log Z by reverse AIS",
                        -freeEnergy - report.down().value()),
                Claim.information("log Z by AIS, nats", report.up().value()),
                Claim.information("its standard error", report.up().standardError()),
                Claim.information(
                        "its effective sample size, of 100", report.up().effectiveSampleSize()),
                Claim.information("log Z by reverse AIS, nats", report.down().value()),
                Claim.information("its standard error", report.down().standardError()),
                Claim.information(
                        "its effective sample size, of 100", report.down().effectiveSampleSize()),
                Claim.information("minutes of training, with reading and measures", minutes));
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
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
