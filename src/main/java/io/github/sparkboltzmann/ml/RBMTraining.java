package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.Float32Products;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Precision;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.Adam;
import io.github.sparkboltzmann.optimize.FastWeights;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Penalties;
import io.github.sparkboltzmann.optimize.RateFactors;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.optimize.Sparsity;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.spark.BlockPacker;
import io.github.sparkboltzmann.spark.ColumnMoments;
import io.github.sparkboltzmann.spark.ColumnRanges;
import io.github.sparkboltzmann.spark.FeatureVectors;
import io.github.sparkboltzmann.spark.PackedRows;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.spark.RowScan;
import io.github.sparkboltzmann.spark.SparkGradientSource;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.BlockSchedule;
import io.github.sparkboltzmann.train.Fingerprint;
import io.github.sparkboltzmann.train.LocalSteps;
import io.github.sparkboltzmann.train.MonitorSettings;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import io.github.sparkboltzmann.train.NamedArrays;
import io.github.sparkboltzmann.train.StateArrays;
import io.github.sparkboltzmann.train.Trainer;
import io.github.sparkboltzmann.train.TrainingListener;
import io.github.sparkboltzmann.train.TrainingResult;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.TrainingState;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: params resolved, rows prepared, the machine trained, the model wrapped. Closing it frees the cached rows. */
final class RBMTraining implements AutoCloseable {
    /** Rows of a block of validation rows: enough for a matrix product to be worth it. */
    private static final int VALIDATION_BLOCK = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(RBMTraining.class);

    private final RBMParams params;
    private final LabelChoice labels;
    private final UnitChoice units;
    private final Checkpoints checkpoints;
    private final TrainingSettings settings;
    private final JavaSparkContext context;
    private final RowReader reader;
    private final InputScaling scaling;
    private final RowScan scan;
    private final PackedRows train;
    private final PackedRows validation;
    private final InitialModel initial;
    private final TrainingListener listener;

    /** @param given the model of this process to start from; {@code null} for none */
    RBMTraining(
            RBMParams params,
            LabelChoice labels,
            ConnectionChoice connections,
            Dataset<?> dataset,
            StoredModel given,
            TrainingListener listener) {
        this.params = params;
        this.labels = labels;
        this.listener = listener;
        this.units = UnitChoice.of(params, labels.classes(), connections);
        this.settings = settings(params, units, labels, connections);
        this.context = JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        this.initial = InitialModel.of(params, given, context.hadoopConfiguration());
        this.checkpoints = new Checkpoints(params, context.hadoopConfiguration(), this::warn);
        JavaRDD<Row> rows = InputRows.ofTraining(dataset, params, labels);
        int width = FeatureVectors.width(dataset, params.getFeaturesCol());
        InputRows.requireWidth(width, params.getFeaturesCol());
        Machine machine = units.machine(width, params.hiddenSizes());
        // Refused before any job.
        settings.optimizer().rateFactors().of(machine.layout());
        settings.monitor().likelihoodFor(machine);
        settings.gradient()
                .estimator(machine, Kernels.elementwise(), Kernels.batchProducts())
                .treatMissing(settings.missing());
        requireExactFreeEnergy(machine, settings.monitor());
        initial.requireFits(machine);
        this.scaling = initial.isGiven() ? initial.scaling() : scaling(params, rows, width);
        if (!scaling.kind().id().equals(params.getScaling())) {
            warn("The initial model's scaling of the inputs, " + scaling.kind().id() + ", is kept; "
                    + params.getScaling() + " is not used.");
        }
        this.reader = new RowReader(
                width,
                scaling,
                Thresholds.of(params),
                machine.layer(0).type(),
                settings.missing().areAllowed(),
                labels.classes());
        this.scan = RowScan.of(rows, reader);
        InputRows.requireUsable(scan, params.getHandleInvalid());
        this.train = pack(rows, false, params.getBatchSize(), scan.trainRows());
        this.validation = scan.validationRows() == 0
                ? null
                : pack(rows, true, VALIDATION_BLOCK * params.getNumPartitions(), scan.validationRows());
    }

