package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.HiddenLayers;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.spark.RowEvaluator;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.spark.RowScan;
import io.github.sparkboltzmann.spark.RowTransformer;
import io.github.sparkboltzmann.store.OnnxEncoder;
import io.github.sparkboltzmann.store.StoreException;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.Measures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What models of machines without label units have in common: columns that are added to tables, measures, samples, completion and likelihoods.
 *
 * @param <M> the model's own type
 */
public abstract class MachineModel<M extends MachineModel<M>> extends Model<M>
        implements RBMModelSetters<M>, MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final RBMModelParamSet modelParamSet;
    private final transient StoredModel stored;
    private final transient RBMTrainingSummary summary;
    private final transient Broadcasts parameters;

    /** @param summary {@code null} for a model that was read from disk */
    MachineModel(String uid, StoredModel stored, RBMTrainingSummary summary) {
        if (stored.machine().labelLayer() >= 0) {
            throw new IllegalArgumentException("The model has label units; load it as an RBMClassificationModel.");
        }
        this.uid = uid;
        this.stored = stored;
        this.parameters = new Broadcasts(stored.parameters());
        this.summary = summary;
        this.modelParamSet = new RBMModelParamSet(this);
        modelParamSet.setDefaults(Defaults.of(this));
    }

    /** Params without a machine: see {@link Unfilled}. */
    MachineModel(String uid) {
        this.uid = uid;
        this.stored = null;
        this.parameters = null;
        this.summary = null;
        this.modelParamSet = new RBMModelParamSet(this);
        modelParamSet.setDefaults(Defaults.of(this));
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public RBMModelParamSet modelParamSet() {
        return modelParamSet;
    }

    /** Machine, parameters, scaling, and what it was trained with and on. */
    public StoredModel stored() {
        return Unfilled.require(stored, this);
    }

    /**
     * What {@link #transform} makes of rows, without thresholds and missing values, as an ONNX model: {@code features} in, {@code hidden1}, {@code hidden2}, ...
     * out.
     *
     * @throws StoreException if there is no such graph of this machine: for label units, and hidden units that are coupled to each other
     */
    public byte[] onnx() {
        return OnnxEncoder.of(List.of(stored()));
    }

    public int numVisible() {
        return machine().layer(0).size();
    }

    /** Units of each hidden layer, from the lowest; empty for a machine of visible units alone. */
    int[] hiddenSizes() {
        return HiddenLayers.sizes(machine());
    }

    /** All hidden units; 0 for a machine of visible units alone. */
    public int numHidden() {
        return Arrays.stream(hiddenSizes()).sum();
    }

    /** {@code a[visible]}. */
    public Vector visibleBias() {
        return biases(0);
    }

    /** A layer's biases. */
    Vector biases(int layer) {
        return Vectors.dense(doubles(machine().biases(layer)));
    }

    Machine machine() {
        return stored().machine();
    }

    double[] doubles(Block block) {
        float[] values = stored().parameters().copyOf(block);
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i];
        }
        return result;
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
                        reader(),
                        dataset.schema().fieldIndex(getFeaturesCol()),
                        getHandleInvalid().equals("skip"),
                        missingValues(),
                        Columns.outputs(schema, dataset.schema().length(), this))
                .withLayers(layersOfColumns())
                .transform(
                        dataset.toDF(),
                        schema,
                        broadcastOn(dataset.sparkSession().sparkContext()));
    }

    /**
     * Reconstruction error and free energy of a table's rows, as means; the free energy is NaN if a row misses values.
     *
     * @throws InvalidDataException for a row that the units cannot take, unless {@code handleInvalid} is skip, and for no rows
     */
    public Measures evaluate(Dataset<?> dataset) {
        Columns.requireFeatures(dataset.schema(), getFeaturesCol());
        JavaRDD<Row> rows = InputRows.of(dataset, this);
        InputRows.requireUsable(RowScan.of(rows, reader()), getHandleInvalid());
        SparkContext context = dataset.sparkSession().sparkContext();
        return Measures.of(
                RowEvaluator.measure(rows, reader(), missingValues(), machine(), broadcastOn(context)), numVisible());
    }

    /** Samples of the machine: with settings, as a table of any size or here. */
    public abstract Sampler sampler();

    /** Samples by Gibbs chains of all units. */
    BoltzmannSampler gibbs() {
        return new BoltzmannSampler(stored(), reader(true), getFeaturesCol(), this::broadcastOn);
    }

    /**
     * Samples at temperature 1 in this thread; {@link #sampler} has more settings, and samples on the cluster.
     *
     * @param clamp values in the columns' own units, NaN for those that are sampled; {@code null} for all
     */
    public Vector[] sample(int n, int sweeps, Vector clamp) {
        return clamp == null
                ? sampler().setSweeps(sweeps).sample(n)
                : gibbs().setSweeps(sweeps).setClamp(clamp).sample(n);
    }

    /** A stage that fills in what rows miss by this model. */
    public BoltzmannImputer imputer() {
        return BoltzmannImputer.of(this);
    }

    /**
     * Likelihoods of tables' rows, and log Z: exact or estimated, with settings.
     *
     * @throws IllegalArgumentException for a stack, which has none
     */
    public RBMLikelihood likelihood() {
        JointEnergy.require(machine());
        return new RBMLikelihood(this);
    }

    /**
     * log Z, exact.
     *
     * @throws IllegalArgumentException for more than 25 units on both sides; {@link #likelihood} has estimates
     */
    public double logPartitionFunction() {
        return likelihood().exact();
    }

    /** Mean of {@code log P(v)} over a table's rows, in nats a row, for a given log Z. */
    public double meanLogLikelihood(Dataset<?> dataset, double logZ) {
        return likelihood().mean(dataset, logZ);
    }

    /** Mean of {@code log P(v_i | v_-i)} over a table's rows and units, in nats a unit. */
    public double pseudoLikelihood(Dataset<?> dataset) {
        return likelihood().pseudoLikelihood(dataset).mean();
    }

    /** The numbers of the hidden layers that have columns, from the lowest. */
    private int[] layersOfColumns() {
        String[] columns = layerColumns();
        int[] hidden = HiddenLayers.of(machine());
        return IntStream.range(0, columns.length)
                .filter(l -> !columns[l].isEmpty())
                .map(l -> hidden[l])
                .toArray();
    }

    RowReader reader() {
        return reader(missingValues().areAllowed());
    }

    /** Of whole rows only, where {@code missing} is false. */
    RowReader reader(boolean missing) {
        return Thresholds.readerOf(stored(), Thresholds.of(this), missing, 0);
    }

    Broadcast<Parameters> broadcastOn(SparkContext context) {
        return parameters.on(context);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Columns.requireFeatures(schema, getFeaturesCol());
        return Columns.withOutputs(schema, this, hiddenSizes(), numVisible());
    }

    /** The same model, made again. */
    abstract M again(String ownUid, StoredModel ownStored, RBMTrainingSummary ownSummary);

    @Override
    public M copy(ParamMap extra) {
        M copy = again(uid, stored(), summary);
        copyValues(copy, extra).setParent(parent());
        return copy;
    }

    /** Bytes of the parameters, for Spark Connect's cache of models. */
    public long estimatedSize() {
        return 4L * stored().parameters().values().length;
    }

    @Override
    public MLWriter write() {
        return new StoredModelWriter(this, stored(), summary);
    }

    public M setFeaturesCol(String value) {
        set(featuresCol(), value);
        return self();
    }

    @Override
    public String toString() {
        return stored == null
                ? uid
                : getClass().getSimpleName() + ": uid=" + uid + ", numVisible=" + numVisible() + ", numHidden="
                        + numHidden();
    }
}
