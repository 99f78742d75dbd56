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
 * The history of a training, a line an epoch, for programs to read.
 *
 * <p>Columns, in this order:
 *
 * <ul>
 *   <li>{@code epoch}: from 1; {@code updates}: since training began; {@code rows}: that the epoch trained on;
 *   <li>{@code learning_rate}, {@code momentum}: of the epoch's last update;
 *   <li>{@code batch_reconstruction_error}: over the epoch, of the training steps' own first reconstructions;
 *   <li>{@code train_rows}, {@code train_reconstruction_error}, {@code train_free_energy}: after the epoch, on the fixed subset of the
 *       training rows; {@code validation_...}: the same on the validation rows;
 *   <li>{@code seconds}: wall time of the epoch's updates; {@code rows_per_second}.
 * </ul>
 *
 * <p>Errors are mean squared differences a visible unit, free energies nats a row. Numbers have the digits that give back the same double,
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
            Column.real("seconds", EpochRecord::seconds),
            Column.real("rows_per_second", EpochRecord::rowsPerSecond));

    private HistoryTable() {}

    /** The names of the columns, in order. */
    public static List<String> columns() {
        return COLUMNS.stream().map(column -> column.name).toList();
    }

    /** A header and a line an epoch, each ended by a line feed. {@code NaN} is empty; infinity is {@code Infinity}. */
    public static String csv(List<EpochRecord> history) {
        StringBuilder text = new StringBuilder(String.join(",", columns())).append('\n');
        for (EpochRecord record : history) {
            text.append(COLUMNS.stream().map(column -> column.text(record)).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    /** {@code {"epochs": [{column: number, ...}, ...]}}. What JSON has no number for, {@code NaN} and infinity, is null. */
    public static ObjectNode json(List<EpochRecord> history) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode epochs = root.putArray("epochs");
        for (EpochRecord record : history) {
            ObjectNode epoch = epochs.addObject();
            COLUMNS.forEach(column -> column.put(record, epoch));
        }
        return root;
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

        String text(EpochRecord record) {
            if (whole != null) {
                return Long.toString(whole.applyAsLong(record));
            }
            double value = real.applyAsDouble(record);
            return Double.isNaN(value) ? "" : Double.toString(value);
        }

        void put(EpochRecord record, ObjectNode target) {
            if (whole != null) {
                target.put(name, whole.applyAsLong(record));
                return;
            }
            double value = real.applyAsDouble(record);
            if (Double.isFinite(value)) {
                target.put(name, value);
            } else {
                target.putNull(name);
            }
        }
    }
}
