package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.train.Round;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * The sum of shares over partitions, as one job.
 *
 * <p>Since the sums are exact it may be taken in any order: with few partitions the driver adds them as they arrive, with more a tree
 * aggregation does. The classes stand where lambdas would, for the reason that {@link UpdateRdd} gives.
 */
final class FusedSum {
    private FusedSum() {}

    static Round of(RDD<Round> rounds, int depth) {
        if (hasLevels(rounds.getNumPartitions(), depth)) {
            return rounds.toJavaRDD().treeReduce(Round::merge, depth);
        }
        Total total = new Total();
        rounds.sparkContext().runJob(rounds, new First(), total, UpdateRdd.tag());
        return total.sum;
    }

    /** Whether a tree of that depth has a level between tasks and driver. */
    static boolean hasLevels(int partitions, int depth) {
        return results(partitions, depth) < partitions;
    }

    /** How many sums reach the driver: those of the partitions, or of the tree's last level, by the rule of {@code RDD.treeAggregate}. */
    static long results(int partitions, int depth) {
        int scale = Math.max((int) Math.ceil(Math.pow(partitions, 1.0 / depth)), 2);
        int left = partitions;
        while (left > scale + Math.ceil((double) left / scale)) {
            left /= scale;
        }
        return left;
    }

    /** A partition's one element. */
    private static final class First extends AbstractFunction2<TaskContext, Iterator<Round>, Round>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Round apply(TaskContext context, Iterator<Round> elements) {
            return elements.next();
        }
    }

    /** Runs on the driver, one call at a time. */
    private static final class Total extends AbstractFunction2<Object, Round, BoxedUnit> {
        private Round sum;

        @Override
        public BoxedUnit apply(Object partition, Round round) {
            sum = sum == null ? round : sum.merge(round);
            return BoxedUnit.UNIT;
        }
    }
}
