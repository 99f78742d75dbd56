package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.deep.UnitEffects;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.HiddenLayers;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.report.ImageGrid;
import io.github.sparkboltzmann.report.ImageShape;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Pictures of units of higher layers as what they make the visible units do: {@code filters-2.png} and so on. */
final class EffectPictures {
    private static final int SHOWN = 100;

    private EffectPictures() {}

    /** The names of the pictures of so many hidden layers. */
    static String[] names(int layers) {
        String[] names = new String[Math.max(0, layers - 1)];
        for (int l = 2; l <= layers; l++) {
            names[l - 2] = "filters-" + l + ".png";
        }
        return names;
    }

    /**
     * @param downward the stack or machine that visible means follow from
     * @param layers a table whose columns are the features and then all hidden layers from the lowest
     * @return by name
     */
    static Map<String, byte[]> of(StoredModel downward, Dataset<Row> layers, ImageShape shape) {
        Machine machine = downward.machine();
        int[] sizes = HiddenLayers.sizes(machine);
        double[][] sums = new double[sizes.length + 1][];
        long rows = 0;
        for (Iterator<Row> all = layers.toLocalIterator(); all.hasNext(); rows++) {
            Row row = all.next();
            for (int c = 0; c < sums.length; c++) {
                double[] values = row.<Vector>getAs(c).toArray();
                sums[c] = sums[c] == null ? new double[values.length] : sums[c];
                for (int i = 0; i < values.length; i++) {
                    double state = c == 0 ? downward.scaling().apply(i, values[i]) : values[i];
                    sums[c][i] += state == state ? state : 0;
                }
            }
        }
        float[][] means = new float[sums.length][];
        for (int c = 0; c < sums.length; c++) {
            means[c] = new float[sums[c].length];
            for (int i = 0; i < means[c].length; i++) {
                means[c][i] = (float) (sums[c][i] / rows);
            }
        }
        float[][] hidden = java.util.Arrays.copyOfRange(means, 1, means.length);
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        String[] names = names(sizes.length);
        for (int l = 2; l <= sizes.length; l++) {
            int units = Math.min(SHOWN, sizes[l - 1]);
            float[] effects = UnitEffects.of(
                    machine,
                    downward.parameters().values(),
                    l,
                    means[0],
                    hidden,
                    units,
                    Kernels.elementwise(),
                    Kernels.batchProducts());
            pictures.put(
                    names[l - 2],
                    ImageGrid.filters(effects, machine.layer(0).size(), units, shape.width(), shape.height(), SHOWN));
        }
        return pictures;
    }
}
