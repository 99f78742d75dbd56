package io.github.sparkboltzmann.job;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What a person may have meant. */
final class Closest {
    private static final int FARTHEST = 6;

    private Closest() {}

    /** The name that differs least from a word, if any comes close: by its full spelling or by its last part. */
    static Optional<String> to(String word, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(word, name)))
                .filter(name -> distance(word, name) <= FARTHEST);
    }

    private static int distance(String word, String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        LevenshteinDistance levenshtein = LevenshteinDistance.getDefaultInstance();
        return Math.min(levenshtein.apply(word, name), levenshtein.apply(word, last) + 1);
    }
}
