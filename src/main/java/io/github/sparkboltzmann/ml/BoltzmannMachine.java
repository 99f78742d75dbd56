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
 * Trains a general Boltzmann machine, of visible and hidden units any of which may be connected, distributed over Spark.
 *
 * <pre>
 * E(s) = -sum_i b_i s_i - sum_(i,j) w_ij s_i s_j,     gradient of w_ij:  &lt;s_i s_j&gt;_data - &lt;s_i s_j&gt;_model
 * </pre>
 *
 * <p>{@code connections} says which pairs have a weight. In the data phase each executor clamps the rows of its block, and hidden units that are coupled to each
 * other come to equilibrium by {@code dataPhase}; in the model phase its chains run free: persistent ({@code modelPhase} pcd), from noise and annealed
 * (annealed, as Ackley, Hinton and Sejnowski did it), or from the data (cd). Machines without hidden units ({@code numHidden} 0) can be trained by pseudo-likelihood
 * (pseudo). Units are binary, or spins. The same seed, settings and partitioning give the same bytes.
 *
 * <p>Source: Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines", Cognitive Science 9, 1985.
 */
public final class BoltzmannMachine extends Estimator<BoltzmannMachineModel>
        implements RBMSetters<BoltzmannMachine>, GeneralParams, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final RBMModelParamSet modelParamSet;
    private final RBMParamSet paramSet;
    private final GeneralParamSet generalParamSet;
    private transient TrainingListener listener = TrainingListener.SILENT;
    private transient BoltzmannMachineModel initial;

    public BoltzmannMachine() {
        this(Identifiable.randomUID("boltzmann"));
    }

    public BoltzmannMachine(String uid) {
        this.uid = uid;
        this.modelParamSet = new RBMModelParamSet(this);
        this.paramSet = new RBMParamSet(this, 0);
        this.generalParamSet = new GeneralParamSet(this);
        Defaults defaults = Defaults.of(this);
        modelParamSet.setDefaults(defaults);
        paramSet.setDefaults(defaults);
        generalParamSet.setDefaults(defaults);
        defaults.set(modelPhase(), "pcd");
        defaults.set(statistics(), "hidden-probabilities");
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

    @Override
    public GeneralParamSet generalParamSet() {
        return generalParamSet;
    }

    /** Hears of progress while {@link #fit} runs; it is no param, and neither copied nor saved. */
    public BoltzmannMachine setListener(TrainingListener value) {
        this.listener = value;
        return this;
    }

    /**
     * Trains on a table.
     *
     * @throws InvalidDataException if there is no row to train on, or a row that the units cannot take and {@code handleInvalid} is error
     */
    @Override
    public BoltzmannMachineModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        StoredModel given = initial == null ? null : initial.stored();
        ConnectionChoice connections = ConnectionChoice.of(this);
        try (RBMTraining training = new RBMTraining(this, LabelChoice.NONE, connections, dataset, given, listener)) {
            RBMTraining.Trained trained = training.run();
            BoltzmannMachineModel model = new BoltzmannMachineModel(uid, trained.stored(), trained.summary());
            return copyValues(model, new ParamMap()).setParent(this);
        }
    }

    /**
     * Trains a model further on new rows, for {@code maxIter} epochs, as {@link RBM#partialFit} does.
     *
     * @throws IllegalArgumentException if the model has another width, number of hidden units or connections
     */
    public BoltzmannMachineModel partialFit(BoltzmannMachineModel model, Dataset<?> dataset) {
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
    public BoltzmannMachine copy(ParamMap extra) {
        BoltzmannMachine copy = defaultCopy(extra);
        copy.listener = listener;
        copy.initial = initial;
        return copy;
    }

    /** Reads a saved estimator. */
    public static MLReader<BoltzmannMachine> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a saved estimator. */
    public static BoltzmannMachine load(String path) throws IOException {
        return read().load(path);
    }

    public BoltzmannMachine setFeaturesCol(String value) {
        set(featuresCol(), value);
        return this;
    }

    public BoltzmannMachine setConnections(String value) {
        set(connections(), value);
        return this;
    }

    /** Sets {@code edges}, and {@code connections} to graph. */
    public BoltzmannMachine setEdges(int... value) {
        set(edges(), value);
        set(connections(), "graph");
        return this;
    }

    public BoltzmannMachine setDataPhase(String value) {
        set(dataPhase(), value);
        return this;
    }

    public BoltzmannMachine setDataSweeps(int value) {
        set(dataSweeps(), value);
        return this;
    }

    public BoltzmannMachine setAnnealing(String value) {
        set(annealing(), value);
        return this;
    }

    @Override
    public BoltzmannMachine setInitialModel(String value) {
        initial = null;
        set(initialModel(), value);
        return this;
    }

    /** Starts from a model of this process; it is no param, and not saved. */
    public BoltzmannMachine setInitialModel(BoltzmannMachineModel value) {
        clear(initialModel());
        initial = value;
        return this;
    }
}
