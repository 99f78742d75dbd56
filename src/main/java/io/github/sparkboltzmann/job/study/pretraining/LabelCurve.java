package io.github.sparkboltzmann.job.study.pretraining;

import io.github.sparkboltzmann.job.study.Interval;
import io.github.sparkboltzmann.job.study.StudyContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Test accuracy by number of labelled rows.
 *
 * <p>Each number has some draws of labels, shared out among the machines of the seeds; all inputs see the same draws. The penalty is chosen on validation rows, for each
 * input and number once, with the first draw; test rows are read with the choice.
 */
final class LabelCurve {
    private final StudyContext context;
    private final String name;
    private final Plan plan;
    private final int[] counts;
    private final Accuracies accuracies;
    private final Map<String, Double> penalties = new TreeMap<>();

    /**
     * @param name of the data, for messages
     * @param counts of labelled rows, ascending; one as large as the training rows, or larger, takes them all
     */
    LabelCurve(StudyContext context, String name, Plan plan, int[] counts) {
        this.context = context;
        this.name = name;
        this.plan = plan;
        this.counts = counts.clone();
        this.accuracies = new Accuracies(counts);
    }

    /** Adds the runs of one input that fall to the machine of a seed, counted from 0. */
    void measure(Input input, Features features, int seed) {
        for (int place = 0; place < counts.length; place++) {
            boolean all = counts[place] >= features.digits().size();
            if (all && seed > 0 && !Plan.isRepeated(input)) {
                continue;
            }
            int seeds = context.seeds().size();
            int draws = all ? seeds : Math.max(seeds, plan.draws(counts[place]));
            for (int draw = seed; draw < draws; draw += seeds) {
                double accuracy = accuracy(input, features, counts[place], draw, all);
                accuracies.add(input, place, accuracy);
            }
            Interval interval = accuracies.interval(input, place);
            context.say(String.format(
                    Locale.ROOT,
                    "%s, %s, %,d labels, penalty %s: test accuracy %.2f +- %.2f %%",
                    name,
                    input.title(),
                    counts[place],
                    penalties.get(key(input, counts[place])),
                    interval.mean(),
                    interval.half()));
        }
    }

    private double accuracy(Input input, Features features, int count, int draw, boolean all) {
        Dataset<Row> rows = features.labelled(count, draw);
        if (!all) {
            rows = rows.cache();
        }
        double penalty = penalties.computeIfAbsent(key(input, count), key -> plan.penaltyOfAll(input, all)
                .orElseGet(() -> chosen(input, features, count, draw, all)));
        double accuracy = Softmax.accuracy(fit(input, rows, penalty), features.test());
        if (!all) {
            rows.unpersist();
        }
        return accuracy;
    }

    private static String key(Input input, int count) {
        return input.key() + "." + count;
    }

    private double chosen(Input input, Features features, int count, int draw, boolean all) {
        if (plan.penalties().length == 1) {
            return plan.penalties()[0];
        }
        Dataset<Row> rows = (all ? features.withoutValidation() : features.labelled(count, draw)).cache();
        Dataset<Row> validation = features.validation().cache();
        double best = Double.NaN;
        double bestAccuracy = -1;
        for (double penalty : plan.penalties()) {
            double accuracy = Softmax.accuracy(fit(input, rows, penalty), validation);
            if (accuracy > bestAccuracy) {
                best = penalty;
                bestAccuracy = accuracy;
            }
        }
        rows.unpersist();
        validation.unpersist();
        return best;
    }

    private LogisticRegressionModel fit(Input input, Dataset<Row> rows, double penalty) {
        return Softmax.fit(rows, penalty, plan.isStandardized(input), plan.classifierIterations());
    }

    Accuracies accuracies() {
        return accuracies;
    }

    /** The penalty of each input and number of labels: {@code input.number}. */
    Map<String, Double> penalties() {
        return penalties;
    }
}
