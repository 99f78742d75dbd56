package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * A document cut in two for the task of completing it: each occurrence of a word is given or asked for with probability 1/2, drawn from a
 * key, whatever becomes of others.
 *
 * <pre>
 * perplexity = exp(- sum_d sum_k n_dk log p_dk / sum_d sum_k n_dk)         n_dk the counts asked for, p_dk a word's probability
 * </pre>
 */
final class DocumentHalves {
    private final SparseVector given;
    private final SparseVector asked;

    private DocumentHalves(SparseVector given, SparseVector asked) {
        this.given = given;
        this.asked = asked;
    }

    /** Cuts the counts of document number {@code row}. */
    static DocumentHalves of(SparseVector counts, DrawKey key, int row) {
        int[] words = counts.indices();
        double[] given = counts.values().clone();
        double[] asked = new double[given.length];
        int total = 0;
        for (double count : given) {
            total += (int) count;
        }
        float[] uniform = new float[total];
        Kernels.elementwise().uniform(uniform, 1, total, key, row);
        int next = 0;
        for (int e = 0; e < words.length; e++) {
            for (int n = (int) given[e]; n > 0; n--) {
                if (uniform[next++] < 0.5f) {
                    given[e]--;
                    asked[e]++;
                }
            }
        }
        return new DocumentHalves(vector(counts.size(), words, given), vector(counts.size(), words, asked));
    }

    private static SparseVector vector(int size, int[] words, double[] counts) {
        int kept = 0;
        int[] indices = new int[words.length];
        double[] values = new double[words.length];
        for (int e = 0; e < words.length; e++) {
            if (counts[e] > 0) {
                indices[kept] = words[e];
                values[kept++] = counts[e];
            }
        }
        return (SparseVector)
                Vectors.sparse(size, java.util.Arrays.copyOf(indices, kept), java.util.Arrays.copyOf(values, kept));
    }

    SparseVector given() {
        return given;
    }

    SparseVector asked() {
        return asked;
    }

    /** Log-probabilities of words asked for, added up. */
    static final class Score {
        private double logProbability;
        private double words;

        /** Adds a document's; {@code weights} are its words' probabilities but for a common factor. */
        void add(SparseVector asked, double[] weights) {
            double all = 0;
            for (double weight : weights) {
                all += weight;
            }
            for (int e = 0; e < asked.indices().length; e++) {
                double count = asked.values()[e];
                logProbability += count * (Math.log(weights[asked.indices()[e]]) - Math.log(all));
                words += count;
            }
        }

        double words() {
            return words;
        }

        double perplexity() {
            return Math.exp(-logProbability / words);
        }
    }
}
