package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Whole trainings by the Spark ML estimator, one and two tasks, beside those of peers with as many threads; all in turn within each repetition.
 *
 * <p>Rates of ours are those of the epochs after the first; packing, choosing local steps and the first epoch are lines of their own, of a training that comes
 * before all others: the first one in its process, where the compiler is still at work.
 */
final class FitPart {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 900;
    /** A record of the history has at least so many updates, so that rounds of local steps are not cut short. */
    private static final int UPDATES = 60;

    private final Plan plan;
    private final Report report;
    private final Processes processes;
    private final RowFiles files;
    private final Consumer<String> progress;

    FitPart(Plan plan, Report report, Processes processes, RowFiles files, Consumer<String> progress) {
        this.plan = plan;
        this.report = report;
        this.processes = processes;
        this.files = files;
        this.progress = progress;
    }

    void run() {
        compare(Plan.HIDDEN, Plan.BATCH, plan.fitRows(), plan.isQuick() ? Peer.few() : Peer.all(), true);
        for (int hidden : plan.hidden()) {
            for (int batch : plan.batches()) {
                if (hidden != Plan.HIDDEN || batch != Plan.BATCH) {
                    compare(hidden, batch, plan.gridRows(), Peer.few(), false);
                }
            }
        }
    }

    /** One of our trainings; local steps 0 are chosen. */
    private record Ours(Precision precision, int tasks, int localSteps) {
        String label(int chosen) {
            String steps = localSteps == 1 ? "local steps 1" : "local steps chosen" + (chosen > 0 ? ": " + chosen : "");
            return "local[" + tasks + "], " + steps + precision.suffix();
        }
    }

    private void compare(int hidden, int batch, int rows, List<Peer> peers, boolean main) {
        String group = "fit, PCD-1, " + Plan.VISIBLE + "-" + hidden + ", batch " + batch + " a task, " + rows + " rows";
        List<Ours> ours = ours(main);
        Map<Ours, Samples> rates = new LinkedHashMap<>();
        Map<Ours, JsonNode> first = new LinkedHashMap<>();
        Map<Peer, Samples> others = new LinkedHashMap<>();
        if (main) {
            progress.accept(group + ", cold");
            for (Ours one : ours) {
                first.put(one, processes.spark(one.tasks).ask(request(one, hidden, batch, rows), SECONDS));
            }
        }
        int repetitions = main ? plan.repetitions() : plan.gridRepetitions();
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            progress.accept(group + ", repetition " + repetition + " of " + repetitions);
            for (Ours one : ours) {
                JsonNode reply = processes.spark(one.tasks).ask(request(one, hidden, batch, rows), SECONDS);
                rates.computeIfAbsent(one, x -> new Samples())
                        .add(reply.path("rowsPerSecond").asDouble());
                first.putIfAbsent(one, reply);
            }
            for (Peer peer : peers) {
                Child child = processes.peer(peer);
                if (child != null) {
                    ask(child, peer, hidden, batch, rows, others);
                }
            }
        }
        report(group, rates, first, others, main);
    }

    private List<Ours> ours(boolean main) {
        List<Ours> ours = new ArrayList<>();
        for (Precision precision : Precision.available()) {
            for (int tasks = 1; tasks <= 2; tasks++) {
                ours.add(new Ours(precision, tasks, 0));
                if (main && precision == Precision.FLOAT32) {
                    ours.add(new Ours(precision, tasks, 1));
                }
            }
        }
        return ours;
    }

    private ObjectNode request(Ours one, int hidden, int batch, int rows) {
        int updatesPerEpoch = (rows + batch * one.tasks - 1) / (batch * one.tasks);
        int every = (UPDATES + updatesPerEpoch - 1) / updatesPerEpoch;
        int records = plan.isQuick() ? 2 : hidden > Plan.HIDDEN ? 2 : 4;
        ObjectNode request = JSON.createObjectNode();
        request.put("do", "fit")
                .put("rows", files.train(rows).toString())
                .put("hidden", hidden)
                .put("batch", batch)
                .put("partitions", one.tasks)
                .put("localSteps", one.localSteps)
                .put("precision", one.precision.name())
                .put("plain", true)
                .put("monitorEvery", every)
                .put("epochs", every * records)
                .put("learningRate", 0.01);
        return request;
    }

    private void ask(Child child, Peer peer, int hidden, int batch, int rows, Map<Peer, Samples> into) {
        ObjectNode request = JSON.createObjectNode();
        request.put("do", "rate")
                .put("rows", files.train(rows).toString())
                .put("hidden", hidden)
                .put("batch", batch)
                .put("precision", peer.precision())
                .put("seconds", plan.peerSeconds());
        try {
            JsonNode reply = child.ask(request, SECONDS);
            if (reply.has("skip")) {
                report.note(peer.label() + " is left out: " + reply.path("skip").asText() + ".");
                return;
            }
            into.computeIfAbsent(peer, x -> new Samples())
                    .add(reply.path("rows").asDouble() / reply.path("seconds").asDouble());
        } catch (Child.ChildException e) {
            report.note(peer.label() + " is left out: " + e.getMessage());
        }
    }

    private void report(
            String group,
            Map<Ours, Samples> rates,
            Map<Ours, JsonNode> first,
            Map<Peer, Samples> others,
            boolean main) {
        rates.forEach((one, samples) -> {
            String label = one.label(first.get(one).path("localSteps").asInt());
            Ours single = new Ours(one.precision, 1, one.localSteps);
            report.add(
                    one.tasks == 1
                            ? Result.of(group, label, samples, "rows/s")
                            : Result.of(group, label, samples, "rows/s", single.label(0), rates.get(single)));
        });
        others.forEach((peer, samples) -> report.add(Result.of(group, peer.label(), samples, "rows/s")));
        others.forEach((peer, samples) -> rates.forEach((one, ownSamples) -> {
            if (one.tasks == peer.threads() && one.localSteps == 0 && one.precision == Precision.FLOAT32) {
                int chosen = first.get(one).path("localSteps").asInt();
                report.add(Result.of(group, one.label(chosen), ownSamples, "rows/s", peer.label(), samples));
            }
        }));
        if (main) {
            first.forEach((one, reply) -> {
                String label = one.label(reply.path("localSteps").asInt());
                report.add(Result.of(
                        group,
                        label + ": cold, reading and packing",
                        reply.path("packing").asDouble(),
                        "s"));
                if (one.localSteps == 0) {
                    report.add(Result.of(
                            group,
                            label + ": cold, choosing",
                            reply.path("choosing").asDouble(),
                            "s"));
                }
                report.add(Result.of(
                        group,
                        label + ": cold, first epoch",
                        reply.path("firstEpoch").asDouble(),
                        "s"));
                report.add(Result.of(
                        group,
                        label + ": cold, other epochs",
                        reply.path("otherEpoch").asDouble(),
                        "s"));
            });
        }
    }
}