    private static InputScaling scaling(RBMParams params, JavaRDD<Row> rows, int width) {
        return switch (InputScaling.Kind.named(params.getScaling())) {
            case NONE -> InputScaling.none();
            case DIVIDE_BY -> InputScaling.divideBy(params.getScalingDivisor());
            case MIN_MAX -> ColumnRanges.minMax(rows, width);
            case STANDARDIZE -> ColumnMoments.standardize(rows, width);
        };
    }

    private PackedRows pack(JavaRDD<Row> rows, boolean forValidation, int batchSize, long count) {
        boolean draw = params.getBinarize().equals("sample");
        BlockPacker packer = new BlockPacker(
                reader,
                scan.encoding(),
                params.getNumPartitions(),
                initial.seedOf(params.getSeed()),
                draw,
                scan.weights());
        BlockSchedule schedule = new BlockSchedule(count, batchSize, params.getSeed());
        return PackedRows.of(
                packer.pack(rows, forValidation, schedule),
                schedule,
                StorageLevel.fromString(params.getStorageLevel()),
                reader.rowWidth(),
                scan.weights(),
                reader.largestState());
    }

    /** Trains and wraps. */
    Trained run() {
        Machine machine = units.machine(reader.width(), params.hiddenSizes());
        TrainingState start = start(machine);
        int localSteps = checkpoints.localSteps(settings.localSteps());
        TrainingSettings resolved =
                localSteps > 0 ? settings.withLocalSteps(localSteps) : withChosenSteps(machine, start);
        SortedMap<String, Object> recorded = recorded(resolved);
        Fingerprint fingerprint = fingerprint(machine, recorded);
        checkpoints.requireSame(fingerprint);
        TrainingResult result;
        long begin = System.nanoTime();
        try (SparkGradientSource source = source(machine, resolved)) {
            result = new Trainer(machine, resolved, listener)
                    .train(source, start, checkpoints.sink(fingerprint), checkpoints.start());
        }
        double seconds = (System.nanoTime() - begin) * 1e-9;
        long steps = (long) resolved.epochs() * train.schedule().blocks();
        StoredModel stored = new StoredModel(machine, result.parameters(), scaling, recorded, data(result))
                .withLearner(learner(machine, result, steps));
        RBMTrainingSummary summary = new RBMTrainingSummary(
                result,
                resolved.localSteps(),
                train.rows(),
                scan.validationRows(),
                scan.invalidRows(),
                train.packedBytes(),
                train.encoding(),
                seconds);
        return new Trained(stored, summary);
    }

    /** What a model is made of. */
    static final class Trained {
        private final StoredModel stored;
        private final RBMTrainingSummary summary;

        private Trained(StoredModel stored, RBMTrainingSummary summary) {
            this.stored = stored;
            this.summary = summary;
        }

        StoredModel stored() {
            return stored;
        }

        RBMTrainingSummary summary() {
            return summary;
        }
    }

    private void warn(String sentence) {
        LOG.warn(sentence);
        listener.onWarning(sentence);
    }

    /** What more training goes on from; where the kept parameters are not the last ones, optimiser and chains do not belong to them. */
    private static NamedArrays learner(Machine machine, TrainingResult result, long steps) {
        TrainingState last = result.state().after(result.state().stepsBefore() + steps);
        boolean kept = Arrays.equals(
                last.learner().evaluated(machine).values(), result.parameters().values());
        return kept ? StateArrays.withoutParameters(last, machine) : StateArrays.stepsAlone(last.stepsBefore());
    }

    /** What the bytes of the run depend on. */
    private Fingerprint fingerprint(Machine machine, SortedMap<String, Object> recorded) {
        SortedMap<String, String> values = new TreeMap<>();
        recorded.forEach((name, value) -> values.put(name, String.valueOf(value)));
        values.put(Checkpoints.KERNELS, Kernels.description());
        values.put("machine", InitialModel.describe(machine));
        values.put("data.rows", String.valueOf(train.rows()));
        values.put("data.encoding", train.encoding().name().toLowerCase(Locale.ROOT));
        values.put("data.fingerprint", train.fingerprint());
        values.put("data.validationRows", String.valueOf(scan.validationRows()));
        values.put("data.validationFingerprint", validation == null ? "none" : validation.fingerprint());
        values.put("data.placement", train.placement());
        values.put("data.scaling", scalingHash());
        return new Fingerprint(values);
    }

