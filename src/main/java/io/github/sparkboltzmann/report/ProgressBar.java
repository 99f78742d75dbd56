package io.github.sparkboltzmann.report;

import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import java.util.ArrayList;
import java.util.List;

/** One line that says how far training is: a bar for a terminal, a plain line for a log. Pure functions of plain numbers. */
public final class ProgressBar {
    private static final int WIDEST_BAR = 20;
    private static final int NARROWEST_BAR = 5;
    private static final String GAP = "  ";

    private ProgressBar() {}

    /**
     * {@code epoch 3/10 [####................] 1234/6000 updates  41,000 rows/s  error 0.0213  0:42 left}.
     *
     * <p>What is {@code NaN} is left out. Where the terminal is too narrow, the bar shrinks first, then the parts go one by one: error, rate,
     * updates, time left, bar; the epoch is cut last. The result is always {@code width - 1} characters, filled with spaces: it covers a
     * longer line before it, and a terminal that wraps on its last column does not wrap.
     *
     * @param update updates done since training began
     * @param updates updates of the whole training; the bar is {@code update / updates}
     * @param width columns of the terminal
     */
    public static String line(
            int epoch,
            int epochs,
            long update,
            long updates,
            double rowsPerSecond,
            double error,
            double secondsLeft,
            int width) {
        int room = Math.max(0, width - 1);
        String head = "epoch " + epoch + "/" + epochs;
        String count = " " + update + "/" + updates + " updates";
        String rate = Double.isNaN(rowsPerSecond) ? "" : GAP + Numbers.rowsPerSecond(rowsPerSecond);
        String loss = Double.isNaN(error) ? "" : GAP + "error " + Numbers.significant(error, 3);
        String left = Double.isNaN(secondsLeft) ? "" : GAP + Numbers.duration(secondsLeft) + " left";
        double done = (double) update / Math.max(updates, 1);
        for (String tail : List.of(count + rate + loss + left, count + rate + left, count + left, left, "")) {
            int cells = Math.min(WIDEST_BAR, room - head.length() - tail.length() - " []".length());
            if (cells >= NARROWEST_BAR) {
                return fill(head + " " + bar(done, cells) + tail, room);
            }
        }
        return fill(head, room);
    }

    private static String bar(double done, int cells) {
        int full = (int) Math.floor(Math.max(0, Math.min(1, done)) * cells);
        return "[" + "#".repeat(full) + ".".repeat(cells - full) + "]";
    }

    private static String fill(String text, int room) {
        return text.length() >= room ? text.substring(0, room) : text + " ".repeat(room - text.length());
    }

    /**
     * {@code epoch 3/10  1,234 updates  41,000 rows/s  error 0.0213  validation 0.0220  free energy -91.2 / -90.8  likelihood -97.3 / -98.1}:
     * reconstruction errors, free energies and likelihoods of training and validation rows. Measures of no rows are left out, and so are
     * errors and likelihoods that are {@code NaN}; a free energy that is not a number is {@code -}.
     */
    public static String epochLine(EpochRecord record, int epochs) {
        Measures train = record.train();
        Measures validation = record.validation();
        List<String> parts = new ArrayList<>();
        parts.add("epoch " + record.epoch() + "/" + epochs);
        parts.add(Numbers.grouped(record.updates()) + " updates");
        parts.add(Numbers.rowsPerSecond(record.rowsPerSecond()));
        if (train.rows() > 0) {
            addError(parts, "error ", train.reconstructionError());
        } else {
            addError(parts, "batch error ", record.batchReconstructionError());
        }
        addError(parts, "validation ", validation.reconstructionError());
        addPair(
                parts,
                "free energy ",
                train.rows() > 0 ? Numbers.fixed(train.freeEnergy(), 1) : "",
                validation.rows() > 0 ? Numbers.fixed(validation.freeEnergy(), 1) : "");
        addPair(
                parts,
                "likelihood ",
                likelihood(record.monitors().trainLikelihood()),
                likelihood(record.monitors().validationLikelihood()));
        addPair(parts, "label error ", percent(train.labelError()), percent(validation.labelError()));
        return String.join(GAP, parts);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : Numbers.fixed(100 * share, 2) + " %";
    }

    private static void addError(List<String> parts, String name, double error) {
        if (!Double.isNaN(error)) {
            parts.add(name + Numbers.significant(error, 3));
        }
    }

    private static String likelihood(double nats) {
        return Double.isNaN(nats) ? "" : Numbers.significant(nats, 3);
    }

    /** Figures of training and of validation rows; empty for none. */
    private static void addPair(List<String> parts, String name, String train, String validation) {
        if (!train.isEmpty()) {
            parts.add(name + train + (validation.isEmpty() ? "" : " / " + validation));
        } else if (!validation.isEmpty()) {
            parts.add(name + "validation " + validation);
        }
    }
}
