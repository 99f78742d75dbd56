package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.RowStates;
import io.github.sparkboltzmann.spark.LabelColumns;
import io.github.sparkboltzmann.spark.RowEvaluator;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.spark.RowScan;
import io.github.sparkboltzmann.spark.RowTransformer;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.Measures;
import java.io.IOException;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Tuple3;

/**
 * A trained restricted Boltzmann machine with label units as a Spark ML classification model.
 *
 * <pre>
 * rawPrediction  s_y = d_y + sum_j softplus(b_j + x.W_j + U_yj)          = -F(x, y) but for terms without y, in nats
 * probability    P(y | x) = exp(s_y) / sum_k exp(s_k)
 * features       P(h_j = 1 | x) = sum_y P(y | x) sigmoid(b_j + x.W_j + U_yj)
 * free energy    F(x) = -a.x - log sum_y exp(s_y)
 * </pre>
 *
 * <p>{@code x[visible], W[visible, hidden], U[classes, hidden]}. With {@code labelInference} gibbs the probability is a mean over clamped Gibbs sweeps, and
 * the raw prediction its logarithm. Whole partitions go through matrix products, a batch of rows at a time; {@link #predict} takes single rows.
 */
public final class RBMClassificationModel extends ProbabilisticClassificationModel<Vector, RBMClassificationModel>
        implements LabelSetters<RBMClassificationModel>, MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final RBMModelParamSet modelParamSet;
    private final LabelParamSet labelParamSet;
    private final transient StoredModel stored;
    private final transient RBMTrainingSummary summary;
    private final transient Broadcasts parameters;
    private transient RowMeasurer single;

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public RBMClassificationModel() {
        this(Identifiable.randomUID("rbmClassifier"));
    }

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public RBMClassificationModel(String uid) {
        this(new EarlyUid(uid), null, null);
    }

    RBMClassificationModel(String uid, StoredModel stored, RBMTrainingSummary summary) {
        this(new EarlyUid(uid), stored, summary);
    }

    private RBMClassificationModel(EarlyUid early, StoredModel stored, RBMTrainingSummary summary) {
        this.uid = early.take();
        if (stored != null && stored.machine().labelLayer() < 0) {
            throw new IllegalArgumentException(
                    "The model has no label units; it is an RBMModel and gives features, not labels.");
        }
        this.stored = stored;
        this.summary = summary;
        this.parameters = stored == null ? null : new Broadcasts(stored.parameters());
        this.modelParamSet = new RBMModelParamSet(this);
        this.labelParamSet = new LabelParamSet(this);
        Defaults defaults = Defaults.of(this);
        modelParamSet.setDefaults(defaults);
        labelParamSet.setModelDefaults(defaults);
        setDefault(outputCol(), "");
    }

    /** A model of parameters that are there already. */
    public static RBMClassificationModel of(StoredModel stored) {
        return new RBMClassificationModel(Identifiable.randomUID("rbmClassifier"), stored, null);
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
    public LabelParamSet labelParamSet() {
        return labelParamSet;
    }

    /** Machine, parameters, scaling, and what it was trained with and on. */
    public StoredModel stored() {
        return Unfilled.require(stored, this);
    }

    private Machine machine() {
        return stored().machine();
    }

    @Override
    public int numClasses() {
        return machine().classes();
    }

    @Override
    public int numFeatures() {
        return machine().layer(machine().layers(true)[0]).size();
    }

    public int numHidden() {
        return machine().layer(machine().layers(false)[0]).size();
    }

    public boolean hasSummary() {
        return summary != null;
    }

    /** What training left; a model that was read from disk has none. */
    public RBMTrainingSummary summary() {
        if (summary == null) {
            throw new IllegalStateException("A model that was read from disk has no training summary.");
        }
        return summary;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType schema = transformSchema(dataset.schema());
        return new RowTransformer(
                        machine(),
                        reader(0),
                        dataset.schema().fieldIndex(getFeaturesCol()),
                        getHandleInvalid().equals("skip"),
                        missingValues(),
                        Columns.outputs(schema, dataset.schema().length(), this))
                .withLabels(inference(), isDefined(thresholds()) ? getThresholds() : null)
                .transform(
                        dataset.toDF(),
                        schema,
                        parameters.on(dataset.sparkSession().sparkContext()));
    }

    /**
     * Label error, log-likelihood of the labels, reconstruction error and free energy of a table's rows, as means; of rows without a label only the last two.
     *
     * @throws io.github.sparkboltzmann.data.InvalidDataException for a row that the units cannot take, unless {@code handleInvalid} is skip, and for no rows
     */
    public Measures evaluate(Dataset<?> dataset) {
        Columns.requireFeatures(dataset.schema(), getFeaturesCol());
        JavaRDD<Row> rows = InputRows.labelled(dataset, this, getLabelCol());
        RowReader reader = reader(numClasses());
        InputRows.requireUsable(RowScan.of(rows, reader), getHandleInvalid());
        SparkContext context = dataset.sparkSession().sparkContext();
        return Measures.of(
                RowEvaluator.measure(rows, reader, missingValues(), machine(), parameters.on(context)), numFeatures());
    }

    /** Samples by Gibbs chains from noise; {@link BoltzmannSampler#setLabels} gives them a class. */
    public BoltzmannSampler sampler() {
        RowReader reader = Thresholds.readerOf(stored(), Thresholds.of(this));
        return new BoltzmannSampler(stored(), reader, getFeaturesCol(), parameters::on);
    }

    /** A transformer that fills in what rows miss. */
    public BoltzmannImputer imputer() {
        return BoltzmannImputer.of(this);
    }

    /** Of features alone, or of whole rows with their labels. */
    private RowReader reader(int classes) {
        return Thresholds.readerOf(
                stored(), Thresholds.of(this), missingValues().areAllowed(), classes);
    }

    @Override
    public synchronized Vector predictRaw(Vector features) {
        RowReader.Result row = reader(0).read(features);
        if (row.problem() != null) {
            throw new IllegalArgumentException("A row to predict the label of: " + row.problem() + ".");
        }
        if (single == null) {
            single = new RowMeasurer(machine(), Kernels.elementwise(), Kernels.batchProducts());
            single.load(stored().parameters().values());
        }
        RowStates states = row.states();
        states.copyInto(single.clamp(1), 0);
        if (states.hasMissing()) {
            single.complete(missingValues());
        }
        return new LabelColumns(machine(), single, stored().parameters().values(), inference(), null, 1).raw()[0];
    }

    @Override
    public Vector raw2probabilityInPlace(Vector rawPrediction) {
        Numerics.softmaxInPlace(((DenseVector) rawPrediction).values(), 0, numClasses(), 1);
        return rawPrediction;
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Columns.requireFeatures(schema, getFeaturesCol());
        return Columns.withOutputs(super.transformSchema(schema), this, new int[] {numHidden()}, numFeatures());
    }

    /**
     * Spark's own summaries ask for this. Two Scala superclasses declare it with results that Java cannot join, so that a class has to say which it is; the
     * raw type goes with both.
     */
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Tuple3 findSummaryModel() {
        return new Tuple3(this, getProbabilityCol(), getPredictionCol());
    }

    @Override
    public RBMClassificationModel copy(ParamMap extra) {
        RBMClassificationModel copy = new RBMClassificationModel(uid, stored(), summary);
        return copyValues(copy, extra).setParent(parent());
    }

    /** Bytes of the parameters, for Spark Connect's cache of models. */
    public long estimatedSize() {
        return 4L * stored().parameters().values().length;
    }

    @Override
    public MLWriter write() {
        return new StoredModelWriter(this, stored(), summary);
    }

    /** Reads a saved model. */
    public static MLReader<RBMClassificationModel> read() {
        return new StoredModelReader<>(
                RBMClassificationModel.class, (uid, stored) -> new RBMClassificationModel(uid, stored, null));
    }

    /** Reads a saved model. */
    public static RBMClassificationModel load(String path) throws IOException {
        return read().load(path);
    }

    @Override
    public String toString() {
        return stored == null
                ? uid
                : "RBMClassificationModel: uid=" + uid + ", numClasses=" + numClasses() + ", numFeatures="
                        + numFeatures() + ", numHidden=" + numHidden();
    }

    /** The column of labels that {@link #evaluate} compares with. */
    public RBMClassificationModel setLabelCol(String value) {
        set(labelCol(), value);
        return this;
    }
}
