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
     * {@code epoch 3/10  1,234 updates  41,000 rows/s  error 0.0213  validation 0.0220  free energy -91.2 / -90.8}: reconstruction errors
     * and free energies of training and validation rows. Measures of no rows are left out; a measure that is not a number is {@code -}.
     */
    public static String epochLine(EpochRecord record, int epochs) {
        Measures train = record.train();
        Measures validation = record.validation();
        List<String> parts = new ArrayList<>();
        parts.add("epoch " + record.epoch() + "/" + epochs);
        parts.add(Numbers.grouped(record.updates()) + " updates");
        parts.add(Numbers.rowsPerSecond(record.rowsPerSecond()));
        parts.add(
                train.rows() > 0
                        ? "error " + Numbers.significant(train.reconstructionError(), 3)
                        : "batch error " + Numbers.significant(record.batchReconstructionError(), 3));
        List<String> energies = new ArrayList<>();
        if (train.rows() > 0) {
            energies.add(Numbers.fixed(train.freeEnergy(), 1));
        }
        if (validation.rows() > 0) {
            parts.add("validation " + Numbers.significant(validation.reconstructionError(), 3));
            energies.add((energies.isEmpty() ? "validation " : "") + Numbers.fixed(validation.freeEnergy(), 1));
        }
        if (!energies.isEmpty()) {
            parts.add("free energy " + String.join(" / ", energies));
        }
        return String.join(GAP, parts);
    }
}
