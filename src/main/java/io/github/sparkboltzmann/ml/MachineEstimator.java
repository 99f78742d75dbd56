package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.TrainingListener;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * What estimators of machines without label units have in common: training, training further, and how they are copied.
 *
 * @param <E> the estimator's own type
 * @param <M> the type of its models
 */
public abstract class MachineEstimator<E extends MachineEstimator<E, M>, M extends MachineModel<M>> extends Estimator<M>
        implements RBMSetters<E>, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final RBMModelParamSet modelParamSet;
    private final RBMParamSet paramSet;
    private transient TrainingListener listener = TrainingListener.SILENT;
    private transient M initial;

    MachineEstimator(String uid) {
        this.uid = uid;
        this.modelParamSet = new RBMModelParamSet(this);
        this.paramSet = new RBMParamSet(this);
        Defaults defaults = Defaults.of(this);
        modelParamSet.setDefaults(defaults);
        paramSet.setDefaults(defaults);
    }

    /** What the params connect. */
    abstract ConnectionChoice connectionChoice();

    /** A model of what training came to. */
    abstract M model(String ownUid, StoredModel stored, RBMTrainingSummary summary);

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
    public E setListener(TrainingListener value) {
        this.listener = value;
        return self();
    }

    /**
     * Trains on a table.
     *
     * @throws InvalidDataException if there is no row to train on, or a row that the units cannot take and {@code handleInvalid} is error
     */
    @Override
    public M fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        StoredModel given = initial == null ? null : initial.stored();
        TrainingRows.Source rows = TrainingRows.Source.of(this, LabelChoice.NONE, dataset);
        try (RBMTraining training =
                new RBMTraining(this, LabelChoice.NONE, connectionChoice(), rows, given, listener)) {
            StoredModel start = pretrained(training.machine(), training.rows(), training.hasInitialModel(), listener);
            if (start != null) {
                training.startFrom(start);
            }
            RBMTraining.Trained trained = training.run();
            M model = model(uid, trained.stored(), trained.summary());
            return copyValues(model, new ParamMap()).setParent(this);
        }
    }

    /**
     * What training begins with, trained on the same rows.
     *
     * @param isInitial whether there is an initial model
     * @return {@code null} for the initial model, or new parameters
     */
    StoredModel pretrained(Machine machine, TrainingRows rows, boolean isInitial, TrainingListener progress) {
        return null;
    }

    /**
     * Trains a model further on new rows, for {@code maxIter} epochs: parameters, optimiser state, chains and the count of updates go on from
     * where the model's training ended, and its scaling stays; schedules begin anew. The model itself does not change.
     *
     * @throws IllegalArgumentException if the model has another width, number of hidden units or connections
     */
    public M partialFit(M model, Dataset<?> dataset) {
        return forMore()
                .setInitialModel(model)
                .setInitialState("all")
                .fit(dataset)
                .setParent(this);
    }

    /** A copy that trains a model further. */
    E forMore() {
        return copy(new ParamMap());
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Columns.requireFeatures(schema, getFeaturesCol());
        Columns.requireTraining(schema, this);
        return Columns.withOutputs(schema, this, hiddenSizes(), -1);
    }

    @Override
    public E copy(ParamMap extra) {
        E copy = defaultCopy(extra);
        MachineEstimator<E, M> common = copy;
        common.listener = listener;
        common.initial = initial;
        return copy;
    }

    public E setFeaturesCol(String value) {
        set(featuresCol(), value);
        return self();
    }

    @Override
    public E setInitialModel(String value) {
        initial = null;
        set(initialModel(), value);
        return self();
    }

    /** Starts from a model of this process; it is no param, and not saved. */
    public E setInitialModel(M value) {
        clear(initialModel());
        initial = value;
        return self();
    }
}
