package io.github.sparkboltzmann.job.study;

import org.apache.spark.ml.linalg.Vector;

/** Vectors as pictures. */
public final class Pictures {
    private Pictures() {}

    /** Values as greys, a row a vector. */
    public static float[][] greys(Vector[] samples) {
        float[][] rows = new float[samples.length][];
        for (int r = 0; r < rows.length; r++) {
            double[] values = samples[r].toArray();
            rows[r] = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                rows[r][i] = (float) values[i];
            }
        }
        return rows;
    }
}
