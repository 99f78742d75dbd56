package io.github.sparkboltzmann.model;

/** What unit types of whole numbers share. */
final class Counts {
    private Counts() {}

    /** What is wrong with states that should be whole numbers, or missing (NaN); {@code null} for nothing. */
    static String problem(String type, float[] states) {
        for (int i = 0; i < states.length; i++) {
            if (states[i] == states[i] && states[i] != Math.rint(states[i])) {
                return "element " + i + " is " + states[i] + ", but " + type + " units take whole numbers";
            }
        }
        return null;
    }
}
