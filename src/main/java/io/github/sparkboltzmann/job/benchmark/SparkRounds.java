package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.spark.PackedRows;
import io.github.sparkboltzmann.spark.SparkGradientSource;
import io.github.sparkboltzmann.train.BlockSchedule;
import io.github.sparkboltzmann.train.MonitorSettings;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDInfo;
import org.apache.spark.storage.StorageLevel;

/** Rounds of the Spark gradient source on rows that are made up: time, bytes broadcast and reduced, bytes cached. */
final class SparkRounds {
    private static final int BLOCKS = 30;
    private static final int WARM_UP = 20;

    private SparkRounds() {}

    static JsonNode answer(SparkSession session, JsonNode request) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        int visible = request.path("visible").asInt();
        int hidden = request.path("hidden").asInt();
        int partitions = request.path("partitions").asInt();
        int steps = request.path("steps").asInt();
        int rows = partitions * request.path("batch").asInt();
        Machine machine = Machine.restricted(visible, hidden);
        TrainingSettings settings = settings(rows, steps);
        BlockSchedule schedule = new BlockSchedule((long) BLOCKS * rows, rows, 1);
        JavaRDD<RowBlock> blocks = blocks(context, partitions, visible, rows / partitions);
        try (PackedRows packed = PackedRows.of(blocks, schedule, StorageLevel.MEMORY_AND_DISK(), visible)) {
            SparkGradientSource source = new SparkGradientSource(context, machine, settings, packed, null, 2);
            TrainingState state = state(machine, settings, partitions);
            for (int i = 0; i < WARM_UP; i += steps) {
                source.round(state, 0, steps);
            }
            ObjectNode reply = new ObjectMapper().createObjectNode();
            measure(session, source, state, steps, request.path("rounds").asInt(), reply);
            reply.put("packedBytes", (double) packed.packedBytes() / packed.rows());
            reply.put("cachedBytes", (double) cached(session, blocks.id()) / packed.rows());
            return reply;
        }
    }

    private static void measure(
            SparkSession session,
            SparkGradientSource source,
            TrainingState state,
            int steps,
            int rounds,
            ObjectNode reply) {
        Traffic traffic = new Traffic();
        session.sparkContext().addSparkListener(traffic);
        ArrayNode milliseconds = reply.putArray("milliseconds");
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            source.round(state, 0, steps);
            milliseconds.add((System.nanoTime() - start) * 1e-6);
        }
        traffic.awaitTasks((long) rounds * source.partitions());
        session.sparkContext().removeSparkListener(traffic);
        reply.put("broadcastBytes", (double) traffic.broadcastBytes() / rounds);
        reply.put("reducedBytes", (double) traffic.resultBytes() / rounds);
    }

    private static long cached(SparkSession session, int rdd) {
        return Arrays.stream(session.sparkContext().getRDDStorageInfo())
                .filter(info -> info.id() == rdd)
                .mapToLong(RDDInfo::memSize)
                .sum();
    }

    private static TrainingSettings settings(int chains, int steps) {
        return new TrainingSettings(
                1_000,
                GradientSettings.persistent(1, StatisticsForm.PROBABILITIES, chains),
                new OptimizerSettings(
                        new Schedule(Schedule.Shape.CONSTANT, 0.01, 0.01), new Momentum(0.5, 0.9, 6), 2e-4, 0.01),
                MonitorSettings.plain(),
                steps,
                io.github.sparkboltzmann.math.Precision.FLOAT32,
                0.01,
                1);
    }

    /** Random weights and velocities: zeros would be compressed to nothing. */
    private static TrainingState state(Machine machine, TrainingSettings settings, int partitions) {
        double[] means = new double[machine.layer(0).size()];
        Arrays.fill(means, 0.13);
        double[] half = new double[machine.layer(1).size()];
        Arrays.fill(half, 0.5);
        Parameters parameters = Parameters.initial(machine, new double[][] {means, null}, 0.01, 1);
        LearnerState learner = LearnerState.start(machine, parameters, true, new double[][] {means, half});
        int count = learner.parameterCount();
        for (int i = 0; i < count; i++) {
            learner.values()[count + i] = 0.01f * parameters.values()[(i + 1) % count];
        }
        return TrainingState.start(machine, settings.gradient(), learner, partitions, 1);
    }

    private static JavaRDD<RowBlock> blocks(JavaSparkContext context, int partitions, int visible, int rows) {
        List<Integer> numbers = IntStream.range(0, partitions).boxed().toList();
        return context.parallelize(numbers, partitions)
                .flatMap(partition -> blocks(partition, visible, rows).iterator());
    }

    private static List<RowBlock> blocks(int partition, int visible, int rows) {
        float[] states = new float[rows * visible];
        List<RowBlock> blocks = new ArrayList<>();
        for (int b = 0; b < BLOCKS; b++) {
            DrawKey key = DrawKey.of(1, b, Purpose.SAMPLING.number()).partition(partition);
            Kernels.elementwise().uniform(states, rows, visible, key, 0);
            for (int i = 0; i < states.length; i++) {
                states[i] = states[i] < 0.13f ? 1 : 0;
            }
            blocks.add(RowBlock.pack(RowBlock.Encoding.BITS, visible, states, rows));
        }
        return blocks;
    }
}
