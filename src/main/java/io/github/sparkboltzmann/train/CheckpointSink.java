package io.github.sparkboltzmann.train;

/** Takes checkpoints; asked between two rounds, on the driver. */
public interface CheckpointSink {
    /** Takes none. */
    CheckpointSink NONE = new CheckpointSink() {
        @Override
        public boolean isDue(long step, int updatesPerEpoch, boolean last) {
            return false;
        }

        @Override
        public void save(Checkpoint checkpoint) {
            throw new IllegalStateException("No checkpoint is due.");
        }
    };

    /**
     * Whether a checkpoint is to be taken now.
     *
     * @param step updates that are done
     * @param last whether the run ends here
     */
    boolean isDue(long step, int updatesPerEpoch, boolean last);

    /** Keeps a checkpoint. Where that fails the run goes on, and tries again when the next one is due. */
    void save(Checkpoint checkpoint);
}
