package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The model that {@code src/test/resources/models/version-1} holds, and the program that wrote it there.
 *
 * <p>Run {@link #main} with a new folder to write a model of the next format version beside it; a folder once committed is never
 * written again, since it stands for what users have on their disks.
 */
final class ModelOfVersion1 {
    private ModelOfVersion1() {}

    /** Four visible and three hidden units, parameters {@code (n - 9) / 8}, scaled by column ranges. */
    static StoredModel stored() {
        Machine machine = Machine.restricted(4, 3);
        float[] values = new float[machine.layout().length()];
        for (int n = 0; n < values.length; n++) {
            values[n] = (n - 9) / 8f;
        }
        return new StoredModel(
                machine,
                Parameters.of(machine, values),
                InputScaling.minMax(new double[] {0, -1, 0.1, 5}, new double[] {255, 1, 0.3, 5}),
                new TreeMap<>(Map.of("cdSteps", 3, "learningRate", 0.05, "statistics", "samples")),
                new TreeMap<>(Map.of("rows", 60_000, "fingerprint", "8f3a")));
    }

    /** Writes the model into the folder that the first argument names, which must not exist. */
    public static void main(String[] args) throws IOException {
        TestSpark.session();
        Path folder = Path.of(args[0]);
        new RBMModel("rbm_version_1", stored(), null)
                .setOutputCol("code")
                .setBinarizeThreshold(0.25)
                .save(folder.toUri().toString());
        // Hadoop's checksums beside the files are no part of a model.
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".crc")).toList()) {
                Files.delete(file);
            }
        }
    }
}
