package io.github.sparkboltzmann.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The table at the end of a job: a title, then labels and values in an ASCII frame of at most 100 columns.
 *
 * <p>Labels and texts stand left; numbers stand right, below each other. A label beyond 42 columns is cut, a longer text goes on in the
 * next line, since a path that is cut is of no use.
 */
public final class ConsoleTable {
    /** The widest line that {@link #render} returns. */
    public static final int WIDTH = 100;

    private static final int LABEL = 42;
    /** What {@code "| label | value |"} takes besides the two. */
    private static final int FRAME = 7;

    private final String title;
    private final List<Row> rows = new ArrayList<>();

    public ConsoleTable(String title) {
        this.title = clean(title);
    }

    /** Adds a text. */
    public ConsoleTable text(String label, String value) {
        rows.add(new Row(clean(label), clean(value), false));
        return this;
    }

    /** Adds a number that has been formatted, by {@link Numbers} or with its unit. */
    public ConsoleTable number(String label, String value) {
        rows.add(new Row(clean(label), clean(value), true));
        return this;
    }

    /** Adds a whole number in groups of three. */
    public ConsoleTable number(String label, long value) {
        return number(label, Numbers.grouped(value));
    }

    /** Adds a number with so many significant digits; {@code NaN} is {@code -}. */
    public ConsoleTable number(String label, double value, int digits) {
        return number(label, Numbers.significant(value, digits));
    }

    /** Adds a line across the table. */
    public ConsoleTable rule() {
        rows.add(null);
        return this;
    }

    /** The table; every line ends with a line feed. */
    public String render() {
        int labels = 0;
        int values = 0;
        int numbers = 0;
        for (Row row : rows) {
            if (row != null) {
                labels = Math.max(labels, Math.min(row.label.length(), LABEL));
                values = Math.max(values, row.value.length());
                numbers = row.number ? Math.max(numbers, row.value.length()) : numbers;
            }
        }
        int widest = WIDTH - FRAME - labels;
        values = Math.max(Math.min(values, widest), Math.min(title.length() - labels - 3, widest));
        values = Math.max(values, 1);
        String rule = "+" + "-".repeat(labels + 2) + "+" + "-".repeat(values + 2) + "+\n";
        StringBuilder out = new StringBuilder();
        out.append("+").append("-".repeat(labels + values + 5)).append("+\n");
        out.append("| ")
                .append(pad(cut(title, labels + values + 3), labels + values + 3))
                .append(" |\n");
        out.append(rule);
        for (Row row : rows) {
            if (row == null) {
                out.append(rule);
            } else {
                append(out, row, labels, values, Math.min(numbers, values));
            }
        }
        if (!rows.isEmpty()) {
            out.append(rule);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, Row row, int labels, int values, int numbers) {
        String value = row.number ? " ".repeat(Math.max(0, numbers - row.value.length())) + row.value : row.value;
        String label = cut(row.label, labels);
        int from = 0;
        do {
            int to = Math.min(value.length(), from + values);
            out.append("| ").append(pad(label, labels)).append(" | ");
            out.append(pad(value.substring(from, to), values)).append(" |\n");
            label = "";
            from = to;
        } while (from < value.length());
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String cut(String text, int width) {
        return text.length() <= width
                ? text
                : text.substring(0, Math.max(0, width - 3)) + "...".substring(0, Math.min(3, width));
    }

    /** A line feed or a tab inside a cell would break the frame. */
    static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    /** A label and its value; a rule is null. */
    private static final class Row {
        private final String label;
        private final String value;
        private final boolean number;

        Row(String label, String value, boolean number) {
            this.label = label;
            this.value = value;
            this.number = number;
        }
    }
}
