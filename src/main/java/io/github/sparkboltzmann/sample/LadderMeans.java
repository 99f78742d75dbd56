package io.github.sparkboltzmann.sample;

import java.io.Serializable;
import java.util.Arrays;

/** What a partition's ladder has learnt about its exchanges: for each rung and the one above a number of each kind. */
public final class LadderMeans implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] acceptance;
    private final float[] logWidths;
    private final float[] logRatios;
    private final float[] visits;

    private LadderMeans(float[] acceptance, float[] logWidths, float[] logRatios, float[] visits) {
        this.acceptance = acceptance;
        this.logWidths = logWidths;
        this.logRatios = logRatios;
        this.visits = visits;
    }

    /** No exchange so far, and equal widths. */
    public static LadderMeans start(int rungs) {
        LadderMeans means = of(new float[rungs], new float[rungs], new float[rungs], new float[rungs]);
        Arrays.fill(means.acceptance, Float.NaN);
        return means;
    }

    /** These numbers, not copied; see the accessors. */
    public static LadderMeans of(float[] acceptance, float[] logWidths, float[] logRatios, float[] visits) {
        return new LadderMeans(acceptance, logWidths, logRatios, visits);
    }

    /** These, and a rung more above them whose exchanges are yet to come. */
    LadderMeans withRung() {
        int rungs = acceptance.length;
        LadderMeans more = of(
                Arrays.copyOf(acceptance, rungs + 1),
                Arrays.copyOf(logWidths, rungs + 1),
                Arrays.copyOf(logRatios, rungs + 1),
                Arrays.copyOf(visits, rungs + 1));
        more.acceptance[rungs] = Float.NaN;
        return more;
    }

    /** A copy that shares nothing. */
    public LadderMeans copy() {
        return of(acceptance.clone(), logWidths.clone(), logRatios.clone(), visits.clone());
    }

    /** Running means of how often an exchange with the rung above is accepted, NaN before the first; not a copy. */
    public float[] acceptance() {
        return acceptance;
    }

    /** Logarithms of the distances in inverse temperature to the rung above, up to a constant; not a copy. */
    public float[] logWidths() {
        return logWidths;
    }

    /** Running estimates of log Z of the rung above less the rung's, in nats; not a copy. */
    public float[] logRatios() {
        return logRatios;
    }

    /** How many exchanges the estimates of {@link #logRatios} have seen, up to some number; not a copy. */
    public float[] visits() {
        return visits;
    }
}
