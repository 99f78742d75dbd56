package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Parameters;

/** Where an update's statistics come from: a cluster, or this process. */
public interface GradientSource {
    /** Training rows. */
    long rows();

    /** Updates an epoch; each row is used in exactly one of them. */
    int updatesPerEpoch();

    /**
     * The fused statistics of one update: data minus model sums, counts and monitors, on the common grid.
     *
     * @param parameters not changed
     * @param step the number of the update since training began, from 0; it chooses the rows and keys the draws
     */
    Statistics round(Parameters parameters, long step);

    /** Reconstruction error and free energy of a fixed subset of the training rows. */
    Measures measureTrain(Parameters parameters);

    /** Reconstruction error and free energy of the validation rows; {@link Measures#none()} if there are none. */
    Measures measureValidation(Parameters parameters);
}
