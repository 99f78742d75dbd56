package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.math.Hash;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rows are labelled: each class in its share of all rows, as exactly as whole rows allow, else at random.
 *
 * <p>The rows of a class stand in an order that the draw's number shuffles, and the row at place p of m (from 0) takes the score {@code (p + 1/2) / m}; the rows
 * with the n smallest scores are drawn. The rows of a smaller draw of the same number are among those of a larger.
 */
public final class LabelDraws {
    private LabelDraws() {}

    /** A row with its random key, and then its score. */
    private static final class Candidate {
        private final int row;
        private final long key;
        private double score;

        Candidate(int row, long key) {
            this.row = row;
            this.key = key;
        }
    }

    /**
     * @param labels of the rows to draw from, at their numbers; NaN for a row that is not to be drawn
     * @param count rows to draw
     * @param draw the number of the draw: another one, other rows
     * @throws IllegalArgumentException if there are not as many
     */
    public static BitSet rows(double[] labels, int count, long draw) {
        Map<Double, List<Candidate>> classes = new TreeMap<>();
        for (int row = 0; row < labels.length; row++) {
            if (!Double.isNaN(labels[row])) {
                classes.computeIfAbsent(labels[row], label -> new ArrayList<>())
                        .add(new Candidate(row, Hash.mix(draw, row)));
            }
        }
        List<Candidate> all = new ArrayList<>();
        for (List<Candidate> members : classes.values()) {
            members.sort(Comparator.comparingLong((Candidate c) -> c.key).thenComparingInt(c -> c.row));
            for (int place = 0; place < members.size(); place++) {
                members.get(place).score = (place + 0.5) / members.size();
            }
            all.addAll(members);
        }
        if (count > all.size()) {
            throw new IllegalArgumentException(
                    "There are " + all.size() + " rows to draw from, but " + count + " should be drawn.");
        }
        all.sort(Comparator.comparingDouble((Candidate c) -> c.score).thenComparingLong(c -> c.key));
        BitSet drawn = new BitSet(labels.length);
        all.subList(0, count).forEach(candidate -> drawn.set(candidate.row));
        return drawn;
    }
}
