package io.github.sparkboltzmann.evaluate;

import java.io.Serializable;
import java.util.Arrays;

/** Log Z along a ladder: the mean of independent batches of chains, with its standard error over them; in nats. */
public final class LadderEstimate implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] batches;

    private LadderEstimate(double[] batches) {
        this.batches = batches;
    }

    /** @param batches an estimate each, two or more */
    public static LadderEstimate of(double[] batches) {
        if (batches.length < 2) {
            throw new IllegalArgumentException(
                    "A ladder's error is the spread of its batches, so there are two or more, but there is "
                            + batches.length + ".");
        }
        return new LadderEstimate(batches.clone());
    }

    public double value() {
        return Arrays.stream(batches).average().orElseThrow();
    }

    /** Of {@link #value}. */
    public double standardError() {
        double mean = value();
        double squares =
                Arrays.stream(batches).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squares / (batches.length - 1) / batches.length);
    }

    /** The value and three standard errors. */
    public double high() {
        return value() + 3 * standardError();
    }

    /** How many batches. */
    public int batches() {
        return batches.length;
    }
}
