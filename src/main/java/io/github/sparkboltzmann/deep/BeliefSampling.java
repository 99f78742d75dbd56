package io.github.sparkboltzmann.deep;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.sample.ChainName;
import io.github.sparkboltzmann.sample.Sampling;
import io.github.sparkboltzmann.sample.SamplingSettings;
import io.github.sparkboltzmann.sample.StackSampling;
import java.util.Arrays;

/**
 * Samples of a deep belief network: Gibbs chains of its top step, whose label units may be given, and one pass down from where they end.
 *
 * <pre>
 * h_(L-1), h_L ~ P_top(. | label)  after so many sweeps;    h_(l-1) ~ p(h_(l-1) | h_l),  l = L-1..1;    v = h_0
 * </pre>
 *
 * <p>A sample is a function of its chain's name, of its label and of the settings, not of the samples made with it. Source: Hinton, Osindero and Teh, "A fast learning
 * algorithm for deep belief nets", Neural Computation 18, 2006, section 2.
 */
public final class BeliefSampling {
    private final Sampling top;
    private final StackSampling lower;
    private final int topUnits;
    private final int classes;
    private float[] labels;

    /**
     * @param top a restricted machine, labelled or not
     * @param lower the steps below it: a {@link StackMachine}, or a restricted machine for one step; its up biases are not used
     * @throws IllegalArgumentException where the top's visible units are not the hidden ones of the step below
     */
    public BeliefSampling(
            Machine top,
            float[] topParameters,
            Machine lower,
            float[] lowerParameters,
            SamplingSettings settings,
            Elementwise kernels,
            BatchProducts products) {
        this.topUnits = top.layer(0).size();
        this.classes = top.classes();
        int below = lower.layer(StackMachine.hidden(StackMachine.steps(lower))).size();
        if (below != topUnits) {
            throw new IllegalArgumentException("The top step should have the " + below
                    + " hidden units of the step below as its visible ones, but has " + topUnits + ".");
        }
        this.top = new Sampling(top, topParameters, settings, kernels, products);
        this.lower = new StackSampling(lower, lowerParameters, kernels, products);
    }

    /**
     * Draws a sample for each chain.
     *
     * @param given {@code [chains, classes]}, {@code NaN} for labels that are free; {@code null} for none
     */
    public void run(ChainName[] chains, float[] given) {
        if (given != null && (classes == 0 || given.length != (long) chains.length * classes)) {
            throw new IllegalArgumentException(
                    "Labels of " + chains.length + " chains are " + (long) chains.length * classes
                            + " states of a top step of " + classes + " classes, but " + given.length + " were given.");
        }
        int width = topUnits + classes;
        float[] clamped = null;
        if (given != null) {
            clamped = new float[Math.multiplyExact(chains.length, width)];
            Arrays.fill(clamped, Float.NaN);
            for (int c = 0; c < chains.length; c++) {
                System.arraycopy(given, c * classes, clamped, c * width + topUnits, classes);
            }
        }
        top.run(chains, clamped);
        float[] ends = top.states();
        float[] states = new float[chains.length * topUnits];
        labels = new float[chains.length * classes];
        for (int c = 0; c < chains.length; c++) {
            System.arraycopy(ends, c * width, states, c * topUnits, topUnits);
            System.arraycopy(ends, c * width + topUnits, labels, c * classes, classes);
        }
        lower.down(chains, states);
    }

    /** Visible states, {@code [chains, visible units]}. */
    public float[] states() {
        return lower.states();
    }

    /** Their means given the lowest hidden layer. */
    public float[] means() {
        return lower.means();
    }

    /** Labels where the chains of the top step ended, {@code [chains, classes]}; of given ones those. */
    public float[] labels() {
        return labels.clone();
    }
}
