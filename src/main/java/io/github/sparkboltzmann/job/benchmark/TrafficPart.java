package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** What a round costs besides its arithmetic: bytes that are broadcast and come back, bytes in the cache, milliseconds of a job. */
final class TrafficPart {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 300;
    private static final int LOCAL_STEPS = 20;
    private static final int ROUNDS = 100;
    /** Bytes are the same in every round. */
    private static final int FEW_ROUNDS = 5;

    private static final int GROUPS = 5;

    private final Plan plan;
    private final Report report;
    private final Processes processes;
    private final Consumer<String> progress;

    TrafficPart(Plan plan, Report report, Processes processes, Consumer<String> progress) {
        this.plan = plan;
        this.report = report;
        this.processes = processes;
        this.progress = progress;
    }

    void run() {
        String size = Plan.VISIBLE + "-" + Plan.HIDDEN;
        String group = "rounds, " + size;
        progress.accept(group);
        for (int tasks = 1; tasks <= 2; tasks++) {
            String master = "local[" + tasks + "]: ";
            JsonNode one = ask(tasks, Plan.VISIBLE, Plan.HIDDEN, Plan.BATCH, 1);
            JsonNode many = ask(tasks, Plan.VISIBLE, Plan.HIDDEN, Plan.BATCH, LOCAL_STEPS);
            bytes(group, master + "one update", one, 1);
            bytes(group, master + LOCAL_STEPS + " local steps", many, LOCAL_STEPS);
            report.add(Result.of(
                    group,
                    master + "round with 1 row a task",
                    milliseconds(ask(tasks, Plan.VISIBLE, Plan.HIDDEN, 1, 1)),
                    "ms"));
            report.add(Result.of(group, master + "round of a machine 1-1", milliseconds(ask(tasks, 1, 1, 1, 1)), "ms"));
            if (tasks == 1) {
                report.add(
                        Result.of(group, "packed rows", one.path("packedBytes").asDouble(), "bytes a row"));
                report.add(Result.of(
                        group,
                        "packed rows, as Spark counts its cache",
                        one.path("cachedBytes").asDouble(),
                        "bytes a row"));
            }
        }
    }

    private void bytes(String group, String name, JsonNode reply, int updates) {
        double broadcast = reply.path("broadcastBytes").asDouble();
        double reduced = reply.path("reducedBytes").asDouble();
        report.add(Result.of(group, name + ": broadcast (compressed)", broadcast, "bytes a round"));
        report.add(Result.of(group, name + ": results of all tasks", reduced, "bytes a round"));
        if (updates > 1) {
            report.add(Result.of(group, name + ": both, an update", (broadcast + reduced) / updates, "bytes"));
        }
    }

    /** Medians of groups of rounds that follow each other: single rounds, drawn out by a collection of garbage, say nothing of the spread. */
    static Samples milliseconds(JsonNode reply) {
        Samples medians = new Samples();
        JsonNode all = reply.path("milliseconds");
        for (int group = 0; group < GROUPS; group++) {
            Samples own = new Samples();
            for (int i = group * all.size() / GROUPS; i < (group + 1) * all.size() / GROUPS; i++) {
                own.add(all.get(i).asDouble());
            }
            medians.add(own.median());
        }
        return medians;
    }

    private JsonNode ask(int tasks, int visible, int hidden, int batch, int steps) {
        int rounds = steps > 1 ? FEW_ROUNDS : plan.isQuick() ? ROUNDS / 2 : ROUNDS;
        return processes.spark(tasks).ask(request(tasks, visible, hidden, batch, steps, rounds), SECONDS);
    }

    /**
     * Rounds of a machine on made-up rows.
     *
     * @param batch rows of a task and update
     * @param steps updates of a round
     */
    static ObjectNode request(int tasks, int visible, int hidden, int batch, int steps, int rounds) {
        return JSON.createObjectNode()
                .put("do", "rounds")
                .put("visible", visible)
                .put("hidden", hidden)
                .put("batch", batch)
                .put("partitions", tasks)
                .put("steps", steps)
                .put("rounds", rounds);
    }
}
