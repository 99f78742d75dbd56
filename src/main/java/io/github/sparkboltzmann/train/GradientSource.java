package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.model.Parameters;

/** Where rounds are worked out: on a cluster, or in this process. */
public interface GradientSource {
    /** Training rows. */
    long rows();

    /** Updates an epoch; each row is used in exactly one of them. */
    int updatesPerEpoch();

    /** Partitions of the training rows; each owns a share of the chains. */
    int partitions();

    /**
     * One round: the fused statistics of one update, on the common grid, or the averaged change of several local steps.
     *
     * @param state not changed
     * @param step the number of the round's first update since training began, from 0; it chooses the rows and keys the draws
     * @param steps how many updates, 1 or more
     */
    Round round(TrainingState state, long step, int steps);

    /** Measures of a fixed subset of the training rows. */
    Measures measureTrain(Parameters parameters);

    /** Measures of the validation rows; {@link Measures#none()} if there are none. */
    Measures measureValidation(Parameters parameters);
}
