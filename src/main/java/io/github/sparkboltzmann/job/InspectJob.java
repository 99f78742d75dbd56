package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.store.StoredModel;
import org.apache.hadoop.conf.Configuration;

/** Job {@code inspect}: a model's structure, settings and numbers; starts no Spark. */
final class InspectJob {
    private final JobConfig config;

    InspectJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        String path = config.text("model");
        Configuration configuration = new Configuration();
        for (String folder : Models.parts(configuration, path)) {
            print(folder, Models.stored(configuration, folder));
        }
        System.out.println("This machine: " + Kernels.description());
    }

    private static void print(String path, StoredModel model) {
        ConsoleTable table = new ConsoleTable("model " + path);
        for (Layer layer : model.machine().layers()) {
            table.text(
                    "layer " + layer.name(),
                    layer.size() + " " + layer.type().id() + " units, " + (layer.isVisible() ? "visible" : "hidden"));
        }
        table.text("inputs", "scaling " + model.scaling()).rule();
        for (Block block : model.machine().layout().blocks()) {
            table.text(block.name(), describe(model.parameters().copyOf(block), block));
        }
        table.rule();
        model.data().forEach((name, value) -> table.text("data " + name, String.valueOf(value)));
        table.rule();
        model.settings().forEach((name, value) -> table.text(name, String.valueOf(value)));
        System.out.println(table.render());
    }

    private static String describe(float[] values, Block block) {
        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
            largest = Math.max(largest, Math.abs(value));
        }
        double mean = sum / values.length;
        double deviation = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
        return block.rows() + " x " + block.columns() + ", mean " + Numbers.significant(mean, 3) + ", deviation "
                + Numbers.significant(deviation, 3) + ", largest " + Numbers.significant(largest, 3);
    }
}
