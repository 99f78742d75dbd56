package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.Observed;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;

/**
 * The gradient of the pseudo-likelihood of a machine without hidden units: exact, without a model phase.
 *
 * <pre>
 * PL = sum_i log P(v_i | v_others)          m_i = &lt;v_i | v_others&gt;
 * gradient of w_ij:  2 v_i v_j - m_i v_j - v_i m_j   =   v_i v_j  -  (m_i v_j + v_i m_j - v_i v_j)        of a_i:  v_i - m_i
 * </pre>
 *
 * <p>A matrix product a block of {@code rows x visible x visible} for the means, and four for the statistics. Source: Besag, "Statistical analysis of
 * non-lattice data", The Statistician 24, 1975; Hyvärinen, "Consistency of pseudolikelihood estimation of fully visible Boltzmann machines", Neural
 * Computation 18, 2006.
 */
public final class PseudoLikelihoodGradient extends RowEstimator {
    private final int layer;
    private final float[][] drawn;
    private final float[][] means;

    /** @throws IllegalArgumentException for a machine that has hidden units, or several layers */
    public PseudoLikelihoodGradient(Machine machine, Elementwise kernels, BatchProducts products) {
        super(machine, StatisticsForm.HIDDEN_PROBABILITIES, false, kernels, products);
        if (machine.layerCount() != 1) {
            throw new IllegalArgumentException(
                    "Training by pseudo-likelihood needs a machine of visible units alone: a BoltzmannMachine with numHidden 0; or set another modelPhase.");
        }
        this.layer = 0;
        this.drawn = new float[1][];
        this.means = new float[1][];
    }

    @Override
    public void add(RowBlock rows, Share share, Statistics into) {
        int n = rows.rows();
        if (n == 0) {
            return;
        }
        dataPhase().add(rows, share.key(), into);
        States states = dataPhase().states();
        sampler().mean(states, layer, 1);
        drawn[layer] = states.state(layer);
        means[layer] = states.mean(layer);
        float[] weights = rows.weights();
        sums().subtractPairs(means, drawn, n, weights, 1, into);
        sums().subtractPairs(drawn, means, n, weights, 1, into);
        sums().subtractPairs(drawn, drawn, n, weights, -1, into);
        double error = Observed.squaredErrors(
                drawn[layer],
                means[layer],
                n,
                states.size(layer),
                weights,
                0,
                dataPhase().missing().observed(layer));
        into.count(n, rows.weight(), error);
    }
}