    private String scalingHash() {
        return Integer.toHexString(Arrays.deepHashCode(new Object[] {
            scaling.minimum(), scaling.maximum(), scaling.mean(), scaling.deviation(), scaling.divisor()
        }));
    }

    private SparkGradientSource source(Machine machine, TrainingSettings resolved) {
        return new SparkGradientSource(context, machine, resolved, train, validation, params.getAggregationDepth());
    }

    /** First weights and biases, or the initial model's; offsets at the data's means and at those of hidden units without input, and new chains. */
    private TrainingState start(Machine machine) {
        double[][] visible = labels.split(train.columnMeans());
        Parameters parameters = initial.parameters(Parameters.initial(
                machine, Arrays.copyOf(visible, machine.layerCount()), settings.initialDeviation(), settings.seed()));
        double[][] offsets = units.offsets(visible, machine);
        LearnerState learner = LearnerState.start(machine, parameters, settings.optimizer(), offsets);
        TrainingState fresh = TrainingState.start(
                machine, settings.gradient(), learner, params.getNumPartitions(), initial.seedOf(settings.seed()));
        return initial.state(fresh, settings.gradient(), machine, this::warn);
    }

    private TrainingSettings withChosenSteps(Machine machine, TrainingState start) {
        try (SparkGradientSource source = source(machine, settings.withLocalSteps(1))) {
            long stride = (long) settings.monitor().every() * source.updatesPerEpoch();
            int steps = LocalSteps.choose(source, start, stride);
            LOG.info("localSteps: {}, chosen from what a job and a step cost here", steps);
            return settings.withLocalSteps(steps);
        }
    }

    private static TrainingSettings settings(
            RBMParams params, UnitChoice units, LabelChoice labels, ConnectionChoice connections) {
        int chains = params.chainCount();
        ModelPhase phase = ModelPhase.named(params.getModelPhase());
        if (phase.hasChains() && params.getLocalSteps() != 1 && chains < params.getNumPartitions()) {
            throw new IllegalArgumentException("With local steps each of the " + params.getNumPartitions()
                    + " partitions needs a chain of its own, but numChains is " + chains + "; raise it.");
        }
        MissingValues missing = params.missingValues();
        requireMeasures(params, missing);
        return new TrainingSettings(
                        params.getMaxIter(),
                        new GradientSettings(
                                        phase,
                                        params.getCdSteps(),
                                        params.getFinalCdSteps() == 0 ? params.getCdSteps() : params.getFinalCdSteps(),
                                        StatisticsForm.named(params.getStatistics()),
                                        chains,
                                        params.getNumTemperatures())
                                .exchangingEvery(params.getExchangeEvery())
                                .aimedAt(labels.objective())
                                .settledBy(connections.equilibrium()),
                        optimizer(params, units),
                        new MonitorSettings(
                                params.getMonitorEvery(),
                                missing.areAllowed() ? Likelihood.NONE : Likelihood.named(params.getLikelihood()),
                                OnDivergence.named(params.getOnDivergence()),
                                EarlyStopping.named(params.getEarlyStopping()),
                                params.getPatience(),
                                params.getTolerance()),
                        params.getLocalSteps(),
                        precision(params),
                        params.getInitialWeightDeviation(),
                        params.getSeed())
                .withMissing(missing);
    }

    /** Rows that miss values have neither a free energy in closed form nor a likelihood. */
    private static void requireMeasures(RBMParams params, MissingValues missing) {
        if (!params.getModelPhase().equals("cd")) {
            missing.requireOneMachine();
        }
        boolean asked =
                params.getLikelihood().equals("exact") || params.getLikelihood().equals("pseudo");
        if (missing.areAllowed() && (asked || !params.getEarlyStopping().equals("none"))) {
            throw new IllegalArgumentException(
                    "Rows with missing values have no likelihood or free energy to measure; with missing "
                            + params.getMissing() + " set likelihood to auto or none, and earlyStopping to none.");
        }
    }

