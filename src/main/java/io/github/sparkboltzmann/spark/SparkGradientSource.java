package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.evaluate.RowSums;
import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.train.GradientSource;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.UpdateWorker;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The gradient source of a cluster: one job an update.
 *
 * <p>Broadcast the parameters; each partition takes its next block and returns statistics on the common grid; one fused tree aggregation;
 * destroy the broadcast. Since the sums are exact, the order in which tasks finish does not show in the result.
 */
public final class SparkGradientSource implements GradientSource {
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

    /** A bound on the rows of any update: every partition's block has at most one row more than its share. */
    public long updateRows() {
        return train.rows() / updatesPerEpoch() + train.blocks().getNumPartitions();
    }

    /** How many blocks of each partition make up the fixed subset of training rows. */
    public int measuredBlocks() {
        long wanted = Math.max(MEASURED_LEAST, Math.min(MEASURED_MOST, train.rows() / MEASURED_SHARE));
        long perBlock = Math.max(1, train.rows() / updatesPerEpoch());
        return (int) Math.min(updatesPerEpoch(), (wanted + perBlock - 1) / perBlock);
    }

    @Override
    public Statistics round(Parameters parameters, long step) {
        context.sc()
                .setJobDescription(
                        "epoch " + (step / updatesPerEpoch() + 1) + ", update " + (step % updatesPerEpoch() + 1));
        Broadcast<Parameters> broadcast = context.broadcast(parameters.copy());
        try {
            return FusedSum.of(
                    new UpdateRdd(
                            train.blocks().rdd(),
                            broadcast,
                            machine,
                            settings,
                            run,
                            step,
                            train.schedule().blockOf(step),
                            updateRows()),
                    aggregationDepth);
        } finally {
            broadcast.destroy();
            context.sc().setJobDescription(null);
        }
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
        context.sc().setJobDescription("measure " + which + " rows");
        Broadcast<Parameters> broadcast = context.broadcast(parameters.copy());
        try {
            RowSums total = new RowSums();
            sums(rows.blocks(), broadcast, machine, settings, run, blocks)
                    .collect()
                    .forEach(total::merge);
            return Measures.of(total, machine.layer(machine.layers(true)[0]).size());
        } finally {
            broadcast.destroy();
            context.sc().setJobDescription(null);
        }
    }

    private static JavaRDD<RowSums> sums(
            JavaRDD<RowBlock> blocks,
            Broadcast<Parameters> broadcast,
            Machine machine,
            TrainingSettings settings,
            String run,
            int limit) {
        return blocks.mapPartitions(it -> {
            UpdateWorker worker = WorkerCache.get(run, machine, settings);
            RowSums sums = new RowSums();
            for (int i = 0; i < limit && it.hasNext(); i++) {
                worker.measure(broadcast.value().values(), it.next(), sums);
            }
            return List.of(sums).iterator();
        });
    }
}
