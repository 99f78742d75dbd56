package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;

/**
 * What estimators with persistent chains have in common: the model sums of the chains as they are after an advance.
 *
 * <p>Hidden states enter the model sums as means unless the form is {@code samples}; of those that depend on each other the highest layer alone does, which was drawn
 * last. Visible ones are drawn, since chains go on from them.
 */
abstract class ChainEstimator extends RowEstimator {
    ChainEstimator(Machine machine, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        super(machine, form, false, kernels, products);
    }

    /** The chains of the machine that is trained, one a row. */
    abstract States modelStates();

    /** Advances the chains by one update; the hidden layers are updated last, means and states. */
    abstract void advance(Share share);

    @Override
    public final void add(RowBlock rows, Share share, Statistics into) {
        addData(rows, share, into);
        int chains = modelStates().rows();
        if (chains > 0) {
            advance(share);
            double perChain = objective().generativeWeight() * share.modelRows() / chains;
            sums().subtractModel(dataPhase().ofModel(modelStates()), chains, (float) perChain, into);
        }
    }
}
