package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.IOException;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a deep belief network greedily, step after step a restricted machine on what the one below makes of the rows, distributed over Spark.
 *
 * <pre>
 * P(v, h1, ..., hL) = P(v | h1) P(h1 | h2) ... P(h_(L-1), hL)       directed steps below, the highest a restricted machine, with label units where labelCol is set
 * recognition          q(h_l = 1 | h_(l-1)) = sigmoid(b_l + h_(l-1) W_l)
 * </pre>
 *
 * <p>All params of {@link RBM} say how each step is trained, {@code maxIter} its epochs. With {@code fineTuneIter} wake-sleep then trains all steps together, on weights for
 * each direction: {@code modelPhase} cd from the recognised rows with {@code cdSteps} of the top step, rate {@code fineTuneLearningRate}, other params as for the steps. What a step makes of the rows is computed once and cached. With a checkpoint
 * folder each step has its own in it, so that a run that is started again goes on in the step where it was.
 *
 * <p>Source: Hinton, Osindero and Teh, "A fast learning algorithm for deep belief nets", Neural Computation 18, 2006.
 */
public final class DeepBeliefNetwork extends Estimator<DeepBeliefNetworkModel>
        implements DeepSetters<DeepBeliefNetwork>, BeliefModelSetters<DeepBeliefNetwork>, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final RBMModelParamSet modelParamSet;
    private final RBMParamSet paramSet;
    private final DeepModelParamSet deepModelParamSet;
    private final DeepParamSet deepParamSet;
    private final BeliefModelParamSet beliefModelParamSet;
    private final BeliefParamSet beliefParamSet;
    private transient TrainingListener listener = TrainingListener.SILENT;

    public DeepBeliefNetwork() {
        this(Identifiable.randomUID("dbn"));
    }

    public DeepBeliefNetwork(String uid) {
        this.uid = uid;
        this.modelParamSet = new RBMModelParamSet(this);
        this.paramSet = new RBMParamSet(this);
        this.deepModelParamSet = new DeepModelParamSet(this);
        this.deepParamSet = new DeepParamSet(this);
        this.beliefModelParamSet = new BeliefModelParamSet(this);
        this.beliefParamSet = new BeliefParamSet(this);
        Defaults defaults = Defaults.of(this);
        modelParamSet.setDefaults(defaults);
        paramSet.setDefaults(defaults);
        deepModelParamSet.setDefaults(defaults);
        deepParamSet.setDefaults(defaults);
        beliefModelParamSet.setDefaults(defaults);
        beliefParamSet.setDefaults(defaults);
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
    public DeepModelParamSet deepModelParamSet() {
        return deepModelParamSet;
    }

    @Override
    public DeepParamSet deepParamSet() {
        return deepParamSet;
    }

    @Override
    public BeliefModelParamSet beliefModelParamSet() {
        return beliefModelParamSet;
    }

    /** Hears of progress while {@link #fit} runs; it is no param, and neither copied nor saved. */
    public DeepBeliefNetwork setListener(TrainingListener value) {
        this.listener = value;
        return this;
    }

    /**
     * Trains on a table.
     *
     * @throws InvalidDataException if there is no row to train on, or a row that the units cannot take and {@code handleInvalid} is error
     */
    @Override
    public DeepBeliefNetworkModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        requirePossible();
        GreedySteps greedy = GreedySteps.of(this, listener);
        LabelChoice labels = getLabelCol().isEmpty()
                ? LabelChoice.NONE
                : LabelChoice.of(getLabelCol(), LabelClasses.of(dataset, getLabelCol(), getNumClasses()), 1);
        greedy.requirePossible(labels);
        WakeSleepTraining fineTuning = getFineTuneIter() == 0 ? null : new WakeSleepTraining(this, listener);
        if (fineTuning != null) {
            fineTuning.requirePossible(labels);
        }
        TrainingRows.Source source = TrainingRows.Source.of(this, labels, dataset);
        Machine lowest = Machine.restricted(
                UnitTypes.named(getVisibleUnits()), source.width(), UnitTypes.named(getHiddenUnits()), 1);
        try (TrainingRows rows = source.rows(lowest, new InitialModel(null, false))) {
            if (fineTuning != null) {
                fineTuning.requireLabels(rows, labels);
            }
            DeepBeliefNetworkModel model = greedy.trainNetwork(uid, rows, labels);
            model = fineTuning == null ? model : fineTuning.train(model, rows, labels);
            return copyValues(model, new ParamMap()).setParent(this);
        }
    }

    private void requirePossible() {
        if (hiddenSizes().length < 2) {
            throw new IllegalArgumentException(
                    "A belief network has two hidden layers or more, but hiddenLayers names one; an RBM has one.");
        }
        if (!getInitialModel().isEmpty()) {
            throw new IllegalArgumentException(
                    "A belief network is trained from new parameters, but initialModel is set; leave it empty.");
        }
        if (missingValues().areAllowed() && !getModelPhase().equals("cd")) {
            missingValues().requireOneMachine();
        }
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Columns.requireFeatures(schema, getFeaturesCol());
        Columns.requireTraining(schema, this);
        if (!getLabelCol().isEmpty()) {
            Columns.requireNumbers(schema, getLabelCol());
        }
        return BeliefColumns.withOutputs(
                schema, this, hiddenSizes(), -1, getNumClasses(), !getLabelCol().isEmpty());
    }

    @Override
    public DeepBeliefNetwork copy(ParamMap extra) {
        DeepBeliefNetwork copy = defaultCopy(extra);
        copy.listener = listener;
        return copy;
    }

    /** Reads a saved estimator. */
    public static MLReader<DeepBeliefNetwork> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a saved estimator. */
    public static DeepBeliefNetwork load(String path) throws IOException {
        return read().load(path);
    }

    public DeepBeliefNetwork setFeaturesCol(String value) {
        set(featuresCol(), value);
        return this;
    }

    public Param<String> labelCol() {
        return beliefParamSet.labelCol;
    }

    public String getLabelCol() {
        return getOrDefault(labelCol());
    }

    public DeepBeliefNetwork setLabelCol(String value) {
        set(labelCol(), value);
        return this;
    }

    public IntParam numClasses() {
        return beliefParamSet.numClasses;
    }

    public int getNumClasses() {
        return (int) getOrDefault(numClasses());
    }

    public DeepBeliefNetwork setNumClasses(int value) {
        set(numClasses(), value);
        return this;
    }

    public IntParam fineTuneIter() {
        return beliefParamSet.fineTuneIter;
    }

    public int getFineTuneIter() {
        return (int) getOrDefault(fineTuneIter());
    }

    public DeepBeliefNetwork setFineTuneIter(int value) {
        set(fineTuneIter(), value);
        return this;
    }

    public DoubleParam fineTuneLearningRate() {
        return beliefParamSet.fineTuneLearningRate;
    }

    public double getFineTuneLearningRate() {
        return (double) getOrDefault(fineTuneLearningRate());
    }

    public DeepBeliefNetwork setFineTuneLearningRate(double value) {
        set(fineTuneLearningRate(), value);
        return this;
    }
}
