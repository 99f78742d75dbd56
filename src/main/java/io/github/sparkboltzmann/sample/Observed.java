package io.github.sparkboltzmann.sample;

/** Errors of rows of which states are missing. */
public final class Observed {
    private Observed() {}

    /**
     * {@code width / n} times the squared error of the {@code n} states of {@code observed[from..from + width)} that are not {@code NaN}; 0 for none.
     */
    public static double squaredError(float[] observed, float[] means, int from, int width) {
        double sum = 0;
        int count = 0;
        for (int i = from; i < from + width; i++) {
            if (observed[i] == observed[i]) {
                double difference = observed[i] - means[i];
                sum += difference * difference;
                count++;
            }
        }
        return count == 0 ? 0 : sum * width / count;
    }
}
