package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.DrawKey;
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
    private final GibbsSampler sampler;
    private final int layer;
    private final int[] hiddenLayers;
    private MissingValues how = MissingValues.REFUSED;
    private float[] observed = new float[0];
    private RowBlock rows;

    MissingUnits(GibbsSampler sampler, int layer, int[] hiddenLayers) {
        this.sampler = sampler;
        this.layer = layer;
        this.hiddenLayers = hiddenLayers;
    }

    void treatAs(MissingValues newHow) {
        how = newHow;
    }

    /** Gives the missing states of rows just clamped their values; {@code key} is that of the update. */
    void fill(RowBlock clamped, States states, DrawKey key, Statistics into) {
        rows = clamped;
        if (!rows.hasMissing()) {
            return;
        }
        if (!how.areAllowed()) {
            throw new IllegalStateException(
                    "A block holds missing values, but this training refuses them; set missing to sample or omit.");
        }
        float[] state = states.state(layer);
        int length = rows.rows() * rows.width();
        if (observed.length < length) {
            observed = new float[length];
        }
        System.arraycopy(state, 0, observed, 0, length);
        clear(state);
        if (how.treatment() == Treatment.OMIT) {
            countAbsent(into);
            return;
        }
        DrawKey own = key.purpose(Purpose.MISSING_STATES.number());
        for (int sweep = 1; sweep <= how.sweeps(); sweep++) {
            for (int hidden : hiddenLayers) {
                sampler.draw(states, hidden, 1, own, sweep, 0);
            }
            sampler.draw(states, layer, 1, own, sweep, 0);
            for (int i = 0; i < length; i++) {
                state[i] = isMissing(i) ? state[i] : observed[i];
            }
        }
    }

    /** Takes omitted units out of states or means that a model phase gave to all. */
    void omit(States states) {
        if (rows.hasMissing() && how.treatment() == Treatment.OMIT) {
            clear(states.state(layer));
            clear(states.mean(layer));
        }
    }

    private void clear(float[] values) {
        for (int i = 0; i < rows.rows() * rows.width(); i++) {
            values[i] = isMissing(i) ? 0f : values[i];
        }
    }

    private boolean isMissing(int i) {
        return observed[i] != observed[i];
    }

    private void countAbsent(Statistics into) {
        float[] weights = rows.weights();
        double[] absent = into.absent(rows.width());
        for (int r = 0; r < rows.rows(); r++) {
            for (int i = 0; i < rows.width(); i++) {
                absent[i] += isMissing(r * rows.width() + i) ? weights == null ? 1 : weights[r] : 0;
            }
        }
    }

    /** {@code [rows, units]} as the block has them, missing ones {@code NaN}; {@code null} for a block without any. */
    float[] observed() {
        return rows.hasMissing() ? observed : null;
    }
}
