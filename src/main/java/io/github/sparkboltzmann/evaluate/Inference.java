package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.sample.States;

/** How a machine infers its hidden units from the visible states that {@link States} hold, and what those states are worth. */
interface Inference {
    /** Takes the machine's parameters, which begin at index 0; the sampler is loaded with them already. */
    void load(float[] parameters);

    /** The visible states are others than before. */
    void forget();

    /** Puts the hidden units' means into {@code states.mean} of every hidden layer; visible layers' means may be overwritten. */
    void infer(States states);

    /** Gives hidden layers the states from which visible units are reconstructed, once {@link #infer} was called: their means. */
    default void descend(States states) {
        for (int layer : hiddenLayers()) {
            System.arraycopy(states.mean(layer), 0, states.state(layer), 0, states.rows() * states.size(layer));
        }
    }

    /** The layer whose means, once {@link #descend} was called, are the reconstruction of the visible layer: that itself, or another of the same units. */
    default int reconstructed(int visible) {
        return visible;
    }

    /** {@code out[r] = F(v[r])} in nats, or an upper bound, or NaN for none. Overwrites means. */
    void freeEnergy(States states, double[] out);

    /** The layers whose means are inferred. */
    int[] hiddenLayers();
}
