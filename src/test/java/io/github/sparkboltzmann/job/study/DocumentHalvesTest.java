package io.github.sparkboltzmann.job.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.sparkboltzmann.math.DrawKey;
import java.util.List;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

/** Completing documents: how they are cut, and what a prediction is worth. */
class DocumentHalvesTest {
    private static final DrawKey KEY = DrawKey.of(1, 0, 4);

    private static SparseVector counts(double... counts) {
        return Vectors.dense(counts).toSparse();
    }

    @Test
    void halvesAddUpToTheDocument() {
        SparseVector document = counts(3, 0, 1, 40, 0, 7);
        DocumentHalves halves = DocumentHalves.of(document, KEY, 0);
        double[] sum = halves.given().toArray();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += halves.asked().toArray()[i];
        }
        assertArrayEquals(document.toArray(), sum);
    }

    @Test
    void aHalfIsAboutHalfAndRowsDiffer() {
        SparseVector document = counts(0, 10_000);
        DocumentHalves first = DocumentHalves.of(document, KEY, 0);
        // Five standard deviations of 10,000 fair draws.
        assertEquals(5_000, first.asked().apply(1), 250);
        assertEquals(
                first.asked(), DocumentHalves.of(document, KEY, 0).asked(), "the same key and row give the same cut");
        assertNotEquals(first.asked(), DocumentHalves.of(document, KEY, 1).asked());
    }

    /** Words of probability 1/2, 1/4, 1/4, asked for once, once and twice in all: exp of 7 log 2 / 4. */
    @Test
    void perplexityIsThatOfAHandComputedCase() {
        DocumentHalves.Score score = new DocumentHalves.Score();
        score.add(counts(1, 1, 0), new double[] {0.5, 0.25, 0.25});
        score.add(counts(0, 0, 2), new double[] {20, 10, 10});
        assertEquals(4, score.words());
        assertEquals(Math.pow(2, 7.0 / 4), score.perplexity(), 1e-12);
    }

    @Test
    void uniformWordsHaveThePerplexityOfTheirNumber() {
        DocumentHalves.Score score = new DocumentHalves.Score();
        score.add(counts(3, 0, 2, 1), new double[] {1, 1, 1, 1});
        assertEquals(4, score.perplexity(), 1e-12);
    }

    @Test
    void unigramCountsWordsAndOneMore() {
        assertArrayEquals(new double[] {4, 1, 3}, WordsPart.unigram(List.of(counts(2, 0, 0), counts(1, 0, 2))));
    }
}
