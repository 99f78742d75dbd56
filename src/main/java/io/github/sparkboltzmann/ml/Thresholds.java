package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.Map;

/** The threshold that rows are read with, and the reader. */
final class Thresholds {
    private Thresholds() {}

    /** The threshold of {@code binarize = threshold}, else {@code null}. */
    static Double of(RBMModelParams params) {
        return of(params.getBinarize(), params.getBinarizeThreshold());
    }

    static Double of(String binarize, double threshold) {
        return binarize.equals("threshold") ? (Double) threshold : null;
    }

    /** That of the settings of a training; {@code null} for none. */
    static Double of(Map<String, Object> settings) {
        Object threshold = settings.get("binarizeThreshold");
        return of(String.valueOf(settings.get("binarize")), threshold instanceof Number n ? n.doubleValue() : 0.5);
    }

    /** A reader of rows of a machine's first visible layer that lets missing values through. */
    static RowReader readerOf(StoredModel stored, Double threshold) {
        return readerOf(stored, threshold, true, 0);
    }

    /**
     * A reader of rows of a machine's first visible layer.
     *
     * @param missing whether it lets missing values through
     * @param classes of the label that it reads besides; 0 for features alone
     */
    static RowReader readerOf(StoredModel stored, Double threshold, boolean missing, int classes) {
        Layer layer = stored.machine().layer(stored.machine().layers(true)[0]);
        return new RowReader(layer.size(), stored.scaling(), threshold, layer.type(), missing, classes);
    }
}
