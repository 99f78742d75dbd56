package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.model.Machine;
import java.io.Serializable;

/**
 * What training raises, for a machine with label units: a mean over rows; immutable.
 *
 * <pre>
 * objective    log P(y | x) + g log P(x)         g: the generative weight;   g log P(x) for a row whose label is missing
 * gradient     &lt;.&gt; given x, y  -  (1 - g) &lt;.&gt; given x  -  g &lt;.&gt; of the model
 *
 * g = 1    generative: log P(x, y)               also of machines without labels
 * g = 0    discriminative: log P(y | x), exact, without a model phase
 * between  hybrid
 * </pre>
 *
 * <p>Source: Larochelle and Bengio, "Classification using discriminative restricted Boltzmann machines", ICML 2008, whose hybrid objective with
 * weight alpha is this one with {@code g = alpha / (1 + alpha)}, times {@code 1 + alpha}.
 */
public final class Objective implements Serializable {
    private static final long serialVersionUID = 1L;

    /** {@code g = 1}. */
    public static final Objective GENERATIVE = new Objective(1);

    private final double generativeWeight;

    private Objective(double generativeWeight) {
        this.generativeWeight = generativeWeight;
    }

    /** @throws IllegalArgumentException for a weight outside 0..1 */
    public static Objective of(double generativeWeight) {
        if (!(generativeWeight >= 0 && generativeWeight <= 1)) {
            throw new IllegalArgumentException(
                    "The generative weight lies between 0 (discriminative) and 1 (generative), but is "
                            + generativeWeight + ".");
        }
        return generativeWeight == 1 ? GENERATIVE : new Objective(generativeWeight);
    }

    /** {@code g}. */
    public float generativeWeight() {
        return (float) generativeWeight;
    }

    /** Whether there is a model phase at all. */
    public boolean hasModelPhase() {
        return generativeWeight > 0;
    }

    /** Whether the label's conditional distribution has a say of its own. */
    boolean isConditional() {
        return generativeWeight < 1;
    }

    void requireLabels(Machine machine) {
        if (isConditional() && machine.labelLayer() < 0) {
            throw new IllegalArgumentException("A generative weight of " + generativeWeight
                    + " needs a machine with label units; train a classifier, or set it to 1.");
        }
    }
}
