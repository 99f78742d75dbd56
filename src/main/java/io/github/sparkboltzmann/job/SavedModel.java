package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import io.github.sparkboltzmann.store.StoredModel;

/** A model of any kind as it was saved; one of the three is there. */
final class SavedModel {
    final DeepBeliefNetworkModel network;
    final RBMClassificationModel classifier;
    final MachineModel<?> machine;

    SavedModel(DeepBeliefNetworkModel network, RBMClassificationModel classifier, MachineModel<?> machine) {
        this.network = network;
        this.classifier = classifier;
        this.machine = machine;
    }

    /** The machine that faces the rows. */
    StoredModel facing() {
        if (network != null) {
            return network.recognition();
        }
        return classifier != null ? classifier.stored() : machine.stored();
    }

    boolean hasLabels() {
        return classifier != null || network != null && network.numClasses() > 0;
    }
}
