package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.gradient.Statistics;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * The sum of statistics over partitions, as one job.
 *
 * <p>Since the sums are exact it may be taken in any order: with few partitions the driver adds them as they arrive, with more a tree
 * aggregation does. The classes stand where lambdas would, for the reason that {@link UpdateRdd} gives.
 */
final class FusedSum {
    private FusedSum() {}

    static Statistics of(RDD<Statistics> statistics, int depth) {
        if (hasLevels(statistics.getNumPartitions(), depth)) {
            return statistics.toJavaRDD().treeReduce(Statistics::merge, depth);
        }
        Total total = new Total();
        statistics.sparkContext().runJob(statistics, new First(), total, UpdateRdd.tag());
        return total.sum;
    }

    /** Whether a tree of that depth has a level between tasks and driver, by the rule of {@code RDD.treeAggregate}. */
    static boolean hasLevels(int partitions, int depth) {
        int scale = Math.max((int) Math.ceil(Math.pow(partitions, 1.0 / depth)), 2);
        return partitions > scale + Math.ceil((double) partitions / scale);
    }

    /** A partition's one element. */
    private static final class First extends AbstractFunction2<TaskContext, Iterator<Statistics>, Statistics>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Statistics apply(TaskContext context, Iterator<Statistics> elements) {
            return elements.next();
        }
    }

    /** Runs on the driver, one call at a time. */
    private static final class Total extends AbstractFunction2<Object, Statistics, BoxedUnit> {
        private Statistics sum;

        @Override
        public BoxedUnit apply(Object partition, Statistics statistics) {
            sum = sum == null ? statistics : sum.merge(statistics);
            return BoxedUnit.UNIT;
        }
    }
}
