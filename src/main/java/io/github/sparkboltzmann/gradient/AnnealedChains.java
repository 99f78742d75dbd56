package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;
import io.github.sparkboltzmann.sample.TemperatureSchedule;
import io.github.sparkboltzmann.sample.Trajectory;

/**
 * The free-running phase of Ackley, Hinton and Sejnowski: in each update chains begin with noise, are cooled, and their statistics at T = 1 are averaged.
 *
 * <pre>
 * every update:  s ~ noise;  sweeps of the schedule at its temperatures;  k sweeps at T = 1
 * gradient of w_ij: &lt;s_i s_j&gt;_rows - 1/k sum over the k sweeps &lt;s_i s_j&gt;_chains
 * </pre>
 *
 * <p>Nothing is kept from update to update but the number of chains. Cost: {@code schedule + k} sweeps of the chains. Source: "A learning algorithm for Boltzmann
 * machines", Cognitive Science 9, 1985, section 4.
 */
public final class AnnealedChains extends RowEstimator {
    private final TemperatureSchedule schedule;
    private final SweepPlan plan;
    private final States chains;

    public AnnealedChains(
            Machine machine,
            StatisticsForm form,
            TemperatureSchedule schedule,
            Elementwise kernels,
            BatchProducts products) {
        super(machine, form, false, kernels, products);
        this.schedule = schedule;
        this.plan = SweepPlan.free(machine);
        this.chains = new States(machine);
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
    public void add(RowBlock rows, Share share, Statistics into) {
        addData(rows, share, into);
        int count = chains.rows();
        if (count == 0) {
            return;
        }
        DrawKey key = share.key().purpose(Purpose.FREE_CHAINS.number());
        dataPhase().noise(chains, key);
        for (int sweep = 1; sweep <= schedule.length(); sweep++) {
            sampler().sweep(chains, plan, schedule.inverseTemperature(sweep), key, sweep, 0);
        }
        double perChain = objective().generativeWeight() * share.modelRows() / count / share.sweeps();
        for (int sweep = 1; sweep <= share.sweeps(); sweep++) {
            sampler().sweep(chains, plan, 1, key, schedule.length() + sweep, 0);
            sums().subtractModel(dataPhase().ofModel(chains), count, (float) perChain, into);
        }
    }
}
