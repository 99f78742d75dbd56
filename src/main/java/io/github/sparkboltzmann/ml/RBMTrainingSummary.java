package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.TrainingResult;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What training left besides the model. */
public final class RBMTrainingSummary {
    private final TrainingResult result;
    private final int localSteps;
    private final long rows;
    private final long validationRows;
    private final long skippedRows;
    private final long packedBytes;
    private final Encoding encoding;
    private final double seconds;

    RBMTrainingSummary(
            TrainingResult result,
            int localSteps,
            long rows,
            long validationRows,
            long skippedRows,
            long packedBytes,
            Encoding encoding,
            double seconds) {
        this.result = result;
        this.localSteps = localSteps;
        this.rows = rows;
        this.validationRows = validationRows;
        this.skippedRows = skippedRows;
        this.packedBytes = packedBytes;
        this.encoding = encoding;
        this.seconds = seconds;
    }

    /** A record for each measured epoch. */
    public List<EpochRecord> history() {
        return result.history();
    }

    /** What a person should know: why training stopped early, or should have. */
    public List<String> warnings() {
        return result.warnings();
    }

    /** Whether the likelihood fell steadily, or a number stopped being finite. */
    public boolean diverged() {
        return result.diverged();
    }

    /** The epoch whose parameters the model has: the last, or the best measured one after an alarm or early stopping. */
    public int keptEpoch() {
        return result.keptEpoch();
    }

    /** Local steps of a round, as set or as chosen. */
    public int localSteps() {
        return localSteps;
    }

    /** The history as a table, a row an epoch; units as in {@link EpochRecord}. */
    public Dataset<Row> historyTable(SparkSession session) {
        StructType schema = new StructType()
                .add("epoch", DataTypes.IntegerType)
                .add("updates", DataTypes.LongType)
                .add("rows", DataTypes.LongType)
                .add("learningRate", DataTypes.DoubleType)
                .add("momentum", DataTypes.DoubleType)
                .add("batchReconstructionError", DataTypes.DoubleType)
                .add("trainReconstructionError", DataTypes.DoubleType)
                .add("trainFreeEnergy", DataTypes.DoubleType)
                .add("validationReconstructionError", DataTypes.DoubleType)
                .add("validationFreeEnergy", DataTypes.DoubleType)
                .add("freeEnergyGap", DataTypes.DoubleType)
                .add("trainLikelihood", DataTypes.DoubleType)
                .add("validationLikelihood", DataTypes.DoubleType)
                .add("trainLabelError", DataTypes.DoubleType)
                .add("validationLabelError", DataTypes.DoubleType)
                .add("updateToWeight", DataTypes.DoubleType)
                .add("weightNorm", DataTypes.DoubleType)
                .add("visibleBiasNorm", DataTypes.DoubleType)
                .add("hiddenBiasNorm", DataTypes.DoubleType)
                .add("hiddenAlwaysOff", DataTypes.IntegerType)
                .add("hiddenAlwaysOn", DataTypes.IntegerType)
                .add("singularValues", DataTypes.createArrayType(DataTypes.DoubleType))
                .add("chainAutocorrelation", DataTypes.DoubleType)
                .add("ladderLogZ", DataTypes.DoubleType)
                .add("seconds", DataTypes.DoubleType);
        List<Row> table = history().stream()
                .map(e -> RowFactory.create(
                        e.epoch(),
                        e.updates(),
                        e.rows(),
                        e.learningRate(),
                        e.momentum(),
                        e.batchReconstructionError(),
                        e.train().reconstructionError(),
                        e.train().freeEnergy(),
                        e.validation().reconstructionError(),
                        e.validation().freeEnergy(),
                        e.freeEnergyGap(),
                        e.monitors().trainLikelihood(),
                        e.monitors().validationLikelihood(),
                        e.train().labelError(),
                        e.validation().labelError(),
                        e.monitors().updateToWeight(),
                        e.monitors().weightNorm(),
                        e.monitors().visibleBiasNorm(),
                        e.monitors().hiddenBiasNorm(),
                        e.train().hiddenAlwaysOff(),
                        e.train().hiddenAlwaysOn(),
                        e.monitors().singularValues(),
                        e.monitors().chainAutocorrelation(),
                        e.monitors().ladderLogZ(),
                        e.seconds()))
                .toList();
        return session.createDataFrame(table, schema);
    }

    /** Training rows. */
    public long rows() {
        return rows;
    }

    public long validationRows() {
        return validationRows;
    }

    /** Invalid rows left out because {@code handleInvalid} is skip. */
    public long skippedRows() {
        return skippedRows;
    }

    /** Bytes of the packed training rows. */
    public long packedBytes() {
        return packedBytes;
    }

    /** How the training rows are packed. */
    public Encoding encoding() {
        return encoding;
    }

    /** Wall time of training after the rows were packed, measures included. */
    public double seconds() {
        return seconds;
    }
}
