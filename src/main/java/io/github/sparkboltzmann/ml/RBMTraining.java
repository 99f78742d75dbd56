package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.Float32Products;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Precision;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.sample.Chains;
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
import io.github.sparkboltzmann.train.LocalSteps;
import io.github.sparkboltzmann.train.MonitorSettings;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import io.github.sparkboltzmann.train.Trainer;
import io.github.sparkboltzmann.train.TrainingListener;
import io.github.sparkboltzmann.train.TrainingResult;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.TrainingState;
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

    private final RBM params;
    private final UnitChoice units;
    private final TrainingSettings settings;
    private final JavaSparkContext context;
    private final RowReader reader;
    private final InputScaling scaling;
    private final RowScan scan;
    private final PackedRows train;
    private final PackedRows validation;

    RBMTraining(RBM params, Dataset<?> dataset) {
        this.params = params;
        this.units = UnitChoice.of(params);
        this.settings = settings(params, units);
        this.context = JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        JavaRDD<Row> rows = InputRows.of(dataset, params, params.getValidationIndicatorCol());
        int width = FeatureVectors.width(dataset, params.getFeaturesCol());
        InputRows.requireWidth(width, params.getFeaturesCol());
        this.scaling = scaling(params, rows, width);
        Machine machine = units.machine(width, params.getNumHidden());
        this.reader = new RowReader(
                width, scaling, Thresholds.of(params), machine.layer(0).type());
        this.scan = RowScan.of(rows, reader);
        InputRows.requireUsable(scan, params.getHandleInvalid());
        this.train = pack(rows, false, params.getBatchSize(), scan.trainRows());
        this.validation = scan.validationRows() == 0
                ? null
                : pack(rows, true, VALIDATION_BLOCK * params.getNumPartitions(), scan.validationRows());
    }

    private static InputScaling scaling(RBM params, JavaRDD<Row> rows, int width) {
        return switch (InputScaling.Kind.named(params.getScaling())) {
            case NONE -> InputScaling.none();
            case DIVIDE_BY -> InputScaling.divideBy(params.getScalingDivisor());
            case MIN_MAX -> ColumnRanges.minMax(rows, width);
            case STANDARDIZE -> ColumnMoments.standardize(rows, width);
        };
    }

    private PackedRows pack(JavaRDD<Row> rows, boolean forValidation, int batchSize, long count) {
        boolean draw = params.getBinarize().equals("sample");
        BlockPacker packer =
                new BlockPacker(reader, scan.encoding(), params.getNumPartitions(), params.getSeed(), draw);
        BlockSchedule schedule = new BlockSchedule(count, batchSize, params.getSeed());
        return PackedRows.of(
                packer.pack(rows, forValidation, schedule),
                schedule,
                StorageLevel.fromString(params.getStorageLevel()),
                reader.width(),
                reader.largestState());
    }

    /** Trains and wraps. */
    RBMModel run(TrainingListener listener) {
        Machine machine = units.machine(reader.width(), params.getNumHidden());
        TrainingState start = start(machine);
        TrainingSettings resolved = settings.localSteps() > 0 ? settings : withChosenSteps(machine, start);
        long begin = System.nanoTime();
        TrainingResult result = new Trainer(machine, resolved, listener).train(source(machine, resolved), start);
        double seconds = (System.nanoTime() - begin) * 1e-9;
        StoredModel stored =
                new StoredModel(machine, result.parameters(), scaling, resolved(params, resolved), data(result));
        RBMTrainingSummary summary = new RBMTrainingSummary(
                result,
                resolved.localSteps(),
                train.rows(),
                scan.validationRows(),
                scan.invalidRows(),
                train.packedBytes(),
                train.encoding(),
                seconds);
        return new RBMModel(params.uid(), stored, summary);
    }

    private SparkGradientSource source(Machine machine, TrainingSettings resolved) {
        return new SparkGradientSource(context, machine, resolved, train, validation, params.getAggregationDepth());
    }

    /** First weights and biases, offsets at the data's means and at those of hidden units without input, and new chains. */
    private TrainingState start(Machine machine) {
        double[] visible = train.columnMeans();
        Parameters parameters = Parameters.initial(
                machine, new double[][] {visible, null}, settings.initialDeviation(), settings.seed());
        LearnerState learner = LearnerState.start(
                machine,
                parameters,
                settings.optimizer().momentum().isUsed(),
                settings.optimizer().centred() ? units.offsets(visible, params.getNumHidden()) : null);
        int chains = settings.gradient().chains();
        Chains start = chains == 0
                ? Chains.none()
                : Chains.start(
                        Kernels.elementwise(), machine, parameters, chains, params.getNumPartitions(), settings.seed());
        return TrainingState.start(learner, start);
    }

    private TrainingSettings withChosenSteps(Machine machine, TrainingState start) {
        SparkGradientSource source = source(machine, settings.withLocalSteps(1));
        long stride = (long) settings.monitor().every() * source.updatesPerEpoch();
        int steps = LocalSteps.choose(source, start, stride);
        LOG.info("localSteps: {}, chosen from what a job and a step cost here", steps);
        return settings.withLocalSteps(steps);
    }

    private static TrainingSettings settings(RBM params, UnitChoice units) {
        int chains = params.chainCount();
        boolean persistent = params.getModelPhase().equals("pcd");
        if (persistent && params.getLocalSteps() != 1 && chains < params.getNumPartitions()) {
            throw new IllegalArgumentException("With local steps each of the " + params.getNumPartitions()
                    + " partitions needs a chain of its own, but numChains is " + chains + "; raise it.");
        }
        return new TrainingSettings(
                params.getMaxIter(),
                new GradientSettings(
                        ModelPhase.named(params.getModelPhase()),
                        params.getCdSteps(),
                        StatisticsForm.named(params.getStatistics()),
                        chains),
                new OptimizerSettings(
                        new Schedule(
                                Schedule.Shape.named(params.getLearningRateSchedule()),
                                units.learningRate(params),
                                params.getFinalLearningRate()),
                        new Momentum(params.getMomentum(), params.getFinalMomentum(), params.getMomentumSwitchEpoch()),
                        params.getRegParam(),
                        params.getCenteringRate()),
                new MonitorSettings(
                        params.getMonitorEvery(),
                        Likelihood.named(params.getLikelihood()),
                        OnDivergence.named(params.getOnDivergence()),
                        EarlyStopping.named(params.getEarlyStopping()),
                        params.getPatience(),
                        params.getTolerance()),
                params.getLocalSteps(),
                precision(params),
                params.getInitialWeightDeviation(),
                params.getSeed());
    }

    /** What the driver can work in: refused, or settled, before any job. */
    private static Precision precision(RBM params) {
        Precision precision = Precision.named(params.getPrecision());
        return precision == Precision.FLOAT32 || Kernels.batchProducts(precision) instanceof Float32Products
                ? Precision.FLOAT32
                : Precision.BFLOAT16;
    }

    /** The settings that the bytes of the parameters depend on; columns, levels and depths do not belong to them. */
    private static SortedMap<String, Object> resolved(RBM params, TrainingSettings resolved) {
        SortedMap<String, Object> values = new TreeMap<>();
        for (var param : params.params()) {
            if (!Settings.WITHOUT_EFFECT.contains(param.name())) {
                values.put(param.name(), params.getOrDefault(param));
            }
        }
        values.put("learningRate", UnitChoice.of(params).learningRate(params));
        values.put("localSteps", resolved.localSteps());
        values.put("precision", resolved.precision().id());
        return values;
    }

    private SortedMap<String, Object> data(TrainingResult result) {
        SortedMap<String, Object> data = new TreeMap<>();
        data.put("rows", train.rows());
        data.put("validationRows", scan.validationRows());
        data.put("skippedRows", scan.invalidRows());
        data.put("encoding", train.encoding().name().toLowerCase(java.util.Locale.ROOT));
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
