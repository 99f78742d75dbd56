package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.StackSweeps;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.Trajectory;

/**
 * Persistent chains of a whole stack: the model statistics are those of chains that go down and up from update to update.
 *
 * <pre>
 * every update, each chain:  k times:  d_L = h_L,  d_(l-1) ~ P(h_(l-1) | d_l) down to v = d_0,   up from v to h_L
 * gradient of W_l:  &lt;h_(l-1) h_l&gt;_rows - &lt;d_(l-1) u_l&gt;_chains,   u_l ~ P(h_l | d_(l-1)) of each step on its own after the last pass down
 * </pre>
 *
 * <p>A chain goes on from its top layer after a pass up. With fast weights (FPCD) chains go by the sum of parameters and fast weights. Cost: L matrix products of the rows and (2k + 1) L of
 * the chains, and 2 L for the statistics.
 */
public final class StackChains extends StackEstimator {
    private final ChainSampler sampler;
    private final States chains;

    public StackChains(Machine stack, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        super(stack, form, kernels, products);
        this.sampler = new ChainSampler(stack, sampler(), kernels, products);
        this.chains = new States(stack);
    }

    @Override
    public void load(float[] values, int fast) {
        super.load(values, fast);
        sampler.load(values, fast);
    }

    @Override
    public void take(ChainBlock block, Trajectory trajectory) {
        block.unpackInto(chains);
    }

    @Override
    public ChainBlock chains() {
        return ChainBlock.pack(stack(), chains);
    }

    @Override
    public void add(RowBlock rows, Share share, Statistics into) {
        if (rows.rows() > 0) {
            addData(rows, share, false, into);
        }
        into.count(rows.rows(), rows.weight(), Double.NaN);
        int count = chains.rows();
        if (count == 0) {
            return;
        }
        for (int sweep = 1; sweep <= share.sweeps(); sweep++) {
            int number = sweep;
            StackSweeps.Update draw = layer -> sampler.current().draw(chains, layer, 1, share.key(), number, 0);
            StackSweeps.down(stack(), chains, draw);
            if (sweep == share.sweeps()) {
                pairUp(chains, sampler.current(), share);
                sums().subtractModel(entering(chains), count, (float) (share.modelRows() / count), into);
            }
            StackSweeps.up(stack(), chains, draw);
        }
    }
}
