package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.Arrays;

/**
 * Inputs and Gibbs chains of a machine of one visible and one hidden layer of Bernoulli units, whose weights stay the same for many sweeps.
 *
 * <pre>
 * P(h_j = 1 | v) = sigmoid(b_j + v.W_j),    P(v_i = 1 | h) = sigmoid(a_i + W_i.h)
 * </pre>
 *
 * <p>Matrices are {@code [rows, units]}, row-major. A sweep is two matrix products of {@code rows x visible x hidden}. The one place where
 * likelihoods and samples ask for matrix products. Not safe for threads.
 */
public final class TwoLayers {
    private final Elementwise kernels;
    private final BatchProducts products;
    private final float[] parameters;
    private final BatchProducts.Fixed weights;
    private final Block visibleBias;
    private final Block hiddenBias;
    private final float[] hiddenBiases;
    private final int visibleLayer;
    private final int hiddenLayer;

    /**
     * @param parameters not copied; a change needs a new object
     * @throws IllegalArgumentException if the machine is another
     */
    public TwoLayers(Machine machine, float[] parameters, Elementwise kernels, BatchProducts products) {
        requireTwoLayers(machine);
        this.kernels = kernels;
        this.products = products;
        this.parameters = parameters;
        visibleLayer = machine.layers(true)[0];
        hiddenLayer = machine.layers(false)[0];
        visibleBias = machine.biases(visibleLayer);
        hiddenBias = machine.biases(hiddenLayer);
        hiddenBiases = Arrays.copyOfRange(parameters, hiddenBias.offset(), hiddenBias.end());
        Block weightBlock = machine.weights(0);
        weights = products.fix(parameters, weightBlock.offset(), weightBlock.rows(), weightBlock.columns(), null);
    }

    /** Whether a machine is one of these. */
    public static boolean areThere(Machine machine) {
        return machine.layerCount() == 2
                && machine.isRestricted()
                && machine.couplings().size() == 1
                && !machine.coupling(0).isSparse()
                && machine.layer(0).isVisible()
                && UnitTypes.allBernoulli(machine);
    }

    private static void requireTwoLayers(Machine machine) {
        if (!areThere(machine)) {
            throw new IllegalArgumentException(
                    "This needs a restricted machine of one visible and one hidden layer of Bernoulli units.");
        }
    }

    public int visibleUnits() {
        return visibleBias.length();
    }

    public int hiddenUnits() {
        return hiddenBias.length();
    }

    /** The number of the visible layer in the machine. */
    public int visibleLayer() {
        return visibleLayer;
    }

    /** The number of the hidden layer in the machine. */
    public int hiddenLayer() {
        return hiddenLayer;
    }

    /** {@code a[i]}. */
    public float visibleBias(int i) {
        return parameters[visibleBias.offset() + i];
    }

    /** {@code b}; a copy made once. */
    public float[] hiddenBiases() {
        return hiddenBiases;
    }

    /** {@code out[n, hidden] = v W}, without the bias. */
    public void hiddenInput(float[] v, int n, float[] out) {
        products.times(v, n, weights, 0, out);
    }

    /** {@code out[n, visible] = h W'}, without the bias. */
    public void visibleInput(float[] h, int n, float[] out) {
        products.timesTransposed(h, n, weights, 0, out);
    }

    /** Draws hidden states: inputs without bias become means, {@code h} the draws. */
    public void drawHidden(
            float[] input, int n, float inverseTemperature, float[] h, DrawKey key, int sweep, int firstRow) {
        kernels.sigmoidDraw(
                input,
                parameters,
                hiddenBias.offset(),
                n,
                hiddenBias.length(),
                inverseTemperature,
                h,
                key.at(sweep, hiddenLayer),
                firstRow);
    }

    /** {@code v[n, visible]}: every unit on with probability one half. Sweep 0 of the key. */
    public float[] noise(int n, DrawKey key, int firstRow) {
        int units = visibleUnits();
        float[] v = new float[Math.multiplyExact(n, units)];
        kernels.sigmoidDraw(v, new float[units], 0, n, units, 1, v, key.at(0, visibleLayer), firstRow);
        return v;
    }

    /**
     * Runs chains at temperature 1, hidden units first. A chain's draws are functions of key and chain number; its inputs may differ in the last
     * bits with the number of rows that go through a product together.
     *
     * @param v {@code [n, visible]}, where the chains stand; receives where they end
     * @param sweeps their draws are those of sweep 1, 2, ... of the key
     * @param firstRow the number of the first chain
     */
    public void sweep(float[] v, int n, int sweeps, DrawKey key, int firstRow) {
        float[] h = new float[Math.multiplyExact(n, hiddenUnits())];
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            hiddenInput(v, n, h);
            drawHidden(h, n, 1, h, key, sweep, firstRow);
            visibleInput(h, n, v);
            kernels.sigmoidDraw(
                    v,
                    parameters,
                    visibleBias.offset(),
                    n,
                    visibleUnits(),
                    1,
                    v,
                    key.at(sweep, visibleLayer),
                    firstRow);
        }
    }
}
