package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.spark.BlockMaps;
import io.github.sparkboltzmann.spark.BlockPacker;
import io.github.sparkboltzmann.spark.ColumnMoments;
import io.github.sparkboltzmann.spark.ColumnRanges;
import io.github.sparkboltzmann.spark.FeatureVectors;
import io.github.sparkboltzmann.spark.PackedRows;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.spark.RowScan;
import io.github.sparkboltzmann.train.BlockSchedule;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of one training, checked, scaled, placed on partitions, packed and cached: those to train on, and those that are measured only. Closing frees the cache.
 *
 * <p>A stack's next step trains on {@link #hidden}: what the step below makes of the same blocks, computed once.
 */
final class TrainingRows implements AutoCloseable {
    /** Rows of a block of validation rows: enough for a matrix product to be worth it. */
    private static final int VALIDATION_BLOCK = 1_024;

    private final JavaSparkContext context;
    private final int width;
    private final int classes;
    private final double largest;
    private final RowScan scan;
    private final InputScaling scaling;
    private final StorageLevel level;
    private final MissingValues missing;
    private final PackedRows train;
    private final PackedRows validation;

    private TrainingRows(
            JavaSparkContext context,
            int width,
            int classes,
            double largest,
            RowScan scan,
            InputScaling scaling,
            StorageLevel level,
            MissingValues missing,
            PackedRows train,
            PackedRows validation) {
        this.context = context;
        this.width = width;
        this.classes = classes;
        this.largest = largest;
        this.scan = scan;
        this.scaling = scaling;
        this.level = level;
        this.missing = missing;
        this.train = train;
        this.validation = validation;
    }

    /** Where rows come from: a table, or blocks that are there already. */
    interface Source {
        JavaSparkContext context();

        /** Features of a row; perhaps a job. */
        int width();

        /** The rows for a machine, as its initial model wants them; jobs. */
        TrainingRows rows(Machine machine, InitialModel initial);

        /** Whether the rows are made for one training, which closes them. */
        boolean areOwn();

        /** The rows of a table. */
        static Source of(RBMParams params, LabelChoice labels, Dataset<?> dataset) {
            return new Source() {
                @Override
                public JavaSparkContext context() {
                    return JavaSparkContext.fromSparkContext(
                            dataset.sparkSession().sparkContext());
                }

                @Override
                public int width() {
                    int width = FeatureVectors.width(dataset, params.getFeaturesCol());
                    InputRows.requireWidth(width, params.getFeaturesCol());
                    return width;
                }

                @Override
                public TrainingRows rows(Machine machine, InitialModel initial) {
                    return TrainingRows.of(params, labels, dataset, machine, initial);
                }

                @Override
                public boolean areOwn() {
                    return true;
                }
            };
        }

        /** Rows that are packed already. */
        static Source of(TrainingRows rows) {
            return new Source() {
                @Override
                public JavaSparkContext context() {
                    return rows.context;
                }

                @Override
                public int width() {
                    return rows.width;
                }

                @Override
                public TrainingRows rows(Machine machine, InitialModel initial) {
                    return rows;
                }

                @Override
                public boolean areOwn() {
                    return false;
                }
            };
        }
    }

