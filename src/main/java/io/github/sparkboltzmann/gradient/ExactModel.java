package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.ExactPartition;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;

/**
 * The exact gradient of the log-likelihood: the model's expectations by enumeration of the smaller side.
 *
 * <pre>
 * gradient of W:  &lt;v h&gt;_data - &lt;v h&gt;_model        of a:  &lt;v&gt;_data - &lt;v&gt;_model        of b:  &lt;h&gt;_data - &lt;h&gt;_model
 * </pre>
 *
 * <p>Hidden states of the data phase enter as means. {@code O(2^n m)} an update for n units on the smaller side and m on the other, in
 * double.
 */
public final class ExactModel implements GradientEstimator {
    private final GibbsSampler sampler;
    private final DataPhase dataPhase;
    private final ExactPartition exact;
    private final double[] expectations;
    private Objective objective = Objective.GENERATIVE;
    private float[] parameters;

    /** @throws IllegalArgumentException for a machine with too many units on both sides, and one that is not restricted */
    public ExactModel(Machine machine, Elementwise kernels, BatchProducts products) {
        this.sampler = new GibbsSampler(machine, kernels, products);
        this.dataPhase = new DataPhase(
                machine,
                StatisticsForm.HIDDEN_PROBABILITIES,
                false,
                kernels,
                sampler,
                new PhaseSums(machine, products));
        this.exact = ExactPartition.of(machine);
        this.expectations = new double[machine.layout().length()];
    }

    @Override
    public void aimAt(Objective newObjective) {
        objective = newObjective;
        dataPhase.aimAt(newObjective);
    }

    @Override
    public void treatMissing(MissingValues how) {
        how.requireOneMachine();
        dataPhase.missing().treatAs(how);
    }

    @Override
    public void load(float[] values, int fast) {
        parameters = values;
        sampler.load(values);
        dataPhase.load(values);
    }

    @Override
    public void add(RowBlock rows, Share share, Statistics into) {
        if (rows.rows() > 0) {
            dataPhase.add(rows, share.key(), into);
        }
        into.count(rows.rows(), rows.weight(), Double.NaN);
        double modelRows = objective.generativeWeight() * share.modelRows();
        if (modelRows == 0) {
            return;
        }
        exact.expectations(parameters, 1, expectations);
        float[] sums = into.values();
        for (int i = 0; i < expectations.length; i++) {
            sums[i] -= (float) (modelRows * expectations[i]);
        }
    }
}
