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
import io.github.sparkboltzmann.spark.MemoryNeeds;
import io.github.sparkboltzmann.spark.SparkGradientSource;
import io.github.sparkboltzmann.spark.TrainingMetrics;
import io.github.sparkboltzmann.store.StoredModel;
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
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: params resolved, rows prepared, the machine trained, the model wrapped. Closing it frees the cached rows. */
final class RBMTraining implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RBMTraining.class);

    private final RBMParams params;
    private final LabelChoice labels;
    private final UnitChoice units;
    private final Checkpoints checkpoints;
    private final TrainingSettings settings;
    private final TrainingRows rows;
    private final boolean areRowsOwn;
    private final TrainingListener listener;
    private InitialModel initial;

    /**
     * Refuses what does not go together before any job, and prepares the rows.
     *
     * @param given the model of this process to start from; {@code null} for none
     */
    RBMTraining(
            RBMParams params,
            LabelChoice labels,
            ConnectionChoice connections,
            TrainingRows.Source source,
            StoredModel given,
            TrainingListener listener) {
        this.params = params;
        this.labels = labels;
        this.listener = listener;
        this.units = UnitChoice.of(params, labels.classes(), connections);
        this.settings = settings(params, units, labels, connections);
        Configuration configuration = source.context().hadoopConfiguration();
        this.initial = InitialModel.of(params, given, configuration);
        this.checkpoints = new Checkpoints(params, configuration, this::warn);
        Machine machine = units.machine(source.width(), params.hiddenSizes());
        settings.optimizer().rateFactors().of(machine.layout());
        settings.monitor().likelihoodFor(machine);
        settings.gradient()
                .estimator(machine, Kernels.elementwise(), Kernels.batchProducts())
                .treatMissing(settings.missing());
        requireExactFreeEnergy(machine, settings.monitor());
        initial.requireFits(machine);
        long learner = LearnerState.layout(machine, settings.optimizer()).length();
        new MemoryNeeds(machine, learner, settings, params.getNumPartitions(), params.getAggregationDepth())
                .require(source.context().sc());
        this.rows = source.rows(machine, initial);
        this.areRowsOwn = source.areOwn();
        String scaling = rows.scaling().kind().id();
        if (initial.isGiven() && !scaling.equals(params.getScaling())) {
            warn("The initial model's scaling of the inputs, " + scaling + ", is kept; " + params.getScaling()
                    + " is not used.");
        }
    }

    /** The machine that it trains. */
    Machine machine() {
        return units.machine(rows.width(), params.hiddenSizes());
    }

    boolean hasInitialModel() {
        return initial.isGiven();
    }

    /** The rows that it trains on. */
    TrainingRows rows() {
        return rows;
    }

    /** Begins with these parameters, instead of what the params say. */
    void startFrom(StoredModel model) {
        initial = new InitialModel(model, false);
    }

    /** Trains and wraps. */
    Trained run() {
        Machine machine = machine();
        TrainingState start = start(machine);
        int localSteps = checkpoints.localSteps(settings.localSteps());
        TrainingSettings resolved =
                localSteps > 0 ? settings.withLocalSteps(localSteps) : withChosenSteps(machine, start);
        SortedMap<String, Object> recorded = recorded(resolved);
        Fingerprint fingerprint = fingerprint(machine, recorded);
        checkpoints.requireSame(fingerprint);
        TrainingResult result;
        long begin = System.nanoTime();
        try (SparkGradientSource source = source(machine, resolved);
                TrainingMetrics.Recorder recorder = TrainingMetrics.record()) {
            result = new Trainer(machine, resolved, TrainingListener.both(listener, recorder))
                    .train(source, start, checkpoints.sink(fingerprint), checkpoints.start());
        }
        double seconds = (System.nanoTime() - begin) * 1e-9;
        long steps = (long) resolved.epochs() * rows.train().schedule().blocks();
        StoredModel stored = new StoredModel(machine, result.parameters(), rows.scaling(), recorded, data(result))
                .withLearner(learner(machine, result, steps));
        RBMTrainingSummary summary = new RBMTrainingSummary(
                result,
                resolved.localSteps(),
                rows.train().rows(),
                rows.scan().validationRows(),
                rows.scan().invalidRows(),
                rows.train().packedBytes(),
                rows.train().encoding(),
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
        values.put("data.rows", String.valueOf(rows.train().rows()));
        values.put("data.encoding", rows.train().encoding().name().toLowerCase(Locale.ROOT));
        values.put("data.fingerprint", rows.train().fingerprint());
        values.put("data.validationRows", String.valueOf(rows.scan().validationRows()));
        values.put(
                "data.validationFingerprint",
                rows.validation() == null ? "none" : rows.validation().fingerprint());
        values.put("data.placement", rows.train().placement());
        values.put("data.scaling", scalingHash());
        return new Fingerprint(values);
    }

    private String scalingHash() {
        InputScaling scaling = rows.scaling();
        return Integer.toHexString(Arrays.deepHashCode(new Object[] {
            scaling.minimum(), scaling.maximum(), scaling.mean(), scaling.deviation(), scaling.divisor()
        }));
    }

    private SparkGradientSource source(Machine machine, TrainingSettings resolved) {
        return new SparkGradientSource(
                rows.context(), machine, resolved, rows.train(), rows.validation(), params.getAggregationDepth());
    }

    /** First weights and biases, or the initial model's; offsets at the data's means and at those of hidden units without input, and new chains. */
    private TrainingState start(Machine machine) {
        double[][] visible = labels.split(rows.train().columnMeans());
        double[][] means = new double[machine.layerCount()][];
        int next = 0;
        for (int layer : machine.layers(true)) {
            means[layer] = visible[next++];
        }
        Parameters parameters =
                initial.parameters(Parameters.initial(machine, means, settings.initialDeviation(), settings.seed()));
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
        values.put("scaling", rows.scaling().kind().id());
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
        data.put("rows", rows.train().rows());
        data.put("validationRows", rows.scan().validationRows());
        data.put("skippedRows", rows.scan().invalidRows());
        if (rows.scan().weights().areThere()) {
            data.put("weight", rows.train().weight());
        }
        if (rows.scan().rowsWithMissing() > 0) {
            data.put("rowsWithMissing", rows.scan().rowsWithMissing());
        }
        if (labels.areThere()) {
            data.put("rowsWithoutLabel", rows.scan().rowsWithoutLabel());
        }
        if (!params.getStratifyCol().isEmpty()) {
            data.put("stratified", true);
        }
        data.put("encoding", rows.train().encoding().name().toLowerCase(Locale.ROOT));
        data.put("epoch", result.keptEpoch());
        data.put("fingerprint", rows.train().fingerprint());
        return data;
    }

    @Override
    public void close() {
        if (areRowsOwn) {
            rows.close();
        }
    }
}
