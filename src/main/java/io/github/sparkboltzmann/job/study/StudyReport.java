package io.github.sparkboltzmann.job.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.report.ColumnTable;
import io.github.sparkboltzmann.report.Numbers;
import java.util.List;
import java.util.Locale;

/** A study's claims as a table for people and as {@code study.json} for programs. */
public final class StudyReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FEWEST_DIGITS = 4;
    /** Of a double in decimal, beyond which two that differ may print alike. */
    private static final int MOST_DIGITS = 15;

    private final Study study;
    private final StudyContext context;
    private final List<Claim> claims;
    private final double seconds;

    public StudyReport(Study study, StudyContext context, List<Claim> claims, double seconds) {
        this.study = study;
        this.context = context;
        this.claims = List.copyOf(claims);
        this.seconds = seconds;
    }

    /** Claim, reached, reference, and whether it holds; informational claims have no verdict. */
    public String table() {
        ColumnTable table = new ColumnTable(
                        "study " + context.title(study.name()) + ": " + study.description(),
                        "claim",
                        "reached",
                        "reference",
                        "holds")
                .right(1)
                .right(2);
        for (Claim claim : claims) {
            int digits = digits(claim);
            String reference = Double.isNaN(claim.reference()) ? "" : Numbers.significant(claim.reference(), digits);
            if (claim.better() != null && !reference.isEmpty()) {
                reference = (claim.better() == Claim.Better.HIGHER ? ">= " : "<= ") + reference;
            }
            table.row(
                    claim.text(),
                    Numbers.significant(claim.reached(), digits),
                    reference,
                    claim.isJudged() ? claim.holds() ? "yes" : "NO" : "-");
        }
        return table.render();
    }

    /** As many as tell the two numbers apart. */
    private static int digits(Claim claim) {
        int digits = FEWEST_DIGITS;
        while (digits < MOST_DIGITS
                && claim.reached() != claim.reference()
                && Numbers.significant(claim.reached(), digits)
                        .equals(Numbers.significant(claim.reference(), digits))) {
            digits++;
        }
        return digits;
    }

    /** {@code n of m claims hold}: the last line of a run. */
    public String verdict() {
        long judged = claims.stream().filter(Claim::isJudged).count();
        long holding = claims.stream().filter(Claim::holds).count();
        return context.title(holding + " of " + judged + " claims hold");
    }

    /** The same, and what it was reached with. A number that is not finite is {@code null}. */
    public ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("study", study.name());
        root.put("description", study.description());
        root.put("quick", context.quick());
        ArrayNode list = root.putArray("claims");
        for (Claim claim : claims) {
            ObjectNode node = list.addObject();
            node.put("claim", claim.text());
            node.put("reached", finite(claim.reached()));
            node.put("reference", finite(claim.reference()));
            node.put(
                    "better",
                    claim.better() == null ? null : claim.better().name().toLowerCase(Locale.ROOT));
            node.put("holds", claim.isJudged() ? (Boolean) claim.holds() : null);
        }
        root.set("seeds", JSON.valueToTree(context.seeds()));
        root.set("settings", JSON.valueToTree(context.settings()));
        root.set("files", JSON.valueToTree(context.files().keySet()));
        root.put("seconds", seconds);
        root.put("kernels", Kernels.description());
        return root;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
