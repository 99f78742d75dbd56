package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.report.Numbers;

/**
 * One sentence of a study with the number it reached, the number it is held against, and which of the two should be larger.
 *
 * <p>It holds if {@code reached >= reference} where higher is better, {@code reached <= reference} where lower is; a number that is not one
 * never holds. An informational claim is not judged, and not counted.
 */
public final class Claim {
    /** Which way is better. */
    public enum Better {
        HIGHER,
        LOWER
    }

    private final String text;
    private final double reached;
    private final double reference;
    private final Better better;
    private final boolean judged;

    private Claim(String text, double reached, double reference, Better better, boolean judged) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A claim is a sentence, but is empty.");
        }
        if (judged && Double.isNaN(reference)) {
            throw new IllegalArgumentException("The claim '" + text + "' is held against NaN; give a number.");
        }
        this.text = text;
        this.reached = reached;
        this.reference = reference;
        this.better = better;
        this.judged = judged;
    }

    /** Holds if {@code reached >= reference}. */
    public static Claim atLeast(String text, double reached, double reference) {
        return new Claim(text, reached, reference, Better.HIGHER, true);
    }

    /** Holds if {@code reached <= reference}. */
    public static Claim atMost(String text, double reached, double reference) {
        return new Claim(text, reached, reference, Better.LOWER, true);
    }

    /**
     * Holds if {@code |value - target| <= band}: as four fields, the distance is what is reached, the band is the reference, lower is better,
     * and the sentence names value and target.
     */
    public static Claim within(String text, double value, double target, double band) {
        if (!(band >= 0)) {
            throw new IllegalArgumentException(
                    "The claim '" + text + "' needs a band of 0 or more, but has " + band + ".");
        }
        String distance = text + " (distance of " + Numbers.significant(value, 6) + " from "
                + Numbers.significant(target, 6) + ")";
        return new Claim(distance, Math.abs(value - target), band, Better.LOWER, true);
    }

    /** A number to be told, which proves nothing. */
    public static Claim information(String text, double reached) {
        return new Claim(text, reached, Double.NaN, null, false);
    }

    /** A number to be told beside another, without a verdict. */
    public static Claim information(String text, double reached, double reference, Better better) {
        return new Claim(text, reached, reference, better, false);
    }

    public String text() {
        return text;
    }

    public double reached() {
        return reached;
    }

    /** {@code NaN} where there is none. */
    public double reference() {
        return reference;
    }

    /** {@code null} where neither is. */
    public Better better() {
        return better;
    }

    /** Whether it is judged at all. */
    public boolean isJudged() {
        return judged;
    }

    /** Whether it is judged, and holds. */
    public boolean holds() {
        return judged && (better == Better.HIGHER ? reached >= reference : reached <= reference);
    }
}
