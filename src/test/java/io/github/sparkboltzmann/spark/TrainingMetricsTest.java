package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.TrainingListener;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What a training shows while it runs, and what it leaves of it. */
class TrainingMetricsTest {
    private static final String DESCRIPTION = "spark.job.description";

    @Test
    void metricsFollowATraining() {
        long rows = meter("training.rows");
        long done = meter("training.done");
        long warnings = counter("training.warnings");
        RBMModel model = rbm().setListener(new TrainingListener() {
                    @Override
                    public void onUpdate(int epoch, int updateOfEpoch, long updateRows, double error) {
                        assertEquals(1, counter("training.running"));
                    }
                })
                .fit(bars());
        EpochRecord last = model.summary().history().get(2);
        assertEquals(3, gauge("training.epoch"));
        assertEquals(3, gauge("training.epochs"));
        assertEquals(last.updates(), gauge("training.update"));
        assertEquals(last.updates(), gauge("training.updates"));
        assertEquals(last.updates(), meter("training.done") - done);
        assertEquals(3 * model.summary().rows(), meter("training.rows") - rows);
        assertEquals(last.monitors().trainLikelihood(), gauge("training.likelihood.training"));
        assertEquals(last.learningRate(), gauge("training.learningRate"));
        assertTrue(Double.isNaN(gauge("training.likelihood.validation")), "there are no validation rows");
        assertEquals(0, gauge("training.secondsSinceUpdate"));
        assertEquals(0, counter("training.running"));
        assertEquals(warnings, counter("training.warnings"));
    }

    @Test
    void aTrainingThatFailsRunsNoMoreAndAnAlarmIsCounted() {
        assertThrows(IllegalStateException.class, () -> rbm().setListener(new TrainingListener() {
                    @Override
                    public void onUpdate(int epoch, int updateOfEpoch, long updateRows, double error) {
                        throw new IllegalStateException("stop");
                    }
                })
                .fit(bars()));
        assertEquals(0, counter("training.running"));
        long warnings = counter("training.warnings");
        rbm().setLearningRate(1e3)
                .setRegParam(10)
                .setMaxIter(20)
                .setOnDivergence("warn")
                .fit(bars());
        assertTrue(counter("training.warnings") > warnings, "weights grow ten thousand times an update");
    }

    @Test
    void jobsAreDescribedWithinWhatTheCallerCallsThem() throws Exception {
        SparkContext context = TestSpark.session().sparkContext();
        context.setJobDescription("nightly");
        try {
            String inside = JobDescription.during(context, "epoch 3", () -> context.getLocalProperty(DESCRIPTION));
            assertEquals("nightly, epoch 3", inside);
            assertEquals("nightly", context.getLocalProperty(DESCRIPTION));
            assertThrows(
                    IllegalStateException.class,
                    () -> JobDescription.during(context, "epoch 4", () -> {
                        throw new IllegalStateException("stop");
                    }));
            assertEquals("nightly", context.getLocalProperty(DESCRIPTION));
        } finally {
            context.setJobDescription(null);
        }
        assertEquals("epoch 1", JobDescription.during(context, "epoch 1", () -> context.getLocalProperty(DESCRIPTION)));
    }

    private static Dataset<Row> bars() {
        return DataReader.read(
                        TestSpark.session(),
                        DataOptions.path("builtin:bars-and-stripes").build())
                .dataset();
    }

    private static RBM rbm() {
        return new RBM().setNumHidden(4).setMaxIter(3).setLocalSteps(1).setSeed(1);
    }

    private static double gauge(String name) {
        return (Double) ((Gauge<?>) TrainingMetrics.all().get(name)).getValue();
    }

    private static long meter(String name) {
        return ((Meter) TrainingMetrics.all().get(name)).getCount();
    }

    private static long counter(String name) {
        return ((Counter) TrainingMetrics.all().get(name)).getCount();
    }
}
