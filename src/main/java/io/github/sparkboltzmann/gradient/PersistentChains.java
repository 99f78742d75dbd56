package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;
import io.github.sparkboltzmann.sample.Trajectory;

/**
 * Persistent contrastive divergence, PCD-k: the model statistics of chains that go on from update to update.
 *
 * <pre>
 * every update:  k sweeps  v ~ P(v | h),  h ~ P(h | v)  of each chain
 * gradient of W: &lt;v h&gt;_rows - &lt;v h&gt;_chains        of a: &lt;v&gt;_rows - &lt;v&gt;_chains        of b: &lt;h&gt;_rows - &lt;h&gt;_chains
 * </pre>
 *
 * <p>Visible states of chains are always drawn, since a chain goes on from them; hidden ones enter as means unless the form is
 * {@code samples}. The number of chains does not depend on that of rows. With fast weights (FPCD) chains sweep
 * with the sum of parameters and fast weights, and the data phase with the parameters. Cost: one matrix product of {@code rows x visible x hidden} and 2k of
 * {@code chains x visible x hidden}, and two for the statistics.
 *
 * <p>Sources: Tieleman, "Training restricted Boltzmann machines using approximations to the likelihood gradient", ICML 2008; Tieleman and Hinton,
 * "Using fast weights to improve persistent contrastive divergence", ICML 2009.
 */
public final class PersistentChains extends ChainEstimator {
    private final ChainSampler sampler;
    private final SweepPlan plan;
    private final States chains;

    public PersistentChains(Machine machine, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        super(machine, form, kernels, products);
        this.sampler = new ChainSampler(machine, sampler(), kernels, products);
        this.plan = SweepPlan.free(machine);
        this.chains = new States(machine);
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
        return ChainBlock.pack(machine(), chains);
    }

    @Override
    States modelStates() {
        return chains;
    }

    @Override
    void advance(Share share) {
        for (int sweep = 1; sweep <= share.sweeps(); sweep++) {
            sampler.current().sweep(chains, plan, 1, share.key(), sweep, 0);
        }
    }
}
