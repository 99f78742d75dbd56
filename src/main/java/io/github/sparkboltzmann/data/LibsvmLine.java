package io.github.sparkboltzmann.data;

import java.util.StringTokenizer;
import org.apache.spark.ml.linalg.Vectors;

/**
 * A line of LIBSVM: {@code LABEL INDEX:VALUE INDEX:VALUE ...}, indices from 1 and rising; what follows a # is a comment.
 *
 * <p>Source: C.-C. Chang and C.-J. Lin, LIBSVM, README, "Usage: training set file".
 */
final class LibsvmLine implements LineParser {
    private static final long serialVersionUID = 1L;

    private final int width;
    private final boolean keepsMissing;

    /**
     * Lines of {@code width} features, or each as wide as its largest index where {@code width} is 0.
     *
     * @param keepsMissing whether {@code INDEX:NaN} is a missing value instead of a fault
     */
    LibsvmLine(int width, boolean keepsMissing) {
        this.width = width;
        this.keepsMissing = keepsMissing;
    }

    @Override
    public boolean isSkipped(String line) {
        String content = line.stripLeading();
        return content.isEmpty() || content.charAt(0) == '#';
    }

    @Override
    public boolean hasHeader() {
        return false;
    }

    @Override
    public Problem headerProblem(String line) {
        return null;
    }

    @Override
    public Parsed parse(String line) {
        int comment = line.indexOf('#');
        StringTokenizer tokens = new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
        String labelText = tokens.nextToken();
        double label = Numbers.parse(labelText);
        if (Double.isNaN(label)) {
            return Parsed.bad(Problem.notANumber("label", labelText));
        }
        int[] indices = new int[tokens.countTokens()];
        double[] values = new double[indices.length];
        int last = 0;
        for (int entry = 0; entry < indices.length; entry++) {
            String token = tokens.nextToken();
            int colon = token.indexOf(':');
            int index = colon < 1 ? 0 : index(token.substring(0, colon));
            Problem problem = indexProblem(entry + 1, token, index, last);
            if (problem != null) {
                return Parsed.bad(problem);
            }
            indices[entry] = index - 1;
            values[entry] = Numbers.parse(token.substring(colon + 1));
            Problem noNumber = Double.isNaN(values[entry]) ? noNumber(index, token.substring(colon + 1)) : null;
            if (noNumber != null) {
                return Parsed.bad(noNumber);
            }
            last = index;
        }
        return Parsed.good(Vectors.sparse(width == 0 ? last : width, indices, values), label);
    }

    private Problem noNumber(int index, String text) {
        String at = "column " + index;
        if (text.isBlank() || !Numbers.isMissing(text)) {
            return Problem.notANumber(at, text);
        }
        return keepsMissing ? null : Problem.missing(at, Problem.quote(text));
    }

    private Problem indexProblem(int entry, String token, int index, int last) {
        String at = "entry " + entry;
        if (index < 1) {
            return Problem.of(at, "INDEX:VALUE with an index from 1", Problem.quote(token));
        }
        if (index <= last) {
            return Problem.of(at, "an index above the one before it, " + last, index + "");
        }
        return width > 0 && index > width
                ? Problem.of(at, "an index of at most the width, " + width, index + "")
                : null;
    }

    /** The index, or 0 where the text is none. */
    private static int index(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notAnIndex) {
            return 0;
        }
    }

    @Override
    public boolean hasLabel() {
        return true;
    }

    @Override
    public LineParser withWidth(int found) {
        return width == 0 ? new LibsvmLine(found, keepsMissing) : this;
    }
}
