package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.util.Identifiable;

/**
 * Models without a machine.
 *
 * <p>Spark Connect finds models by {@link java.util.ServiceLoader}, which asks each for a public constructor without arguments, and has Spark make stages by one with a uid.
 * What they make has params alone; models that were trained or loaded come by other ways.
 */
final class Unfilled {
    private Unfilled() {}

    /** What a model holds, which has to be there. */
    static <T> T require(T held, Identifiable model) {
        if (held == null) {
            throw new IllegalStateException("The model " + model.uid()
                    + " was made by its constructor and holds no machine; train one with fit, or load one.");
        }
        return held;
    }
}
