package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;

/**
 * The gradient of the discriminative objective, which is exact and needs no model phase.
 *
 * <pre>
 * gradient of log P(y | x):  &lt;.&gt; given x, y  -  &lt;.&gt; given x
 * </pre>
 *
 * <p>Hidden states of the data phase enter as means. Cost a row: one matrix product of {@code visible x hidden}, two for the statistics, and {@code 2
 * classes} passes over the hidden units.
 */
public final class DataPhaseAlone extends RowEstimator {
    public DataPhaseAlone(Machine machine, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        super(machine, form, false, kernels, products);
    }

    @Override
    public void treatMissing(MissingValues how) {
        dataPhase().missing().treatAs(how);
    }

    @Override
    public void add(RowBlock rows, Share share, Statistics into) {
        addData(rows, share, into);
    }
}
