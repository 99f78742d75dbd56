package io.github.sparkboltzmann.job.benchmark;

import java.util.ArrayList;
import java.util.List;

/** Log-likelihood over seconds of training, measured at a few times. */
final class TrainingCurve {
    private final String name;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> likelihoods = new ArrayList<>();

    TrainingCurve(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(double second, double likelihood) {
        seconds.add(second);
        likelihoods.add(likelihood);
    }

    /** The last likelihood. */
    double last() {
        return likelihoods.get(likelihoods.size() - 1);
    }

    /** Whether the first measurement has reached a likelihood already, so that {@link #secondsTo} is an upper bound. */
    boolean isBefore(double target) {
        return likelihoods.get(0) >= target;
    }

    /**
     * The seconds to a likelihood, on the straight line between the two measurements around it; those of the first measurement if that has
     * reached it already, which is then an upper bound; NaN if none has.
     */
    double secondsTo(double target) {
        for (int i = 0; i < seconds.size(); i++) {
            if (likelihoods.get(i) >= target) {
                if (i == 0) {
                    return seconds.get(0);
                }
                double part = (target - likelihoods.get(i - 1)) / (likelihoods.get(i) - likelihoods.get(i - 1));
                return seconds.get(i - 1) + part * (seconds.get(i) - seconds.get(i - 1));
            }
        }
        return Double.NaN;
    }
}
