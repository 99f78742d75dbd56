package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.RBMTrainingSummary;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.report.HistoryTable;
import io.github.sparkboltzmann.report.ImageGrid;
import io.github.sparkboltzmann.report.ImageShape;
import io.github.sparkboltzmann.report.LearningCurves;
import io.github.sparkboltzmann.report.MonitorCurves;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What every training job leaves: model, history and pictures. */
final class ModelOutput {
    static final String MODEL = "model";
    static final String HISTORY = "history.csv";
    static final String METRICS = "metrics.json";
    static final String CURVES = "learning-curve.png";
    static final String MONITORS = "monitors.png";
    static final String FILTERS = "filters.png";
    static final String RECONSTRUCTIONS = "reconstructions.png";

    private static final int FILTERS_SHOWN = 100;
    private static final int ROWS_SHOWN = 10;
    private static final int AVERAGED_ROWS = 1_000;

    private final RunFolder folder;
    private final boolean overwrite;

    ModelOutput(RunFolder folder, boolean overwrite) {
        this.folder = folder;
        this.overwrite = overwrite;
    }

    void model(TrainedModel trained) {
        MLWritable model = trained.writable();
        Path path = folder.path(MODEL);
        try {
            (overwrite ? model.write().overwrite() : model.write()).save(path.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void history(RBMTrainingSummary summary) {
        folder.text(HISTORY, HistoryTable.csv(summary.history()));
    }

    /** Refuses now what could not be written after an hour's work. */
    void requireFree(boolean pictures, int hiddenLayers) {
        folder.requireFree(MODEL, HISTORY, METRICS);
        if (pictures) {
            folder.requireFree(CURVES, MONITORS, FILTERS, RECONSTRUCTIONS);
            folder.requireFree(EffectPictures.names(hiddenLayers));
        }
    }

    /** Learning curves, monitors, filters, and the first rows of a table beside their reconstructions. */
    void pictures(TrainedModel model, Dataset<Row> rows) {
        ImageShape shape = ImageShape.guess(model.numVisible());
        if (!model.summary().history().isEmpty()) {
            folder.bytes(CURVES, LearningCurves.png(model.summary().history()));
            folder.bytes(MONITORS, MonitorCurves.png(model.summary().history()));
        }
        filters(model, shape);
        Dataset<Row> layers = model.layers(rows.limit(AVERAGED_ROWS));
        if (layers != null) {
            EffectPictures.of(model.downward(), layers, shape).forEach(folder::bytes);
        }
        reconstructions(model, rows, shape);
    }

    /** The weights of visible units, as pictures of the units that they lead to: hidden ones, or visible ones where there are no others. */
    private void filters(TrainedModel model, ImageShape shape) {
        Machine machine = model.stored().machine();
        for (int c = machine.couplings().size() - 1; c >= 0; c--) {
            Coupling coupling = machine.coupling(c);
            if (coupling.first() == 0 && !coupling.isSparse()) {
                int columns = machine.layer(coupling.second()).size();
                folder.bytes(
                        FILTERS,
                        ImageGrid.filters(
                                model.stored().parameters().copyOf(machine.weights(c)),
                                model.numVisible(),
                                columns,
                                shape.width(),
                                shape.height(),
                                FILTERS_SHOWN));
                return;
            }
        }
    }

    private void reconstructions(TrainedModel model, Dataset<Row> rows, ImageShape shape) {
        List<Row> shown = model.reconstructing()
                .transform(rows.select(model.featuresCol()).limit(ROWS_SHOWN))
                .select(model.featuresCol(), "reconstruction")
                .collectAsList();
        float[][] originals = new float[shown.size()][];
        float[][] reconstructions = new float[shown.size()][];
        for (int r = 0; r < shown.size(); r++) {
            InputScaling scaling = model.stored().scaling();
            boolean standardized = scaling.kind() == InputScaling.Kind.STANDARDIZE;
            originals[r] = states(shown.get(r).getAs(0), standardized ? InputScaling.none() : scaling);
            reconstructions[r] = states(shown.get(r).getAs(1), InputScaling.none());
        }
        if (model.stored().scaling().kind() == InputScaling.Kind.STANDARDIZE) {
            // Both are in the user's units: their grey range is that of the rows shown.
            greys(originals, reconstructions);
        }
        folder.bytes(RECONSTRUCTIONS, ImageGrid.pairs(originals, reconstructions, shape.width(), shape.height()));
    }

    /** Maps the range of the originals to [0, 1], and clips the reconstructions to it. */
    private static void greys(float[][] originals, float[][] reconstructions) {
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        for (float[] row : originals) {
            for (float x : row) {
                // What is missing, NaN, counts for neither.
                lowest = x < lowest ? x : lowest;
                highest = x > highest ? x : highest;
            }
        }
        float range = highest > lowest ? highest - lowest : 1;
        for (float[][] rows : new float[][][] {originals, reconstructions}) {
            for (float[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = Math.max(0, Math.min(1, (row[i] - lowest) / range));
                }
            }
        }
    }

    private static float[] states(Vector values, InputScaling scaling) {
        float[] states = new float[values.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = (float) scaling.apply(i, values.apply(i));
        }
        return states;
    }
}
