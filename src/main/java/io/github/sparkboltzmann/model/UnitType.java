package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import java.io.Serializable;

/**
 * The states that a unit takes, and what follows from them for given total inputs {@code z_i = b_i + sum_j w_ij s_j}.
 *
 * <p>Matrices are {@code [rows, units]}, row-major; inputs come without the bias, which each kernel adds.
 */
public interface UnitType extends Serializable {
    /** The name in files and settings. */
    String id();

    /** The smallest state. */
    double lowest();

    /** The largest state. */
    double highest();

    /** All states, for enumeration. */
    double[] states();

    /** Replaces inputs by conditional means {@code <s_i>} at an inverse temperature. */
    void mean(
            Elementwise kernels,
            float[] input,
            float[] bias,
            int offset,
            int rows,
            int units,
            float inverseTemperature);

    /** Replaces inputs by conditional means and draws the states from them. */
    void draw(
            Elementwise kernels,
            float[] input,
            float[] bias,
            int offset,
            int rows,
            int units,
            float inverseTemperature,
            float[] state,
            DrawKey key,
            int firstRow);

    /** {@code out[r] = sum_i log sum_s exp(s z_i)}: what the units add to minus the free energy, in nats, at temperature 1. */
    void logPartition(Elementwise kernels, float[] input, float[] bias, int offset, int rows, int units, double[] out);

    /** The bias of an unconnected unit whose mean state is {@code mean}, clipped to a finite value. */
    double biasOf(double mean);
}
