package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.math.Hash;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.LabelInference;
import io.github.sparkboltzmann.sample.LabelPosterior;
import io.github.sparkboltzmann.sample.LabelSweeps;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** What is inferred of the labels of a batch of rows, as columns' values. */
public final class LabelColumns {
    private final int n;
    private final int classes;
    private final double[] scores;
    private final double[] probabilities;
    private final double[] thresholds;

    /**
     * @param measurer has the rows clamped
     * @param thresholds by class; {@code null} for none
     */
    public LabelColumns(
            Machine machine,
            RowMeasurer measurer,
            float[] parameters,
            LabelInference inference,
            double[] thresholds,
            int n) {
        this.n = n;
        this.classes = machine.classes();
        this.thresholds = thresholds;
        LabelPosterior posterior = measurer.label();
        if (inference.isExact()) {
            scores = Arrays.copyOf(posterior.scores(), n * classes);
            probabilities = Arrays.copyOf(posterior.probabilities(), n * classes);
            return;
        }
        probabilities = new double[n * classes];
        LabelSweeps sweeps = new LabelSweeps(machine, Kernels.elementwise(), inference);
        int width = machine.layer(machine.layers(true)[0]).size();
        float[] x = measurer.clamped();
        for (int r = 0; r < n; r++) {
            sweeps.infer(posterior, parameters, r, hash(x, r * width, width), probabilities, r * classes);
        }
        scores = new double[n * classes];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.log(Math.max(probabilities[i], Double.MIN_NORMAL));
        }
    }

    private static long hash(float[] x, int from, int length) {
        long hash = length;
        for (int i = from; i < from + length; i++) {
            hash = Hash.mix(hash, Float.floatToIntBits(x[i]));
        }
        // A key's step has 40 bits.
        return hash >>> 24;
    }

    /** {@code s_y}, a vector a row. */
    public Vector[] raw() {
        return vectors(scores);
    }

    /** {@code P(y | x)}, a vector a row. */
    public Vector[] probabilities() {
        return vectors(probabilities);
    }

    private Vector[] vectors(double[] values) {
        Vector[] vectors = new Vector[n];
        for (int r = 0; r < n; r++) {
            vectors[r] = Vectors.dense(Arrays.copyOfRange(values, r * classes, (r + 1) * classes));
        }
        return vectors;
    }

    /** The label of the largest {@code P(y | x) / threshold}: Spark's rule, by which a threshold of 0 wins. */
    public Double[] predictions() {
        Double[] predictions = new Double[n];
        for (int r = 0; r < n; r++) {
            int best = 0;
            for (int y = 1; y < classes; y++) {
                best = scaled(r, y) > scaled(r, best) ? y : best;
            }
            predictions[r] = (double) best;
        }
        return predictions;
    }

    private double scaled(int r, int y) {
        double p = probabilities[r * classes + y];
        if (thresholds == null) {
            // Scores tell two probabilities apart that both round to 1.
            return scores[r * classes + y];
        }
        return thresholds[y] == 0 ? Double.POSITIVE_INFINITY : p / thresholds[y];
    }
}
