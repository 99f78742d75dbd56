package io.github.sparkboltzmann.train;

/** Hears of progress, on the driver, between updates. */
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /** Tells both, in that order. */
    static TrainingListener both(TrainingListener first, TrainingListener second) {
        return new TrainingListener() {
            @Override
            public void onStage(String name) {
                first.onStage(name);
                second.onStage(name);
            }

            @Override
            public void onStart(int epochs, int updatesPerEpoch) {
                first.onStart(epochs, updatesPerEpoch);
                second.onStart(epochs, updatesPerEpoch);
            }

            @Override
            public void onResume(Checkpoint checkpoint) {
                first.onResume(checkpoint);
                second.onResume(checkpoint);
            }

            @Override
            public void onUpdate(int epoch, int updateOfEpoch, long rows, double reconstructionError) {
                first.onUpdate(epoch, updateOfEpoch, rows, reconstructionError);
                second.onUpdate(epoch, updateOfEpoch, rows, reconstructionError);
            }

            @Override
            public void onWarning(String warning) {
                first.onWarning(warning);
                second.onWarning(warning);
            }

            @Override
            public void onEpoch(EpochRecord epoch) {
                first.onEpoch(epoch);
                second.onEpoch(epoch);
            }
        };
    }

    /** A part of what is trained begins, such as the next layer of a stack: {@code layer 2 of 3}. */
    default void onStage(String name) {}

    /** Rows are packed and training begins. */
    default void onStart(int epochs, int updatesPerEpoch) {}

    /** Training goes on from a checkpoint; heard after {@link #onStart}. */
    default void onResume(Checkpoint checkpoint) {}

    /**
     * An update is done, or several local ones; the last of them is named.
     *
     * @param epoch from 1
     * @param updateOfEpoch from 1
     * @param rows that it trained on
     * @param reconstructionError mean squared error a visible unit of its rows' first reconstructions; NaN where the model phase makes none
     */
    default void onUpdate(int epoch, int updateOfEpoch, long rows, double reconstructionError) {}

    /** Training stopped early, or should have; the sentence says why. */
    default void onWarning(String warning) {}

    /** An epoch is done and measured. */
    default void onEpoch(EpochRecord epoch) {}
}
