package io.github.sparkboltzmann.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The records of a run as named arrays, and back: a column a figure, a number a record. Lists of numbers, of which a record may have none
 * ({@code -1}), lie one after the other beside their lengths.
 */
final class HistoryArrays {
    private HistoryArrays() {}

    static NamedArrays write(List<EpochRecord> history) {
        NamedArrays arrays = new NamedArrays();
        whole(arrays, "epoch", history, EpochRecord::epoch);
        whole(arrays, "updates", history, EpochRecord::updates);
        whole(arrays, "rows", history, EpochRecord::rows);
        real(arrays, "learningRate", history, EpochRecord::learningRate);
        real(arrays, "momentum", history, EpochRecord::momentum);
        real(arrays, "batchReconstructionError", history, EpochRecord::batchReconstructionError);
        real(arrays, "seconds", history, EpochRecord::seconds);
        arrays.putAll(
                "train.",
                Measures.write(history.stream().map(EpochRecord::train).toList()));
        arrays.putAll(
                "validation.",
                Measures.write(history.stream().map(EpochRecord::validation).toList()));
        return arrays.putAll(
                "monitors.",
                Monitors.write(history.stream().map(EpochRecord::monitors).toList()));
    }

    static List<EpochRecord> read(NamedArrays arrays) {
        List<Measures> train = Measures.read(arrays.within("train."));
        List<Measures> validation = Measures.read(arrays.within("validation."));
        List<Monitors> monitors = Monitors.read(arrays.within("monitors."));
        List<EpochRecord> history = new ArrayList<>();
        for (int i = 0; i < arrays.longs("epoch").length; i++) {
            history.add(new EpochRecord(
                    (int) arrays.longs("epoch")[i],
                    arrays.longs("updates")[i],
                    arrays.longs("rows")[i],
                    arrays.doubles("learningRate")[i],
                    arrays.doubles("momentum")[i],
                    arrays.doubles("batchReconstructionError")[i],
                    train.get(i),
                    validation.get(i),
                    monitors.get(i),
                    arrays.doubles("seconds")[i]));
        }
        return history;
    }

    static <T> void whole(NamedArrays arrays, String name, List<T> records, ToLongFunction<T> figure) {
        arrays.put(name, records.stream().mapToLong(figure).toArray());
    }

    static <T> void real(NamedArrays arrays, String name, List<T> records, ToDoubleFunction<T> figure) {
        arrays.put(name, records.stream().mapToDouble(figure).toArray());
    }

    /** @param lists {@code null} among them where a record has none */
    static void lists(NamedArrays arrays, String name, List<double[]> lists) {
        arrays.put(
                name + ".lengths",
                lists.stream()
                        .mapToLong(list -> list == null ? -1 : list.length)
                        .toArray());
        arrays.put(
                name,
                lists.stream()
                        .filter(list -> list != null)
                        .flatMapToDouble(java.util.Arrays::stream)
                        .toArray());
    }

    static List<double[]> lists(NamedArrays arrays, String name) {
        List<double[]> lists = new ArrayList<>();
        int at = 0;
        for (long length : arrays.longs(name + ".lengths")) {
            lists.add(length < 0 ? null : java.util.Arrays.copyOfRange(arrays.doubles(name), at, at + (int) length));
            at += (int) Math.max(0, length);
        }
        return lists;
    }
}
