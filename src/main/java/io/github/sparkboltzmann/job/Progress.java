package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.DeepBeliefNetwork;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.MachineEstimator;
import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import io.github.sparkboltzmann.ml.RBMClassifier;
import io.github.sparkboltzmann.report.ProgressBar;
import io.github.sparkboltzmann.train.Checkpoint;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.PrintStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Shows progress on standard error: on a terminal a bar that is drawn over itself, otherwise one line a measured epoch. Closing it takes a bar
 * away that is still there, as after a failure or an early end.
 *
 * <p>{@code submit/boltzmann} says through {@code BOLTZMANN_COLUMNS} whether there is a terminal and how wide it is.
 */
final class Progress implements TrainingListener, AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintStream out;
    private final int columns;
    private final Runnable afterEpoch;
    private int epochs;
    private int updatesPerEpoch;
    private long started;
    private long drawn;
    private long rows;
    private long first;
    private boolean onScreen;
    private TrainingListener also = SILENT;

    Progress() {
        this(() -> {});
    }

    /** @param afterEpoch may end a training that need not go on, by an exception */
    Progress(Runnable afterEpoch) {
        this(System.err, columnsOf(System.getenv("BOLTZMANN_COLUMNS")), afterEpoch);
    }

    /** @param columns of the terminal, 0 for none */
    Progress(PrintStream out, int columns) {
        this(out, columns, () -> {});
    }

    private Progress(PrintStream out, int columns, Runnable afterEpoch) {
        this.afterEpoch = afterEpoch;
        this.out = out;
        this.columns = columns;
    }

    /** Trains with progress shown. */
    static <E extends MachineEstimator<E, M>, M extends MachineModel<M>> M fit(
            MachineEstimator<E, M> estimator, Dataset<Row> rows) {
        try (Progress progress = new Progress()) {
            return progress.train(estimator, rows);
        }
    }

    <E extends MachineEstimator<E, M>, M extends MachineModel<M>> M train(
            MachineEstimator<E, M> estimator, Dataset<Row> rows) {
        return estimator.setListener(TrainingListener.both(this, also)).fit(rows);
    }

    RBMClassificationModel train(RBMClassifier classifier, Dataset<Row> rows) {
        return classifier.setListener(TrainingListener.both(this, also)).fit(rows);
    }

    DeepBeliefNetworkModel train(DeepBeliefNetwork network, Dataset<Row> rows) {
        return network.setListener(TrainingListener.both(this, also)).fit(rows);
    }

    /** Who hears of the training, too, after this one. */
    Progress tell(TrainingListener listener) {
        also = listener;
        return this;
    }

    private static int columnsOf(String text) {
        return text != null && text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    @Override
    public void onStage(String name) {
        close();
        out.println(name);
        out.flush();
    }

    @Override
    public void onStart(int allEpochs, int updates) {
        epochs = allEpochs;
        updatesPerEpoch = updates;
        started = System.nanoTime();
        first = 0;
    }

    @Override
    public void onResume(Checkpoint checkpoint) {
        first = checkpoint.step();
        out.println("Going on from the checkpoint after " + checkpoint.place() + ".");
        out.flush();
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
        double left = seconds / Math.max(1, done - first) * (total - done);
        out.print("\r"
                + ProgressBar.line(epoch, epochs, done, total, rows / seconds, reconstructionError, left, columns));
        out.flush();
        onScreen = true;
    }

    @Override
    public void onEpoch(EpochRecord epoch) {
        if (columns == 0) {
            out.println(ProgressBar.epochLine(epoch, epochs));
            out.flush();
        } else if (epoch.epoch() == epochs) {
            close();
        }
        afterEpoch.run();
    }

    /** On a line of its own; a bar is drawn again by the next update. */
    @Override
    public void onWarning(String warning) {
        close();
        out.println(warning);
        out.flush();
    }

    @Override
    public void close() {
        if (onScreen) {
            out.print("\r" + " ".repeat(columns - 1) + "\r");
            out.flush();
            onScreen = false;
        }
    }
}
