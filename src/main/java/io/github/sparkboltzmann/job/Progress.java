package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.report.ProgressBar;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.PrintStream;

/**
 * Shows progress on standard error: on a terminal a bar that is drawn over itself, otherwise one line an epoch.
 *
 * <p>{@code submit/boltzmann} says through {@code BOLTZMANN_COLUMNS} whether there is a terminal and how wide it is.
 */
final class Progress implements TrainingListener {
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintStream out;
    private final int columns;
    private int epochs;
    private int updatesPerEpoch;
    private long started;
    private long drawn;
    private long rows;

    Progress() {
        this(System.err, columnsOf(System.getenv("BOLTZMANN_COLUMNS")));
    }

    /** @param columns of the terminal, 0 for none */
    Progress(PrintStream out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    private static int columnsOf(String text) {
        return text != null && text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    @Override
    public void onStart(int allEpochs, int updates) {
        epochs = allEpochs;
        updatesPerEpoch = updates;
        started = System.nanoTime();
    }

    @Override
    public void onUpdate(int epoch, int updateOfEpoch, long updateRows, double reconstructionError) {
        rows += updateRows;
        long now = System.nanoTime();
        if (columns == 0 || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        double seconds = (now - started) * 1e-9;
        long total = (long) epochs * updatesPerEpoch;
        long done = (long) (epoch - 1) * updatesPerEpoch + updateOfEpoch;
        double left = seconds / done * (total - done);
        out.print("\r"
                + ProgressBar.line(epoch, epochs, done, total, rows / seconds, reconstructionError, left, columns));
        out.flush();
    }

    @Override
    public void onEpoch(EpochRecord epoch) {
        if (columns == 0) {
            out.println(ProgressBar.epochLine(epoch, epochs));
        } else if (epoch.epoch() == epochs) {
            out.print("\r" + " ".repeat(columns - 1) + "\r");
        }
        out.flush();
    }
}
