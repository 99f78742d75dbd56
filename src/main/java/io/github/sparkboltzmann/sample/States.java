package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.model.Machine;

/**
 * A batch of joint states and their conditional means, reused from step to step.
 *
 * <p>For each layer two matrices {@code [rows, units]}, row-major, of which the first {@code rows} rows count.
 */
public final class States {
    private final int[] sizes;
    private final float[][] states;
    private final float[][] means;
    private int rows;

    /** Room for no rows yet. */
    public States(Machine machine) {
        sizes = machine.layers().stream().mapToInt(layer -> layer.size()).toArray();
        states = new float[sizes.length][0];
        means = new float[sizes.length][0];
    }

    /** Sets the number of rows and makes room for them; what was in the matrices may be lost. */
    public void resize(int newRows) {
        rows = newRows;
        for (int l = 0; l < sizes.length; l++) {
            long needed = (long) newRows * sizes[l];
            if (needed > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "A block of " + newRows + " rows of " + sizes[l] + " units is too large; use smaller batches.");
            }
            if (states[l].length < needed) {
                states[l] = new float[(int) needed];
                means[l] = new float[(int) needed];
            }
        }
    }

    public int rows() {
        return rows;
    }

    /** Units of a layer. */
    public int size(int layer) {
        return sizes[layer];
    }

    /** States of a layer; longer than needed, perhaps. */
    public float[] state(int layer) {
        return states[layer];
    }

    /** Conditional means of a layer's last update. */
    public float[] mean(int layer) {
        return means[layer];
    }

    /** Makes a layer's conditional means its states; what the states were becomes the means' scratch. */
    public void takeMean(int layer) {
        float[] state = states[layer];
        states[layer] = means[layer];
        means[layer] = state;
    }

    /** All layers' states. */
    public float[][] states() {
        return states;
    }

    /** All layers' conditional means. */
    public float[][] means() {
        return means;
    }
}
