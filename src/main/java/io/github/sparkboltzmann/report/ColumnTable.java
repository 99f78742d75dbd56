package io.github.sparkboltzmann.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of several columns under a title and their names, in the frame of {@link ConsoleTable}, of at most 100 columns of text.
 *
 * <p>One column, the first unless said otherwise, is made as narrow as the others leave it and goes on in the next line, between words; the
 * others are as wide as their contents, up to {@value #MOST} characters, beyond which they go on too.
 */
public final class ColumnTable {
    private static final int MOST = 28;
    private static final int LEAST = 20;

    private final String title;
    private final String[] names;
    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();
    private int wrapped;

    /** @throws IllegalArgumentException for no column, or so many that they cannot stand beside each other */
    public ColumnTable(String title, String... names) {
        if (names.length < 1 || names.length > 5) {
            throw new IllegalArgumentException("expected 1 to 5 columns, got " + names.length);
        }
        this.title = ConsoleTable.clean(title);
        this.names = Arrays.stream(names).map(ConsoleTable::clean).toArray(String[]::new);
        this.right = new boolean[names.length];
    }

    /** Numbers stand right in that column, counted from 0. */
    public ColumnTable right(int column) {
        right[column] = true;
        return this;
    }

    /** That column, counted from 0, takes what room the others leave. */
    public ColumnTable wrap(int column) {
        wrapped = column;
        return this;
    }

    /** Adds a row. */
    public ColumnTable row(String... cells) {
        if (cells.length != names.length) {
            throw new IllegalArgumentException("expected " + names.length + " cells, got " + cells.length);
        }
        rows.add(Arrays.stream(cells).map(ConsoleTable::clean).toArray(String[]::new));
        return this;
    }

    /** The table; every line ends with a line feed. */
    public String render() {
        int[] widths = widths();
        int inner = Arrays.stream(widths).sum() + 3 * (widths.length - 1);
        StringBuilder rule = new StringBuilder("+");
        for (int width : widths) {
            rule.append("-".repeat(width + 2)).append("+");
        }
        rule.append("\n");
        StringBuilder out = new StringBuilder("+" + "-".repeat(inner + 2) + "+\n");
        for (String line : lines(title, inner)) {
            out.append("| ").append(ConsoleTable.pad(line, inner)).append(" |\n");
        }
        out.append(rule);
        append(out, names, widths, new boolean[widths.length]);
        out.append(rule);
        rows.forEach(row -> append(out, row, widths, right));
        return rows.isEmpty() ? out.toString() : out.append(rule).toString();
    }

    private int[] widths() {
        int[] widths = new int[names.length];
        int others = 0;
        for (int c = 0; c < widths.length; c++) {
            widths[c] = Math.max(1, names[c].length());
            for (String[] row : rows) {
                widths[c] = Math.max(widths[c], row[c].length());
            }
            if (c != wrapped) {
                widths[c] = Math.min(widths[c], widths.length > 4 ? LEAST : MOST);
                others += widths[c] + 3;
            }
        }
        // What the frame takes besides the columns is "| " and " |".
        int room = Math.max(1, ConsoleTable.WIDTH - 4 - others);
        widths[wrapped] = Math.min(widths[wrapped], room);
        int missing = title.length() - (widths[wrapped] + others);
        widths[wrapped] = Math.min(room, widths[wrapped] + Math.max(0, missing));
        return widths;
    }

    private static void append(StringBuilder out, String[] cells, int[] widths, boolean[] right) {
        List<List<String>> columns = new ArrayList<>();
        int height = 1;
        for (int c = 0; c < cells.length; c++) {
            columns.add(lines(cells[c], widths[c]));
            height = Math.max(height, columns.get(c).size());
        }
        for (int line = 0; line < height; line++) {
            for (int c = 0; c < cells.length; c++) {
                String text = line < columns.get(c).size() ? columns.get(c).get(line) : "";
                String indent = right[c] ? " ".repeat(widths[c] - text.length()) : "";
                out.append(c == 0 ? "| " : " | ").append(ConsoleTable.pad(indent + text, widths[c]));
            }
            out.append(" |\n");
        }
    }

    /** Breaks between words, and inside a word only where it is wider than the column. */
    private static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
