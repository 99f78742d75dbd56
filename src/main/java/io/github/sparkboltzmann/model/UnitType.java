package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import java.io.Serializable;

/**
 * The states that a unit takes, and what follows from them for given total inputs {@code z_i = b_i + sum_j w_ij s_j}.
 *
 * <pre>
 * P(s | z)  ~  multiplicity(s) exp(-beta (e(s) - z s))           beta = 1 / T;  e(s): the unit's own energy, besides its bias
 * log-partition  A(z) = log sum_s multiplicity(s) exp(z s - e(s))     (an integral for continuous states)
 * </pre>
 *
 * <p>A multiplicity counts microstates that a state stands for (which of n copies are on, in which order words come); temperature has no say in
 * it. Matrices are {@code [rows, units]}, row-major. Temperatures scale every conditional as they scale the energy.
 */
public interface UnitType extends Serializable {
    /** The name in files and settings. */
    String id();

    /** The smallest state; negative infinity for none. */
    double lowest();

    /** The largest state; infinity for none. */
    double highest();

    /** Units that one choice decides together: the categories of a softmax, else 1. A layer is a multiple of it. */
    default int groupSize() {
        return 1;
    }

    /** All states of a group, for enumeration; {@code null} where there is no end of them, or they depend on the row. */
    default double[][] groupStates() {
        return null;
    }

    /** Whether a unit has two states and no energy of its own: {@code P(s = highest) = sigmoid(beta (highest - lowest) z)}. */
    default boolean hasTwoStates() {
        return groupSize() == 1
                && groupStates() != null
                && groupStates().length == 2
                && !hasOwnEnergy()
                && !hasMultiplicity();
    }

    /** Replaces inputs by conditional means {@code <s_i>}. */
    void mean(Elementwise kernels, UnitBatch batch);

    /** Replaces inputs by conditional means and draws the batch's states. */
    void draw(Elementwise kernels, UnitBatch batch, DrawKey key, int firstRow);

    /** {@code out[r] = sum_i A(z_i)}: what the units add to minus the free energy, in nats, at temperature 1. May overwrite inputs. */
    void logPartition(Elementwise kernels, UnitBatch batch, double[] out);

    /** The bias of an unconnected unit whose mean state is {@code mean}, clipped to a finite value. */
    double biasOf(double mean);

    /** A learning rate of one row that suits these units, where no other is chosen. */
    double learningRate();

    /** The mean state of a unit without input and bias. */
    default double meanAtRest() {
        return (lowest() + highest()) / 2;
    }

    /** {@code e(s)}: a unit's own energy; 0 where the bias is all. */
    default double energy(double state, double logVariance) {
        return 0;
    }

    /** Whether {@link #energy} is not always 0. */
    default boolean hasOwnEnergy() {
        return false;
    }

    /** The logarithm of a layer's multiplicity, {@code state[units]}. */
    default double logMultiplicity(double[] state) {
        return 0;
    }

    /** Whether {@link #logMultiplicity} is not always 0. */
    default boolean hasMultiplicity() {
        return false;
    }

    /** Whether states have no largest absolute value. */
    default boolean isUnbounded() {
        return Double.isInfinite(lowest()) || Double.isInfinite(highest());
    }

    /** Whether there is a variance to each unit, a parameter of its own: block {@code logvariance.LAYER}. */
    default boolean learnsVariance() {
        return false;
    }

    /** Whether a row's states add up to a total of the row's own, which multiplies the biases of the layers it is coupled to. */
    default boolean hasTotal() {
        return false;
    }

    /** Whether the conditionals belong to an energy, so that there is a free energy and a likelihood. */
    default boolean hasEnergy() {
        return true;
    }

    /** What is wrong with a row's states although each lies between {@link #lowest} and {@link #highest}; {@code null} for nothing. */
    default String problem(float[] states) {
        return null;
    }
}
