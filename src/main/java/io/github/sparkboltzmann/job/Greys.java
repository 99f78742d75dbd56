package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;

/** Rows in the columns' own units as grey values from 0 to 1: states where those are its range, else from the smallest to the largest value shown. */
final class Greys {
    private Greys() {}

    static float[][] of(StoredModel model, List<Vector> rows) {
        UnitType type = model.machine().layer(model.machine().layers(true)[0]).type();
        InputScaling scaling = model.scaling();
        boolean states = type.lowest() == 0 && type.highest() == 1;
        float[][] greys = new float[rows.size()][];
        float lowest = states ? 0 : Float.POSITIVE_INFINITY;
        float highest = states ? 1 : Float.NEGATIVE_INFINITY;
        for (int r = 0; r < greys.length; r++) {
            double[] values = rows.get(r).toArray();
            greys[r] = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                greys[r][i] = (float) (states ? scaling.apply(i, values[i]) : values[i]);
                // What is missing, NaN, counts for neither.
                lowest = greys[r][i] < lowest ? greys[r][i] : lowest;
                highest = greys[r][i] > highest ? greys[r][i] : highest;
            }
        }
        float range = highest > lowest ? highest - lowest : 1;
        for (float[] row : greys) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.max(0, Math.min(1, (row[i] - lowest) / range));
            }
        }
        return greys;
    }
}
