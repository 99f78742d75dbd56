package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.evaluate.BeliefBound;
import io.github.sparkboltzmann.evaluate.BeliefBoundSums;
import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.model.HiddenLayers;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.spark.RowBeliefBound;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.spark.RowScan;
import io.github.sparkboltzmann.store.OnnxEncoder;
import io.github.sparkboltzmann.store.StoreException;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A trained deep belief network as a Spark ML model: directed steps, a restricted machine on top, and perhaps generative weights of the directed steps' own.
 *
 * <pre>
 * outputCol, layerCols         m_l = sigmoid(b_l + m_(l-1) W_l) of one pass up, m_0 = v; of label units the highest layer sums the label out
 * predictionCol, probabilityCol  the label, exactly, given m_(L-1)
 * reconstructionCol            one pass down from the highest layer's means
 * freeEnergyCol                there is none in closed form
 * </pre>
 *
 * <p>A folder holds {@code recognition} (the directed steps upwards), {@code top}, and after wake-sleep {@code generation} (downwards), each a model that can be loaded by
 * itself: recognition and generation as {@link DeepRestrictedNetworkModel}, the top as {@link RBMModel} or {@link RBMClassificationModel}.
 */
public final class DeepBeliefNetworkModel extends Model<DeepBeliefNetworkModel>
        implements BeliefModelSetters<DeepBeliefNetworkModel>, MLWritable {
    private static final long serialVersionUID = 1L;

    private static final String RECOGNITION = "recognition";
    /** The folder of the highest step. */
    public static final String TOP = "top";

    private static final String GENERATION = "generation";
    /** The folders of the parts; the last may not be there. */
    public static final List<String> PARTS = List.of(RECOGNITION, TOP, GENERATION);

    /** The folders of the parts that features come from, from the lowest. */
    public static final List<String> UPWARD = List.of(RECOGNITION, TOP);

    private final String uid;
    private final RBMModelParamSet modelParamSet;
    private final DeepModelParamSet deepModelParamSet;
    private final BeliefModelParamSet beliefModelParamSet;
    private final transient Steps steps;
    private final transient List<RBMTrainingSummary> summaries;

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public DeepBeliefNetworkModel() {
        this(Identifiable.randomUID("dbn"));
    }

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public DeepBeliefNetworkModel(String uid) {
        this(uid, null, List.of());
    }

    /**
     * @param generation the recognition itself where its weights serve both ways
     * @param summaries of the trained steps, from the lowest, and of wake-sleep; empty for a model that was read from disk
     */
    DeepBeliefNetworkModel(
            String uid,
            StoredModel recognition,
            StoredModel top,
            StoredModel generation,
            List<RBMTrainingSummary> summaries) {
        this(uid, new Steps(recognition, top, generation), summaries);
    }

    private DeepBeliefNetworkModel(String uid, Steps steps, List<RBMTrainingSummary> summaries) {
        this.uid = uid;
        this.steps = steps;
        this.summaries = List.copyOf(summaries);
        this.modelParamSet = new RBMModelParamSet(this);
        this.deepModelParamSet = new DeepModelParamSet(this);
        this.beliefModelParamSet = new BeliefModelParamSet(this);
        Defaults defaults = Defaults.of(this);
        modelParamSet.setDefaults(defaults);
        deepModelParamSet.setDefaults(defaults);
        beliefModelParamSet.setDefaults(defaults);
    }

    private Steps steps() {
        return Unfilled.require(steps, this);
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
    public DeepModelParamSet deepModelParamSet() {
        return deepModelParamSet;
    }

    @Override
    public BeliefModelParamSet beliefModelParamSet() {
        return beliefModelParamSet;
    }

    /** The directed steps upwards: a stack, or a restricted machine for one step. */
    public StoredModel recognition() {
        return steps().recognition;
    }

    /** The highest step: a restricted machine, with label units or without. */
    public StoredModel top() {
        return steps().top;
    }

    /** The directed steps downwards; {@link #recognition} itself unless wake-sleep gave them weights of their own. */
    public StoredModel generation() {
        return steps().generation;
    }

    /** All steps in the direction from the top to the visible units, as one stack; without label units. */
    public StoredModel downward() {
        return Perceptrons.stack(List.of(generation(), top()));
    }

    /** What the training of each step left, from the lowest, and then that of wake-sleep where there was one; empty for a model that was read from disk. */
    public List<RBMTrainingSummary> summaries() {
        return summaries;
    }

    public int numVisible() {
        return recognition().machine().layer(0).size();
    }

    /** Units of each hidden layer, from the lowest. */
    public int[] hiddenLayerSizes() {
        int[] below = HiddenLayers.sizes(recognition().machine());
        int[] all = Arrays.copyOf(below, below.length + 1);
        all[below.length] = HiddenLayers.sizes(top().machine())[0];
        return all;
    }

    /** Classes of the label; 0 for a network without label units. */
    public int numClasses() {
        return top().machine().classes();
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        return BeliefColumns.added(
                dataset,
                transformSchema(dataset.schema()),
                this,
                steps().downward.on(dataset.sparkSession().sparkContext()));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Columns.requireFeatures(schema, getFeaturesCol());
        return BeliefColumns.withOutputs(
                schema, this, hiddenLayerSizes(), numVisible(), numClasses(), numClasses() > 0);
    }

    /** Samples by Gibbs chains of the top step, whose label may be given, and one pass down: with settings, as a table of any size or here. */
    public StackSampler sampler() {
        return new StackSampler(generation(), steps().downward::on, top(), steps().highest::on, getFeaturesCol());
    }

    /**
     * A lower bound of {@code log p(v)} of a table's rows, by draws of recognition; {@link BeliefBound} has the formula. log Z of the top step comes from
     * {@code RBMModel.of(model.top()).likelihood()}, exact for few units, else annealed from {@code base} of a table of what the step below makes of rows.
     *
     * @param logZTop in nats
     * @param draws of each row, 1 or more; two for an error of them
     * @throws IllegalArgumentException for a network with label units, or of units that are not bernoulli
     */
    public BeliefBoundSums bound(Dataset<?> dataset, double logZTop, int draws, long seed) {
        RowBeliefBound bound = new RowBeliefBound(recognition().machine(), top().machine(), logZTop, draws, seed);
        Columns.requireFeatures(dataset.schema(), getFeaturesCol());
        JavaRDD<Row> rows = InputRows.of(dataset, this);
        RowReader reader = Thresholds.readerOf(recognition(), Thresholds.of(this), false, 0);
        InputRows.requireUsable(RowScan.of(rows, reader), getHandleInvalid());
        SparkContext context = dataset.sparkSession().sparkContext();
        return bound.sums(
                rows,
                reader,
                steps().upward.on(context),
                steps().downward.on(context),
                steps().highest.on(context));
    }

    /**
     * What {@link #transform} makes of rows as an ONNX model: {@code features} in, {@code hidden1}, {@code hidden2}, ... out.
     *
     * @throws StoreException if the highest step has label units
     */
    public byte[] onnx() {
        return OnnxEncoder.of(List.of(recognition(), top()));
    }

    /** The mean over rows of {@link #bound}, in nats a row. */
    public double meanBound(Dataset<?> dataset, double logZTop, int draws, long seed) {
        return bound(dataset, logZTop, draws, seed).mean();
    }

    /**
     * Spark's perceptron with this network's weights to begin with, for training by backpropagation: {@code setMaxIter}, {@code setLabelCol} and so on, then
     * {@code fit}.
     *
     * @param classes 2 or more
     * @param seed of the softmax's small first weights
     */
    public MultilayerPerceptronClassifier perceptron(int classes, long seed) {
        return Perceptrons.of(List.of(recognition(), top()), classes, seed, getFeaturesCol());
    }

    /** The same with the softmax of a multinomial regression on the highest layer's features, {@code outputCol}: then all layers begin where they already serve. */
    public MultilayerPerceptronClassifier perceptron(LogisticRegressionModel softmax) {
        return Perceptrons.of(List.of(recognition(), top()), softmax, getFeaturesCol());
    }

    @Override
    public DeepBeliefNetworkModel copy(ParamMap extra) {
        DeepBeliefNetworkModel copy = new DeepBeliefNetworkModel(uid, steps(), summaries);
        return copyValues(copy, extra).setParent(parent());
    }

    public DeepBeliefNetworkModel setFeaturesCol(String value) {
        set(featuresCol(), value);
        return this;
    }

    /** Bytes of the parameters, for Spark Connect's cache of models. */
    public long estimatedSize() {
        long numbers = recognition().parameters().values().length
                + (long) top().parameters().values().length;
        return 4
                * (generation() == recognition()
                        ? numbers
                        : numbers + generation().parameters().values().length);
    }

    @Override
    public MLWriter write() {
        Map<String, StoredModelWriter> parts = new LinkedHashMap<>();
        parts.put(
                RECOGNITION, new StoredModelWriter(DeepRestrictedNetworkModel.of(recognition()), recognition(), null));
        Params highest = numClasses() > 0 ? RBMClassificationModel.of(top()) : RBMModel.of(top());
        int number = hiddenLayerSizes().length;
        parts.put(TOP, new StoredModelWriter(highest, top(), summary(number - 1)));
        if (generation() != recognition()) {
            parts.put(
                    GENERATION,
                    new StoredModelWriter(DeepRestrictedNetworkModel.of(generation()), generation(), summary(number)));
        }
        return StoredModelWriter.ofParts(this, parts);
    }

    private RBMTrainingSummary summary(int number) {
        return number < summaries.size() ? summaries.get(number) : null;
    }

    /** Reads a saved model. */
    public static MLReader<DeepBeliefNetworkModel> read() {
        return StoredModelReader.ofParts(
                DeepBeliefNetworkModel.class,
                PARTS,
                (uid, parts) -> new DeepBeliefNetworkModel(
                        uid,
                        parts.get(RECOGNITION),
                        parts.get(TOP),
                        parts.getOrDefault(GENERATION, parts.get(RECOGNITION)),
                        new ArrayList<>()));
    }

    /** Reads a saved model. */
    public static DeepBeliefNetworkModel load(String path) throws IOException {
        return read().load(path);
    }

    @Override
    public String toString() {
        if (steps == null) {
            return uid;
        }
        Machine machine = recognition().machine();
        return "DeepBeliefNetworkModel: uid=" + uid + ", numVisible="
                + machine.layer(0).size() + ", hiddenLayers=" + Arrays.toString(hiddenLayerSizes()) + ", numClasses="
                + numClasses();
    }

    /** What a network holds. */
    private static final class Steps {
        private final StoredModel recognition;
        private final StoredModel top;
        private final StoredModel generation;
        private final Broadcasts upward;
        private final Broadcasts downward;
        private final Broadcasts highest;

        Steps(StoredModel recognition, StoredModel top, StoredModel generation) {
            int[] below = HiddenLayers.sizes(recognition.machine());
            if (top.machine().layer(0).size() != below[below.length - 1]) {
                throw new IllegalArgumentException("The top step should have the " + below[below.length - 1]
                        + " hidden units of the step below as its visible ones, but has "
                        + top.machine().layer(0).size() + ".");
            }
            this.recognition = recognition;
            this.top = top;
            this.generation = generation;
            this.upward = new Broadcasts(recognition.parameters());
            this.downward = generation == recognition ? upward : new Broadcasts(generation.parameters());
            this.highest = new Broadcasts(top.parameters());
        }
    }
}
