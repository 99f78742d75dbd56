package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.store.ArrayFile;
import io.github.sparkboltzmann.store.ArrayNames;
import io.github.sparkboltzmann.store.AtomicOutput;
import io.github.sparkboltzmann.store.ModelArrays;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Job {@code import}: weights and biases of a NumPy or safetensors file become a model's folder. */
final class ImportJob {
    private final JobConfig config;

    ImportJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        if (config.text("input").isBlank()) {
            throw new UsageException("Setting 'input' is empty, but should name a .npz or .safetensors file.");
        }
        if (config.text("output").isBlank()) {
            throw new UsageException("Setting 'output' is empty, but should name a folder.");
        }
        InputScaling scaling = scaling();
        Boolean transposed = transposed();
        Path input = new Path(config.text("input"));
        Path output = new Path(config.text("output"));
        SparkSession session = Sessions.open("import");
        Configuration configuration = session.sparkContext().hadoopConfiguration();
        new AtomicOutput(configuration, config.flag("overwrite")).requireFree(output);
        StoredModel stored = read(configuration, input, transposed, scaling);
        RBMModel model = RBMModel.of(stored);
        try {
            (config.flag("overwrite") ? model.write().overwrite() : model.write()).save(output.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(table(stored).render());
        System.out.println("The model is in " + config.text("output"));
    }

    private StoredModel read(Configuration configuration, Path input, Boolean transposed, InputScaling scaling) {
        try (ArrayFile file = ArrayFile.open(configuration, input)) {
            ArrayNames names = ArrayNames.in(
                    file,
                    input.getName(),
                    config.text("names.weights"),
                    config.text("names.visibleBias"),
                    config.text("names.hiddenBias"),
                    transposed);
            return ModelArrays.read(file, input.getName(), names, scaling);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + input + " cannot be read: " + e.getMessage(), e);
        }
    }

    private InputScaling scaling() {
        String kind = config.text("scaling");
        return switch (kind) {
            case "none" -> InputScaling.none();
            case "divide-by" -> divideBy(config.number("scalingDivisor"));
            default ->
                throw new UsageException("Setting 'scaling' should be none or divide-by, but is '" + kind
                        + "': a file of weights has no ranges of columns.");
        };
    }

    private static InputScaling divideBy(double divisor) {
        try {
            return InputScaling.divideBy(divisor);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "Setting 'scalingDivisor' should be a positive number, but is " + divisor + ".", e);
        }
    }

    private Boolean transposed() {
        String text = config.text("transpose");
        return switch (text) {
            case "auto" -> null;
            case "true", "false" -> Boolean.valueOf(text);
            default ->
                throw new UsageException("Setting 'transpose' should be auto, true or false, but is '" + text + "'.");
        };
    }

    private ConsoleTable table(StoredModel stored) {
        Machine machine = stored.machine();
        String weights = String.valueOf(stored.settings().get("importedWeights"));
        boolean transposed = Boolean.TRUE.equals(stored.settings().get("importedTransposed"));
        return new ConsoleTable("model from " + config.text("input"))
                .number("visible units", machine.layer(0).size())
                .number("hidden units", machine.layer(1).size())
                .text(
                        "weights",
                        weights
                                + (transposed ? " [hidden, visible], " : " [visible, hidden], ")
                                + stored.settings().get("importedType"))
                .text("inputs", "scaling " + stored.scaling());
    }
}
