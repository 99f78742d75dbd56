package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.model.InputScaling;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far completed rows are from what was hidden, in states: {@code mean (v - v')^2} over all hidden values that are known.
 *
 * <p>For binary states and their probabilities it is the Brier score. Source: Brier, "Verification of forecasts expressed in terms of probability",
 * Monthly Weather Review 78, 1950 (there summed over the two classes, twice this).
 */
public final class HiddenErrors {
    private final long rows;
    private final long values;
    private final double sum;

    private HiddenErrors(long rows, long values, double sum) {
        this.rows = rows;
        this.values = values;
        this.sum = sum;
    }

    /**
     * Of a table's two columns of vectors: the whole rows, and the completed ones.
     *
     * @param mask what is not 0 was hidden
     */
    public static HiddenErrors of(Dataset<Row> table, double[] mask, InputScaling scaling) {
        List<double[]> parts = table.toJavaRDD()
                .mapPartitions(rows -> List.of(sums(rows, mask, scaling)).iterator())
                .collect();
        double[] all = new double[3];
        for (double[] part : parts) {
            for (int i = 0; i < all.length; i++) {
                all[i] += part[i];
            }
        }
        return new HiddenErrors((long) all[0], (long) all[1], all[2]);
    }

    private static double[] sums(Iterator<Row> rows, double[] mask, InputScaling scaling) {
        double[] sums = new double[3];
        while (rows.hasNext()) {
            Row row = rows.next();
            Vector expected = FeatureVectors.at(row, 0);
            Vector found = FeatureVectors.at(row, 1);
            for (int i = 0; i < mask.length; i++) {
                double error = scaling.apply(i, expected.apply(i)) - scaling.apply(i, found.apply(i));
                if (mask[i] != 0 && !Double.isNaN(error)) {
                    sums[1]++;
                    sums[2] += error * error;
                }
            }
            sums[0]++;
        }
        return sums;
    }

    /** A hidden value's squared error. */
    public double meanSquared() {
        return sum / values;
    }

    /** The squared errors of a row's hidden values together. */
    public double squaredPerRow() {
        return sum / rows;
    }
}
