package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMTrainingSummary;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Part of study {@code methods}: 4 x 4 bars and stripes, 16 hidden units, 100 chains, plain updates, where PCD-1 diverges and tempered chains do not. */
final class BarsPart {
    private static final int ROWS = 32;
    private static final int CHAINS = 100;
    private static final int UPDATES = 20_000;
    private static final int EVERY = 100;

    private BarsPart() {}

    static List<Claim> run(StudyContext context) {
        Dataset<Row> rows = DataReader.read(
                        context.session(),
                        DataOptions.path("builtin:bars-and-stripes").build())
                .dataset()
                .cache();
        double[] pcd = runs(context, rows, "pcd", 1);
        double[] pt = runs(context, rows, "pt", 1);
        double[] ptt = runs(context, rows, "ptt", 1);
        rows.unpersist();
        String what = "bars and stripes, 20,000 updates, summed log-likelihood: ";
        return List.of(
                Claim.information(what + "PCD-1, which diverges" + Spread.text(pcd, 3), Spread.mean(pcd)),
                Claim.atLeast(what + "PT-1, 10 temperatures" + Spread.text(pt, 3), Spread.mean(pt), -116),
                Claim.atLeast(what + "PTT-1" + Spread.text(ptt, 3), Spread.mean(ptt), -116));
    }

    /** The last measured log-likelihoods, a seed each. */
    private static double[] runs(StudyContext context, Dataset<Row> rows, String phase, int sweeps) {
        double[] reached = new double[context.seeds().size()];
        for (int s = 0; s < reached.length; s++) {
            RBMTrainingSummary summary = new RBM("rbm")
                    .setNumHidden(16)
                    .setModelPhase(phase)
                    .setCdSteps(sweeps)
                    .setNumTemperatures(10)
                    .setNumChains(CHAINS)
                    .setLearningRate(0.05)
                    .setBatchSize(ROWS)
                    .setNumPartitions(1)
                    .setLocalSteps(phase.equals("ptt") ? 10 : EVERY)
                    .setMonitorEvery(EVERY)
                    .setMaxIter(context.choose(UPDATES, UPDATES / 10))
                    .setStatistics("hidden-probabilities")
                    .setCenteringRate(0)
                    .setMomentum(0)
                    .setFinalMomentum(0)
                    .setRegParam(0)
                    .setLikelihood("exact")
                    .setOnDivergence("warn")
                    .setSeed(context.seeds().get(s))
                    .fit(rows)
                    .summary();
            reached[s] = ROWS
                    * summary.history()
                            .get(summary.history().size() - 1)
                            .monitors()
                            .trainLikelihood();
            context.say(String.format(
                    Locale.ROOT,
                    "bars and stripes, %s-%d, seed %d: %.2f at the end%s, %.0f s",
                    phase.toUpperCase(Locale.ROOT),
                    sweeps,
                    context.seeds().get(s),
                    reached[s],
                    summary.diverged() ? ", alarm" : "",
                    summary.seconds()));
        }
        return reached;
    }
}
