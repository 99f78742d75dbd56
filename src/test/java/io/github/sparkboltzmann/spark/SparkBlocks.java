package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.train.TrainingSettings;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Blocks on the cluster and settings, for tests of the gradient source. */
final class SparkBlocks {
    private SparkBlocks() {}

    static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());
    }

    /** One partition for each list. */
    static JavaRDD<RowBlock> distribute(List<List<RowBlock>> partitions) {
        return context().parallelize(partitions, partitions.size()).flatMap(List::iterator);
    }

    static TrainingSettings settings(int epochs, int cdSteps, StatisticsForm form) {
        return new TrainingSettings(
                epochs,
                cdSteps,
                form,
                new Schedule(Schedule.Shape.LINEAR, 0.2, 0.05),
                new Momentum(0.5, 0.9, 2),
                1e-3,
                0.01,
                77);
    }
}
