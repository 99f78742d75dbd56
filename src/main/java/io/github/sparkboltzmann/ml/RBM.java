package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
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
public final class RBM extends Estimator<RBMModel> implements RBMParams, DefaultParamsWritable {
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
        modelParamSet.setDefaults(this::setDefaultOf);
        paramSet.setDefaults(this::setDefaultOf);
    }

    @SuppressWarnings("unchecked")
    private <T> void setDefaultOf(Param<T> param, Object value) {
        setDefault(param, (T) value);
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
        try (RBMTraining training = new RBMTraining(this, dataset, start(), listener)) {
            return copyValues(training.run(), new ParamMap()).setParent(this);
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

    private InitialModel start() {
        boolean whole = getInitialState().equals("all");
        if (getInitialModel().isEmpty()) {
            return new InitialModel(initial == null ? null : initial.stored(), whole);
        }
        try {
            return new InitialModel(RBMModel.load(getInitialModel()).stored(), whole);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The initial model at " + getInitialModel() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Columns.requireFeatures(schema, getFeaturesCol());
        Columns.requireBoolean(schema, getValidationIndicatorCol());
        Columns.requireText(schema, getSourceCol());
        Columns.requireNumbers(schema, getWeightCol());
        Columns.requireLabels(schema, getStratifyCol());
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

    public RBM setOutputCol(String value) {
        set(outputCol(), value);
        return this;
    }

    public RBM setFreeEnergyCol(String value) {
        set(freeEnergyCol(), value);
        return this;
    }

    public RBM setReconstructionCol(String value) {
        set(reconstructionCol(), value);
        return this;
    }

    public RBM setHandleInvalid(String value) {
        set(handleInvalid(), value);
        return this;
    }

    public RBM setSourceCol(String value) {
        set(sourceCol(), value);
        return this;
    }

    public RBM setBinarize(String value) {
        set(binarize(), value);
        return this;
    }

    public RBM setBinarizeThreshold(double value) {
        set(binarizeThreshold(), value);
        return this;
    }

    public RBM setNumHidden(int value) {
        set(numHidden(), value);
        return this;
    }

    public RBM setCdSteps(int value) {
        set(cdSteps(), value);
        return this;
    }

    public RBM setStatistics(String value) {
        set(statistics(), value);
        return this;
    }

    public RBM setBatchSize(int value) {
        set(batchSize(), value);
        return this;
    }

    public RBM setNumPartitions(int value) {
        set(numPartitions(), value);
        return this;
    }

    public RBM setMaxIter(int value) {
        set(maxIter(), value);
        return this;
    }

    public RBM setLearningRate(double value) {
        set(learningRate(), value);
        return this;
    }

    public RBM setLearningRateSchedule(String value) {
        set(learningRateSchedule(), value);
        return this;
    }

    public RBM setFinalLearningRate(double value) {
        set(finalLearningRate(), value);
        return this;
    }

    public RBM setMomentum(double value) {
        set(momentum(), value);
        return this;
    }

    public RBM setFinalMomentum(double value) {
        set(finalMomentum(), value);
        return this;
    }

    public RBM setMomentumSwitchEpoch(int value) {
        set(momentumSwitchEpoch(), value);
        return this;
    }

    public RBM setRegParam(double value) {
        set(regParam(), value);
        return this;
    }

    public RBM setAverageDecay(double value) {
        set(averageDecay(), value);
        return this;
    }

    public RBM setL1RegParam(double value) {
        set(l1RegParam(), value);
        return this;
    }

    public RBM setMaxNorm(double value) {
        set(maxNorm(), value);
        return this;
    }

    public RBM setSparsityTarget(double value) {
        set(sparsityTarget(), value);
        return this;
    }

    public RBM setSparsityCost(double value) {
        set(sparsityCost(), value);
        return this;
    }

    public RBM setSparsityDecay(double value) {
        set(sparsityDecay(), value);
        return this;
    }

    public RBM setOptimizer(String value) {
        set(optimizer(), value);
        return this;
    }

    public RBM setBeta1(double value) {
        set(beta1(), value);
        return this;
    }

    public RBM setBeta2(double value) {
        set(beta2(), value);
        return this;
    }

    public RBM setEpsilon(double value) {
        set(epsilon(), value);
        return this;
    }

    public RBM setBiasRateFactor(double value) {
        set(biasRateFactor(), value);
        return this;
    }

    public RBM setRateFactors(String value) {
        set(rateFactors(), value);
        return this;
    }

    public RBM setInitialWeightDeviation(double value) {
        set(initialWeightDeviation(), value);
        return this;
    }

    public RBM setSeed(long value) {
        set(seed(), value);
        return this;
    }

    public RBM setAggregationDepth(int value) {
        set(aggregationDepth(), value);
        return this;
    }

    public RBM setStorageLevel(String value) {
        set(storageLevel(), value);
        return this;
    }

    public RBM setValidationIndicatorCol(String value) {
        set(validationIndicatorCol(), value);
        return this;
    }

    public RBM setScaling(String value) {
        set(scaling(), value);
        return this;
    }

    public RBM setScalingDivisor(double value) {
        set(scalingDivisor(), value);
        return this;
    }

    public RBM setModelPhase(String value) {
        set(modelPhase(), value);
        return this;
    }

    public RBM setFinalCdSteps(int value) {
        set(finalCdSteps(), value);
        return this;
    }

    public RBM setExchangeEvery(int value) {
        set(exchangeEvery(), value);
        return this;
    }

    public RBM setFastLearningRate(double value) {
        set(fastLearningRate(), value);
        return this;
    }

    public RBM setFastDecay(double value) {
        set(fastDecay(), value);
        return this;
    }

    public RBM setNumTemperatures(int value) {
        set(numTemperatures(), value);
        return this;
    }

    public RBM setNumChains(int value) {
        set(numChains(), value);
        return this;
    }

    public RBM setLocalSteps(int value) {
        set(localSteps(), value);
        return this;
    }

    public RBM setCenteringRate(double value) {
        set(centeringRate(), value);
        return this;
    }

    public RBM setMonitorEvery(int value) {
        set(monitorEvery(), value);
        return this;
    }

    public RBM setLikelihood(String value) {
        set(likelihood(), value);
        return this;
    }

    public RBM setOnDivergence(String value) {
        set(onDivergence(), value);
        return this;
    }

    public RBM setEarlyStopping(String value) {
        set(earlyStopping(), value);
        return this;
    }

    public RBM setPatience(int value) {
        set(patience(), value);
        return this;
    }

    public RBM setTolerance(double value) {
        set(tolerance(), value);
        return this;
    }

    public RBM setPrecision(String value) {
        set(precision(), value);
        return this;
    }

    public RBM setCheckpointDir(String value) {
        set(checkpointDir(), value);
        return this;
    }

    public RBM setCheckpointInterval(int value) {
        set(checkpointInterval(), value);
        return this;
    }

    public RBM setCheckpointMinutes(double value) {
        set(checkpointMinutes(), value);
        return this;
    }

    public RBM setCheckpointsKept(int value) {
        set(checkpointsKept(), value);
        return this;
    }

    public RBM setResume(String value) {
        set(resume(), value);
        return this;
    }

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

    public RBM setInitialState(String value) {
        set(initialState(), value);
        return this;
    }

    public RBM setWeightCol(String value) {
        set(weightCol(), value);
        return this;
    }

    public RBM setStratifyCol(String value) {
        set(stratifyCol(), value);
        return this;
    }

    public RBM setMissing(String value) {
        set(missing(), value);
        return this;
    }

    public RBM setMissingSweeps(int value) {
        set(missingSweeps(), value);
        return this;
    }

    public RBM setVisibleUnits(String value) {
        set(visibleUnits(), value);
        return this;
    }

    public RBM setHiddenUnits(String value) {
        set(hiddenUnits(), value);
        return this;
    }
}
