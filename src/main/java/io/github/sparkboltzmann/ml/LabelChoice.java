package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.gradient.Objective;
import java.util.Arrays;

/** The label units that an estimator asks for: column, classes, and what training raises. */
final class LabelChoice {
    /** No label units. */
    static final LabelChoice NONE = new LabelChoice(null, 0, Objective.GENERATIVE);

    private final String column;
    private final int classes;
    private final Objective objective;

    private LabelChoice(String column, int classes, Objective objective) {
        this.column = column;
        this.classes = classes;
        this.objective = objective;
    }

    static LabelChoice of(String column, int classes, double generativeWeight) {
        return new LabelChoice(column, classes, Objective.of(generativeWeight));
    }

    boolean areThere() {
        return classes > 0;
    }

    String column() {
        return column;
    }

    /** 0 for none. */
    int classes() {
        return classes;
    }

    Objective objective() {
        return objective;
    }

    /** A row of the machine's, by visible layer. */
    double[][] split(double[] row) {
        int features = row.length - classes;
        return classes == 0
                ? new double[][] {row}
                : new double[][] {Arrays.copyOf(row, features), Arrays.copyOfRange(row, features, row.length)};
    }
}
