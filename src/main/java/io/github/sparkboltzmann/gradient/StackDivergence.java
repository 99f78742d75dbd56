package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.sample.Observed;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.StackSweeps;
import io.github.sparkboltzmann.sample.States;

/**
 * Contrastive divergence of all steps of a stack at once: k sweeps down and up the whole stack that start from the data.
 *
 * <pre>
 * up from the rows;  k times:  d_L = h_L,  d_(l-1) ~ P(h_(l-1) | d_l) down to v = d_0;   up from v but for the last time
 * gradient of W_l:  &lt;h_(l-1) h_l&gt; of the rows - &lt;d_(l-1) u_l&gt;,   u_l ~ P(h_l | d_(l-1)) of each step on its own        a_l, b_l: of d_(l-1) and u_l
 * </pre>
 *
 * <p>Each step is thus corrected for what it makes of its own reconstruction, as in contrastive divergence of that step alone. Pairs of a last pass up from v are no
 * substitute: a layer that the pass down got wrong does not show in them as that step's error. Measured on bars and stripes of 3 x 3 from small random weights, 9-12-12
 * units, rate 0.1, 800 epochs: squared reconstruction error of a unit 0.002 by pairs of each step, and 0.1 to 0.45 by pairs of the last pass up, where predicting the mean has 0.25.
 *
 * <p>With the form {@code probabilities} the last visible states are means; layers between steps are always drawn, since the next one follows from them. Cost: (1 + 2k) L
 * matrix products, and 2 L for the statistics.
 */
public final class StackDivergence extends StackEstimator {
    private static final int VISIBLE = StackMachine.lower(1);

    private float[] data = new float[0];

    /** @throws IllegalArgumentException for variances that cannot be learned from means */
    public StackDivergence(Machine stack, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        super(stack, form, kernels, products);
        if (stack.layer(VISIBLE).type().learnsVariance() && form.visibleMeans()) {
            throw new IllegalArgumentException(
                    "Variances cannot be learned from reconstructions that are means, which do not vary; set statistics to"
                            + " hidden-probabilities or samples.");
        }
    }

    /** Adds the sums of both phases; the model phase stands for the rows that it starts from, whatever the share says. */
    @Override
    public void add(RowBlock rows, Share share, Statistics into) {
        if (rows.rows() == 0) {
            return;
        }
        States states = addData(rows, share, true, into);
        keep(states.state(VISIBLE), rows.rows() * states.size(VISIBLE));
        double[] squaredError = new double[1];
        for (int sweep = 1; sweep <= share.sweeps(); sweep++) {
            int number = sweep;
            StackSweeps.down(stack(), states, layer -> {
                update(states, layer, share, number);
                if (number == 1 && layer == VISIBLE) {
                    squaredError[0] = squaredError(states, rows);
                }
            });
            if (sweep == share.sweeps() && form().visibleMeans()) {
                states.takeMean(VISIBLE);
            }
            if (sweep < share.sweeps()) {
                StackSweeps.up(stack(), states, layer -> update(states, layer, share, number));
            }
        }
        pairUp(states, sampler(), share);
        sums().subtractModel(entering(states), rows.rows(), rows.weights(), 1, into);
        into.count(rows.rows(), rows.weight(), squaredError[0]);
    }

    /** Draws a layer, but for visible states that the last sweep takes as means. */
    private void update(States states, int layer, Share share, int sweep) {
        if (layer == VISIBLE && form().visibleMeans() && sweep == share.sweeps()) {
            sampler().mean(states, layer, 1);
        } else {
            sampler().draw(states, layer, 1, share.key(), sweep, 0);
        }
    }

    private double squaredError(States states, RowBlock rows) {
        return Observed.squaredErrors(
                data, states.mean(VISIBLE), rows.rows(), states.size(VISIBLE), rows.weights(), 0, null);
    }

    private void keep(float[] state, int length) {
        if (data.length < length) {
            data = new float[length];
        }
        System.arraycopy(state, 0, data, 0, length);
    }
}
