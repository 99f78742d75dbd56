package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/**
 * What a second executor brings: the same rows an executor (weak scaling), and the same rows in all (strong scaling), one update a round and local steps.
 *
 * <p>The line of two executors is compared with that of one, measured in turn with it: for weak scaling the ratio is
 * {@code time of one / time of two}, at most 1; for strong scaling the same ratio is at most 2.
 */
final class ScalingPart {
    private static final int SECONDS = 600;
    private static final int LOCAL_STEPS = 20;
    private static final int EXECUTORS = 2;
    /** Repetitions of each pair, in turn. */
    private static final int TURNS = 3;

    private final Plan plan;
    private final Report report;
    private final Processes processes;
    private final Consumer<String> progress;

    ScalingPart(Plan plan, Report report, Processes processes, Consumer<String> progress) {
        this.plan = plan;
        this.report = report;
        this.processes = processes;
        this.progress = progress;
    }

    void run() {
        // First, since it warms both clusters.
        constants();
        for (int rows : plan.isQuick() ? new int[] {2 * Plan.BATCH} : new int[] {2 * Plan.BATCH, 10 * Plan.BATCH}) {
            for (int steps : new int[] {1, LOCAL_STEPS}) {
                String group = "scaling, " + Plan.VISIBLE + "-" + Plan.HIDDEN + ", "
                        + (steps == 1 ? "one update a round" : steps + " local steps");
                progress.accept(group + ", " + rows + " rows");
                compare(group, rows, steps);
            }
        }
    }

    private void compare(String group, int rows, int steps) {
        Samples one = new Samples();
        Samples weak = new Samples();
        Samples strong = new Samples();
        for (int turn = 0; turn < TURNS; turn++) {
            one.add(update(1, rows, steps));
            weak.add(update(EXECUTORS, rows, steps));
            strong.add(update(EXECUTORS, rows / EXECUTORS, steps));
        }
        String first = "1 executor, " + rows + " rows";
        report.add(Result.of(group, first, one, "ms an update"));
        scaled(group, "weak: " + EXECUTORS + " executors, " + rows + " rows each", weak, first, one);
        scaled(group, "strong: " + EXECUTORS + " executors, " + rows / EXECUTORS + " rows each", strong, first, one);
    }

    private void scaled(String group, String name, Samples samples, String first, Samples one) {
        Samples ratios = one.over(samples);
        report.add(new Result(
                group,
                name,
                samples.median(),
                "ms an update",
                samples.spread(),
                "time of " + first + " / its own",
                ratios.median(),
                ratios.spread()));
    }

    /** What an update costs whatever its rows, from which that of more executors is reckoned. */
    private void constants() {
        String group = "scaling, rounds of 1 row a task";
        for (int executors = 1; executors <= EXECUTORS; executors++) {
            String where = executors + (executors == 1 ? " executor" : " executors");
            for (int[] size : new int[][] {{1, 1}, {Plan.VISIBLE, Plan.HIDDEN}, {Plan.VISIBLE, 10 * Plan.HIDDEN}}) {
                round(group, where, executors, executors, size);
            }
        }
        for (int tasks : new int[] {20, 100}) {
            round(group, tasks + " tasks on " + EXECUTORS + " executors", EXECUTORS, tasks, new int[] {1, 1});
        }
    }

    private void round(String group, String where, int executors, int tasks, int[] size) {
        JsonNode reply = ask(executors, tasks, size[0], size[1], 1, 1, 50);
        report.add(Result.of(
                group, where + ", machine " + size[0] + "-" + size[1], TrafficPart.milliseconds(reply), "ms"));
    }

    /** Milliseconds of an update, the median of some rounds. */
    private double update(int executors, int rows, int steps) {
        JsonNode reply = ask(executors, executors, Plan.VISIBLE, Plan.HIDDEN, rows, steps, steps == 1 ? 30 : 4);
        return TrafficPart.milliseconds(reply).median() / steps;
    }

    private JsonNode ask(int executors, int tasks, int visible, int hidden, int rows, int steps, int rounds) {
        return processes
                .cluster(executors)
                .ask(TrafficPart.request(tasks, visible, hidden, rows, steps, rounds), SECONDS);
    }
}
