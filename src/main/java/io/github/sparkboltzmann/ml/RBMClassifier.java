package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.IOException;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a restricted Boltzmann machine with label units: a softmax layer beside the visible one, coupled to the same hidden units.
 *
 * <pre>
 * E(x, y, h) = -a.x - d.y - b.h - x W h - y U h
 * objective    log P(y | x) + g log P(x), mean over rows            g: generativeWeight; a row without a label counts g log P(x)
 * </pre>
 *
 * <p>The label is summed out exactly wherever it is not known; only {@code log P(x)} needs a model phase. Labels are 0, 1, ... and null or NaN for rows
 * without one. All params of {@link RBM} apply; {@code numHidden}, {@code learningRate} and {@code maxIter} matter most. Source: Larochelle and
 * Bengio, "Classification using discriminative restricted Boltzmann machines", ICML 2008.
 */
public final class RBMClassifier extends ProbabilisticClassifier<Vector, RBMClassifier, RBMClassificationModel>
        implements RBMSetters<RBMClassifier>,
                HiddenSetters<RBMClassifier>,
                LabelSetters<RBMClassifier>,
                DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final RBMModelParamSet modelParamSet;
    private final RBMParamSet paramSet;
    private final HiddenParamSet hiddenParamSet;
    private final LabelParamSet labelParamSet;
    private transient TrainingListener listener = TrainingListener.SILENT;
    private transient RBMClassificationModel initial;

    public RBMClassifier() {
        this(Identifiable.randomUID("rbmClassifier"));
    }

    public RBMClassifier(String uid) {
        this(new EarlyUid(uid));
    }

    private RBMClassifier(EarlyUid early) {
        this.uid = early.take();
        this.modelParamSet = new RBMModelParamSet(this);
        this.paramSet = new RBMParamSet(this);
        this.hiddenParamSet = new HiddenParamSet(this, 1);
        this.labelParamSet = new LabelParamSet(this);
        Defaults defaults = Defaults.of(this);
        modelParamSet.setDefaults(defaults);
        paramSet.setDefaults(defaults);
        hiddenParamSet.setDefaults(defaults);
        labelParamSet.setDefaults(defaults);
        setDefault(outputCol(), "");
    }

    @Override
    public String uid() {
        return uid == null ? EarlyUid.current() : uid;
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
    public HiddenParamSet hiddenParamSet() {
        return hiddenParamSet;
    }

    @Override
    public LabelParamSet labelParamSet() {
        return labelParamSet;
    }

    public IntParam numClasses() {
        return labelParamSet.numClasses;
    }

    public int getNumClasses() {
        return (int) getOrDefault(numClasses());
    }

    public RBMClassifier setNumClasses(int value) {
        set(numClasses(), value);
        return this;
    }

    public DoubleParam generativeWeight() {
        return labelParamSet.generativeWeight;
    }

    public double getGenerativeWeight() {
        return (double) getOrDefault(generativeWeight());
    }

    public RBMClassifier setGenerativeWeight(double value) {
        set(generativeWeight(), value);
        return this;
    }

    /** Hears of progress while {@link #fit} runs; it is no param, and neither copied nor saved. */
    public RBMClassifier setListener(TrainingListener value) {
        this.listener = value;
        return this;
    }

    @Override
    public RBMClassifier setInitialModel(String value) {
        initial = null;
        set(initialModel(), value);
        return this;
    }

    /** Starts from a model of this process; it is no param, and not saved. */
    public RBMClassifier setInitialModel(RBMClassificationModel value) {
        clear(initialModel());
        initial = value;
        return this;
    }

    /**
     * Trains; {@link #fit} has checked the schema and cast the labels.
     *
     * @throws InvalidDataException if there is no row to train on, or a row that the units cannot take and {@code handleInvalid} is error
     */
    @Override
    public RBMClassificationModel train(Dataset<?> dataset) {
        // What does not go together is refused before the labels are counted.
        UnitChoice.of(this, 2, ConnectionChoice.RESTRICTED);
        LabelChoice labels = LabelChoice.of(
                getLabelCol(), LabelClasses.of(dataset, getLabelCol(), getNumClasses()), getGenerativeWeight());
        StoredModel given = initial == null ? null : initial.stored();
        try (RBMTraining training = new RBMTraining(
                this,
                labels,
                ConnectionChoice.RESTRICTED,
                TrainingRows.Source.of(this, labels, dataset),
                given,
                listener)) {
            RBMTraining.Trained trained = training.run();
            return new RBMClassificationModel(uid, trained.stored(), trained.summary());
        }
    }

    /** Trains a model further on new rows, for {@code maxIter} epochs, as {@link RBM#partialFit} does. */
    public RBMClassificationModel partialFit(RBMClassificationModel model, Dataset<?> dataset) {
        return copy(new ParamMap())
                .setNumClasses(model.numClasses())
                .setInitialModel(model)
                .setInitialState("all")
                .fit(dataset)
                .setParent(this);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Columns.requireFeatures(schema, getFeaturesCol());
        Columns.requireTraining(schema, this);
        return Columns.withOutputs(super.transformSchema(schema), this, hiddenSizes(), -1);
    }

    @Override
    public RBMClassifier copy(ParamMap extra) {
        RBMClassifier copy = defaultCopy(extra);
        copy.listener = listener;
        copy.initial = initial;
        return copy;
    }

    /** Reads a saved estimator. */
    public static MLReader<RBMClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a saved estimator. */
    public static RBMClassifier load(String path) throws IOException {
        return read().load(path);
    }
}
