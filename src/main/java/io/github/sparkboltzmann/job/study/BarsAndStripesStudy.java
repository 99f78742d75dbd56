package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMTrainingSummary;
import io.github.sparkboltzmann.report.LineChart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Study {@code bars-and-stripes}: 32 rows of 4 x 4 pixels, full batch, 20,000 updates; log-likelihoods are exact and summed over the rows.
 *
 * <p>The bound is that of the rows' own distribution: 28 of them have probability 1/32, two 2/32 each twice. Source of the test: MacKay, "Information
 * theory, inference, and learning algorithms", 2003; its use for the divergence of CD and PCD: Fischer and Igel, "Empirical analysis of the
 * divergence of Gibbs sampling based learning algorithms for restricted Boltzmann machines", ICANN 2010.
 */
final class BarsAndStripesStudy implements Study {
    private static final int ROWS = 32;
    private static final int UPDATES = 20_000;
    private static final int EVERY = 100;
    private static final double BOUND = 28 * Math.log(1.0 / 32) + 4 * Math.log(2.0 / 32);

    @Override
    public String name() {
        return "bars-and-stripes";
    }

    @Override
    public String description() {
        return "exact gradient, CD-10 and PCD-1 on 32 rows: what is reached, and what diverges";
    }

    @Override
    public List<Long> seeds(boolean quick) {
        return quick ? List.of(1L) : List.of(1L, 2L, 3L, 4L, 5L);
    }

    /** The runs of one method over the seeds. */
    private static final class Runs {
        private final String name;
        private final List<double[]> courses = new ArrayList<>();
        private int alarms;

        Runs(String name) {
            this.name = name;
        }

        double worstLast() {
            return Collections.min(courses.stream().map(c -> c[c.length - 1]).toList());
        }

        double meanLast() {
            return courses.stream().mapToDouble(c -> c[c.length - 1]).average().orElse(Double.NaN);
        }
    }

    @Override
    public List<Claim> run(StudyContext context) {
        Dataset<Row> rows = DataReader.read(
                        context.session(),
                        DataOptions.path("builtin:bars-and-stripes").build())
                .dataset()
                .cache();
        context.setting("updates", UPDATES);
        Runs exact = run(
                context, rows, "exact gradient, 8 hidden, centred", rbm(8, 0.2).setModelPhase("exact"));
        Runs cd = run(context, rows, "CD-10, 16 hidden, centred", rbm(16, 0.05).setCdSteps(10));
        Runs plainExact = run(
                context,
                rows,
                "exact gradient, 8 hidden, plain updates",
                rbm(8, 0.2).setModelPhase("exact").setCenteringRate(0));
        Runs plainCd = run(
                context,
                rows,
                "CD-10, 16 hidden, plain updates",
                rbm(16, 0.05).setCdSteps(10).setCenteringRate(0));
        Runs pcd = run(
                context,
                rows,
                "PCD-1, 16 hidden, plain updates",
                rbm(16, 0.05).setModelPhase("pcd").setNumChains(ROWS).setCenteringRate(0));
        rows.unpersist();
        context.file("bars-and-stripes.png", chart(context, List.of(exact, cd, plainExact, plainCd, pcd)));
        int seeds = context.seeds().size();
        String each = ", worst of " + seeds + (seeds == 1 ? " seed" : " seeds");
        return List.of(
                Claim.atLeast("exact gradient, 8 hidden, centred: log-likelihood" + each, exact.worstLast(), -112),
                Claim.atLeast("CD-10, 16 hidden, centred: log-likelihood" + each, cd.worstLast(), -123),
                Claim.information("exact gradient, 8 hidden, plain: mean log-likelihood", plainExact.meanLast()),
                Claim.information("CD-10, 16 hidden, plain: mean log-likelihood", plainCd.meanLast()),
                Claim.information("PCD-1, 16 hidden, plain: mean log-likelihood", pcd.meanLast()),
                Claim.atLeast("PCD-1, plain: seeds in which the alarm is heard", pcd.alarms, seeds),
                Claim.atMost(
                        "exact gradient and CD-10: alarms heard",
                        exact.alarms + cd.alarms + plainExact.alarms + plainCd.alarms,
                        0),
                Claim.information("bound: the rows' own distribution", BOUND));
    }

    /** No momentum and no decay; one partition, so that local steps spare jobs and change no byte. */
    private static RBM rbm(int hidden, double rate) {
        return new RBM("rbm")
                .setNumHidden(hidden)
                .setLearningRate(rate)
                .setBatchSize(ROWS)
                .setNumPartitions(1)
                .setLocalSteps(EVERY)
                .setMonitorEvery(EVERY)
                .setMaxIter(UPDATES)
                .setStatistics("hidden-probabilities")
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setLikelihood("exact")
                .setOnDivergence("warn");
    }

    private static Runs run(StudyContext context, Dataset<Row> rows, String name, RBM rbm) {
        Runs runs = new Runs(name);
        for (long seed : context.seeds()) {
            RBMTrainingSummary summary = rbm.setSeed(seed).fit(rows).summary();
            double[] course = summary.history().stream()
                    .mapToDouble(epoch -> ROWS * epoch.monitors().trainLikelihood())
                    .toArray();
            runs.courses.add(course);
            runs.alarms += summary.diverged() ? 1 : 0;
            context.say(String.format(
                    java.util.Locale.ROOT,
                    "%s, seed %d: %.2f at the end, %.2f at best%s",
                    name,
                    seed,
                    course[course.length - 1],
                    java.util.Arrays.stream(course).max().orElse(Double.NaN),
                    summary.diverged() ? ", alarm" : ""));
        }
        return runs;
    }

    private static byte[] chart(StudyContext context, List<Runs> all) {
        LineChart chart = new LineChart(
                context.title("Bars and stripes: exact log-likelihood of 32 rows"),
                "updates",
                "nats, summed over rows");
        double[] updates = new double[UPDATES / EVERY];
        for (int i = 0; i < updates.length; i++) {
            updates[i] = (i + 1.0) * EVERY;
        }
        for (Runs runs : all) {
            chart.series(runs.name, updates, runs.courses.toArray(double[][]::new));
        }
        return chart.reference("bound", BOUND).from(-260).png();
    }
}
