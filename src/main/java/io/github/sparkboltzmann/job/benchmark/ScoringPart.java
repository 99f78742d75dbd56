package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** {@code RBMModel.transform} of a cached table of vectors into nothing, beside scikit-learn's, and what converting rows alone takes. */
final class ScoringPart {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 600;
    /** Transforms that the compiler sees before any is timed. */
    private static final int WARM_UP = 2;

    private final Plan plan;
    private final Report report;
    private final Processes processes;
    private final RowFiles files;
    private final Consumer<String> progress;

    ScoringPart(Plan plan, Report report, Processes processes, RowFiles files, Consumer<String> progress) {
        this.plan = plan;
        this.report = report;
        this.processes = processes;
        this.files = files;
        this.progress = progress;
    }

    void run() {
        String group = "transform, " + Plan.VISIBLE + "-" + Plan.HIDDEN + ", " + plan.fitRows() + " cached rows";
        Samples[] transform = {new Samples(), new Samples()};
        Samples[] conversion = {new Samples(), new Samples()};
        Map<Peer, Samples> peers = new LinkedHashMap<>();
        for (int tasks = 1; tasks <= 2; tasks++) {
            for (int i = 0; i < WARM_UP; i++) {
                rate(processes.spark(tasks), request("transform", "float32"));
                rate(processes.spark(tasks), request("conversion", "float32"));
            }
        }
        for (int repetition = 1; repetition <= plan.repetitions() + 1; repetition++) {
            progress.accept(group + ", repetition " + repetition + " of " + (plan.repetitions() + 1));
            for (int tasks = 1; tasks <= 2; tasks++) {
                Child child = processes.spark(tasks);
                transform[tasks - 1].add(rate(child, request("transform", "float32")));
                conversion[tasks - 1].add(rate(child, request("conversion", "float32")));
                for (String precision : new String[] {"float32", "float64"}) {
                    Peer peer = Peer.scikitLearn(precision, tasks);
                    Child other = processes.peer(peer);
                    if (other != null) {
                        peers.computeIfAbsent(peer, x -> new Samples())
                                .add(rate(other, request("transform", precision)));
                    }
                }
            }
        }
        for (int tasks = 1; tasks <= 2; tasks++) {
            int threads = tasks;
            String name = "local[" + tasks + "] transform";
            Samples own = transform[tasks - 1];
            report.add(Result.of(group, name, own, "rows/s"));
            // Time shares are the inverse of rates.
            Samples share = own.over(conversion[tasks - 1]);
            report.add(Result.of(group, name + ": share of converting rows", share, "of its time"));
            peers.forEach((peer, samples) -> {
                if (peer.threads() == threads) {
                    report.add(Result.of(group, peer.label(), samples, "rows/s"));
                    report.add(Result.of(group, name, own, "rows/s", peer.label(), samples));
                }
            });
        }
    }

    private ObjectNode request(String what, String precision) {
        ObjectNode request = JSON.createObjectNode();
        request.put("do", what)
                .put("rows", files.train(plan.fitRows()).toString())
                .put("hidden", Plan.HIDDEN)
                .put("batch", Plan.BATCH)
                .put("precision", precision);
        return request;
    }

    private static double rate(Child child, ObjectNode request) {
        JsonNode reply = child.ask(request, SECONDS);
        return reply.path("rows").asDouble() / reply.path("seconds").asDouble();
    }
}
