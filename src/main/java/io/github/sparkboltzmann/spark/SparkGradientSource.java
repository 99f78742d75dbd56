package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.evaluate.RowSums;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.Trajectory;
import io.github.sparkboltzmann.train.GradientSource;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.Round;
import io.github.sparkboltzmann.train.RoundPlan;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.TrainingState;
import io.github.sparkboltzmann.train.UpdateWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The gradient source of a cluster: one job a round.
 *
 * <p>Broadcast the parameters; each partition takes its next block and returns statistics on the common grid, or takes its local steps and returns what they
 * changed; one fused tree aggregation; destroy the broadcast. Since the sums are exact, the order in which tasks finish does not show in the result.
 */
public final class SparkGradientSource implements GradientSource, AutoCloseable {
    /** The fixed subset of training rows has this share of them, but at least and at most so many. */
    private static final int MEASURED_SHARE = 20;

    private static final int MEASURED_LEAST = 1_000;
    private static final int MEASURED_MOST = 10_000;

    private final JavaSparkContext context;
    private final Machine machine;
    private final TrainingSettings settings;
    private final PackedRows train;
    private final PackedRows validation;
    private final int aggregationDepth;
    private final String run = UUID.randomUUID().toString();
    private final List<Broadcast<Trajectory>> rungs = new ArrayList<>();
    private Trajectory lastRungs = Trajectory.none();

    /** @param validation {@code null} for none */
    public SparkGradientSource(
            JavaSparkContext context,
            Machine machine,
            TrainingSettings settings,
            PackedRows train,
            PackedRows validation,
            int aggregationDepth) {
        this.context = context;
        this.machine = machine;
        this.settings = settings;
        this.train = train;
        this.validation = validation;
        this.aggregationDepth = aggregationDepth;
    }

    @Override
    public long rows() {
        return train.rows();
    }

    @Override
    public int updatesPerEpoch() {
        return train.schedule().blocks();
    }

    @Override
    public int partitions() {
        return train.blocks().getNumPartitions();
    }

    /** How many blocks of each partition make up the fixed subset of training rows. */
    public int measuredBlocks() {
        long wanted = Math.max(MEASURED_LEAST, Math.min(MEASURED_MOST, train.rows() / MEASURED_SHARE));
        long perBlock = Math.max(1, train.rows() / updatesPerEpoch());
        return (int) Math.min(updatesPerEpoch(), (wanted + perBlock - 1) / perBlock);
    }

    @Override
    public Round round(TrainingState state, long step, int steps) {
        int updates = updatesPerEpoch();
        String place = "epoch " + (step / updates + 1) + ", update " + (step % updates + 1)
                + (steps == 1 ? "" : " and " + (steps - 1) + " more");
        RoundPlan plan = new RoundPlan(
                        train.schedule(), (long) settings.epochs() * updates, train.partitionRows(), step, steps)
                .withWeights(train.blockWeights());
        // One update needs the parameters alone; local steps the optimiser's state, too.
        TrainingState travelling = (steps == 1 ? state.forOneUpdate() : state.frozen()).withoutRungs();
        Broadcast<TrainingState> broadcast = context.broadcast(travelling);
        try {
            UpdateRdd update = new UpdateRdd(
                    train.blocks().rdd(), broadcast, rungs(state.trajectory()), machine, settings, run, plan);
            return JobDescription.during(context.sc(), place, () -> FusedSum.of(update, aggregationDepth));
        } finally {
            broadcast.destroy();
        }
    }

    /** A frozen machine travels once; those of a rejected round, or of a state that was left, are destroyed. */
    private List<Broadcast<Trajectory>> rungs(Trajectory trajectory) {
        int same = 0;
        while (same < Math.min(rungs.size(), trajectory.rungs())
                && lastRungs.parameters(same) == trajectory.parameters(same)) {
            same++;
        }
        while (rungs.size() > same) {
            rungs.remove(rungs.size() - 1).destroy();
        }
        for (int r = same; r < trajectory.rungs(); r++) {
            rungs.add(context.broadcast(trajectory.alone(r)));
        }
        lastRungs = trajectory;
        return List.copyOf(rungs);
    }

    /** Frees the frozen machines on the executors. */
    @Override
    public void close() {
        rungs(Trajectory.none());
    }

    @Override
    public Measures measureTrain(Parameters parameters) {
        return measure(train, parameters, measuredBlocks(), "training");
    }

    @Override
    public Measures measureValidation(Parameters parameters) {
        return validation == null ? Measures.none() : measure(validation, parameters, Integer.MAX_VALUE, "validation");
    }

    private Measures measure(PackedRows rows, Parameters parameters, int blocks, String which) {
        Broadcast<Parameters> broadcast = context.broadcast(parameters.copy());
        try {
            JavaRDD<RowSums> sums = sums(rows.blocks(), broadcast, machine, settings, run, blocks);
            RowSums total = new RowSums();
            JobDescription.during(context.sc(), "measure " + which + " rows", sums::collect)
                    .forEach(total::merge);
            return Measures.of(total, machine.layer(machine.layers(true)[0]).size());
        } finally {
            broadcast.destroy();
        }
    }

    private static JavaRDD<RowSums> sums(
            JavaRDD<RowBlock> blocks,
            Broadcast<Parameters> broadcast,
            Machine machine,
            TrainingSettings settings,
            String run,
            int limit) {
        return blocks.mapPartitionsWithIndex(
                (p, it) -> {
                    UpdateWorker worker = WorkerCache.get(run, machine, settings);
                    return List.of(worker.measure(broadcast.value().values(), () -> it, limit, p))
                            .iterator();
                },
                true);
    }
}
