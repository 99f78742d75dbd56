package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.BoltzmannMachineModel;
import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.store.ModelFolder;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Models by path. */
final class Models {
    private Models() {}

    /** What a model's folder holds, of any machine; its files are verified. */
    static StoredModel stored(Configuration configuration, String path) {
        try {
            return new ModelFolder(configuration, new Path(path)).read();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Whether the model at a path has label units. */
    static boolean hasLabels(Configuration configuration, String path) {
        return stored(configuration, path).machine().labelLayer() >= 0;
    }

    static RBMClassificationModel loadClassifier(String path) {
        try {
            return RBMClassificationModel.load(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Whether the model was saved as that of a general machine: by its settings, or by what is coupled. */
    private static boolean isGeneral(Configuration configuration, String path) {
        StoredModel stored = stored(configuration, path);
        return stored.settings().containsKey("connections") || !stored.machine().isRestricted();
    }

    private static UncheckedIOException unreadable(String path, IOException e) {
        return new UncheckedIOException("The model at " + path + " cannot be read: " + e.getMessage(), e);
    }

    /** A model without label units: of a restricted or of a general machine, as it was saved. */
    static MachineModel<?> load(Configuration configuration, String path) {
        try {
            return isGeneral(configuration, path) ? BoltzmannMachineModel.load(path) : RBMModel.load(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }
}