    /** A gap of bounds says how well mean field knows the rows, too. */
    private static void requireExactFreeEnergy(Machine machine, MonitorSettings monitor) {
        if (monitor.earlyStopping() == EarlyStopping.FREE_ENERGY_GAP && !RowMeasurer.hasExactFreeEnergy(machine)) {
            throw new IllegalArgumentException(
                    "Early stopping by the free-energy gap needs free energies that are exact, but with so many hidden units that are coupled to each"
                            + " other they are bounds by mean field; set earlyStopping to none.");
        }
    }

    private static OptimizerSettings optimizer(RBMParams params, UnitChoice units) {
        double target = params.getSparsityTarget();
        OptimizerSettings plain = new OptimizerSettings(
                        new Schedule(
                                Schedule.Shape.named(params.getLearningRateSchedule()),
                                units.learningRate(params),
                                params.getFinalLearningRate()),
                        new Momentum(params.getMomentum(), params.getFinalMomentum(), params.getMomentumSwitchEpoch()),
                        params.getRegParam(),
                        params.getCenteringRate())
                .withAverageDecay(params.getAverageDecay())
                .withPenalties(new Penalties(
                        params.getL1RegParam(),
                        params.getMaxNorm(),
                        target == 0 ? null : new Sparsity(target, params.getSparsityCost(), params.getSparsityDecay())))
                .withRateFactors(RateFactors.of(params.getBiasRateFactor(), units.rateFactors(params)))
                .withFastWeights(fastWeights(params, units));
        return params.getOptimizer().equals("adam")
                ? plain.withAdam(new Adam(params.getBeta1(), params.getBeta2(), params.getEpsilon()))
                : plain;
    }

    private static FastWeights fastWeights(RBMParams params, UnitChoice units) {
        if (!params.getModelPhase().equals("fpcd")) {
            return null;
        }
        double rate =
                params.getFastLearningRate() == 0 ? units.learningRate(params) / 10 : params.getFastLearningRate();
        return new FastWeights(rate, params.getFastDecay());
    }

    /** What the driver can work in: refused, or settled, before any job. */
    private static Precision precision(RBMParams params) {
        Precision precision = Precision.named(params.getPrecision());
        return precision == Precision.FLOAT32 || Kernels.batchProducts(precision) instanceof Float32Products
                ? Precision.FLOAT32
                : Precision.BFLOAT16;
    }

    /** The settings that the bytes of the parameters depend on; columns, levels and depths do not belong to them. */
    private SortedMap<String, Object> recorded(TrainingSettings resolved) {
        SortedMap<String, Object> values = new TreeMap<>();
        for (var param : params.params()) {
            if (!Settings.WITHOUT_EFFECT.contains(param.name()) && params.isDefined(param)) {
                Object value = params.getOrDefault(param);
                values.put(
                        param.name(),
                        value instanceof int[] numbers
                                ? Arrays.stream(numbers).boxed().toList()
                                : value);
            }
        }
        values.put("learningRate", units.learningRate(params));
        values.put("rateFactors", units.rateFactors(params));
        values.put("localSteps", resolved.localSteps());
        values.put("precision", resolved.precision().id());
        values.put("scaling", scaling.kind().id());
        if (labels.areThere()) {
            values.put("numClasses", labels.classes());
        }
        if (initial.isGiven()) {
            values.put("initialModel", initial.fingerprint());
        }
        return values;
    }

    private SortedMap<String, Object> data(TrainingResult result) {
        SortedMap<String, Object> data = new TreeMap<>();
        data.put("rows", train.rows());
        data.put("validationRows", scan.validationRows());
        data.put("skippedRows", scan.invalidRows());
        if (scan.weights().areThere()) {
            data.put("weight", train.weight());
        }
        if (scan.rowsWithMissing() > 0) {
            data.put("rowsWithMissing", scan.rowsWithMissing());
        }
        if (labels.areThere()) {
            data.put("rowsWithoutLabel", scan.rowsWithoutLabel());
        }
        if (!params.getStratifyCol().isEmpty()) {
            data.put("stratified", true);
        }
        data.put("encoding", train.encoding().name().toLowerCase(Locale.ROOT));
        data.put("epoch", result.keptEpoch());
        data.put("fingerprint", train.fingerprint());
        return data;
    }

    @Override
    public void close() {
        train.close();
        if (validation != null) {
            validation.close();
        }
    }
}
