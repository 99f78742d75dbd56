package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Digits;
import io.github.sparkboltzmann.job.study.Interval;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Part {@code labels}: the same perceptron trained with few or many labels, from pretrained and from random weights.
 *
 * <p>The machines are pretrained on all training rows without labels, one a seed, and get a softmax that is trained first; draws of labels are shared out among them.
 * Random weights are Spark's own.
 */
final class LabelsPart {
    private static final int[] HIDDEN = {500, 500};
    private static final int[] LABELS = {100, 1_000, 10_000, 60_000};
    private static final int[] LAYERS = {784, 500, 500, 10};
    /** Iterations of L-BFGS for each number of labels, chosen on the last 10,000 training rows: few labels are learned by heart within twenty. */
    private static final int[] PRETRAINED_ITERATIONS = {10, 10, 50, 50};

    private static final int[] RANDOM_ITERATIONS = {200, 200, 200, 150};
    private static final double[] PUBLISHED = {81.7, 93.65, 97.27, 98.73};
    private static final double[] PUBLISHED_RANDOM = {76.0, 88.7, 94.7, 98.2};

    private LabelsPart() {}

    static List<Claim> run(StudyContext context) {
        int epochs = context.choose(30, 1);
        int[] counts = context.choose(LABELS, new int[] {100});
        context.setting("labels.pretrainingEpochs", epochs);
        Digits digits = Mnist.digits(context);
        List<DeepBeliefNetworkModel> networks = new ArrayList<>();
        for (long seed : context.seeds()) {
            networks.add(Mnist.network(epochs, seed, HIDDEN)
                    .setListener(context.listener())
                    .fit(digits.train()));
        }
        List<Claim> claims = new ArrayList<>();
        for (int place = 0; place < counts.length; place++) {
            int count = counts[place];
            int draws = Math.max(networks.size(), count <= 1_000 ? context.choose(9, 3) : 3);
            double[] pretrained = new double[draws];
            double[] random = new double[draws];
            for (int draw = 0; draw < draws; draw++) {
                Dataset<Row> rows = count >= digits.size()
                        ? digits.train()
                        : Digits.only(digits.train(), digits.labelled(count, draw))
                                .coalesce(count <= 3_000 ? 1 : 2)
                                .cache();
                DeepBeliefNetworkModel network = networks.get(draw % networks.size());
                pretrained[draw] = accuracy(
                        FineTuned.of(network, rows, iterations(context, count, PRETRAINED_ITERATIONS)), digits.test());
                MultilayerPerceptronClassifier fresh = new MultilayerPerceptronClassifier()
                        .setLayers(LAYERS)
                        .setFeaturesCol(network.getFeaturesCol())
                        .setSeed(draw + 1);
                random[draw] = accuracy(
                        FineTuned.of(fresh, rows, iterations(context, count, RANDOM_ITERATIONS)), digits.test());
                if (count < digits.size()) {
                    rows.unpersist();
                }
                context.say(String.format(
                        Locale.ROOT,
                        "%,d labels, draw %d: pretrained %.2f %%, random start %.2f %%",
                        count,
                        draw,
                        pretrained[draw],
                        random[draw]));
            }
            claims.add(claim(count, place, Interval.of(pretrained), Interval.of(random)));
        }
        digits.release();
        return claims;
    }

    private static int iterations(StudyContext context, int labels, int[] each) {
        return context.choose(each[Arrays.binarySearch(LABELS, labels)], 3);
    }

    private static double accuracy(FineTuned machine, Dataset<Row> test) {
        return 100 * (1 - machine.error(test));
    }

    private static Claim claim(int count, int place, Interval pretrained, Interval random) {
        String text = String.format(
                Locale.ROOT,
                "MNIST, %,d labels, 784-500-500-10: pretrained %.2f +- %.2f %%, random start %.2f +- %.2f %% (published, 784-n-10: %.2f and %.1f); lower end of"
                        + " pretrained against the upper end of random start",
                count,
                pretrained.mean(),
                pretrained.half(),
                random.mean(),
                random.half(),
                PUBLISHED[place],
                PUBLISHED_RANDOM[place]);
        return Claim.atLeast(text, pretrained.mean() - pretrained.half(), random.mean() + random.half());
    }
}
