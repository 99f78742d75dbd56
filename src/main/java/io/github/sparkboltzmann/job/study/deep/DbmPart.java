package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.LogZReport;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Pictures;
import io.github.sparkboltzmann.job.study.Spread;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import io.github.sparkboltzmann.job.study.StudyRows;
import io.github.sparkboltzmann.ml.DeepBoltzmannMachine;
import io.github.sparkboltzmann.ml.DeepBoltzmannMachineModel;
import io.github.sparkboltzmann.ml.RBMLikelihood;
import io.github.sparkboltzmann.report.SampleGrid;
import io.github.sparkboltzmann.train.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Part {@code dbm}: a deep Boltzmann machine of 500 and 1,000 hidden units on binarised MNIST: the bound of its likelihood on test rows, and its samples. */
final class DbmPart {
    private static final StudyData SET = StudyData.MNIST_BINARIZED;
    private static final int SAMPLES = 100;

    private DbmPart() {}

    private static DeepBoltzmannMachine machine(int epochs, long seed) {
        return new DeepBoltzmannMachine("dbm")
                .setHiddenLayers(500, 1_000)
                .setDataSweeps(5)
                .setCdSteps(1)
                .setBatchSize(100)
                .setNumChains(100)
                .setNumPartitions(1)
                .setLocalSteps(500)
                .setMaxIter(epochs)
                .setMonitorEvery(Math.max(1, epochs / 10))
                .setLearningRate(0.06)
                .setLearningRateSchedule("linear")
                .setFinalLearningRate(1e-4)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setAverageDecay(0.999)
                .setOnDivergence("warn")
                .setSeed(seed)
                .setValidationIndicatorCol(StudyRows.VALIDATION);
    }

    static List<Claim> run(StudyContext context) {
        int epochs = context.choose(150, 1);
        context.setting("dbm.epochs", epochs);
        Dataset<Row> rows =
                StudyRows.trainAndValidation(context, SET, "train-images-idx3-ubyte.gz", "valid-images-idx3-ubyte.gz");
        Dataset<Row> test =
                StudyRows.read(context, SET, "test-images-idx3-ubyte.gz").cache();
        double[] reached = new double[context.seeds().size()];
        List<Claim> claims = new ArrayList<>();
        double error = 0;
        double seconds = 0;
        for (int s = 0; s < reached.length; s++) {
            long seed = context.seeds().get(s);
            DeepBoltzmannMachineModel model =
                    machine(epochs, seed).setListener(context.listener()).fit(rows);
            seconds += model.summary().history().stream()
                            .mapToDouble(EpochRecord::seconds)
                            .sum()
                    / reached.length;
            LogZReport logZ = logZ(context, model, rows, seed);
            error = Math.max(error, logZ.up().standardError());
            reached[s] = model.meanLogLikelihood(test, logZ.leastFlattering());
            context.say(String.format(
                    Locale.ROOT,
                    "seed %d: log Z %.2f +- %.2f by AIS, %.2f by reverse AIS; bound with the larger, nats a row: training %.2f, validation %.2f, test %.2f",
                    seed,
                    logZ.up().value(),
                    logZ.up().standardError(),
                    logZ.down().value(),
                    model.meanLogLikelihood(rows.where("not " + StudyRows.VALIDATION), logZ.leastFlattering()),
                    model.meanLogLikelihood(rows.where(StudyRows.VALIDATION), logZ.leastFlattering()),
                    reached[s]));
            if (s == 0) {
                pictures(context, model, seed);
            }
        }
        rows.unpersist();
        test.unpersist();
        String what = "784-500-1000, " + epochs + " epochs";
        claims.add(Claim.atLeast(
                what + ": bound of the test log-likelihood with the larger log Z of AIS and reverse AIS, nats a row"
                        + Spread.text(reached, 2),
                Spread.mean(reached),
                -88));
        claims.add(
                Claim.information(what + ": published, unlimited time: -84.62; largest standard error of AIS", error));
        claims.add(Claim.information(what + ": seconds of training, mean", seconds));
        return claims;
    }

    private static LogZReport logZ(
            StudyContext context, DeepBoltzmannMachineModel model, Dataset<Row> rows, long seed) {
        RBMLikelihood likelihood = model.likelihood();
        AnnealingSettings annealing = AnnealingSettings.reference(seed).temperatures(context.choose(20_000, 200));
        LogZReport report = likelihood.bothWays(
                context.session().sparkContext(), likelihood.base(rows), annealing, context.choose(5_000, 50));
        report.warnings().forEach(context::say);
        return report;
    }

    private static void pictures(StudyContext context, DeepBoltzmannMachineModel model, long seed) {
        int sweeps = context.choose(2_000, 20);
        String title = String.format(Locale.ROOT, "784-500-1000 deep machine: chains from noise, %,d sweeps", sweeps);
        float[][] samples = Pictures.greys(model.sampler()
                .setSweeps(sweeps)
                .setInitialMean(0.13)
                .setMeansCol("means")
                .setSeed(seed)
                .sample(SAMPLES));
        context.file("dbm-samples.png", SampleGrid.png(context.title(title), samples, 28, 28, 10));
    }
}
