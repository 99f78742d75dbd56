package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;

/** What all estimators have in common: the data phase of the rows, and how it is told about objective, missing states and equilibrium. */
abstract class RowEstimator implements GradientEstimator {
    private final Machine machine;
    private final GibbsSampler sampler;
    private final PhaseSums sums;
    private final DataPhase dataPhase;
    private Objective objective = Objective.GENERATIVE;

    /** @param draws whether hidden states of the data phase are drawn, since the model phase begins with them */
    RowEstimator(Machine machine, StatisticsForm form, boolean draws, Elementwise kernels, BatchProducts products) {
        this.machine = machine;
        this.sampler = new GibbsSampler(machine, kernels, products);
        this.sums = new PhaseSums(machine, products);
        this.dataPhase = new DataPhase(machine, form, draws, kernels, sampler, sums);
    }

    final Machine machine() {
        return machine;
    }

    /** The sampler of the loaded parameters. */
    final GibbsSampler sampler() {
        return sampler;
    }

    final PhaseSums sums() {
        return sums;
    }

    final DataPhase dataPhase() {
        return dataPhase;
    }

    final Objective objective() {
        return objective;
    }

    /** Adds the data phase of rows, of which there may be none, and counts them; without an error of a reconstruction, which belongs to a model phase. */
    final void addData(RowBlock rows, Share share, Statistics into) {
        if (rows.rows() > 0) {
            dataPhase.add(rows, share.key(), into);
        }
        into.count(rows.rows(), rows.weight(), Double.NaN);
    }

    @Override
    public final void aimAt(Objective newObjective) {
        objective = newObjective;
        dataPhase.aimAt(newObjective);
    }

    @Override
    public final void settleBy(Equilibrium equilibrium) {
        dataPhase.settleBy(equilibrium);
    }

    @Override
    public void treatMissing(MissingValues how) {
        how.requireOneMachine();
        dataPhase.missing().treatAs(how);
    }

    @Override
    public void load(float[] values, int fast) {
        sampler.load(values);
        dataPhase.load(values);
    }
}
