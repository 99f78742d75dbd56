package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;

/**
 * One partition's share of an update: the data sums of a block of rows, minus the model sums that belong to it.
 *
 * <p>Summed over partitions and divided by the update's rows the statistics are {@code <s_i s_j>_data - <s_i s_j>_model}. Not safe for
 * threads: buffers are reused from update to update.
 */
public interface GradientEstimator {
    /** What becomes of missing states from now on; they are refused until this is called, and by estimators that have no answer. */
    default void treatMissing(MissingValues how) {
        if (how.areAllowed()) {
            throw new IllegalArgumentException("This model phase cannot train on rows with missing values.");
        }
    }

    /** Takes the parameters of an update; they begin at index 0. */
    void load(float[] parameters);

    /**
     * Adds this partition's share of an update with the loaded parameters.
     *
     * @param rows may be none
     * @param key of the step and the partition; a row's or chain's draws are those of its number
     * @param modelRows how many rows the partition's model phase stands for; over all partitions as many as the update has rows, or their weight
     */
    void add(RowBlock rows, DrawKey key, double modelRows, Statistics into);

    /** Takes the partition's chains, which the next updates advance; an estimator without chains takes {@code null}. */
    default void take(ChainBlock chains) {}

    /** The chains as the last update left them; {@code null} for an estimator without chains. */
    default ChainBlock chains() {
        return null;
    }
}
