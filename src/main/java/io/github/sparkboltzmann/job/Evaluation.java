package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.evaluate.LadderEstimate;
import io.github.sparkboltzmann.evaluate.LogZEstimate;
import io.github.sparkboltzmann.evaluate.LogZReport;
import io.github.sparkboltzmann.evaluate.PseudoLikelihoodSums;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.train.Measures;
import java.util.List;

/** What job {@code evaluate} found, as a table for people and as JSON. */
final class Evaluation {
    final Measures measures;
    final long rowsSkipped;
    final int visibleUnits;
    /** {@code null} for none. */
    final PseudoLikelihoodSums pseudoLikelihood;

    final boolean sampled;
    /** {@code null} for none. */
    final LogZReport logZ;

    final String base;
    final List<String> warnings;

    Evaluation(
            Measures measures,
            long rowsSkipped,
            int visibleUnits,
            PseudoLikelihoodSums pseudoLikelihood,
            boolean sampled,
            LogZReport logZ,
            String base,
            List<String> warnings) {
        this.measures = measures;
        this.rowsSkipped = rowsSkipped;
        this.visibleUnits = visibleUnits;
        this.pseudoLikelihood = pseudoLikelihood;
        this.sampled = sampled;
        this.logZ = logZ;
        this.base = base;
        this.warnings = warnings;
    }

    /** Nats a row, for a log Z. */
    private double logLikelihood(double partition) {
        return -measures.freeEnergy() - partition;
    }

    ConsoleTable table(String title) {
        ConsoleTable table =
                new ConsoleTable(title).number("rows", measures.rows()).number("rows skipped", rowsSkipped);
        Rates.addMeasures(table, "rows", measures);
        if (pseudoLikelihood != null) {
            String what = sampled ? ", sampled" : "";
            double error = sampled ? pseudoLikelihood.standardError() : 0;
            table.number("pseudo-likelihood a unit, nats" + what, withError(pseudoLikelihood.mean(), error, 4))
                    .number(
                            "pseudo-likelihood a row, nats" + what,
                            withError(pseudoLikelihood.mean() * visibleUnits, error * visibleUnits, 2));
        }
        if (logZ != null) {
            addLikelihood(table.rule());
        }
        return table;
    }

    private void addLikelihood(ConsoleTable table) {
        if (logZ.isExact()) {
            table.number("log Z, exact", Numbers.fixed(logZ.value(), 4))
                    .number("log-likelihood a row, nats, exact", Numbers.fixed(logLikelihood(logZ.value()), 3));
            return;
        }
        addEstimate(table, "log Z by AIS", logZ.up());
        if (logZ.down() != null) {
            addEstimate(table, "log Z by reverse AIS", logZ.down());
            table.text("reverse AIS starts from", reverseStart());
        }
        if (logZ.ladder() != null) {
            LadderEstimate ladder = logZ.ladder();
            table.number("log Z along the ladder", withError(ladder.value(), ladder.standardError(), 3));
        }
        table.text("independent units of AIS from", base)
                .number("log-likelihood a row, nats, by AIS", Numbers.fixed(logLikelihood(logZ.value()), 3))
                .number("the same, least flattering log Z", Numbers.fixed(logLikelihood(logZ.leastFlattering()), 3));
    }

    private String reverseStart() {
        return logZ.hasExactSamples()
                ? "exact samples: an upper bound of log Z on average"
                : "Gibbs samples from noise: no bound, but a check";
    }

    private static void addEstimate(ConsoleTable table, String name, LogZEstimate estimate) {
        table.number(name, withError(estimate.value(), estimate.standardError(), 3))
                .number(
                        "  three standard errors",
                        "[" + Numbers.fixed(estimate.low(), 3) + ", " + Numbers.fixed(estimate.high(), 3) + "]")
                .number(
                        "  effective chains",
                        Numbers.fixed(estimate.effectiveSampleSize(), 1) + " of " + estimate.chains());
    }

    private static String withError(double value, double error, int decimals) {
        return Numbers.fixed(value, decimals) + (error > 0 ? " +- " + Numbers.fixed(error, decimals) : "");
    }

    ObjectNode json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("rows", measures.rows())
                .put("rowsSkipped", rowsSkipped)
                .put("reconstructionError", measures.reconstructionError())
                .put("freeEnergy", measures.freeEnergy());
        if (pseudoLikelihood != null) {
            root.putObject("pseudoLikelihood")
                    .put("kind", sampled ? "sampled" : "exact")
                    .put("perUnit", pseudoLikelihood.mean())
                    .put("perRow", pseudoLikelihood.mean() * visibleUnits)
                    .put("perRowStandardError", pseudoLikelihood.standardError() * visibleUnits);
        }
        if (logZ != null) {
            ObjectNode node = root.putObject("logZ");
            node.put("kind", logZ.isExact() ? "exact" : "ais").put("value", logZ.value());
            if (!logZ.isExact()) {
                node.put("leastFlattering", logZ.leastFlattering()).put("base", base);
                put(node.putObject("ais"), logZ.up());
                if (logZ.down() != null) {
                    put(
                            node.putObject("reverseAis")
                                    .put("start", logZ.hasExactSamples() ? "exact samples" : "Gibbs samples"),
                            logZ.down());
                }
            }
            if (logZ.ladder() != null) {
                node.putObject("ladder")
                        .put("logZ", logZ.ladder().value())
                        .put("standardError", logZ.ladder().standardError())
                        .put("batches", logZ.ladder().batches());
            }
            root.putObject("logLikelihood")
                    .put("perRow", logLikelihood(logZ.value()))
                    .put("perRowLeastFlattering", logLikelihood(logZ.leastFlattering()));
        }
        warnings.forEach(root.putArray("warnings")::add);
        return root;
    }

    private static void put(ObjectNode node, LogZEstimate estimate) {
        node.put("logZ", estimate.value())
                .put("standardError", estimate.standardError())
                .put("low", estimate.low())
                .put("high", estimate.high())
                .put("effectiveSampleSize", estimate.effectiveSampleSize())
                .put("runs", estimate.chains());
    }
}
