package io.github.sparkboltzmann.data;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vectors;

/** A line of CSV whose columns are known; every column that is read holds one finite number, or a feature that is missing. Quoted line breaks are not read. */
final class CsvLine implements LineParser {
    private static final long serialVersionUID = 1L;

    private final String delimiter;
    private final int columns;
    private final String[] names;
    private final int label;
    private final int weight;
    private final int[] features;
    private final boolean keepsMissing;
    private transient CsvParser parser;

    /**
     * Describes the lines.
     *
     * @param columns the number of columns of every line
     * @param names the header's names, or null for files without header
     * @param label the label's index from 0, or -1 for none
     * @param weight the weight's index from 0, or -1 for none
     * @param features the features' indices from 0
     * @param keepsMissing whether a missing feature is NaN instead of a fault
     */
    CsvLine(
            String delimiter,
            int columns,
            String[] names,
            int label,
            int weight,
            int[] features,
            boolean keepsMissing) {
        this.delimiter = delimiter;
        this.columns = columns;
        this.names = names;
        this.label = label;
        this.weight = weight;
        this.keepsMissing = keepsMissing;
        this.features = features;
    }

    /** The fields of a line of unknown width; an empty field is null. */
    static String[] split(String line, String delimiter) {
        String[] fields = parser(delimiter, line.length() + 1).parseLine(line);
        return fields == null ? new String[] {null} : fields;
    }

    @Override
    public boolean isSkipped(String line) {
        return delimiter.isBlank() ? line.isEmpty() : line.isBlank();
    }

    @Override
    public boolean hasHeader() {
        return names != null;
    }

    @Override
    public Problem headerProblem(String line) {
        String[] found = split(line, delimiter);
        if (Arrays.equals(found, names)) {
            return null;
        }
        int at = Arrays.mismatch(names, found);
        return Problem.fatal(
                "the first file's " + columns + " column names",
                found.length == columns ? Problem.quote(found[at]) + " as column " + (at + 1) : found.length + "");
    }

    @Override
    public Parsed parse(String line) {
        String[] fields;
        try {
            parser = parser == null ? parser(delimiter, limit()) : parser;
            fields = parser.parseLine(line);
        } catch (TextParsingException tooMany) {
            parser = null;
            return wrongWidth("more than " + limit());
        }
        if (fields == null || fields.length != columns) {
            return wrongWidth(fields == null ? "none" : fields.length + "");
        }
        double[] values = new double[features.length];
        int fault = columns;
        for (int i = 0; i < values.length; i++) {
            values[i] = Numbers.parse(fields[features[i]]);
            boolean good = !Double.isNaN(values[i]) || keepsMissing && Numbers.isMissing(fields[features[i]]);
            fault = good ? fault : Math.min(fault, features[i]);
        }
        double labelValue = label < 0 ? 0 : Numbers.parse(fields[label]);
        fault = Double.isNaN(labelValue) ? Math.min(fault, label) : fault;
        double weightValue = weight < 0 ? 1 : Numbers.parse(fields[weight]);
        fault = weightValue >= 0 ? fault : Math.min(fault, weight);
        return fault < columns
                ? Parsed.bad(problem(fault, fields[fault]))
                : Parsed.good(Vectors.dense(values), labelValue, weightValue);
    }

    private Problem problem(int column, String field) {
        if (column == weight) {
            return Problem.of(columnName(column), "a weight, a number of 0 or more", Problem.field(field));
        }
        boolean missing = column != label && Numbers.isMissing(field);
        return missing
                ? Problem.missing(columnName(column), Problem.field(field))
                : Problem.notANumber(columnName(column), field);
    }

    @Override
    public boolean hasLabel() {
        return label >= 0;
    }

    @Override
    public boolean hasWeight() {
        return weight >= 0;
    }

    @Override
    public LineParser withWidth(int width) {
        return this;
    }

    private Parsed wrongWidth(String found) {
        return Parsed.bad(Problem.of("", columns + " columns", found));
    }

    private String columnName(int index) {
        return "column " + (index + 1) + (names == null ? "" : " (" + names[index] + ")");
    }

    /** Longer lines are not split to their end: nothing is gained by knowing how far a wrong line goes. */
    private int limit() {
        return columns + 1000;
    }

    private static CsvParser parser(String delimiter, int maxColumns) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(delimiter);
        settings.setMaxColumns(maxColumns);
        settings.setMaxCharsPerColumn(-1);
        settings.setCommentProcessingEnabled(false);
        return new CsvParser(settings);
    }
}
