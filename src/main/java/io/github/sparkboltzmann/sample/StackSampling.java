package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import java.util.Arrays;

/**
 * Samples of a {@link StackMachine}: one pass down from given states of its top layer, or chains that go down and up.
 *
 * <pre>
 * down      h_(l-1) ~ P(h_(l-1) | h_l),  l = L..1                  the directed part of a belief network
 * run       h_L ~ noise, or a pass up from given visible states;  then so many times down and up, and once more down
 * means     P(v | h_1) of the last pass down
 * </pre>
 *
 * <p>A chain is a function of its name, of what is given and of the number of sweeps, not of the chains that run with it; its draws are those of rung 2 of its name, which
 * {@link Sampling} does not use. Not safe for threads.
 */
public final class StackSampling {
    private static final int RUNG = 2;
    private static final int VISIBLE = StackMachine.lower(1);

    private final Machine stack;
    private final float[] parameters;
    private final Elementwise kernels;
    private final GibbsSampler sampler;
    private final States states;
    private final int top;
    private ChainName[] names;
    private float[] ends;
    private float[] means;

    /**
     * @param stack or a restricted machine of one visible and one hidden layer, which is a stack of one step
     * @param parameters not copied
     */
    public StackSampling(Machine stack, float[] parameters, Elementwise kernels, BatchProducts products) {
        if (stack.layer(VISIBLE).type().hasTotal()) {
            throw new IllegalArgumentException(
                    "A stack of " + stack.layer(VISIBLE).type()
                            + " visible units is not sampled, since only a row's data gives the total of its counts.");
        }
        this.stack = stack;
        this.parameters = parameters;
        this.kernels = kernels;
        this.sampler = new GibbsSampler(stack, kernels, products);
        this.states = new States(stack);
        this.top = StackMachine.hidden(StackMachine.steps(stack));
        sampler.load(parameters);
        states.resize(ChainBatch.ROWS);
    }

    /** One pass down; {@code given[chains, top units]}. */
    public void down(ChainName[] chains, float[] given) {
        requireLength(chains.length, given, top);
        forBatches(chains, given, top, () -> StackSweeps.down(stack, states, layer -> draw(layer, 0)));
    }

    /**
     * Chains that go down and up.
     *
     * @param sweeps 0 or more, before the last pass down
     * @param starts {@code [chains, visible units]} to go up from; {@code null} for noise in the top layer
     */
    public void run(ChainName[] chains, int sweeps, float[] starts) {
        if (sweeps < 0) {
            throw new IllegalArgumentException("Sweeps are 0 or more, but are " + sweeps + ".");
        }
        if (starts != null) {
            requireLength(chains.length, starts, VISIBLE);
        }
        forBatches(chains, starts, VISIBLE, () -> {
            if (starts == null) {
                noise();
            } else {
                StackSweeps.up(stack, states, layer -> draw(layer, 0));
            }
            for (int sweep = 1; sweep <= sweeps + 1; sweep++) {
                int number = sweep;
                StackSweeps.down(stack, states, layer -> draw(layer, number));
                if (sweep <= sweeps) {
                    StackSweeps.up(stack, states, layer -> draw(layer, number));
                }
            }
        });
    }

    private void requireLength(int chains, float[] given, int layer) {
        if (given.length != (long) chains * states.size(layer)) {
            throw new IllegalArgumentException(chains + " chains have " + (long) chains * states.size(layer)
                    + " states of layer '" + stack.layer(layer).name() + "', but " + given.length + " were given.");
        }
    }

    private void draw(int layer, int sweep) {
        sampler.inputs().compute(layer, states.states(), ChainBatch.ROWS, states.mean(layer));
        ChainDraws.draw(stack, states, layer, parameters, names, kernels, 1, sweep, RUNG);
    }

    /** Top units without inputs and biases. */
    private void noise() {
        Arrays.fill(states.mean(top), 0f);
        ChainDraws.draw(stack, states, top, new float[parameters.length], names, kernels, 1, 0, RUNG);
    }

    /** Runs a job on batches of chains, a layer's states given. */
    private void forBatches(ChainName[] chains, float[] given, int layer, Runnable job) {
        int width = states.size(VISIBLE);
        ends = new float[Math.multiplyExact(chains.length, width)];
        means = new float[ends.length];
        boolean[] done = new boolean[chains.length];
        int[] places = new int[ChainBatch.ROWS];
        for (int left = chains.length; left > 0; ) {
            left -= Sampling.place(chains, done, places);
            names = Sampling.names(chains, places);
            for (int l = 0; l < stack.layerCount(); l++) {
                Arrays.fill(states.state(l), 0f);
            }
            for (int p = 0; given != null && p < places.length; p++) {
                if (places[p] >= 0) {
                    int units = states.size(layer);
                    System.arraycopy(given, places[p] * units, states.state(layer), p * units, units);
                }
            }
            job.run();
            for (int p = 0; p < places.length; p++) {
                if (places[p] >= 0) {
                    System.arraycopy(states.state(VISIBLE), p * width, ends, places[p] * width, width);
                    System.arraycopy(states.mean(VISIBLE), p * width, means, places[p] * width, width);
                }
            }
        }
    }

    /** Visible states of the last pass down, {@code [chains, visible units]}. */
    public float[] states() {
        return ends.clone();
    }

    /** Their means given the lowest hidden layer. */
    public float[] means() {
        return means.clone();
    }
}
