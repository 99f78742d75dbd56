package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.DrawKey;

/** What a partition has to do for one update, besides its rows; immutable. */
public final class Share {
    private final DrawKey key;
    private final long step;
    private final double modelRows;
    private final int sweeps;

    /**
     * @param key of the step and the partition; a row's or chain's draws are those of its number
     * @param step number of the update, from 0
     * @param modelRows how many rows the partition's model phase stands for; over all partitions as many as the update has rows
     * @param sweeps Gibbs sweeps of the model phase, 1 or more
     */
    public Share(DrawKey key, long step, double modelRows, int sweeps) {
        if (sweeps < 1) {
            throw new IllegalArgumentException("A model phase has one sweep or more, but has " + sweeps + ".");
        }
        this.key = key;
        this.step = step;
        this.modelRows = modelRows;
        this.sweeps = sweeps;
    }

    public DrawKey key() {
        return key;
    }

    public long step() {
        return step;
    }

    public double modelRows() {
        return modelRows;
    }

    public int sweeps() {
        return sweeps;
    }
}
