package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.BlockLayout;
import io.github.sparkboltzmann.model.Parameters;

/**
 * Gradient ascent on the mean log-likelihood with momentum, and L2 decay on weights only.
 *
 * <pre>
 * velocity = momentum * velocity + rate * (sums / rows - l2 * w)         (l2 = 0 for biases)
 * w        = w + velocity
 * </pre>
 *
 * <p>The gradient is a mean over rows, so the rate is that of one row and does not depend on the batch size. Source: Hinton, "A practical
 * guide to training restricted Boltzmann machines", 2012, sections 5, 9 and 10.
 */
public final class MomentumSgd {
    private final BlockLayout layout;
    private final float l2;
    private final float[] velocity;

    /** @param l2 the decay, 0 or more: the gradient of {@code -l2/2 sum w^2} is added to that of the log-likelihood */
    public MomentumSgd(BlockLayout layout, double l2) {
        if (!(l2 >= 0) || Double.isInfinite(l2)) {
            throw new IllegalArgumentException("Weight decay is 0 or more, but is " + l2 + ".");
        }
        this.layout = layout;
        this.l2 = (float) l2;
        this.velocity = new float[layout.length()];
    }

    /** One update of the parameters, in place; statistics of no rows change nothing. */
    public void update(Parameters parameters, Statistics statistics, double rate, double momentum) {
        if (statistics.rows() == 0) {
            return;
        }
        for (Block block : layout.blocks()) {
            float decay = block.kind() == Block.Kind.WEIGHTS ? l2 : 0;
            step(
                    block,
                    parameters.values(),
                    statistics.values(),
                    1f / statistics.rows(),
                    (float) rate,
                    (float) momentum,
                    decay);
        }
    }

    private void step(Block block, float[] w, float[] sums, float perRow, float rate, float momentum, float decay) {
        float[] v = velocity;
        for (int i = block.offset(); i < block.end(); i++) {
            v[i] = momentum * v[i] + rate * (sums[i] * perRow - decay * w[i]);
            w[i] += v[i];
        }
    }
}
