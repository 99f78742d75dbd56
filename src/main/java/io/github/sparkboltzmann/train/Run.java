package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.model.Machine;
import java.util.ArrayList;
import java.util.List;

/** What a run of the trainer remembers besides the training state, and how both become a checkpoint. */
final class Run {
    static final String SEGMENT = "segment.";

    private static final String STATE = "state.";
    private static final String BEST = "best.";
    private static final String WATCH = "watch.";
    private static final String HISTORY = "history.";

    private final Watch watch;
    private final List<EpochRecord> history;
    private final CheckpointSink sink;
    private final int updatesPerEpoch;
    private final NamedArrays arrays;
    private TrainingState best;

    /** A new run. */
    Run(Watch watch, CheckpointSink sink, int updatesPerEpoch) {
        this.watch = watch;
        this.history = new ArrayList<>();
        this.sink = sink;
        this.updatesPerEpoch = updatesPerEpoch;
        this.arrays = null;
    }

    /** A run that goes on. */
    Run(Checkpoint checkpoint, CheckpointSink sink, Machine machine, MonitorSettings settings) {
        this.arrays = checkpoint.arrays();
        this.watch = Watch.read(settings, arrays.within(WATCH), machine);
        this.history = new ArrayList<>(HistoryArrays.read(arrays.within(HISTORY)));
        this.sink = sink;
        this.updatesPerEpoch = checkpoint.updatesPerEpoch();
    }

    Watch watch() {
        return watch;
    }

    /** The records so far, to which more are added. */
    List<EpochRecord> history() {
        return history;
    }

    /** The state of the checkpoint. */
    TrainingState state(TrainingState like, Machine machine) {
        return StateArrays.read(arrays.within(STATE), like, machine);
    }

    /** The best state of the checkpoint. */
    TrainingState best(TrainingState like, Machine machine) {
        return StateArrays.read(arrays.within(BEST), like, machine);
    }

    /** Keeps the best state so far, to which a run that diverges goes back; {@code null} where none does. */
    void keep(TrainingState state) {
        best = state;
    }

    /** The state that was kept last. */
    TrainingState best() {
        return best;
    }

    /** What was summed up since the last record. */
    static NamedArrays sums(long rows, double weight, double squaredError, double seconds) {
        return new NamedArrays()
                .putLong("rows", rows)
                .putDouble("weight", weight)
                .putDouble("squaredError", squaredError)
                .putDouble("seconds", seconds);
    }

    /** A record was just made. */
    static NamedArrays noSums() {
        return sums(0, 0, 0, 0);
    }

    /**
     * Takes a checkpoint if one is due; never of a state from which nothing can go on.
     *
     * @param step updates that are done
     * @param last whether the run ends here
     */
    void offer(long step, TrainingState state, int localSteps, NamedArrays sums, boolean last) {
        if (!sink.isDue(step, updatesPerEpoch, last) || !state.learner().isFinite()) {
            return;
        }
        NamedArrays all = new NamedArrays()
                .putAll(STATE, StateArrays.write(state))
                .putAll(WATCH, watch.write())
                .putAll(HISTORY, HistoryArrays.write(history))
                .putAll(SEGMENT, sums);
        if (best != null) {
            all.putAll(BEST, StateArrays.write(best));
        }
        sink.save(new Checkpoint(step, updatesPerEpoch, localSteps, all));
    }
}
