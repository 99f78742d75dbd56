package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.BoltzmannMachineModel;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.DeepBoltzmannMachineModel;
import io.github.sparkboltzmann.ml.DeepRestrictedNetworkModel;
import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.store.ModelFolder;
import io.github.sparkboltzmann.store.ModelHeader;
import io.github.sparkboltzmann.store.PublishedModels;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Models by path: that of a folder, or of a root the model that is published below it. */
final class Models {
    private Models() {}

    /** What a model's folder holds, of any machine; its files are verified. */
    static StoredModel stored(Configuration configuration, String path) {
        if (isNetwork(configuration, path)) {
            throw new UsageException("The model at " + path + " is a belief network, which consists of models in "
                    + path + "/recognition and " + path + "/top; give one of those to this job.");
        }
        try {
            return new ModelFolder(configuration, PublishedModels.resolve(configuration, new Path(path))).read();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Whether the model was saved as that of a general machine: by its settings, or by what is coupled. */
    private static boolean isGeneral(ModelHeader header) {
        return header.settings().containsKey("connections") || !header.machine().isRestricted();
    }

    private static UncheckedIOException unreadable(String path, IOException e) {
        return new UncheckedIOException("The model at " + path + " cannot be read: " + e.getMessage(), e);
    }

    /** The model at a path, of whatever kind it was saved. */
    static SavedModel any(Configuration configuration, String given) {
        // Once: the current version may be another one a moment later.
        String path = PublishedModels.resolve(configuration, given);
        if (isNetwork(configuration, path)) {
            return new SavedModel(loadNetwork(path), null, null);
        }
        try {
            ModelHeader header = new ModelFolder(configuration, new Path(path)).header();
            return header.machine().labelLayer() >= 0
                    ? new SavedModel(null, RBMClassificationModel.load(path), null)
                    : new SavedModel(null, null, load(header, path));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static MachineModel<?> load(ModelHeader header, String path) throws IOException {
        Machine machine = header.machine();
        if (StackMachine.isStack(machine)) {
            return DeepRestrictedNetworkModel.load(path);
        }
        if (machine.layers(false).length > 1) {
            return DeepBoltzmannMachineModel.load(path);
        }
        return isGeneral(header) ? BoltzmannMachineModel.load(path) : RBMModel.load(path);
    }

    /** Whether the model at a path is a belief network, which consists of others. */
    static boolean isNetwork(Configuration configuration, String path) {
        return exists(
                configuration,
                new Path(PublishedModels.resolve(configuration, new Path(path)), DeepBeliefNetworkModel.TOP));
    }

    private static boolean exists(Configuration configuration, Path folder) {
        try {
            return folder.getFileSystem(configuration).exists(folder);
        } catch (IOException e) {
            throw unreadable(folder.toString(), e);
        }
    }

    /** The folders of the machines that a model consists of: its own, or those of a belief network's parts. */
    static List<String> parts(Configuration configuration, String path) {
        if (!isNetwork(configuration, path)) {
            return List.of(path);
        }
        String folder = PublishedModels.resolve(configuration, path);
        return DeepBeliefNetworkModel.PARTS.stream()
                .map(part -> folder + "/" + part)
                .filter(part -> exists(configuration, new Path(part)))
                .toList();
    }

    /** The machines that make features of rows, from the lowest: one, or those of a belief network. */
    static List<StoredModel> encoder(Configuration configuration, String given) {
        String path = PublishedModels.resolve(configuration, given);
        return isNetwork(configuration, path)
                ? DeepBeliefNetworkModel.UPWARD.stream()
                        .map(part -> stored(configuration, path + "/" + part))
                        .toList()
                : List.of(stored(configuration, path));
    }

    static DeepBeliefNetworkModel loadNetwork(String path) {
        try {
            return DeepBeliefNetworkModel.load(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }
}
