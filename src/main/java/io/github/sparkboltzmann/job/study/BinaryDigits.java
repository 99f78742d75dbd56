package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Kernels;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Binary pictures {@code [rows, pixels]} with labels on the driver, and which of them is nearest to others. */
final class BinaryDigits {
    private static final int CHUNK = 2_000;

    final int rows;
    final int pixels;
    final float[] values;
    final int[] labels;

    BinaryDigits(int rows, int pixels, float[] values, int[] labels) {
        this.rows = rows;
        this.pixels = pixels;
        this.values = values;
        this.labels = labels;
    }

    /** Of a table with columns {@code features} and {@code label}, in its order. */
    static BinaryDigits of(Dataset<Row> table) {
        int rows = (int) table.count();
        float[] values = new float[0];
        int[] labels = new int[rows];
        int pixels = 0;
        int r = 0;
        Iterator<Row> all = table.select(DataReader.FEATURES, DataReader.LABEL).toLocalIterator();
        while (all.hasNext()) {
            Row row = all.next();
            Vector picture = row.getAs(0);
            if (r == 0) {
                pixels = picture.size();
                values = new float[Math.multiplyExact(rows, pixels)];
            }
            double[] states = picture.toArray();
            for (int i = 0; i < pixels; i++) {
                values[r * pixels + i] = (float) states[i];
            }
            labels[r++] = (int) row.getDouble(1);
        }
        return new BinaryDigits(rows, pixels, values, labels);
    }

    /** A row's pixels. */
    float[] row(int r) {
        return Arrays.copyOfRange(values, r * pixels, (r + 1) * pixels);
    }

    /**
     * For each row the one of {@code others} that differs in the fewest of its pixels; only pixels that {@code seen} has count.
     *
     * <pre>
     * |x - t|^2 = |x|^2 - 2 x.t + |t|^2        a matrix product of rows x others x pixels
     * </pre>
     *
     * @param distances receives the numbers of pixels; {@code null} for none
     */
    int[] nearest(BinaryDigits others, boolean[] seen, double[] distances) {
        float[] own = masked(seen);
        float[] theirs = others.masked(seen);
        BatchProducts products = Kernels.batchProducts();
        int[] nearest = new int[rows];
        double[] best = new double[rows];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        float[] dots = new float[CHUNK * CHUNK];
        BatchProducts.Fixed chunk = null;
        for (int from = 0; from < others.rows; from += CHUNK) {
            int count = Math.min(CHUNK, others.rows - from);
            chunk = products.fix(
                    theirs, from * pixels, count, pixels, chunk != null && chunk.rows() == count ? chunk : null);
            double[] norms = norms(theirs, from, count);
            for (int first = 0; first < rows; first += CHUNK) {
                int n = Math.min(CHUNK, rows - first);
                float[] batch = Arrays.copyOfRange(own, first * pixels, (first + n) * pixels);
                products.timesTransposed(batch, n, chunk, 0, dots);
                for (int r = 0; r < n; r++) {
                    for (int t = 0; t < count; t++) {
                        double distance = norms[t] - 2.0 * dots[r * count + t];
                        if (distance < best[first + r]) {
                            best[first + r] = distance;
                            nearest[first + r] = from + t;
                        }
                    }
                }
            }
        }
        double[] ownNorms = norms(own, 0, rows);
        for (int r = 0; distances != null && r < rows; r++) {
            distances[r] = best[r] + ownNorms[r];
        }
        return nearest;
    }

    private float[] masked(boolean[] seen) {
        float[] masked = values.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] = seen[i % pixels] ? masked[i] : 0;
        }
        return masked;
    }

    private double[] norms(float[] x, int from, int count) {
        double[] norms = new double[count];
        for (int r = 0; r < count; r++) {
            for (int i = (from + r) * pixels; i < (from + r + 1) * pixels; i++) {
                norms[r] += (double) x[i] * x[i];
            }
        }
        return norms;
    }

    /** Mean over pixels of the variance over the rows of a class. */
    double varianceWithin(int label) {
        double[] sums = new double[pixels];
        int count = 0;
        for (int r = 0; r < rows; r++) {
            if (labels[r] == label) {
                count++;
                for (int i = 0; i < pixels; i++) {
                    sums[i] += values[r * pixels + i];
                }
            }
        }
        double variance = 0;
        for (double sum : sums) {
            // Of pixels that are 0 or 1.
            double mean = sum / count;
            variance += mean * (1 - mean) / pixels;
        }
        return variance;
    }
}
