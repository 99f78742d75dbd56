package io.github.sparkboltzmann.job.study.pretraining;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is claimed of the accuracies: errors against what was published, and intervals that do not overlap. */
final class Verdicts {
    /** Test error in percent of a linear classifier on features of an RBM with 1,024 hidden units on MNIST, as published. */
    private static final double PUBLISHED = 1.83;

    private final String name;
    private final Plan plan;

    Verdicts(String name, Plan plan) {
        this.name = name;
        this.plan = plan;
    }

    List<Claim> epochs(Accuracies courses) {
        List<Claim> claims = new ArrayList<>();
        for (int place : new int[] {courses.last() / 2, courses.last()}) {
            String after = String.format(Locale.ROOT, "after %d iterations on all labels", courses.value(place));
            claims.add(gap(courses, place, Input.RAW, after));
            claims.add(gap(courses, place, Input.SHUFFLED, after));
        }
        return claims;
    }

    List<Claim> labels(Accuracies labels) {
        List<Claim> claims = new ArrayList<>();
        for (int place = 0; place <= labels.last(); place++) {
            String with = String.format(Locale.ROOT, "%,d labels", labels.value(place));
            if (labels.value(place) == Plan.JUDGED_LABELS || place == labels.last()) {
                claims.add(gap(labels, place, Input.RAW, with));
                claims.add(gap(labels, place, Input.SHUFFLED, with));
            }
        }
        String what =
                String.format(Locale.ROOT, "%s, %,d labels, test error, percent: ", name, labels.value(labels.last()));
        for (Input input : Input.values()) {
            double error = 100 - labels.interval(input, labels.last()).mean();
            String text = what + input.title();
            claims.add(
                    plan.isPublished() && input == Input.TRAINED
                            ? Claim.atMost(text + ", " + plan.hidden() + " hidden", error, PUBLISHED)
                            : Claim.information(text, error));
        }
        return claims;
    }

    List<Claim> transfer(Accuracies transfer) {
        List<Claim> claims = new ArrayList<>();
        for (int place : new int[] {0, transfer.last()}) {
            String with = String.format(Locale.ROOT, "features of 0-4 for 5-9, %,d labels", transfer.value(place));
            claims.add(gap(transfer, place, Input.RAW, with));
            claims.add(gap(transfer, place, Input.SHUFFLED, with));
        }
        return claims;
    }

    /** Holds where the two 95% intervals do not overlap. */
    private Claim gap(Accuracies accuracies, int place, Input other, String when) {
        Interval trained = accuracies.interval(Input.TRAINED, place);
        Interval reference = accuracies.interval(other, place);
        String text = String.format(
                Locale.ROOT,
                "%s, %s, RBM features %.2f +- %.2f %% ahead of %s %.2f +- %.2f %%: from interval to interval",
                name,
                when,
                trained.mean(),
                trained.half(),
                other.title(),
                reference.mean(),
                reference.half());
        double gap = trained.low() - reference.high();
        return plan.isPublished() ? Claim.atLeast(text, gap, 0) : Claim.information(text, gap, 0, Claim.Better.HIGHER);
    }
}
