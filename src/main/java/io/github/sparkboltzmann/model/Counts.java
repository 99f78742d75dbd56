package io.github.sparkboltzmann.model;

/** What unit types of whole numbers share. */
final class Counts {
    private Counts() {}

    /** What is wrong with states that should be whole numbers; {@code null} for nothing. */
    static String problem(String type, float[] states) {
        for (int i = 0; i < states.length; i++) {
            if (states[i] != Math.rint(states[i])) {
                return "element " + i + " is " + states[i] + ", but " + type + " units take whole numbers";
            }
        }
        return null;
    }

    /** Replaces {@code x[at..at + n)} by the softmax of {@code beta x}, and returns {@code log sum exp(beta x)}. */
    static double softmax(double[] x, int at, int n, double beta) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = at; i < at + n; i++) {
            x[i] *= beta;
            largest = Math.max(largest, x[i]);
        }
        double sum = 0;
        for (int i = at; i < at + n; i++) {
            x[i] = Math.exp(x[i] - largest);
            sum += x[i];
        }
        for (int i = at; i < at + n; i++) {
            x[i] /= sum;
        }
        return largest + Math.log(sum);
    }
}
