package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.model.Parameters;
import java.util.List;

/** What a run of training came to. */
public final class TrainingResult {
    private final Parameters parameters;
    private final int keptEpoch;
    private final List<EpochRecord> history;
    private final TrainingState state;
    private final boolean diverged;
    private final List<String> warnings;

    TrainingResult(
            Parameters parameters,
            int keptEpoch,
            List<EpochRecord> history,
            TrainingState state,
            boolean diverged,
            List<String> warnings) {
        this.parameters = parameters;
        this.keptEpoch = keptEpoch;
        this.history = List.copyOf(history);
        this.state = state;
        this.diverged = diverged;
        this.warnings = List.copyOf(warnings);
    }

    /** The last parameters; the best measured ones after an alarm or early stopping. */
    public Parameters parameters() {
        return parameters;
    }

    /** The epoch after which the machine had these parameters; 0 for none. */
    public int keptEpoch() {
        return keptEpoch;
    }

    /** A record for each measured epoch. */
    public List<EpochRecord> history() {
        return history;
    }

    /** The last state of the run, whichever parameters are kept. */
    public TrainingState state() {
        return state;
    }

    /** Whether the alarm was heard: the likelihood fell steadily, or a number stopped being finite. */
    public boolean diverged() {
        return diverged;
    }

    /** What a person should know: why training stopped early, or should have. */
    public List<String> warnings() {
        return warnings;
    }
}
