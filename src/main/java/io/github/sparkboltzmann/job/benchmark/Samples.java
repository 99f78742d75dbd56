package io.github.sparkboltzmann.job.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the repetitions of one measurement gave, in their order. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    /** These values. */
    static Samples of(double... all) {
        Samples samples = new Samples();
        for (double value : all) {
            samples.add(value);
        }
        return samples;
    }

    void add(double value) {
        values.add(value);
    }

    int count() {
        return values.size();
    }

    double get(int repetition) {
        return values.get(repetition);
    }

    /** The middle one, or the mean of the two in the middle; NaN for none. */
    double median() {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** {@code (largest - smallest) / median}; NaN for fewer than two. */
    double spread() {
        return values.size() < 2 ? Double.NaN : (Collections.max(values) - Collections.min(values)) / median();
    }

    /** Repetition by repetition {@code this / other}: what both had to bear, such as other work on the cores, drops out. */
    Samples over(Samples other) {
        Samples ratios = new Samples();
        for (int i = 0; i < Math.min(count(), other.count()); i++) {
            ratios.add(get(i) / other.get(i));
        }
        return ratios;
    }
}
