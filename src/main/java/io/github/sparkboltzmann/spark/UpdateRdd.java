package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.UpdateWorker;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The statistics of one update, an element a partition.
 *
 * <p>A class instead of {@code blocks.mapPartitions(lambda)}: Spark's closure cleaner reads the class files of every lambda's owner in each
 * job, which took more of an update's time on the driver than anything else (650 of 1,006 samples of the main thread at 784 x 500).
 */
final class UpdateRdd extends RDD<Statistics> {
    private static final long serialVersionUID = 1L;
    private static final ClassTag<Statistics> STATISTICS = ClassTag$.MODULE$.apply(Statistics.class);
    private static final ClassTag<RowBlock> BLOCK = ClassTag$.MODULE$.apply(RowBlock.class);

    private final Broadcast<Parameters> parameters;
    private final Machine machine;
    private final TrainingSettings settings;
    private final String run;
    private final long step;
    private final int blockNumber;
    private final long updateRows;

    UpdateRdd(
            RDD<RowBlock> blocks,
            Broadcast<Parameters> parameters,
            Machine machine,
            TrainingSettings settings,
            String run,
            long step,
            int blockNumber,
            long updateRows) {
        super(blocks, STATISTICS);
        this.parameters = parameters;
        this.machine = machine;
        this.settings = settings;
        this.run = run;
        this.step = step;
        this.blockNumber = blockNumber;
        this.updateRows = updateRows;
    }

    @Override
    public Partition[] getPartitions() {
        return firstParent(BLOCK).partitions();
    }

    @Override
    public Iterator<Statistics> compute(Partition partition, TaskContext context) {
        Iterator<RowBlock> blocks = firstParent(BLOCK).iterator(partition, context);
        // Blocks are cached as they are, so passing over one costs nothing.
        for (int i = 0; i < blockNumber; i++) {
            blocks.next();
        }
        UpdateWorker worker = WorkerCache.get(run, machine, settings);
        return scala.collection.Iterator$.MODULE$.single(
                worker.statistics(parameters.value().values(), blocks.next(), step, partition.index(), updateRows));
    }

    /** The class tag that {@link FusedSum} needs. */
    static ClassTag<Statistics> tag() {
        return STATISTICS;
    }
}
