package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.spark.BlockPacker;
import io.github.sparkboltzmann.spark.ColumnRanges;
import io.github.sparkboltzmann.spark.FeatureVectors;
import io.github.sparkboltzmann.spark.PackedRows;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.spark.RowScan;
import io.github.sparkboltzmann.spark.SparkGradientSource;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.BlockSchedule;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Trainer;
import io.github.sparkboltzmann.train.TrainingListener;
import io.github.sparkboltzmann.train.TrainingSettings;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** One call of {@code fit}: params resolved, rows prepared, the machine trained, the model wrapped. Closing it frees the cached rows. */
final class RBMTraining implements AutoCloseable {
    /** Rows of a block of validation rows: enough for a matrix product to be worth it. */
    private static final int VALIDATION_BLOCK = 1_024;

    private final RBM params;
    private final TrainingSettings settings;
    private final JavaSparkContext context;
    private final RowReader reader;
    private final InputScaling scaling;
    private final RowScan scan;
    private final PackedRows train;
    private final PackedRows validation;

    RBMTraining(RBM params, Dataset<?> dataset) {
        this.params = params;
        this.settings = settings(params);
        this.context = JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        JavaRDD<Row> rows = InputRows.of(dataset, params, params.getValidationIndicatorCol());
        int width = FeatureVectors.width(dataset, params.getFeaturesCol());
        InputRows.requireWidth(width, params.getFeaturesCol());
        this.scaling = scaling(params, rows, width);
        Machine machine = Machine.restricted(width, params.getNumHidden());
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
                reader.width());
    }

    /** Trains and wraps. */
    RBMModel run(TrainingListener listener) {
        Machine machine = Machine.restricted(reader.width(), params.getNumHidden());
        double[][] means = {train.columnMeans(), null};
        Parameters parameters = Parameters.initial(machine, means, settings.initialDeviation(), settings.seed());
        SparkGradientSource source =
                new SparkGradientSource(context, machine, settings, train, validation, params.getAggregationDepth());
        long start = System.nanoTime();
        List<EpochRecord> history = new Trainer(machine, settings, listener).train(source, parameters);
        double seconds = (System.nanoTime() - start) * 1e-9;
        StoredModel stored = new StoredModel(machine, parameters, scaling, resolved(params), data());
        RBMTrainingSummary summary = new RBMTrainingSummary(
                history,
                train.rows(),
                scan.validationRows(),
                scan.invalidRows(),
                train.packedBytes(),
                train.encoding(),
                seconds);
        return new RBMModel(params.uid(), stored, summary);
    }

    private static TrainingSettings settings(RBM params) {
        return new TrainingSettings(
                params.getMaxIter(),
                params.getCdSteps(),
                StatisticsForm.named(params.getStatistics()),
                new Schedule(
                        Schedule.Shape.named(params.getLearningRateSchedule()),
                        params.getLearningRate(),
                        params.getFinalLearningRate()),
                new Momentum(params.getMomentum(), params.getFinalMomentum(), params.getMomentumSwitchEpoch()),
                params.getRegParam(),
                params.getInitialWeightDeviation(),
                params.getSeed());
    }

    /** The settings that the bytes of the parameters depend on; columns, levels and depths do not belong to them. */
    private static SortedMap<String, Object> resolved(RBM params) {
        SortedMap<String, Object> values = new TreeMap<>();
        for (var param : params.params()) {
            if (!Settings.WITHOUT_EFFECT.contains(param.name())) {
                values.put(param.name(), params.getOrDefault(param));
            }
        }
        return values;
    }

    private SortedMap<String, Object> data() {
        SortedMap<String, Object> data = new TreeMap<>();
        data.put("rows", train.rows());
        data.put("validationRows", scan.validationRows());
        data.put("skippedRows", scan.invalidRows());
        data.put("encoding", train.encoding().name().toLowerCase(java.util.Locale.ROOT));
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
