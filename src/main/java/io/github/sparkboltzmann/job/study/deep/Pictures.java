package io.github.sparkboltzmann.job.study.deep;

import org.apache.spark.ml.linalg.Vector;

/** Vectors as pictures. */
final class Pictures {
    private Pictures() {}

    static float[][] greys(Vector[] samples) {
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
