package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.IOException;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a restricted Boltzmann machine by contrastive divergence, persistent chains, tempering or the exact gradient, distributed over Spark.
 *
 * <p>Rows are placed on {@code numPartitions} partitions by a hash, packed and cached once. Each update, or each round of {@code localSteps} updates, is one job: the parameters are
 * broadcast, every partition adds data and model statistics of its next block, one tree aggregation gives the gradient, and the driver
 * applies it. The same seed, settings and partitioning give the same bytes.
 *
 * <pre>
 * E(v, h) = -a.v - b.h - v W h,     gradient of W:  &lt;v h&gt;_data - &lt;v h&gt;_model
 * </pre>
 *
 * <p>Units are binary unless {@code visibleUnits} and {@code hiddenUnits} say otherwise. Params are described by {@link #explainParams()}.
 */
public final class RBM extends Estimator<RBMModel> implements RBMSetters<RBM>, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final RBMModelParamSet modelParamSet;
    private final RBMParamSet paramSet;
    private transient TrainingListener listener = TrainingListener.SILENT;
    private transient RBMModel initial;

    public RBM() {
        this(Identifiable.randomUID("rbm"));
    }

    public RBM(String uid) {
        this.uid = uid;
        this.modelParamSet = new RBMModelParamSet(this);
        this.paramSet = new RBMParamSet(this);
        Defaults defaults = Defaults.of(this);
        modelParamSet.setDefaults(defaults);
        paramSet.setDefaults(defaults);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public RBMModelParamSet modelParamSet() {
        return modelParamSet;
    }

    @Override
    public RBMParamSet paramSet() {
        return paramSet;
    }

    /** Hears of progress while {@link #fit} runs; it is no param, and neither copied nor saved. */
    public RBM setListener(TrainingListener value) {
        this.listener = value;
        return this;
    }

    /**
     * Trains on a table.
     *
     * @throws InvalidDataException if there is no row to train on, or a row that the units cannot take and {@code handleInvalid} is error
     */
    @Override
    public RBMModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        StoredModel given = initial == null ? null : initial.stored();
        try (RBMTraining training =
                new RBMTraining(this, LabelChoice.NONE, ConnectionChoice.RESTRICTED, dataset, given, listener)) {
            RBMTraining.Trained trained = training.run();
            RBMModel model = new RBMModel(uid, trained.stored(), trained.summary());
            return copyValues(model, new ParamMap()).setParent(this);
        }
    }

    /**
     * Trains a model further on new rows, for {@code maxIter} epochs: parameters, optimiser state, chains and the count of updates go on from
     * where the model's training ended, and its scaling stays; schedules begin anew. The model itself does not change.
     *
     * @throws IllegalArgumentException if the model has another width or number of hidden units
     */
    public RBMModel partialFit(RBMModel model, Dataset<?> dataset) {
        return copy(new ParamMap())
                .setInitialModel(model)
                .setInitialState("all")
                .fit(dataset)
                .setParent(this);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Columns.requireFeatures(schema, getFeaturesCol());
        Columns.requireTraining(schema, this);
        return Columns.withOutputs(schema, this, getNumHidden(), -1);
    }

    @Override
    public RBM copy(ParamMap extra) {
        RBM copy = defaultCopy(extra);
        copy.listener = listener;
        copy.initial = initial;
        return copy;
    }

    /** Reads a saved estimator. */
    public static MLReader<RBM> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a saved estimator. */
    public static RBM load(String path) throws IOException {
        return read().load(path);
    }

    public RBM setFeaturesCol(String value) {
        set(featuresCol(), value);
        return this;
    }

    @Override
    public RBM setInitialModel(String value) {
        initial = null;
        set(initialModel(), value);
        return this;
    }

    /** Starts from a model of this process; it is no param, and not saved. */
    public RBM setInitialModel(RBMModel value) {
        clear(initialModel());
        initial = value;
        return this;
    }
}
