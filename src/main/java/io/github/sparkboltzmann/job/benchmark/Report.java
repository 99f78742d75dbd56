package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.report.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All results, the machine they are from, and what a reader should know of them; as JSON and as one table. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] HEAD = {"", "value", "spread", "against", "ratio", "spread"};
    /** Text stands left, numbers right. */
    private static final boolean[] LEFT = {true, false, false, true, false, false};

    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Result> results = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Something about the machine or the run. */
    void fact(String name, String value) {
        facts.put(name, value);
    }

    void add(Result result) {
        results.add(result);
    }

    /** A sentence that belongs below the table; said once. */
    void note(String sentence) {
        if (!notes.contains(sentence)) {
            notes.add(sentence);
        }
    }

    List<Result> results() {
        return results;
    }

    List<String> notes() {
        return notes;
    }

    /** {@code {machine: {...}, notes: [...], results: [{group, name, value, unit, spread, against, ratio, ratioSpread}, ...]}}. */
    ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode machine = root.putObject("machine");
        facts.forEach(machine::put);
        ArrayNode sentences = root.putArray("notes");
        notes.forEach(sentences::add);
        ArrayNode rows = root.putArray("results");
        results.forEach(result -> rows.add(result.json(JSON)));
        return root;
    }

    /** Facts, table and notes as text; every line ends with a line feed. */
    String text() {
        StringBuilder out = new StringBuilder();
        int widest = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        facts.forEach((name, value) ->
                out.append(pad(name, widest + 2, true)).append(value).append('\n'));
        out.append('\n');
        table(out);
        notes.forEach(note -> out.append("- ").append(note).append('\n'));
        return out.toString();
    }

    private void table(StringBuilder out) {
        int[] widths = new int[HEAD.length];
        measure(HEAD, widths);
        results.forEach(result -> measure(cells(result), widths));
        String group = null;
        for (Result result : results) {
            if (!result.group().equals(group)) {
                group = result.group();
                out.append(group).append('\n');
                append(out, HEAD, widths);
            }
            append(out, cells(result), widths);
        }
        if (group != null) {
            out.append('\n');
        }
    }

    private static String[] cells(Result result) {
        return new String[] {
            result.name(),
            value(result.value()) + " " + result.unit(),
            percent(result.spread()),
            result.against(),
            Double.isNaN(result.ratio()) ? "" : Numbers.significant(result.ratio(), 3),
            percent(result.ratioSpread())
        };
    }

    private static String value(double value) {
        return Math.abs(value) >= 10_000 ? Numbers.grouped(Math.round(value)) : Numbers.significant(value, 4);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : Numbers.fixed(100 * share, 0) + " %";
    }

    private static void measure(String[] cells, int[] widths) {
        for (int c = 0; c < cells.length; c++) {
            widths[c] = Math.max(widths[c], cells[c].length());
        }
    }

    private static void append(StringBuilder out, String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.length; c++) {
            line.append("  ").append(pad(cells[c], widths[c], LEFT[c]));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static String pad(String text, int width, boolean left) {
        String space = " ".repeat(Math.max(0, width - text.length()));
        return left ? text + space : space + text;
    }
}
