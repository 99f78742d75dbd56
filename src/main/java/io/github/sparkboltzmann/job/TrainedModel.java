package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.DeepMachineModel;
import io.github.sparkboltzmann.ml.DeepModelSetters;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a training job needs of a model, with label units or without. */
final class TrainedModel {
    private static final String LAYER = "hidden layer ";

    private final MLWritable writable;
    private final StoredModel stored;
    private final RBMTrainingSummary summary;
    private final String featuresCol;
    private final Transformer reconstructing;
    private final int[] hidden;
    private final int classes;
    private Transformer layers;
    private StoredModel downward;

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
        TrainedModel trained = of(model, model.stored(), model.summary(), model.copy(new ParamMap()));
        return model instanceof DeepMachineModel<?> deep
                ? trained.withLayers(layers(deep.copy(new ParamMap()), trained.hidden.length), model.stored())
                : trained;
    }

    /** The model, which then adds a column for each hidden layer, and no other. */
    private static Transformer layers(DeepModelSetters<?> copy, int layers) {
        String[] columns = new String[layers];
        Arrays.setAll(columns, l -> LAYER + (l + 1));
        copy.setOutputCol("");
        copy.setFreeEnergyCol("");
        copy.setReconstructionCol("");
        copy.setLayerCols(columns);
        return (Transformer) copy;
    }

    static TrainedModel of(RBMClassificationModel model) {
        return of(model, model.stored(), model.summary(), model.copy(new ParamMap()));
    }

    /** Of a network what its lowest layers show, and what its highest step was measured by. */
    static TrainedModel of(DeepBeliefNetworkModel model) {
        DeepBeliefNetworkModel copy = quiet(model);
        List<RBMTrainingSummary> summaries = model.summaries();
        return of(model, model.recognition(), summaries.get(summaries.size() - 1), copy.setLayerCols())
                .withHidden(model.hiddenLayerSizes(), model.numClasses())
                .withLayers(layers(quiet(model), model.hiddenLayerSizes().length), model.downward());
    }

    /** A copy that predicts nothing. */
    private static DeepBeliefNetworkModel quiet(DeepBeliefNetworkModel model) {
        return model.copy(new ParamMap()).setPredictionCol("").setProbabilityCol("");
    }

    private TrainedModel withLayers(Transformer transformer, StoredModel model) {
        layers = transformer;
        downward = model;
        return this;
    }

    /** The columns of a table's features and of all hidden layers, from the lowest; {@code null} for a model of one hidden layer. */
    Dataset<Row> layers(Dataset<Row> rows) {
        if (layers == null || hidden.length < 2) {
            return null;
        }
        Dataset<Row> all = layers.transform(rows.select(featuresCol));
        Column[] columns = new Column[hidden.length + 1];
        Arrays.setAll(columns, c -> all.col(c == 0 ? featuresCol : LAYER + c));
        return all.select(columns);
    }

    /** What visible means follow from, where there are several hidden layers. */
    StoredModel downward() {
        return downward;
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
