package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.TestTraining;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.StatisticsForm;
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
        return TestTraining.settings(epochs, GradientSettings.contrastiveDivergence(cdSteps, form), 0.2, 1);
    }
}