    private static TrainingRows of(
            RBMParams params, LabelChoice labels, Dataset<?> dataset, Machine machine, InitialModel initial) {
        UnitType type = machine.layer(0).type();
        int width = machine.layer(0).size();
        long seed = initial.seedOf(params.getSeed());
        InputScaling given = initial.isGiven() ? initial.scaling() : null;
        JavaRDD<Row> rows = InputRows.ofTraining(dataset, params, labels);
        InputScaling scaling = given != null ? given : scaling(params, rows, width);
        MissingValues missing = params.missingValues();
        RowReader reader =
                new RowReader(width, scaling, Thresholds.of(params), type, missing.areAllowed(), labels.classes());
        RowScan scan = RowScan.of(rows, reader);
        InputRows.requireUsable(scan, params.getHandleInvalid());
        StorageLevel level = StorageLevel.fromString(params.getStorageLevel());
        BlockPacker packer = new BlockPacker(
                reader,
                scan.encoding(),
                params.getNumPartitions(),
                seed,
                params.getBinarize().equals("sample"),
                scan.weights());
        BlockSchedule trainSchedule = new BlockSchedule(scan.trainRows(), params.getBatchSize(), params.getSeed());
        PackedRows train = pack(packer, rows, false, trainSchedule, level, reader, scan);
        PackedRows validation = null;
        if (scan.validationRows() > 0) {
            int batch = VALIDATION_BLOCK * params.getNumPartitions();
            BlockSchedule schedule = new BlockSchedule(scan.validationRows(), batch, params.getSeed());
            validation = pack(packer, rows, true, schedule, level, reader, scan);
        }
        return new TrainingRows(
                JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext()),
                width,
                labels.classes(),
                reader.largestState(),
                scan,
                scaling,
                level,
                missing,
                train,
                validation);
    }

    private static PackedRows pack(
            BlockPacker packer,
            JavaRDD<Row> rows,
            boolean forValidation,
            BlockSchedule schedule,
            StorageLevel level,
            RowReader reader,
            RowScan scan) {
        return PackedRows.of(
                packer.pack(rows, forValidation, schedule),
                schedule,
                level,
                reader.rowWidth(),
                scan.weights(),
                reader.largestState());
    }

    private static InputScaling scaling(RBMParams params, JavaRDD<Row> rows, int width) {
        return switch (InputScaling.Kind.named(params.getScaling())) {
            case NONE -> InputScaling.none();
            case DIVIDE_BY -> InputScaling.divideBy(params.getScalingDivisor());
            case MIN_MAX -> ColumnRanges.minMax(rows, width);
            case STANDARDIZE -> ColumnMoments.standardize(rows, width);
        };
    }

    /** What a machine's highest hidden layer makes of these rows, with the same labels; {@code hidden} units. */
    TrainingRows hidden(Machine machine, Parameters parameters, int hidden, UnitType type) {
        double bound = RowReader.largestState(type);
        Broadcast<Parameters> broadcast = context.broadcast(parameters);
        try {
            return mapped(hidden, classes, bound, maps -> maps.hidden(machine, hidden, broadcast, missing, bound))
                    .withoutMissing();
        } finally {
            // The blocks' lineage reads it again where an executor is lost, so that it is only taken off the executors.
            broadcast.unpersist(false);
        }
    }

    private TrainingRows withoutMissing() {
        return new TrainingRows(
                context,
                width,
                classes,
                largest,
                scan,
                InputScaling.none(),
                level,
                MissingValues.REFUSED,
                train,
                validation);
    }

    /** These rows without their labels. */
    TrainingRows withoutLabels() {
        return mapped(width, 0, largest, maps -> maps.withoutLabels(largest));
    }

    /** These rows with each state twice. */
    TrainingRows doubled() {
        return mapped(width, classes, 2 * largest, maps -> maps.doubled(largest));
    }

    private TrainingRows mapped(
            int newWidth, int newClasses, double newLargest, Function<BlockMaps, PackedRows> change) {
        return new TrainingRows(
                context,
                newWidth,
                newClasses,
                newLargest,
                scan,
                scaling,
                level,
                missing,
                change.apply(maps(train)),
                validation == null ? null : change.apply(maps(validation)));
    }

    private BlockMaps maps(PackedRows rows) {
        return new BlockMaps(rows, width, classes, level, scan.weights());
    }

    JavaSparkContext context() {
        return context;
    }

    boolean hasLabels() {
        return classes > 0;
    }

    /** Features of a row. */
    int width() {
        return width;
    }

    /** What the pass over the table found: counts and weights hold for all that is made of its rows, too. */
    RowScan scan() {
        return scan;
    }

    InputScaling scaling() {
        return scaling;
    }

    PackedRows train() {
        return train;
    }

    /** {@code null} for none. */
    PackedRows validation() {
        return validation;
    }

    @Override
    public void close() {
        train.close();
        if (validation != null) {
            validation.close();
        }
    }
}
