package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import io.github.sparkboltzmann.ml.RBMModelSetters;
import io.github.sparkboltzmann.ml.RBMTrainingSummary;
import io.github.sparkboltzmann.model.HiddenLayers;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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
    private final int[] hidden;
    private final int classes;

    private TrainedModel(
            MLWritable writable,
            StoredModel stored,
            RBMTrainingSummary summary,
            String featuresCol,
            Transformer reconstructing,
            int[] hidden,
            int classes) {
        this.writable = writable;
        this.stored = stored;
        this.summary = summary;
        this.featuresCol = featuresCol;
        this.reconstructing = reconstructing;
        this.hidden = hidden;
        this.classes = classes;
    }

    static <M extends MachineModel<M>> TrainedModel of(M model) {
        return of(model, model.stored(), model.summary(), model.copy(new ParamMap()));
    }

    static TrainedModel of(RBMClassificationModel model) {
        return of(model, model.stored(), model.summary(), model.copy(new ParamMap()));
    }

    /** Of a network what its lowest layers show, and what its highest step was measured by. */
    static TrainedModel of(DeepBeliefNetworkModel model) {
        DeepBeliefNetworkModel copy = model.copy(new ParamMap());
        if (model.numClasses() > 0) {
            copy.setPredictionCol("").setProbabilityCol("");
        }
        List<RBMTrainingSummary> summaries = model.summaries();
        return of(model, model.recognition(), summaries.get(summaries.size() - 1), copy.setLayerCols())
                .withHidden(model.hiddenLayerSizes(), model.numClasses());
    }

    private TrainedModel withHidden(int[] sizes, int labelClasses) {
        return new TrainedModel(writable, stored, summary, featuresCol, reconstructing, sizes, labelClasses);
    }

    private static <M extends Transformer & RBMModelSetters<M>> TrainedModel of(
            MLWritable model, StoredModel stored, RBMTrainingSummary summary, M copy) {
        copy.setOutputCol("").setFreeEnergyCol("").setReconstructionCol("reconstruction");
        return new TrainedModel(
                model,
                stored,
                summary,
                copy.getFeaturesCol(),
                copy,
                HiddenLayers.sizes(stored.machine()),
                stored.machine().classes());
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

    /** Units of the highest hidden layer; 0 for a machine of visible units alone. */
    int numHidden() {
        return hidden.length == 0 ? 0 : hidden[hidden.length - 1];
    }

    /** {@code 500-1000}, from the lowest hidden layer. */
    String hidden() {
        return hidden.length == 0
                ? "0"
                : Arrays.stream(hidden).mapToObj(String::valueOf).collect(Collectors.joining("-"));
    }

    /** Classes of the label; 0 for none. */
    int classes() {
        return classes;
    }
}
