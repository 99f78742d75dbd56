package io.github.sparkboltzmann.spark;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Shows {@link TrainingMetrics} among Spark's own metrics of the driver: in the servlet {@code /metrics/json}, the Prometheus endpoint, and every sink
 * that is configured. {@code submit/boltzmann} turns it on; elsewhere {@code --conf spark.plugins=io.github.sparkboltzmann.spark.TrainingPlugin} does.
 *
 * <p>Their names begin with {@code <application>.driver.plugin.io.github.sparkboltzmann.spark.TrainingPlugin.}
 */
public final class TrainingPlugin implements SparkPlugin {
    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public Map<String, String> init(SparkContext context, PluginContext plugin) {
                return Map.of();
            }

            @Override
            public void registerMetrics(String application, PluginContext plugin) {
                TrainingMetrics.all().forEach(plugin.metricRegistry()::register);
            }
        };
    }

    /** Executors have nothing to show. */
    @Override
    public ExecutorPlugin executorPlugin() {
        return null;
    }
}
