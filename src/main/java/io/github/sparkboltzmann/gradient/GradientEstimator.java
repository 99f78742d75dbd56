package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Exchange;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.Trajectory;

/**
 * One partition's share of an update: the data sums of a block of rows, minus the model sums that belong to it.
 *
 * <p>Summed over partitions and divided by the update's rows the statistics are {@code <s_i s_j>_data - <s_i s_j>_model}. Not safe for
 * threads: buffers are reused from update to update.
 */
public interface GradientEstimator {
    /**
     * Takes the numbers of an update.
     *
     * @param values begin with the parameters
     * @param fast where fast weights begin, which are added to the parameters for the model phase; 0 for none
     */
    void load(float[] values, int fast);

    /** {@link #load(float[], int)} without fast weights. */
    default void load(float[] parameters) {
        load(parameters, 0);
    }

    /** What training raises from now on; the joint likelihood until this is called. */
    void aimAt(Objective objective);

    /** How hidden units that depend on each other come to equilibrium from now on; by mean field until this is called. */
    void settleBy(Equilibrium equilibrium);

    /** What becomes of missing states from now on; they are refused until this is called, and by estimators that have no answer. */
    default void treatMissing(MissingValues how) {
        if (how.areAllowed()) {
            throw new IllegalArgumentException("This model phase cannot train on rows with missing values.");
        }
    }

    /**
     * Adds this partition's share of an update with the loaded parameters.
     *
     * @param rows may be none
     */
    void add(RowBlock rows, Share share, Statistics into);

    /**
     * Takes the partition's chains, which the next updates advance; an estimator without chains takes {@code null}.
     *
     * @param trajectory the frozen machines that chains of lower rungs belong to; {@link Trajectory#none()} without rungs
     */
    default void take(ChainBlock chains, Trajectory trajectory) {}

    /** The chains as the last update left them; {@code null} for an estimator without chains. */
    default ChainBlock chains() {
        return null;
    }

    /** The last exchange with the frozen machine that was frozen last; {@code null} for an estimator without one. */
    default Exchange exchange() {
        return null;
    }
}
