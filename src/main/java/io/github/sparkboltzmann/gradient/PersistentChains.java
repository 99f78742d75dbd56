package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;

/**
 * Persistent contrastive divergence, PCD-k: the model statistics of chains that go on from update to update.
 *
 * <pre>
 * every update:  k sweeps  v ~ P(v | h),  h ~ P(h | v)  of each chain
 * gradient of W: &lt;v h&gt;_rows - &lt;v h&gt;_chains        of a: &lt;v&gt;_rows - &lt;v&gt;_chains        of b: &lt;h&gt;_rows - &lt;h&gt;_chains
 * </pre>
 *
 * <p>Visible states of chains are always drawn, since a chain goes on from them; hidden ones enter as means unless the form is
 * {@code samples}. The number of chains does not depend on that of rows. Cost: one matrix product of {@code rows x visible x hidden} and 2k of
 * {@code chains x visible x hidden}, and two for the statistics.
 *
 * <p>Source: Tieleman, "Training restricted Boltzmann machines using approximations to the likelihood gradient", ICML 2008.
 */
public final class PersistentChains implements GradientEstimator {
    private final Machine machine;
    private final int sweeps;
    private final GibbsSampler sampler;
    private final PhaseSums sums;
    private final DataPhase dataPhase;
    private final SweepPlan plan;
    private final States chains;

    /**
     * @param sweeps k, 1 or more
     * @throws IllegalArgumentException for k below 1, and for a machine that is not restricted or has several visible layers
     */
    public PersistentChains(
            Machine machine, int sweeps, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        if (sweeps < 1) {
            throw new IllegalArgumentException("PCD-k needs k of 1 or more, but k is " + sweeps + ".");
        }
        this.machine = machine;
        this.sweeps = sweeps;
        this.sampler = new GibbsSampler(machine, kernels, products);
        this.sums = new PhaseSums(machine, products);
        this.dataPhase = new DataPhase(machine, form, false, sampler, sums);
        this.plan = SweepPlan.free(machine);
        this.chains = new States(machine);
    }

    @Override
    public void treatMissing(MissingValues how) {
        how.requireOneMachine();
        dataPhase.missing().treatAs(how);
    }

    @Override
    public void load(float[] parameters) {
        sampler.load(parameters);
    }

    @Override
    public void take(ChainBlock block) {
        block.unpackInto(chains);
    }

    @Override
    public ChainBlock chains() {
        return ChainBlock.pack(machine, chains);
    }

    @Override
    public void add(RowBlock rows, DrawKey key, double modelRows, Statistics into) {
        if (rows.rows() > 0) {
            dataPhase.add(rows, key, into);
        }
        into.count(rows.rows(), rows.weight(), Double.NaN);
        if (chains.rows() == 0) {
            return;
        }
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            sampler.sweep(chains, plan, 1, key, sweep, 0);
        }
        sums.subtractModel(dataPhase.entering(chains), chains.rows(), (float) (modelRows / chains.rows()), into);
    }
}
