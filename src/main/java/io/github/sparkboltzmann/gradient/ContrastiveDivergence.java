package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.Observed;
import io.github.sparkboltzmann.sample.RowBlock;
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
 * <p>{@link StatisticsForm} says which of those states are draws and which are their conditional means. Cost: 1 + 2k matrix products of
 * {@code rows x visible x hidden} and two for the statistics.
 *
 * <p>Sources: Hinton, "Training products of experts by minimizing contrastive divergence", Neural Computation 14, 2002; "A practical guide
 * to training restricted Boltzmann machines", 2012, section 3.
 */
public final class ContrastiveDivergence extends RowEstimator {
    private final StatisticsForm form;
    private final int[] modelPhase;
    private float[] data = new float[0];

    public ContrastiveDivergence(Machine machine, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        super(machine, form, true, kernels, products);
        this.form = form;
        this.modelPhase = SweepPlan.free(machine).order();
    }

    @Override
    public void treatMissing(MissingValues how) {
        dataPhase().missing().treatAs(how);
    }

    /** Adds the sums of both phases; the model phase stands for the rows that it starts from, whatever the share says. */
    @Override
    public void add(RowBlock rows, Share share, Statistics into) {
        if (rows.rows() == 0) {
            return;
        }
        DrawKey key = share.key();
        int sweeps = share.sweeps();
        dataPhase().add(rows, key, into);
        States states = dataPhase().states();
        int dataLayer = dataPhase().dataLayer();
        int width = states.size(dataLayer);
        keep(states.state(dataLayer), rows.rows() * width);
        double squaredError = 0;
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            for (int layer : modelPhase) {
                update(states, layer, key, sweep, sweep == sweeps);
                dataPhase().missing().omit(states, layer);
                if (sweep == 1 && layer == dataLayer) {
                    squaredError = Observed.squaredErrors(
                            data,
                            states.mean(layer),
                            rows.rows(),
                            width,
                            rows.weights(),
                            0,
                            dataPhase().missing().observed(dataLayer));
                }
                if (sweep == sweeps && machine().layer(layer).isVisible() && form.visibleMeans()) {
                    states.takeMean(layer);
                }
            }
        }
        sums().subtractModel(
                        dataPhase().ofModel(states),
                        rows.rows(),
                        rows.weights(),
                        objective().generativeWeight(),
                        into);
        into.count(rows.rows(), rows.weight(), squaredError);
    }

    private void keep(float[] state, int length) {
        if (data.length < length) {
            data = new float[length];
        }
        System.arraycopy(state, 0, data, 0, length);
    }

    /** Draws a layer, but for what the last sweep takes as a mean. */
    private void update(States states, int layer, DrawKey key, int sweep, boolean last) {
        boolean mean = dataPhase().isMean(layer);
        if (mean && last) {
            sampler().mean(states, layer, 1);
        } else {
            sampler().draw(states, layer, 1, key, sweep, 0);
        }
    }
}
