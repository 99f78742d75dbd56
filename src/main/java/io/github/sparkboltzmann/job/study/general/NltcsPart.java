package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Spread;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import io.github.sparkboltzmann.job.study.StudyRows;
import io.github.sparkboltzmann.ml.BoltzmannMachine;
import io.github.sparkboltzmann.ml.BoltzmannMachineModel;
import io.github.sparkboltzmann.train.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Part {@code nltcs}: machines with hidden units and couplings of visible units against restricted machines of as many parameters, trained as long,
 * settings of both chosen on validation rows; likelihoods exact.
 */
final class NltcsPart {
    private static final int VISIBLE = 16;

    /** Hidden units of a restricted machine, and of a semi-restricted one of as many parameters: {@code 17 h + 16} and {@code 17 h + 16 + 120}. */
    private static final int[][] SIZES = {{11, 4}, {32, 25}};

    private NltcsPart() {}

    static List<Claim> run(StudyContext context) {
        int epochs = context.choose(150, 10);
        context.setting("nltcs.epochs", epochs);
        Dataset<Row> rows = StudyRows.trainAndValidation(
                context,
                StudyData.NLTCS,
                StudyData.NLTCS.files().get(0),
                StudyData.NLTCS.files().get(1));
        Dataset<Row> test = StudyRows.read(
                        context, StudyData.NLTCS, StudyData.NLTCS.files().get(2))
                .cache();
        List<Claim> claims = new ArrayList<>();
        for (int[] size : context.choose(SIZES, new int[][] {SIZES[0]})) {
            double[] restricted = reached(context, rows, test, "restricted", size[0], epochs);
            double[] general = reached(context, rows, test, "semi-restricted", size[1], epochs);
            claims.add(Claim.atLeast(
                    String.format(
                            Locale.ROOT,
                            "nltcs, %d parameters: test log-likelihood of the semi-restricted machine (%d hidden)%s ahead of the restricted one's"
                                    + " (%d hidden, %.4f%s), nats a row",
                            17 * size[0] + VISIBLE,
                            size[1],
                            Spread.text(general, 4),
                            size[0],
                            Spread.mean(restricted),
                            Spread.text(restricted, 4)),
                    Spread.mean(general) - Spread.mean(restricted),
                    0));
        }
        rows.unpersist();
        test.unpersist();
        return claims;
    }

    /** Test log-likelihoods of the seeds, by the settings that are best on validation rows with the first. */
    private static double[] reached(
            StudyContext context, Dataset<Row> rows, Dataset<Row> test, String connections, int hidden, int epochs) {
        BoltzmannMachine best = null;
        double bestValidation = Double.NEGATIVE_INFINITY;
        int tried = 0;
        for (double deviation : context.choose(new double[] {0.01, 0.5}, new double[] {0.5})) {
            for (double rate : context.choose(new double[] {0.4, 0.8, 1.6}, new double[] {0.8})) {
                BoltzmannMachine machine = machine(connections, hidden, deviation, rate, epochs)
                        .setSeed(context.seeds().get(0));
                double validation = validation(machine.fit(rows));
                tried++;
                context.say(String.format(
                        Locale.ROOT,
                        "nltcs, %s, %d hidden, first weights %.2f, rate %.1f: validation %.4f nats a row",
                        connections,
                        hidden,
                        deviation,
                        rate,
                        validation));
                if (validation > bestValidation) {
                    bestValidation = validation;
                    best = machine;
                }
            }
        }
        String name = "nltcs." + connections + "." + hidden + ".";
        context.setting(name + "tried", tried);
        context.setting(name + "initialWeightDeviation", best.getInitialWeightDeviation());
        context.setting(name + "learningRate", best.getLearningRate());
        double[] reached = new double[context.seeds().size()];
        for (int s = 0; s < reached.length; s++) {
            BoltzmannMachineModel model = best.setSeed(context.seeds().get(s)).fit(rows);
            reached[s] = model.meanLogLikelihood(test, model.logPartitionFunction());
        }
        context.say(String.format(
                Locale.ROOT,
                "nltcs, %s, %d hidden, first weights %.2f, rate %.1f: test %.4f nats a row%s",
                connections,
                hidden,
                best.getInitialWeightDeviation(),
                best.getLearningRate(),
                Spread.mean(reached),
                Spread.text(reached, 4)));
        return reached;
    }

    /** A rate that falls to a hundredth; the parameters of the best epoch on the validation rows are kept. One partition: local steps spare jobs. */
    private static BoltzmannMachine machine(String connections, int hidden, double deviation, double rate, int epochs) {
        return new BoltzmannMachine("boltzmann")
                .setConnections(connections)
                .setNumHidden(hidden)
                .setCdSteps(5)
                .setInitialWeightDeviation(deviation)
                .setNumChains(100)
                .setBatchSize(100)
                .setNumPartitions(1)
                .setLocalSteps(1_000)
                .setLearningRate(rate)
                .setLearningRateSchedule("linear")
                .setFinalLearningRate(rate / 100)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setMaxIter(epochs)
                .setMonitorEvery(Math.max(1, epochs / 30))
                .setLikelihood("exact")
                .setEarlyStopping("likelihood")
                .setPatience(30)
                .setValidationIndicatorCol(StudyRows.VALIDATION);
    }

    private static double validation(BoltzmannMachineModel model) {
        return model.summary().history().stream()
                .map(EpochRecord::monitors)
                .mapToDouble(monitors -> monitors.validationLikelihood())
                .max()
                .orElse(Double.NaN);
    }
}
