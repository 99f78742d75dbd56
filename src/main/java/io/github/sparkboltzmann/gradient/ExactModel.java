package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.ExactPartition;
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
public final class ExactModel extends RowEstimator {
    private final ExactPartition exact;
    private final double[] expectations;
    private float[] parameters;

    /** @throws IllegalArgumentException for a machine with too many units */
    public ExactModel(Machine machine, Elementwise kernels, BatchProducts products) {
        super(machine, StatisticsForm.HIDDEN_PROBABILITIES, false, kernels, products);
        if (!machine.hasIndependentHidden()) {
            throw new IllegalArgumentException(
                    "The exact gradient needs hidden units that are not coupled to each other: the data phase of others is no sum over few states;"
                            + " use modelPhase pcd, annealed or cd.");
        }
        this.exact = ExactPartition.of(machine);
        this.expectations = new double[machine.layout().length()];
    }

    @Override
    public void load(float[] values, int fast) {
        super.load(values, fast);
        parameters = values;
    }

    @Override
    public void add(RowBlock rows, Share share, Statistics into) {
        addData(rows, share, into);
        double modelRows = objective().generativeWeight() * share.modelRows();
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
