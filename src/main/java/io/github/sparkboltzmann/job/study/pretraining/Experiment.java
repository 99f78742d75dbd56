package io.github.sparkboltzmann.job.study.pretraining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Digits;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.report.LineChart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The experiment on one data set: a machine a seed, four inputs of one linear classifier; accuracy by iterations, by labels, and of classes that the machine never saw.
 */
final class Experiment {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of the transfer, the machine sees the classes before it and the classifier those from it on. */
    private static final int BOUNDARY = 5;

    private static final int CLASSES = 10;

    private final StudyContext context;
    private final String name;
    private final String prefix;
    private final Plan plan;
    private final Set<String> parts;
    private final ObjectNode numbers = JSON.createObjectNode();
    private final StringBuilder tables = new StringBuilder();

    /**
     * @param name of the data, for people
     * @param prefix of the names of files and settings
     * @param parts of {@link PretrainingStudy#EPOCHS}, {@link PretrainingStudy#LABELS}, {@link PretrainingStudy#TRANSFER}
     */
    Experiment(StudyContext context, String name, String prefix, Plan plan, Set<String> parts) {
        this.context = context;
        this.name = name;
        this.prefix = prefix;
        this.plan = plan;
        this.parts = Set.copyOf(parts);
    }

    /** @param digits the data of a seed; they are released when the seed is done */
    List<Claim> run(LongFunction<Digits> digits) {
        plan.record(context, prefix);
        numbers.put("data", name);
        numbers.put("numHidden", plan.hidden());
        Accuracies courses = new Accuracies(plan.iterations());
        LabelCurve labels = new LabelCurve(context, name, plan, plan.labels());
        LabelCurve transfer = new LabelCurve(context, name + ", 5-9", plan, plan.transferLabels());
        for (int s = 0; s < context.seeds().size(); s++) {
            long seed = context.seeds().get(s);
            Digits all = digits.apply(seed);
            if (parts.contains(PretrainingStudy.EPOCHS) || parts.contains(PretrainingStudy.LABELS)) {
                whole(all, s, courses, labels);
            }
            if (parts.contains(PretrainingStudy.TRANSFER)) {
                transfer(all, s, transfer);
            }
            all.release();
        }
        List<Claim> claims = new ArrayList<>();
        Verdicts verdicts = new Verdicts(name, plan);
        if (parts.contains(PretrainingStudy.EPOCHS)) {
            epochs(courses);
            claims.addAll(verdicts.epochs(courses));
        }
        if (parts.contains(PretrainingStudy.LABELS)) {
            labels(labels);
            claims.addAll(verdicts.labels(labels.accuracies()));
        }
        if (parts.contains(PretrainingStudy.TRANSFER)) {
            transfer(transfer);
            claims.addAll(verdicts.transfer(transfer.accuracies()));
        }
        context.file(prefix + "pretraining.json", numbers.toPrettyString().getBytes(StandardCharsets.UTF_8));
        context.file(prefix + "pretraining.txt", tables.toString().getBytes(StandardCharsets.UTF_8));
        context.say(tables.toString());
        return claims;
    }

    private void whole(Digits all, int s, Accuracies courses, LabelCurve labels) {
        Machines machines =
                Machines.train(context, plan, all.train(), context.seeds().get(s));
        for (Input input : Input.values()) {
            Features features = machines.features(input, all);
            if (parts.contains(PretrainingStudy.EPOCHS) && (s == 0 || Plan.isRepeated(input))) {
                double[] course = Softmax.course(features.train(), features.test(), CLASSES, plan.iterations());
                for (int place = 0; place < course.length; place++) {
                    courses.add(input, place, course[place]);
                }
                context.say(String.format(
                        Locale.ROOT,
                        "%s, %s, seed %d: test accuracy after %d iterations %.2f %%",
                        name,
                        input.title(),
                        context.seeds().get(s),
                        plan.iterations()[course.length - 1],
                        100 * course[course.length - 1]));
            }
            if (parts.contains(PretrainingStudy.LABELS)) {
                labels.measure(input, features, s);
            }
            features.release();
        }
    }

    private void transfer(Digits all, int s, LabelCurve transfer) {
        Digits seen = all.classes(0, BOUNDARY);
        Digits others = all.classes(BOUNDARY, CLASSES);
        Machines machines =
                Machines.train(context, plan, seen.train(), context.seeds().get(s));
        for (Input input : Input.values()) {
            Features features = machines.features(input, others);
            transfer.measure(input, features, s);
            features.release();
        }
        seen.release();
        others.release();
    }

    private void epochs(Accuracies courses) {
        String title = name + ": softmax classifier trained by backpropagation, all labels";
        add("epochs", courses, title + "; test accuracy, %", "iterations");
        LineChart chart =
                courses.chart(context.title(title), "iterations, each over all training rows (full-batch L-BFGS)");
        context.file(
                prefix + "pretraining-epochs.png", chart.note(note(courses)).png());
    }

    private void labels(LabelCurve labels) {
        String title = name + ": linear classifier by number of labelled examples";
        add("labels", labels.accuracies(), title + "; test accuracy, %", "labels");
        ((ObjectNode) numbers.get("labels")).set("penalties", JSON.valueToTree(labels.penalties()));
        LineChart chart = labels.accuracies().chart(context.title(title), "labelled examples");
        context.file(
                prefix + "pretraining-labels.png",
                chart.note(note(labels.accuracies())).png());
    }

    private void transfer(LabelCurve transfer) {
        String title = name + ": features learnt on the digits 0 to 4, classifier for 5 to 9";
        add("transfer", transfer.accuracies(), title + "; test accuracy, %", "labels");
        ((ObjectNode) numbers.get("transfer")).set("penalties", JSON.valueToTree(transfer.penalties()));
    }

    private void add(String part, Accuracies accuracies, String title, String places) {
        numbers.set(part, accuracies.json());
        tables.append(accuracies.table(context.title(title), places));
    }

    private String note(Accuracies accuracies) {
        int fewest = Integer.MAX_VALUE;
        int most = 0;
        for (int place = 0; place <= accuracies.last(); place++) {
            fewest = Math.min(fewest, accuracies.runs(Input.TRAINED, place));
            most = Math.max(most, accuracies.runs(Input.TRAINED, place));
        }
        String runs = fewest == most ? "" + most : fewest + " to " + most;
        return "Lines: mean of " + runs
                + (most == 1 ? " run." : " runs. Bands: 95% intervals of the mean (Student's t).");
    }
}
