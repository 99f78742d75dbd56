package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.SparsePattern;
import io.github.sparkboltzmann.model.Machine;

/**
 * A sparse lateral coupling: units are coloured so that no edge joins two of one colour, and those of a colour are updated together, colours in random order.
 *
 * <p>A lattice has two colours, so that a sweep is two sparse products. States are worked on transposed, {@code [units, rows]}: a neighbour adds to all rows at
 * once. {@code O(rows * (edges + units))} a sweep.
 */
final class SparseLateral extends LateralUnits {
    private final GraphColouring colouring;
    private final int[] start;
    private final int[] neighbour;
    private final int[] weight;
    private final int[] order;
    private final float[][] transposed;
    private float[] z = new float[0];
    private float[] sum = new float[0];

    SparseLateral(Machine machine, int layer, Elementwise kernels) {
        this(
                machine,
                layer,
                kernels,
                GraphColouring.of(machine.coupling(machine.lateral(layer)).edges()));
    }

    private SparseLateral(Machine machine, int layer, Elementwise kernels, GraphColouring colouring) {
        super(machine, layer, kernels, colouring.colours());
        SparsePattern edges = machine.coupling(machine.lateral(layer)).edges();
        this.colouring = colouring;
        this.order = new int[colouring.colours()];
        this.transposed = new float[units][0];
        this.start = new int[units + 1];
        for (int e = 0; e < edges.places(); e++) {
            start[edges.row(e) + 1]++;
            start[edges.column(e) + 1]++;
        }
        for (int i = 0; i < units; i++) {
            start[i + 1] += start[i];
        }
        this.neighbour = new int[2 * edges.places()];
        this.weight = new int[neighbour.length];
        int[] next = start.clone();
        for (int e = 0; e < edges.places(); e++) {
            put(next[edges.row(e)]++, edges.column(e), e);
            put(next[edges.column(e)]++, edges.row(e), e);
        }
    }

    private void put(int at, int unit, int edge) {
        neighbour[at] = unit;
        weight[at] = weights + edge;
    }

    @Override
    void draw(float[] state, float[] input, int rows, float beta, float[] uniform, float[] given, DrawKey key) {
        if (sum.length < rows) {
            for (int i = 0; i < units; i++) {
                transposed[i] = new float[rows];
            }
            z = new float[colouring.largest() * rows];
            sum = new float[rows];
        }
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < units; i++) {
                transposed[i][r] = state[r * units + i];
            }
        }
        permute(order, order.length, key, -1);
        for (int colour : order) {
            int[] members = colouring.units(colour);
            for (int k = 0; k < members.length; k++) {
                fillInput(members[k], k * rows, rows, input);
            }
            probabilities(z, members.length * rows, beta);
            for (int k = 0; k < members.length; k++) {
                draw(members[k], k * rows, rows, input, uniform, given);
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < units; i++) {
                state[r * units + i] = transposed[i][r];
            }
        }
    }

    private void fillInput(int unit, int at, int rows, float[] input) {
        float own = bias(unit);
        for (int r = 0; r < rows; r++) {
            sum[r] = input[r * units + unit] + own;
        }
        for (int n = start[unit]; n < start[unit + 1]; n++) {
            addColumn(parameters()[weight[n]], transposed[neighbour[n]], sum, rows);
        }
        System.arraycopy(sum, 0, z, at, rows);
    }

    private static void addColumn(float factor, float[] x, float[] into, int rows) {
        for (int r = 0; r < rows; r++) {
            into[r] += factor * x[r];
        }
    }

    private void draw(int unit, int from, int rows, float[] input, float[] uniform, float[] given) {
        for (int r = 0; r < rows; r++) {
            int at = r * units + unit;
            if (given != null && given[at] == given[at]) {
                input[at] = given[at];
                continue;
            }
            float probability = z[from + r];
            input[at] = low + gap * probability;
            transposed[unit][r] = uniform == null ? input[at] : uniform[at] < probability ? low + gap : low;
        }
    }
}
