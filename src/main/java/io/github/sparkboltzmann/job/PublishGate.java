package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether a new model takes the place of the current one, by figures of {@code evaluate} on the same rows: it has to be better by more than
 * a margin.
 *
 * <p>{@code auto} takes the first that both have: the error of labels; the log-likelihood, exact or by the largest believable log Z, of belief
 * networks and deep machines its lower bound; the pseudo-log-likelihood; the reconstruction error. Of rows between 0 and 1, {@code -F(v) - log Z} bounds the
 * mean log-likelihood of the rows drawn from them, since -F is convex.
 */
final class PublishGate {
    /** The choices of {@code gate.measure}. */
    static final List<String> MEASURES =
            List.of("auto", "label-error", "likelihood", "pseudo-likelihood", "reconstruction");

    private final String measure;
    private final double margin;

    /**
     * @param measure one of {@link #MEASURES}
     * @param margin in the measure's unit, 0 or more
     */
    PublishGate(String measure, double margin) {
        this.measure = measure;
        this.margin = margin;
    }

    /** What was decided, and why. */
    static final class Decision {
        final boolean publish;
        final String reason;

        Decision(boolean publish, String reason) {
            this.publish = publish;
            this.reason = reason;
        }
    }

    /** Compares figures of the new model with those of the current one. */
    Decision decide(JsonNode ours, JsonNode current) {
        for (String name : measure.equals("auto") ? MEASURES.subList(1, MEASURES.size()) : List.of(measure)) {
            JsonNode our = figure(name, ours);
            JsonNode other = figure(name, current);
            if (!our.isMissingNode() && !other.isMissingNode()) {
                return compare(name, our.asDouble(Double.NaN), other.asDouble(Double.NaN));
            }
        }
        throw new UsageException("The models have no " + (measure.equals("auto") ? "measure" : measure)
                + " in common on these rows; set 'gate.measure' to another, one of " + String.join(", ", MEASURES)
                + ".");
    }

    private Decision compare(String name, double ours, double current) {
        String figures = name + " " + text(ours) + ", of the current model " + text(current);
        if (!Double.isFinite(ours)) {
            return new Decision(false, figures + ": not a finite number");
        }
        double gain = isError(name) ? current - ours : ours - current;
        if (gain > margin || !Double.isFinite(current)) {
            return new Decision(true, figures);
        }
        return new Decision(
                false, figures + ": not better" + (margin > 0 ? " by more than the margin of " + text(margin) : ""));
    }

    private static boolean isError(String name) {
        return name.equals("label-error") || name.equals("reconstruction");
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    private static JsonNode figure(String name, JsonNode evaluation) {
        return switch (name) {
            case "label-error" -> evaluation.path("labelError");
            case "likelihood" ->
                evaluation.has("likelihoodBound")
                        ? evaluation.path("likelihoodBound")
                        : evaluation.path("logLikelihood").path("perRowLeastFlattering");
            case "pseudo-likelihood" -> evaluation.path("pseudoLikelihood").path("perRow");
            default -> evaluation.path("reconstructionError");
        };
    }
}
