package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.report.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Test log-likelihoods at equal epochs and over time: the same rows, both trainers at the better of a few learning rates, chosen on
 * validation rows, and both machines judged by the same annealed importance sampling.
 */
final class QualityPart {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 3_600;
    private static final String UNIT = "nats a row";

    private final Plan plan;
    private final Report report;
    private final Processes processes;
    private final RowFiles files;
    private final Path folder;
    private final Consumer<String> progress;

    QualityPart(Plan plan, Report report, Processes processes, RowFiles files, Path folder, Consumer<String> progress) {
        this.plan = plan;
        this.report = report;
        this.processes = processes;
        this.files = files;
        this.folder = folder;
        this.progress = progress;
    }

    void run() {
        String group = "test log-likelihood, PCD-1, " + Plan.VISIBLE + "-" + Plan.HIDDEN + ", batch " + Plan.BATCH
                + " a task (AIS, " + plan.temperatures() + " temperatures, " + Plan.RUNS + " runs)";
        List<TrainingCurve> curves = new ArrayList<>();
        for (int tasks = 1; tasks <= 2; tasks++) {
            curves.add(curve(group, "local[" + tasks + "]", tasks, null));
        }
        Peer peer = Peer.scikitLearn(Precision.FLOAT32.name(), 2);
        Child child = processes.peer(peer);
        TrainingCurve others = child == null ? null : curve(group, peer.label(), 2, child);
        if (others == null) {
            report.note("Without scikit-learn there is nothing to compare likelihoods with.");
            return;
        }
        curves.stream().filter(Objects::nonNull).forEach(own -> compare(group, own, others));
    }

    private void compare(String group, TrainingCurve own, TrainingCurve others) {
        double target = others.last();
        double seconds = own.secondsTo(target);
        if (Double.isNaN(seconds)) {
            report.note(own.name() + " did not reach " + nats(target) + " nats in " + epochs(lastEpoch()) + ".");
            return;
        }
        Samples peers = Samples.of(others.secondsTo(target));
        report.add(Result.of(
                group,
                own.name() + ": to " + nats(target) + " nats" + (own.isBefore(target) ? " or better" : ""),
                Samples.of(seconds),
                "s",
                others.name(),
                peers));
    }

    private static String nats(double value) {
        return Numbers.fixed(value, 1);
    }

    private static String epochs(int count) {
        return count + (count == 1 ? " epoch" : " epochs");
    }

    private int lastEpoch() {
        return plan.epochs()[plan.epochs().length - 1];
    }

    /** Trains with each rate to the last epoch, keeps the best by validation rows, and trains with it to the epochs before; null if none trains. */
    private TrainingCurve curve(String group, String name, int tasks, Child peer) {
        double best = Double.NEGATIVE_INFINITY;
        double bestRate = Double.NaN;
        Run kept = null;
        for (double rate : plan.rates()) {
            progress.accept(name + ", learning rate " + rate + ", " + epochs(lastEpoch()));
            try {
                Run run = train(tasks, peer, rate, lastEpoch());
                double validation = plan.rates().length == 1 ? 0 : judge(run, "valid", Plan.FEW_TEMPERATURES);
                if (validation > best) {
                    best = validation;
                    bestRate = rate;
                    kept = run;
                }
            } catch (Child.ChildException e) {
                report.note(name + ", learning rate " + rate + ": " + e.getMessage());
            }
        }
        if (kept == null) {
            report.note(name + " has no machine to judge: no learning rate led to one.");
            return null;
        }
        TrainingCurve curve = new TrainingCurve(name);
        for (int epochs : plan.epochs()) {
            boolean last = epochs == lastEpoch();
            progress.accept(name + ", " + epochs(epochs) + ", to be judged");
            Run run = last ? kept : train(tasks, peer, bestRate, epochs);
            double likelihood = judge(run, "test", last ? plan.temperatures() : Plan.FEW_TEMPERATURES);
            String label = name + ", rate " + bestRate + ", " + epochs(epochs);
            report.add(Result.of(group, label, likelihood, UNIT));
            report.add(Result.of(group, label + ": whole fit", run.seconds, "s"));
            curve.add(run.seconds, likelihood);
        }
        return curve;
    }

    /** A trained machine. */
    private record Run(Path weights, double seconds) {}

    private Run train(int tasks, Child peer, double rate, int epochs) {
        Path weights = folder.resolve("weights-" + (peer == null ? tasks : "peer") + "-" + rate + "-" + epochs);
        ObjectNode request = JSON.createObjectNode();
        request.put("rows", files.train().toString())
                .put("hidden", Plan.HIDDEN)
                .put("batch", Plan.BATCH)
                .put("epochs", epochs)
                .put("weights", weights.toString());
        JsonNode reply;
        if (peer == null) {
            request.put("do", "fit")
                    .put("partitions", tasks)
                    .put("localSteps", 0)
                    .put("precision", Precision.FLOAT32.name())
                    .put("monitorEvery", epochs)
                    .put("plain", true)
                    .put("learningRate", rate);
            reply = processes.spark(tasks).ask(request, SECONDS);
        } else {
            request.put("do", "train")
                    .put("precision", Precision.FLOAT32.name())
                    .put("rate", rate);
            reply = peer.ask(request, SECONDS);
        }
        return new Run(weights, reply.path("seconds").asDouble());
    }

    private double judge(Run run, String role, int temperatures) {
        ObjectNode request = JSON.createObjectNode();
        request.put("do", "judge")
                .put("weights", run.weights.toString())
                .put("hidden", Plan.HIDDEN)
                .put("rows", files.file(role).toString())
                .put("base", files.train().toString())
                .put("temperatures", temperatures)
                .put("runs", Plan.RUNS);
        JsonNode reply = processes.spark(2).ask(request, SECONDS);
        reply.path("warnings").forEach(warning -> report.note(warning.asText()));
        return reply.path("logLikelihood").asDouble();
    }
}
