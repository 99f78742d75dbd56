package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.model.Machine;

/** Exact partition function and expectations by enumeration of the states of one side, or of all units that depend on each other. */
public interface ExactPartition {
    /** {@code log Z} at an inverse temperature. */
    double logPartitionFunction(float[] parameters, double inverseTemperature);

    /**
     * The expectations of the statistics, as the parameters are laid out: {@code <v_i h_j>} for a weight, {@code <s_i>} for a bias,
     * {@code <s_i^2> / 2} for a log-variance.
     *
     * @param out receives as many numbers as the machine has parameters
     * @return {@code log Z}
     */
    double expectations(float[] parameters, double inverseTemperature, double[] out);

    /** Whether one side of the machine, or what cannot be summed out of it, has at most {@code 2^mostUnits} states; never of a stack, which has no joint energy. */
    static boolean isPossible(Machine machine, int mostUnits) {
        return ExactRestricted.isPossible(machine, mostUnits)
                || ExactMixed.isPossible(machine, mostUnits)
                || ExactGeneral.isNeeded(machine) && ExactGeneral.isPossible(machine, mostUnits);
    }

    /**
     * Enumerates the side of fewer states.
     *
     * @throws IllegalArgumentException if there are too many on both sides, and for machines that have no likelihood in closed form
     */
    static ExactPartition of(Machine machine) {
        if (ExactGeneral.isNeeded(machine)) {
            return new ExactGeneral(machine);
        }
        return ExactMixed.isMixed(machine) ? new ExactMixed(machine) : new ExactRestricted(machine);
    }
}
