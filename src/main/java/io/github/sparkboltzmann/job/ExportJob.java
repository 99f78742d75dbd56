package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.store.ArrayNames;
import io.github.sparkboltzmann.store.ModelArrays;
import io.github.sparkboltzmann.store.OnnxEncoder;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Job {@code export}: a model's weights and biases as a NumPy or safetensors file, or what it makes of rows as ONNX; starts no Spark. */
final class ExportJob {
    private static final String ONNX = "onnx";
    private static final List<String> FORMATS = List.of("npz", "safetensors", ONNX);

    private final JobConfig config;

    ExportJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        if (config.text("output").isBlank()) {
            throw new UsageException("Setting 'output' is empty, but should name a file.");
        }
        Path target = new Path(config.text("output"));
        String format = format(target.getName());
        ArrayNames names = new ArrayNames(
                name("names.weights"), name("names.visibleBias"), name("names.hiddenBias"), config.flag("transpose"));
        Configuration configuration = new Configuration();
        RunFolder folder = RunFolder.holding(configuration, target, config.flag("overwrite"));
        folder.requireFree(target.getName());
        String path = config.text("model");
        if (format.equals(ONNX)) {
            byte[] encoder = OnnxEncoder.of(Models.encoder(configuration, path));
            folder.bytes(target.getName(), encoder);
            System.out.println("The encoder, " + Numbers.grouped(encoder.length) + " bytes of ONNX, is in "
                    + config.text("output"));
            return;
        }
        StoredModel model = Models.stored(configuration, path);
        byte[] bytes;
        try {
            bytes = ModelArrays.write(model, names, format);
        } catch (IOException e) {
            throw new UncheckedIOException("The model at " + path + " cannot be written: " + e.getMessage(), e);
        }
        folder.bytes(target.getName(), bytes);
        System.out.println(table(model, bytes.length).render());
        System.out.println("Weights and biases are in " + config.text("output"));
    }

    private String name(String key) {
        String name = config.text(key);
        if (name.isBlank() || name.contains("/") || name.contains("\\")) {
            throw new UsageException("Setting '" + key + "' should be a name without slashes, but is '" + name + "'.");
        }
        return name;
    }

    private String format(String file) {
        String format = config.text("format");
        String name = file.toLowerCase(Locale.ROOT);
        if (format.equals("auto")) {
            for (String known : FORMATS) {
                if (name.endsWith("." + known)) {
                    return known;
                }
            }
            throw new UsageException("The output '" + file
                    + "' ends in none of .npz, .safetensors and .onnx; rename it, or set format.");
        }
        if (!FORMATS.contains(format)) {
            throw new UsageException(
                    "Setting 'format' should be auto, npz, safetensors or onnx, but is '" + format + "'.");
        }
        return format;
    }

    private ConsoleTable table(StoredModel model, int bytes) {
        int visible = model.machine().layer(0).size();
        int hidden = model.machine().layer(1).size();
        boolean transposed = config.flag("transpose");
        ConsoleTable table = new ConsoleTable("weights and biases of " + config.text("model"))
                .text(
                        config.text("names.weights"),
                        transposed
                                ? hidden + " x " + visible + " [hidden, visible]"
                                : visible + " x " + hidden + " [visible, hidden]")
                .text(config.text("names.visibleBias"), visible + " [visible]")
                .text(config.text("names.hiddenBias"), hidden + " [hidden]")
                .text("file", Numbers.grouped(bytes) + " bytes, float32");
        if (model.scaling().kind() != InputScaling.Kind.NONE) {
            table.text("not in the file", "how inputs become states: scaling " + model.scaling());
        }
        return table;
    }
}
