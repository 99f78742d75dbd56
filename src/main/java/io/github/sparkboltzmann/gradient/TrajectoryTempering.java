package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Exchange;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.Trajectory;

/**
 * Parallel trajectory tempering, PTT-k: persistent chains that exchange states with reservoirs of the machine's own past.
 *
 * <pre>
 * rungs:         frozen machines 0, 1, ..., R-1, with as many chains each as the trained one; rung 0 has no weights, so its samples are exact
 * every update:          k sweeps of the trained machine's chains
 * every n-th update:     k sweeps of every rung; exchanges of rungs (0,1), (2,3), ... and of (1,2), (3,4), ... in turn;
 *                        exchanges of the trained machine with rung R-1
 * </pre>
 *
 * <p>A frozen machine does not change, so its reservoir stays at equilibrium once it is there. The driver freezes the machine as a new rung when the exchanges of
 * the last pair become rare. Cost: 2k products of {@code chains x visible x hidden}, one of the rows, and R (2k + 2) + 4 in every n-th update.
 *
 * <p>Source: Bereux, Decelle, Furtlehner, Rosset and Seoane, "Fast training and sampling of restricted Boltzmann machines", ICLR 2025.
 */
public final class TrajectoryTempering extends ChainEstimator {
    private final Rungs rungs;
    private final int exchangeEvery;
    private float[] parameters;
    private Exchange exchange;

    /**
     * @param exchangeEvery in how many updates there is one with exchanges, 1 or more
     * @throws IllegalArgumentException for a machine that is not restricted or has several visible layers
     */
    public TrajectoryTempering(
            Machine machine, StatisticsForm form, int exchangeEvery, Elementwise kernels, BatchProducts products) {
        super(machine, form, kernels, products);
        this.exchangeEvery = exchangeEvery;
        this.rungs = new Rungs(machine, kernels, products);
    }

    @Override
    public void load(float[] values, int fast) {
        super.load(values, fast);
        parameters = values;
    }

    @Override
    public void take(ChainBlock block, Trajectory trajectory) {
        exchange = null;
        rungs.take(block);
        for (int r = 0; r < rungs.count() - 1; r++) {
            rungs.rung(r).loadFrozen(trajectory.parameters(r));
        }
    }

    @Override
    public ChainBlock chains() {
        return rungs.pack();
    }

    @Override
    public Exchange exchange() {
        return exchange;
    }

    @Override
    States modelStates() {
        return rungs.top().states();
    }

    @Override
    void advance(Share share) {
        int top = rungs.count() - 1;
        rungs.top().load(parameters);
        rungs.top().sweep(share.sweeps(), Rungs.key(share.key(), top));
        if (share.step() % exchangeEvery == 0) {
            for (int r = 0; r < top; r++) {
                rungs.rung(r).sweep(share.sweeps(), Rungs.key(share.key(), r));
            }
            for (int r = (int) (share.step() / exchangeEvery % 2); r < top - 1; r += 2) {
                rungs.exchangeFrozen(r, share.key());
            }
            exchange = rungs.exchange(top - 1, share.key());
        }
        rungs.top().drawHidden(Rungs.key(share.key(), top), share.sweeps() + 1);
    }
}
