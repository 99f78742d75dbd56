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
 * unit i of B:   draw;  where it flips by d:  Z[., j] += d w_ij  for the j of B that come after it       one that does not flip costs nothing more
 * </pre>
 *
 * <p>So a sweep is one matrix product's worth of arithmetic and {@code rows * units * BLOCK / 2} additions side by side for all rows, and no rounding error is carried from block to block. Machines
 * of up to {@value #BLOCK} units a layer have a wholly random order.
 */
final class DenseLateral extends LateralUnits {
    static final int BLOCK = 64;

    private final BatchProducts products;
    private final BatchProducts.Fixed[] blocks;
    private final int[] blockOrder;
    private final int[] unitOrder = new int[BLOCK];
    /** Of a block, {@code [rows, units]} as the product gives them. */
    private float[] product = new float[0];

    /**
     * Of a block, for each unit its rows: inputs with their biases, states, uniform numbers, means, and what is given. Arrays of their own, which the
     * compiler knows not to overlap.
     */
    private final float[][] z = new float[BLOCK][0];

    private final float[][] state = new float[BLOCK][0];
    private final float[][] drawsFrom = new float[BLOCK][0];
    private final float[][] mean = new float[BLOCK][0];
    private final float[][] known = new float[BLOCK][0];
    private float[] column = new float[0];
    private float[] change = new float[0];

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
        if (column.length < rows) {
            product = new float[rows * BLOCK];
            for (float[][] units : new float[][][] {z, state, drawsFrom, mean, known}) {
                for (int k = 0; k < BLOCK; k++) {
                    units[k] = new float[rows];
                }
            }
            column = new float[rows];
            change = new float[rows];
        }
    }

    @Override
    void draw(float[] states, float[] input, int rows, float beta, float[] uniform, float[] given, DrawKey order) {
        makeRoom(rows);
        permute(blockOrder, blocks.length, order, -1);
        for (int block : blockOrder) {
            int count = size(block);
            int first = block * BLOCK;
            products.timesTransposed(states, rows, blocks[block], 0, product);
            for (int r = 0; r < rows; r++) {
                int at = r * units + first;
                for (int k = 0; k < count; k++) {
                    z[k][r] = product[r * count + k] + (input[at + k] + bias(first + k));
                }
            }
            columns(states, first, count, rows, state);
            if (uniform != null) {
                columns(uniform, first, count, rows, drawsFrom);
            }
            if (given != null) {
                columns(given, first, count, rows, known);
            }
            permute(unitOrder, count, order, block);
            for (int place = 0; place < count; place++) {
                draw(unitOrder[place], rows, beta, uniform != null, given != null);
                passOn(place, first, count, rows);
            }
            back(state, first, count, rows, states);
            back(mean, first, count, rows, input);
        }
    }

    /** Copies a block's columns of a matrix {@code [rows, all units]}, unit by unit. */
    private void columns(float[] from, int first, int count, int rows, float[][] to) {
        for (int r = 0; r < rows; r++) {
            int at = r * units + first;
            for (int k = 0; k < count; k++) {
                to[k][r] = from[at + k];
            }
        }
    }

    private void back(float[][] from, int first, int count, int rows, float[] to) {
        for (int r = 0; r < rows; r++) {
            int at = r * units + first;
            for (int k = 0; k < count; k++) {
                to[at + k] = from[k][r];
            }
        }
    }

    /** Draws a unit of the block in all rows, or sets it to its means; {@code change} is what it changed by. */
    private void draw(int own, int rows, float beta, boolean draws, boolean someGiven) {
        float[] ownState = state[own];
        float[] ownMean = mean[own];
        float[] uniform = drawsFrom[own];
        System.arraycopy(z[own], 0, column, 0, rows);
        probabilities(column, rows, beta);
        for (int r = 0; r < rows; r++) {
            ownMean[r] = low + gap * column[r];
        }
        for (int r = 0; r < rows; r++) {
            float next = draws ? uniform[r] < column[r] ? low + gap : low : ownMean[r];
            change[r] = next - ownState[r];
            column[r] = next;
        }
        for (int r = 0; someGiven && r < rows; r++) {
            float fixed = known[own][r];
            if (fixed == fixed) {
                ownMean[r] = fixed;
                column[r] = ownState[r];
                change[r] = 0;
            }
        }
        System.arraycopy(column, 0, ownState, 0, rows);
    }

    /** Adds what the unit at a place of the order changed by to the inputs of the block's units that come after it; nothing where it did not flip in any row. */
    private void passOn(int place, int first, int count, int rows) {
        boolean flipped = false;
        for (int r = 0; r < rows; r++) {
            flipped |= change[r] != 0;
        }
        int row = weights + (first + unitOrder[place]) * units + first;
        for (int later = place + 1; flipped && later < count; later++) {
            addChange(parameters()[row + unitOrder[later]], change, z[unitOrder[later]], rows);
        }
    }

    private static void addChange(float weight, float[] change, float[] into, int rows) {
        for (int r = 0; r < rows; r++) {
            into[r] += weight * change[r];
        }
    }
}
