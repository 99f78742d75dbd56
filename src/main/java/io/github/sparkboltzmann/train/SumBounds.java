package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;

/** What is known of a machine's sums before they are taken: the bounds that fix the grid on which they are added exactly. */
final class SumBounds {
    /** The mean squared error of a unit without bounds may reach this before its sum depends on its order; the grid is 2^-27 of a row and unit. */
    private static final double LARGEST_ERROR = 0x1p24;

    private SumBounds() {}

    /** A bound on what one row adds to any sum: the largest state, squared, by twice, since data and model may have opposite signs. */
    static double ofProducts(Machine machine, ModelPhase phase) {
        double largest = 1;
        for (Layer layer : machine.layers()) {
            double lowest = layer.type().lowest();
            largest = Math.max(
                    largest, Math.max(Math.abs(lowest), Math.abs(layer.type().highest())));
        }
        boolean oneSign =
                machine.layers().stream().allMatch(layer -> layer.type().lowest() >= 0);
        // A pseudo-likelihood takes a product twice off what is twice one.
        return largest * largest * (oneSign ? 1 : 2) * (phase == ModelPhase.PSEUDO ? 2 : 1);
    }

    /** A bound on the squared reconstruction error of one visible unit. */
    static double ofSquaredError(Machine machine) {
        UnitType type = machine.layer(machine.layers(true)[0]).type();
        double range = type.highest() - type.lowest();
        return type.isUnbounded() ? LARGEST_ERROR : range * range;
    }
}
