package io.github.sparkboltzmann.evaluate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is known of log Z: exactly, or by annealing up and perhaps down, and what to be wary of, in plain words.
 *
 * <p>A likelihood is {@code -F(v) - log Z}, so the largest believable log Z is the one that flatters least.
 */
public final class LogZReport implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Below this share of the chains the weights of a few decide, and the error is not to be trusted. */
    private static final double FEW = 0.1;

    /** Nats between AIS and a ladder that their errors do not explain. */
    private static final double FAR = 1;

    private final Double exact;
    private final LogZEstimate up;
    private final LogZEstimate down;
    private final boolean exactSamples;
    private final LadderEstimate ladder;

    private LogZReport(Double exact, LogZEstimate up, LogZEstimate down, boolean exactSamples, LadderEstimate ladder) {
        this.ladder = ladder;
        this.exact = exact;
        this.up = up;
        this.down = down;
        this.exactSamples = exactSamples;
    }

    public static LogZReport exact(double logZ) {
        return new LogZReport(logZ, null, null, false, null);
    }

    /**
     * @param down {@code null} for none
     * @param exactSamples whether {@code down} started from exact samples
     */
    public static LogZReport annealed(LogZEstimate up, LogZEstimate down, boolean exactSamples) {
        return new LogZReport(null, up, down, exactSamples, null);
    }

    /** This report and the estimate along a ladder; {@code null} for none. */
    public LogZReport withLadder(LadderEstimate estimate) {
        return new LogZReport(exact, up, down, exactSamples, estimate);
    }

    /** The estimate along the ladder that training left; {@code null} where there is none. */
    public LadderEstimate ladder() {
        return ladder;
    }

    public boolean isExact() {
        return exact != null;
    }

    /** From independent units to the machine; {@code null} where log Z is exact. */
    public LogZEstimate up() {
        return up;
    }

    /** From samples of the machine to independent units; {@code null} where there is none. */
    public LogZEstimate down() {
        return down;
    }

    /** Whether {@link #down} started from exact samples. */
    public boolean hasExactSamples() {
        return exactSamples;
    }

    /** log Z: exact, or that of annealing up. */
    public double value() {
        return isExact() ? exact : up.value();
    }

    /** The largest of the upper ends of all estimates' intervals; an end that is open counts as that direction's estimate. */
    public double leastFlattering() {
        if (isExact()) {
            return exact;
        }
        double most = down == null ? upperEnd(up) : Math.max(upperEnd(up), upperEnd(down));
        return ladder == null ? most : Math.max(most, ladder.high());
    }

    private static double upperEnd(LogZEstimate estimate) {
        return Double.isInfinite(estimate.high()) ? estimate.value() : estimate.high();
    }

    /** One sentence for each thing that makes the figures less certain than they look. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (isExact()) {
            return warnings;
        }
        warnFewChains(up, "AIS", warnings);
        if (ladder != null && Math.abs(ladder.value() - up.value()) > FAR) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "AIS and the ladder disagree: log Z is %.2f by the one and %.2f by the other; use more temperatures, and more sweeps along the ladder.",
                    up.value(),
                    ladder.value()));
        }
        if (down == null) {
            warnings.add(
                    "log Z was annealed in one direction only: chains that all miss a mode show a small error, and log Z is too low all the "
                            + "same.");
            return warnings;
        }
        warnFewChains(down, "reverse AIS", warnings);
        if (up.contradicts(down)) {
            String text = String.format(
                    Locale.ROOT,
                    "AIS and reverse AIS disagree: log Z is %.2f by the one and %.2f by the other, more than their errors explain; ",
                    up.value(),
                    down.value());
            warnings.add(
                    text
                            + (up.value() < down.value() || exactSamples
                                    ? "the true value may lie anywhere between: use more temperatures."
                                    : "chains from noise have not reached the machine's distribution: use more sweeps and temperatures."));
        }
        return warnings;
    }

    private static void warnFewChains(LogZEstimate estimate, String name, List<String> warnings) {
        if (estimate.effectiveSampleSize() < FEW * estimate.chains()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s: %d chains weigh as much as %.1f equal ones, so that its error is not to be trusted; use more temperatures.",
                    name,
                    estimate.chains(),
                    estimate.effectiveSampleSize()));
        }
    }
}
