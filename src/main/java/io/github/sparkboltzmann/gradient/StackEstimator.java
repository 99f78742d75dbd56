package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.StackSweeps;
import io.github.sparkboltzmann.sample.States;

/**
 * What the joint estimators of a {@link StackMachine} have in common: the data phase, one pass up from the rows, whose states are those of all steps.
 *
 * <pre>
 * h_0 = v;  for l = 1..L:  h_l ~ P(h_l | h_(l-1))
 * step l:  W_l += &lt;h_(l-1) h_l&gt;,   a_l += &lt;h_(l-1)&gt;,   b_l += &lt;h_l&gt;
 * model    d_(l-1) of a pass down,  u_l ~ P(h_l | d_(l-1)):   W_l -= &lt;d_(l-1) u_l&gt;,   a_l -= &lt;d_(l-1)&gt;,   b_l -= &lt;u_l&gt;
 * </pre>
 *
 * <p>The lower layer of each step enters with its states, the hidden one with its means given them unless the form is {@code samples}: what contrastive divergence
 * does in one step. With one step the estimators give the bytes of those of the restricted machine. Source: Hu, Gao and Ma, "Deep restricted Boltzmann networks",
 * arXiv:1611.07917, 2016.
 */
abstract class StackEstimator implements GradientEstimator {
    private final Machine stack;
    private final StatisticsForm form;
    private final GibbsSampler sampler;
    private final PhaseSums sums;
    private final States rowStates;
    private final float[][] entering;

    StackEstimator(Machine stack, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        this.stack = stack;
        this.form = form;
        this.sampler = new GibbsSampler(stack, kernels, products);
        this.sums = new PhaseSums(stack, products);
        this.rowStates = new States(stack);
        this.entering = new float[stack.layerCount()][];
    }

    final Machine stack() {
        return stack;
    }

    final StatisticsForm form() {
        return form;
    }

    final GibbsSampler sampler() {
        return sampler;
    }

    final PhaseSums sums() {
        return sums;
    }

    /** The number of the top layer. */
    final int top() {
        return StackMachine.hidden(StackMachine.steps(stack));
    }

    /**
     * Clamps the rows, goes up (sweep 0 of the key) and adds the sums.
     *
     * @param drawsTop whether the top layer's states are needed besides its means
     * @return the states
     */
    final States addData(RowBlock rows, Share share, boolean drawsTop, Statistics into) {
        if (rows.hasMissing()) {
            throw new IllegalStateException(
                    "A block holds missing values, which a stack cannot be trained on jointly; leave such rows out, or train its steps one by one.");
        }
        rowStates.resize(rows.rows());
        rows.unpack(rowStates.state(StackMachine.lower(1)));
        StackSweeps.up(stack, rowStates, layer -> {
            if (layer == top() && !drawsTop && form.hiddenMeans()) {
                sampler.mean(rowStates, layer, 1);
            } else {
                sampler.draw(rowStates, layer, 1, share.key(), 0, 0);
            }
        });
        sums.addData(entering(rowStates), rows.rows(), rows.weights(), into);
        return rowStates;
    }

    /**
     * After a pass down: sets each hidden layer, on its own, to what its step makes of its lower layer's states (sweep k of the key; but for the first step on rung 1,
     * since the next pass up has those draws).
     *
     * @param by the sampler that made the pass down
     */
    final void pairUp(States states, GibbsSampler by, Share share) {
        for (int l = 1; l <= StackMachine.steps(stack); l++) {
            int hidden = StackMachine.hidden(l);
            if (form.hiddenMeans()) {
                by.mean(states, hidden, 1);
            } else {
                by.draw(states, hidden, 1, share.key().rung(l == 1 ? 0 : 1), share.sweeps(), 0);
            }
        }
    }

    /** For each layer what enters the statistics: states of lower layers, means or states of hidden ones. */
    final float[][] entering(States states) {
        for (int l = 1; l <= StackMachine.steps(stack); l++) {
            int hidden = StackMachine.hidden(l);
            entering[StackMachine.lower(l)] = states.state(StackMachine.lower(l));
            entering[hidden] = form.hiddenMeans() ? states.mean(hidden) : states.state(hidden);
        }
        return entering;
    }

    @Override
    public void load(float[] values, int fast) {
        sampler.load(values);
    }

    @Override
    public final void aimAt(Objective objective) {
        objective.requireLabels(stack);
    }

    /** Nothing depends on it: a pass up draws each layer from its own distribution. */
    @Override
    public final void settleBy(Equilibrium equilibrium) {}

    @Override
    public final void treatMissing(MissingValues how) {
        if (how.areAllowed()) {
            throw new IllegalArgumentException(
                    "A stack cannot be trained jointly on rows with missing values; leave such rows out, or train its steps one by one.");
        }
    }
}
