package io.github.sparkboltzmann.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.train.EpochRecord;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The history of a training, a line a record, for programs to read. A record closes each measured epoch, and covers the epochs since the
 * record before it.
 *
 * <p>Columns, in this order:
 *
 * <ul>
 *   <li>{@code epoch}: the measured one, from 1; {@code updates}: since training began; {@code rows}: trained on since the last record;
 *   <li>{@code learning_rate}, {@code momentum}: of the epoch's last update;
 *   <li>{@code batch_reconstruction_error}: since the last record, of the training steps' own first reconstructions; empty where the model
 *       phase makes none;
 *   <li>{@code train_rows}, {@code train_reconstruction_error}, {@code train_free_energy}: after the epoch, on the fixed subset of the
 *       training rows; {@code validation_...}: the same on the validation rows;
 *   <li>{@code free_energy_gap}: free energy of validation rows minus that of training rows;
 *   <li>{@code train_likelihood}, {@code validation_likelihood}: log-likelihood or pseudo-log-likelihood; a run has one measure, which
 *       {@code metrics.json} names as {@code likelihoodMeasure};
 *   <li>{@code train_label_error}, {@code validation_label_error}: share of the rows with a label that are given another; empty without label units;
 *   <li>{@code update_to_weight}: norm of the last round's change of the weights, over its updates and the norm of the weights;
 *       {@code weight_norm}, {@code visible_bias_norm}, {@code hidden_bias_norm}: square roots of sums of squares;
 *   <li>{@code hidden_always_off}, {@code hidden_always_on}: hidden units with a mean probability in the training rows below 1 or above 99
 *       percent;
 *   <li>{@code singular_value_1} to {@code singular_value_4}: the largest of the weights, descending; empty where there are fewer;
 *   <li>{@code chain_autocorrelation}: of the persistent chains' visible states over the last round; empty without chains;
 *   <li>{@code seconds}: wall time of the updates since the last record, measures not counted; {@code rows_per_second}: of these.
 * </ul>
 *
 * <p>Errors are mean squared differences a visible unit, free energies and likelihoods nats a row. What was not measured is empty. Numbers have the digits that give back the same double,
 * and a decimal point in every locale. Two runs with the same seed differ in the last two columns only.
 */
public final class HistoryTable {
    private static final List<Column> COLUMNS = List.of(
            Column.whole("epoch", EpochRecord::epoch),
            Column.whole("updates", EpochRecord::updates),
            Column.whole("rows", EpochRecord::rows),
            Column.real("learning_rate", EpochRecord::learningRate),
            Column.real("momentum", EpochRecord::momentum),
            Column.real("batch_reconstruction_error", EpochRecord::batchReconstructionError),
            Column.whole("train_rows", record -> record.train().rows()),
            Column.real("train_reconstruction_error", record -> record.train().reconstructionError()),
            Column.real("train_free_energy", record -> record.train().freeEnergy()),
            Column.whole("validation_rows", record -> record.validation().rows()),
            Column.real("validation_reconstruction_error", record -> record.validation()
                    .reconstructionError()),
            Column.real("validation_free_energy", record -> record.validation().freeEnergy()),
            Column.real("free_energy_gap", EpochRecord::freeEnergyGap),
            Column.real("train_likelihood", record -> record.monitors().trainLikelihood()),
            Column.real("validation_likelihood", record -> record.monitors().validationLikelihood()),
            Column.real("train_label_error", record -> record.train().labelError()),
            Column.real("validation_label_error", record -> record.validation().labelError()),
            Column.real("update_to_weight", record -> record.monitors().updateToWeight()),
            Column.real("weight_norm", record -> record.monitors().weightNorm()),
            Column.real("visible_bias_norm", record -> record.monitors().visibleBiasNorm()),
            Column.real("hidden_bias_norm", record -> record.monitors().hiddenBiasNorm()),
            Column.whole("hidden_always_off", record -> record.train().hiddenAlwaysOff()),
            Column.whole("hidden_always_on", record -> record.train().hiddenAlwaysOn()),
            Column.singularValue(1),
            Column.singularValue(2),
            Column.singularValue(3),
            Column.singularValue(4),
            Column.real("chain_autocorrelation", record -> record.monitors().chainAutocorrelation()),
            Column.real("ladder_log_z", record -> record.monitors().ladderLogZ()),
            Column.real("seconds", EpochRecord::seconds),
            Column.real("rows_per_second", EpochRecord::rowsPerSecond));

    private HistoryTable() {}

    /** The names of the columns, in order. */
    public static List<String> columns() {
        return COLUMNS.stream().map(column -> column.name).toList();
    }

    /**
     * A header and a line a record, each ended by a line feed. {@code NaN} and a count of -1 are empty; infinity is {@code Infinity}.
     */
    public static String csv(List<EpochRecord> history) {
        StringBuilder text = new StringBuilder(String.join(",", columns())).append('\n');
        for (EpochRecord record : history) {
            text.append(COLUMNS.stream().map(column -> column.text(record)).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    /** {@code {"epochs": [{column: number, ...}, ...]}}. What JSON has no number for, {@code NaN} and infinity, is null, and so is a count of -1. */
    public static ObjectNode json(List<EpochRecord> history) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode epochs = root.putArray("epochs");
        for (EpochRecord record : history) {
            ObjectNode epoch = epochs.addObject();
            COLUMNS.forEach(column -> column.put(record, epoch));
        }
        return root;
    }

    /** The largest singular value of the weights is number 1; {@code NaN} where there are fewer. */
    static double singularValue(EpochRecord record, int number) {
        double[] values = record.monitors().singularValues();
        return number <= values.length ? values[number - 1] : Double.NaN;
    }

    /** A name and one of two ways to read it from a record. */
    private static final class Column {
        private final String name;
        private final ToLongFunction<EpochRecord> whole;
        private final ToDoubleFunction<EpochRecord> real;

        private Column(String name, ToLongFunction<EpochRecord> whole, ToDoubleFunction<EpochRecord> real) {
            this.name = name;
            this.whole = whole;
            this.real = real;
        }

        static Column whole(String name, ToLongFunction<EpochRecord> value) {
            return new Column(name, value, null);
        }

        static Column real(String name, ToDoubleFunction<EpochRecord> value) {
            return new Column(name, null, value);
        }

        /** @param number from 1, the largest */
        static Column singularValue(int number) {
            return real("singular_value_" + number, record -> HistoryTable.singularValue(record, number));
        }

        String text(EpochRecord record) {
            if (whole != null) {
                long count = whole.applyAsLong(record);
                return count < 0 ? "" : Long.toString(count);
            }
            double value = real.applyAsDouble(record);
            return Double.isNaN(value) ? "" : Double.toString(value);
        }

        void put(EpochRecord record, ObjectNode target) {
            double value = whole == null ? real.applyAsDouble(record) : whole.applyAsLong(record);
            if (!Double.isFinite(value) || whole != null && value < 0) {
                target.putNull(name);
            } else if (whole != null) {
                target.put(name, whole.applyAsLong(record));
            } else {
                target.put(name, value);
            }
        }
    }
}
