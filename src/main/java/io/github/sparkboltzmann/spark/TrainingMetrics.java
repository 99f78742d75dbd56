package io.github.sparkboltzmann.spark;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import io.github.sparkboltzmann.train.Checkpoint;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.TrainingListener;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Training in this driver, as metrics. Of two trainings at once the meters count both, and the gauges show whichever spoke last.
 *
 * <pre>
 * training.running                 how many trainings run now
 * training.epoch, .epochs          the epoch it is in, from 1, and how many there will be
 * training.update, .updates        updates behind it, those before a checkpoint included, and how many there will be
 * training.done                    meter of updates made in this driver
 * training.rows                    meter of rows trained on in this driver: count, mean rate, rate of the last minute
 * training.secondsSinceUpdate      grows while training hangs
 * training.reconstructionError     of the last update's rows, a visible unit
 * training.learningRate            of the last measured epoch, as all that follow
 * training.likelihood.training     log-likelihood or pseudo-log-likelihood a row, nats; so of validation rows
 * training.freeEnergyGap           validation - training, nats a row
 * training.warnings                counter of alarms and early stops
 * </pre>
 *
 * <p>What is not measured is NaN. {@link TrainingPlugin} hands them to Spark.
 */
public final class TrainingMetrics {
    private static final TrainingMetrics DRIVER = new TrainingMetrics();

    private final MetricRegistry registry = new MetricRegistry();
    private final Meter rows = registry.meter("training.rows");
    private final Meter done = registry.meter("training.done");
    private final Counter running = registry.counter("training.running");
    private final Counter warnings = registry.counter("training.warnings");
    private volatile int epoch;
    private volatile int epochs;
    private volatile int updatesPerEpoch;
    private volatile long update;
    private volatile long lastUpdate = System.nanoTime();
    private volatile double reconstructionError = Double.NaN;
    private volatile EpochRecord measured;

    private TrainingMetrics() {
        gauge("epoch", () -> epoch);
        gauge("epochs", () -> epochs);
        gauge("update", () -> update);
        gauge("updates", () -> (double) epochs * updatesPerEpoch);
        gauge("secondsSinceUpdate", () -> running.getCount() == 0 ? 0 : (System.nanoTime() - lastUpdate) * 1e-9);
        gauge("reconstructionError", () -> reconstructionError);
        gauge("learningRate", () -> measured == null ? Double.NaN : measured.learningRate());
        gauge(
                "likelihood.training",
                () -> measured == null ? Double.NaN : measured.monitors().trainLikelihood());
        gauge(
                "likelihood.validation",
                () -> measured == null ? Double.NaN : measured.monitors().validationLikelihood());
        gauge("freeEnergyGap", () -> measured == null ? Double.NaN : measured.freeEnergyGap());
    }

    private void gauge(String name, DoubleSupplier value) {
        registry.register("training." + name, (Gauge<Double>) value::getAsDouble);
    }

    /** A training of this driver begins; it ends when this is closed. */
    public static Recorder record() {
        return DRIVER.new Recorder();
    }

    /** All of them, by name. */
    static Map<String, Metric> all() {
        return DRIVER.registry.getMetrics();
    }

    /** Hears of a training. */
    public final class Recorder implements TrainingListener, AutoCloseable {
        private Recorder() {
            lastUpdate = System.nanoTime();
            running.inc();
        }

        @Override
        public void onStart(int allEpochs, int updates) {
            epoch = 1;
            epochs = allEpochs;
            updatesPerEpoch = updates;
            update = 0;
            reconstructionError = Double.NaN;
            measured = null;
        }

        @Override
        public void onResume(Checkpoint checkpoint) {
            update = checkpoint.step();
        }

        @Override
        public void onUpdate(int ofEpoch, int updateOfEpoch, long updateRows, double error) {
            long now = (long) (ofEpoch - 1) * updatesPerEpoch + updateOfEpoch;
            done.mark(now - update);
            rows.mark(updateRows);
            epoch = ofEpoch;
            update = now;
            reconstructionError = error;
            lastUpdate = System.nanoTime();
        }

        @Override
        public void onEpoch(EpochRecord epochRecord) {
            measured = epochRecord;
        }

        @Override
        public void onWarning(String warning) {
            warnings.inc();
        }

        @Override
        public void close() {
            running.dec();
        }
    }
}
