package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.model.Machine;

/**
 * Rows as they travel and as they stand in a batch: the states of the visible layers one after the other, {@code rows[n, width]} row-major, and a matrix
 * {@code [n, units]} for each layer.
 */
public final class VisibleRows {
    private final int[] layers;
    private final int[] sizes;
    private final int width;

    public VisibleRows(Machine machine) {
        layers = machine.layers(true);
        sizes = new int[layers.length];
        int sum = 0;
        for (int v = 0; v < layers.length; v++) {
            sizes[v] = machine.layer(layers[v]).size();
            sum = Math.addExact(sum, sizes[v]);
        }
        width = sum;
    }

    /** Units of all visible layers. */
    public static int width(Machine machine) {
        return new VisibleRows(machine).width;
    }

    /** Units of all visible layers. */
    public int width() {
        return width;
    }

    /** Makes rows {@code 0..n} the visible layers' states, for which there must be room. */
    public void split(float[] rows, int n, States into) {
        int first = 0;
        for (int v = 0; v < layers.length; v++) {
            float[] state = into.state(layers[v]);
            for (int r = 0; r < n; r++) {
                System.arraycopy(rows, r * width + first, state, r * sizes[v], sizes[v]);
            }
            first += sizes[v];
        }
    }

    /** Rows {@code 0..n} out of matrices, one for each of the machine's layers: states, or means. */
    public void join(float[][] matrices, int n, float[] rows) {
        int first = 0;
        for (int v = 0; v < layers.length; v++) {
            float[] matrix = matrices[layers[v]];
            for (int r = 0; r < n; r++) {
                System.arraycopy(matrix, r * sizes[v], rows, r * width + first, sizes[v]);
            }
            first += sizes[v];
        }
    }
}
