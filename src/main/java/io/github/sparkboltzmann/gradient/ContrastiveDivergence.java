package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.MatrixProduct;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.SquaredError;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;

/**
 * Contrastive divergence, CD-k: the model statistics after k Gibbs sweeps that start from the data.
 *
 * <pre>
 * h0 ~ P(h | v0);  for j = 1..k:  vj ~ P(v | h(j-1)),  hj ~ P(h | vj)
 * gradient of W:  &lt;v0 h0&gt; - &lt;vk hk&gt;        of a:  &lt;v0&gt; - &lt;vk&gt;        of b:  &lt;h0&gt; - &lt;hk&gt;
 * </pre>
 *
 * <p>{@link StatisticsForm} says which of those states are draws and which are their conditional means. Cost: 2 + 2k matrix products of
 * {@code rows x visible x hidden} and two for the statistics. Not safe for threads: buffers are reused from block to block.
 *
 * <p>Sources: Hinton, "Training products of experts by minimizing contrastive divergence", Neural Computation 14, 2002; "A practical guide
 * to training restricted Boltzmann machines", 2012, section 3.
 */
public final class ContrastiveDivergence {
    private final Machine machine;
    private final int dataLayer;
    private final int sweeps;
    private final StatisticsForm form;
    private final GibbsSampler sampler;
    private final PhaseSums sums;
    private final SweepPlan dataPhase;
    private final SweepPlan modelPhase;
    private final States states;
    private float[] data = new float[0];

    /**
     * @param sweeps k, 1 or more
     * @throws IllegalArgumentException for k below 1, and for a machine that is not restricted or has several visible layers
     */
    public ContrastiveDivergence(
            Machine machine, int sweeps, StatisticsForm form, Elementwise kernels, MatrixProduct product) {
        if (!machine.isRestricted() || machine.layers(true).length != 1) {
            throw new IllegalArgumentException(
                    "Contrastive divergence needs a restricted machine with one visible layer.");
        }
        if (sweeps < 1) {
            throw new IllegalArgumentException("CD-k needs k of 1 or more, but k is " + sweeps + ".");
        }
        this.machine = machine;
        this.dataLayer = machine.layers(true)[0];
        this.sweeps = sweeps;
        this.form = form;
        this.sampler = new GibbsSampler(machine, kernels, product);
        this.sums = new PhaseSums(machine, product);
        this.dataPhase = SweepPlan.visibleClamped(machine);
        this.modelPhase = SweepPlan.free(machine);
        this.states = new States(machine);
    }

    /**
     * Adds a block's rows to the statistics.
     *
     * @param key of the step and the partition; a row's draws are those of its number in the block
     */
    public void add(float[] parameters, RowBlock rows, DrawKey key, Statistics into) {
        if (rows.rows() == 0) {
            return;
        }
        clamp(rows);
        sampler.sweep(parameters, states, dataPhase, 1, key, 0, 0);
        sums.add(statisticsOf(), rows.rows(), 1, into.values());
        double squaredError = 0;
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            for (int layer : modelPhase.order()) {
                update(parameters, layer, key, sweep);
                if (sweep == 1 && layer == dataLayer) {
                    squaredError = SquaredError.between(data, states.mean(layer), rows.rows() * states.size(layer));
                }
                if (sweep == sweeps && layer == dataLayer && form.visibleMeans()) {
                    states.takeMean(layer);
                }
            }
        }
        sums.add(statisticsOf(), rows.rows(), -1, into.values());
        into.count(rows.rows(), squaredError);
    }

    private void clamp(RowBlock rows) {
        states.resize(rows.rows());
        int length = rows.rows() * rows.width();
        if (data.length < length) {
            data = new float[length];
        }
        rows.unpack(data);
        System.arraycopy(data, 0, states.state(dataLayer), 0, length);
    }

    /** Draws a layer, but for what the last sweep takes as a mean. */
    private void update(float[] parameters, int layer, DrawKey key, int sweep) {
        boolean mean = machine.layer(layer).isVisible() ? form.visibleMeans() : form.hiddenMeans();
        if (mean && sweep == sweeps) {
            sampler.mean(parameters, states, layer, 1);
        } else {
            sampler.draw(parameters, states, layer, 1, key, sweep, 0);
        }
    }

    /** For each layer what enters the statistics: visible states, and hidden means or states. */
    private float[][] statisticsOf() {
        float[][] view = new float[machine.layerCount()][];
        for (int l = 0; l < view.length; l++) {
            boolean mean = !machine.layer(l).isVisible() && form.hiddenMeans();
            view[l] = mean ? states.mean(l) : states.state(l);
        }
        return view;
    }
}
