package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;

/**
 * A dense lateral coupling in blocks of {@value #BLOCK} neighbouring units: random order of blocks, random order inside each.
 *
 * <pre>
 * block B:       Z[rows, B] = S W[., B]                   one product with the states as they are: over all blocks that of rows x units x units
 * unit i of B:   draw;  where it flips by d:  Z[row, B] += d W[i, B]         a unit that does not flip costs nothing more
 * </pre>
 *
 * <p>So a sweep is one matrix product's worth of arithmetic and {@code flips * BLOCK} additions, and no rounding error is carried from block to block. Machines
 * of up to {@value #BLOCK} units a layer have a wholly random order.
 */
final class DenseLateral extends LateralUnits {
    static final int BLOCK = 64;

    private final BatchProducts products;
    private final BatchProducts.Fixed[] blocks;
    private final int[] blockOrder;
    private final int[] unitOrder = new int[BLOCK];
    private float[] z = new float[0];
    private float[] column = new float[0];

    DenseLateral(Machine machine, int layer, Elementwise kernels, BatchProducts products) {
        super(machine, layer, kernels, (machine.layer(layer).size() + BLOCK - 1) / BLOCK);
        this.products = products;
        this.blocks = new BatchProducts.Fixed[(units + BLOCK - 1) / BLOCK];
        this.blockOrder = new int[blocks.length];
    }

    @Override
    void load(float[] newParameters) {
        super.load(newParameters);
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = products.fix(newParameters, weights + b * BLOCK * units, size(b), units, blocks[b]);
        }
    }

    private int size(int block) {
        return Math.min(BLOCK, units - block * BLOCK);
    }

    private void makeRoom(int rows) {
        if (z.length < rows * BLOCK) {
            z = new float[rows * BLOCK];
            column = new float[rows];
        }
    }

    @Override
    void draw(float[] state, float[] input, int rows, float beta, float[] uniform, float[] given, DrawKey order) {
        makeRoom(rows);
        permute(blockOrder, blocks.length, order, -1);
        for (int block : blockOrder) {
            int count = size(block);
            int first = block * BLOCK;
            products.timesTransposed(state, rows, blocks[block], 0, z);
            for (int r = 0; r < rows; r++) {
                int at = r * units + first;
                for (int k = 0; k < count; k++) {
                    z[r * count + k] += input[at + k] + bias(first + k);
                }
            }
            permute(unitOrder, count, order, block);
            for (int k = 0; k < count; k++) {
                draw(first, unitOrder[k], count, state, input, rows, beta, uniform, given);
            }
        }
    }

    /** Draws unit number {@code own} of a block in all rows, and moves the block's inputs where it flips. */
    private void draw(
            int first,
            int own,
            int count,
            float[] state,
            float[] input,
            int rows,
            float beta,
            float[] uniform,
            float[] given) {
        for (int r = 0; r < rows; r++) {
            column[r] = z[r * count + own];
        }
        probabilities(column, rows, beta);
        int row = weights + (first + own) * units + first;
        for (int r = 0; r < rows; r++) {
            int at = r * units + first + own;
            if (given != null && given[at] == given[at]) {
                input[at] = given[at];
                continue;
            }
            input[at] = low + gap * column[r];
            float drawn = uniform == null ? input[at] : uniform[at] < column[r] ? low + gap : low;
            float change = drawn - state[at];
            if (change != 0) {
                state[at] = drawn;
                addRow(parameters(), row, change, z, r * count, count);
            }
        }
    }

    private static void addRow(float[] w, int from, float factor, float[] into, int at, int count) {
        for (int k = 0; k < count; k++) {
            into[at + k] += factor * w[from + k];
        }
    }
}
