package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;

/**
 * What estimators with persistent chains have in common: the data phase of the rows, and the model sums of the chains as they are after an advance.
 *
 * <p>Hidden states enter the model sums as means unless the form is {@code samples}; visible ones are drawn, since chains go on from them.
 */
abstract class ChainEstimator implements GradientEstimator {
    private Objective objective = Objective.GENERATIVE;
    private final GibbsSampler sampler;
    private final PhaseSums sums;
    private final DataPhase dataPhase;

    /** @throws IllegalArgumentException for a machine that is not restricted or has several visible layers */
    ChainEstimator(Machine machine, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        this.sampler = new GibbsSampler(machine, kernels, products);
        this.sums = new PhaseSums(machine, products);
        this.dataPhase = new DataPhase(machine, form, false, kernels, sampler, sums);
    }

    /** The chains of the machine that is trained, one a row. */
    abstract States modelStates();

    /** Advances the chains by one update; the hidden layers are updated last, means and states. */
    abstract void advance(Share share);

    /** The sampler of the loaded parameters. */
    final GibbsSampler sampler() {
        return sampler;
    }

    @Override
    public final void aimAt(Objective newObjective) {
        objective = newObjective;
        dataPhase.aimAt(newObjective);
    }

    @Override
    public final void treatMissing(MissingValues how) {
        how.requireOneMachine();
        dataPhase.missing().treatAs(how);
    }

    @Override
    public void load(float[] values, int fast) {
        sampler.load(values);
        dataPhase.load(values);
    }

    @Override
    public final void add(RowBlock rows, Share share, Statistics into) {
        if (rows.rows() > 0) {
            dataPhase.add(rows, share.key(), into);
        }
        into.count(rows.rows(), rows.weight(), Double.NaN);
        int chains = modelStates().rows();
        if (chains > 0) {
            advance(share);
            double perChain = objective.generativeWeight() * share.modelRows() / chains;
            sums.subtractModel(dataPhase.entering(modelStates()), chains, (float) perChain, into);
        }
    }
}
