package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import io.github.sparkboltzmann.ml.RBMModelSetters;
import io.github.sparkboltzmann.ml.RBMTrainingSummary;
import io.github.sparkboltzmann.store.StoredModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;

/** What a training job needs of a model, with label units or without. */
final class TrainedModel {
    private final MLWritable writable;
    private final StoredModel stored;
    private final RBMTrainingSummary summary;
    private final String featuresCol;
    private final Transformer reconstructing;

    private TrainedModel(
            MLWritable writable,
            StoredModel stored,
            RBMTrainingSummary summary,
            String featuresCol,
            Transformer reconstructing) {
        this.writable = writable;
        this.stored = stored;
        this.summary = summary;
        this.featuresCol = featuresCol;
        this.reconstructing = reconstructing;
    }

    static <M extends MachineModel<M>> TrainedModel of(M model) {
        return of(model, model.stored(), model.summary(), model.copy(new ParamMap()));
    }

    static TrainedModel of(RBMClassificationModel model) {
        return of(model, model.stored(), model.summary(), model.copy(new ParamMap()));
    }

    private static <M extends Transformer & RBMModelSetters<M>> TrainedModel of(
            MLWritable model, StoredModel stored, RBMTrainingSummary summary, M copy) {
        copy.setOutputCol("").setFreeEnergyCol("").setReconstructionCol("reconstruction");
        return new TrainedModel(model, stored, summary, copy.getFeaturesCol(), copy);
    }

    MLWritable writable() {
        return writable;
    }

    StoredModel stored() {
        return stored;
    }

    RBMTrainingSummary summary() {
        return summary;
    }

    String featuresCol() {
        return featuresCol;
    }

    /** Adds column {@code reconstruction}. */
    Transformer reconstructing() {
        return reconstructing;
    }

    int numVisible() {
        return stored.machine().layer(stored.machine().layers(true)[0]).size();
    }

    /** Of the highest hidden layer; 0 for a machine of visible units alone. */
    int numHidden() {
        int hidden = stored.machine().highestHidden();
        return hidden < 0 ? 0 : stored.machine().layer(hidden).size();
    }

    /** Classes of the label; 0 for none. */
    int classes() {
        return stored.machine().classes();
    }
}
