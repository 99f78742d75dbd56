package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.Trajectory;
import io.github.sparkboltzmann.train.Round;
import io.github.sparkboltzmann.train.RoundPlan;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.TrainingState;
import io.github.sparkboltzmann.train.UpdateWorker;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The shares of one round, an element a partition.
 *
 * <p>A class instead of {@code blocks.mapPartitions(lambda)}: Spark's closure cleaner reads the class files of every lambda's owner in each
 * job, which took more of an update's time on the driver than anything else (650 of 1,006 samples of the main thread at 784 x 500).
 */
final class UpdateRdd extends RDD<Round> {
    private static final long serialVersionUID = 1L;
    private static final ClassTag<Round> ROUND = ClassTag$.MODULE$.apply(Round.class);
    private static final ClassTag<RowBlock> BLOCK = ClassTag$.MODULE$.apply(RowBlock.class);

    private final Broadcast<TrainingState> state;
    private final List<Broadcast<Trajectory>> rungs;
    private final Machine machine;
    private final TrainingSettings settings;
    private final String run;
    private final RoundPlan plan;

    UpdateRdd(
            RDD<RowBlock> blocks,
            Broadcast<TrainingState> state,
            List<Broadcast<Trajectory>> rungs,
            Machine machine,
            TrainingSettings settings,
            String run,
            RoundPlan plan) {
        super(blocks, ROUND);
        this.state = state;
        this.rungs = rungs;
        this.machine = machine;
        this.settings = settings;
        this.run = run;
        this.plan = plan;
    }

    @Override
    public Partition[] getPartitions() {
        return firstParent(BLOCK).partitions();
    }

    @Override
    public Iterator<Round> compute(Partition partition, TaskContext context) {
        // Blocks are cached as they are, so listing them costs nothing.
        List<RowBlock> blocks = new ArrayList<>(plan.schedule().blocks());
        Iterator<RowBlock> cached = firstParent(BLOCK).iterator(partition, context);
        while (cached.hasNext()) {
            blocks.add(cached.next());
        }
        UpdateWorker worker = WorkerCache.get(run, machine, settings);
        TrainingState whole = state.value()
                .withRungs(Trajectory.join(rungs.stream().map(Broadcast::value).toList()));
        return scala.collection.Iterator$.MODULE$.single(worker.round(whole, plan, blocks, partition.index()));
    }

    /** The class tag that {@link FusedSum} needs. */
    static ClassTag<Round> tag() {
        return ROUND;
    }
}
