package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.MissingValues.Treatment;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.States;

/**
 * The missing visible states of a block of rows, and what a data phase does with them.
 *
 * <pre>
 * sample   v_missing = 0;  for s = 1..sweeps:  h ~ P(h | v),  v_missing ~ P(v_missing | h)         v_observed stays
 * omit     v_missing = 0, in both phases
 * </pre>
 *
 * <p>As sweeps grow, the sampled states' distribution becomes {@code P(v_missing | v_observed)}. Draws have a purpose of their own, sweeps 1, 2,
 * ...; a sweep costs two matrix products.
 */
final class MissingUnits {
    private final Machine machine;
    private final GibbsSampler sampler;
    private final int[] layers;
    private final int[] hiddenLayers;
    private final float[][] observed;
    private final boolean[] misses;
    private MissingValues how = MissingValues.REFUSED;
    private RowBlock rows;

    MissingUnits(Machine machine, GibbsSampler sampler) {
        this.machine = machine;
        this.sampler = sampler;
        this.layers = machine.layers(true);
        this.hiddenLayers = machine.layers(false);
        this.observed = new float[machine.layerCount()][0];
        this.misses = new boolean[machine.layerCount()];
    }

    /** @throws IllegalArgumentException for omit where visible units are coupled to each other: while one is drawn, those left out would have to be */
    void treatAs(MissingValues newHow) {
        if (newHow.treatment() == Treatment.OMIT) {
            for (int layer : layers) {
                if (machine.lateral(layer) >= 0) {
                    throw new IllegalArgumentException(
                            "With visible units that are coupled to each other missing values are sampled, not omitted; set missing to sample.");
                }
            }
        }
        how = newHow;
    }

    /** Gives the missing states of rows just clamped their values, but for labels, where nothing else is missing; {@code key} is that of the update. */
    void fill(RowBlock clamped, States states, DrawKey key, Statistics into) {
        rows = clamped;
        boolean any = false;
        for (int layer : layers) {
            misses[layer] = rows.hasMissing() && keep(states, layer);
            any |= misses[layer] && layer != machine.labelLayer();
        }
        if (!any) {
            return;
        }
        if (!how.areAllowed()) {
            throw new IllegalStateException(
                    "A block holds missing values, but this training refuses them; set missing to sample or omit.");
        }
        for (int layer : layers) {
            clear(layer, states.state(layer));
        }
        if (how.treatment() == Treatment.OMIT) {
            countAbsent(into);
            return;
        }
        DrawKey own = key.purpose(Purpose.MISSING_STATES.number());
        for (int sweep = 1; sweep <= how.sweeps(); sweep++) {
            for (int hidden : hiddenLayers) {
                sampler.draw(states, hidden, 1, own, sweep, 0);
            }
            for (int layer : layers) {
                if (misses[layer]) {
                    sampler.drawFree(states, layer, 1, own, sweep, 0, observed[layer]);
                }
            }
        }
    }

    /** Copies a layer's states; whether one is missing. */
    private boolean keep(States states, int layer) {
        float[] state = states.state(layer);
        int length = length(layer);
        if (observed[layer].length < length) {
            observed[layer] = new float[length];
        }
        System.arraycopy(state, 0, observed[layer], 0, length);
        for (int i = 0; i < length; i++) {
            if (state[i] != state[i]) {
                return true;
            }
        }
        return false;
    }

    private int length(int layer) {
        return rows.rows() * machine.layer(layer).size();
    }

    /** Takes omitted units out of states or means that a model phase gave to all. */
    void omit(States states, int layer) {
        if (misses[layer] && layer != machine.labelLayer() && how.treatment() == Treatment.OMIT) {
            clear(layer, states.state(layer));
            clear(layer, states.mean(layer));
        }
    }

    private void clear(int layer, float[] values) {
        for (int i = 0; misses[layer] && i < length(layer); i++) {
            values[i] = isMissing(layer, i) ? 0f : values[i];
        }
    }

    private boolean isMissing(int layer, int i) {
        return observed[layer][i] != observed[layer][i];
    }

    /** Labels are never omitted: the data phase sums over them. */
    private void countAbsent(Statistics into) {
        float[] weights = rows.weights();
        double[] absent = into.absent(rows.width());
        int first = 0;
        for (int layer : layers) {
            int units = machine.layer(layer).size();
            for (int i = 0; misses[layer] && layer != machine.labelLayer() && i < length(layer); i++) {
                absent[first + i % units] += isMissing(layer, i) ? weights == null ? 1 : weights[i / units] : 0;
            }
            first += units;
        }
    }

    /** A layer's {@code [rows, units]} as the block has them, missing ones {@code NaN}; {@code null} where none is. */
    float[] observed(int layer) {
        return misses[layer] ? observed[layer] : null;
    }
}
