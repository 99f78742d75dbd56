package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import java.util.Arrays;

/**
 * Chains of {@link Sampling} that run together: {@value #ROWS} rows of a batch, some of which may have no chain.
 *
 * <p>Products always have {@value #ROWS} rows. Then the last bits of a row's inputs depend on its place in the batch alone, and in the matrix products
 * in use only on the place modulo {@value #SLOTS} or a divisor: measured on OpenBLAS (Haswell kernels: two kinds of places in every 12 rows; those
 * of AVX-512: one) and netlib's VectorBLAS (one, whole tiles given). A draw turns on a last bit once in about ten million, enough to be seen.
 */
final class ChainBatch {
    /** Rows of a batch: a multiple of the tiles of matrix products, enough for their rate. */
    static final int ROWS = 96;

    /** Places that are alike have the same remainder. */
    static final int SLOTS = 12;

    private final Machine machine;
    private final float[] parameters;
    private final float[] none;
    private final SamplingSettings settings;
    private final Elementwise kernels;
    private final GibbsSampler sampler;
    private final States states;
    private final VisibleRows rows;
    private final GivenStates given;
    private final double[] sums;
    private ChainName[] names;

    ChainBatch(
            Machine machine,
            float[] parameters,
            SamplingSettings settings,
            Elementwise kernels,
            BatchProducts products) {
        this.machine = machine;
        this.parameters = parameters;
        this.none = new float[parameters.length];
        this.settings = settings;
        this.kernels = kernels;
        this.sampler = new GibbsSampler(machine, kernels, products);
        this.states = new States(machine);
        this.rows = new VisibleRows(machine);
        this.given = new GivenStates(machine);
        this.sums = new double[Math.multiplyExact(ROWS, rows.width())];
        sampler.load(parameters);
        states.resize(ROWS);
    }

    /**
     * Runs chains from noise, or from states where {@code starts} is not null; where units are given, those count.
     *
     * @param chains {@value #ROWS} names, {@code null} for rows without a chain
     * @param clamped {@code [ROWS, width]}, {@code NaN} for units that are free; {@code null} for none
     */
    void run(ChainName[] chains, float[] clamped, float[] starts) {
        names = chains;
        given.load(clamped, ROWS);
        for (int l = 0; l < machine.layerCount(); l++) {
            Arrays.fill(states.state(l), 0f);
        }
        boolean[] whole = given.wholeLayers(names);
        start(whole, starts);
        sweep(SweepPlan.of(machine, whole));
    }

    private void start(boolean[] whole, float[] starts) {
        for (int l = 0; l < machine.layerCount(); l++) {
            if (!whole[l] && (starts == null || !machine.layer(l).isVisible())) {
                noise(l);
            }
        }
        if (starts != null) {
            rows.split(starts, ROWS, states);
        }
        for (int l : machine.layers(true)) {
            given.restore(l, states.state(l));
        }
        for (int l : machine.layers(false)) {
            sampler.inputs().compute(l, states.states(), ROWS, states.mean(l));
            draw(l, parameters, 0, 0);
        }
    }

    /** Units without inputs and biases; of the first visible layer with the mean that was set. Rung 1 of the chain's key. */
    private void noise(int l) {
        Layer layer = machine.layer(l);
        if (layer.type().hasTotal()) {
            if (settings.rowTotal() == 0) {
                throw new IllegalArgumentException(
                        "Layer '" + layer.name() + "' of " + layer.type().id()
                                + " units is sampled for a total of the row's own; say which, or give the states to start from.");
            }
            for (int r = 0; r < ROWS; r++) {
                states.state(l)[r * layer.size()] = settings.rowTotal();
            }
        }
        Arrays.fill(states.mean(l), 0f);
        boolean sparse = l == machine.layers(true)[0] && !Double.isNaN(settings.initialMean());
        draw(l, sparse ? withMean(l, settings.initialMean()) : none, 0, 1);
    }

    private float[] withMean(int l, double mean) {
        float[] biases = none.clone();
        int from = machine.biases(l).offset();
        Arrays.fill(biases, from, from + states.size(l), (float)
                machine.layer(l).type().biasOf(mean));
        return biases;
    }

    private void sweep(SweepPlan plan) {
        Arrays.fill(sums, 0);
        float[] mean = new float[sums.length];
        for (int sweep = 1; sweep <= settings.sweeps(); sweep++) {
            for (int layer : plan.order()) {
                sampler.inputs().compute(layer, states.states(), ROWS, states.mean(layer));
                if (sampler.isLateral(layer)) {
                    drawLateral(layer, sweep);
                } else {
                    draw(layer, parameters, sweep, 0);
                    given.restore(layer, states.state(layer));
                }
            }
            if (sweep > settings.sweeps() - settings.averaged()) {
                rows.join(states.means(), ROWS, mean);
                for (int i = 0; i < mean.length; i++) {
                    sums[i] += mean[i];
                }
            }
        }
    }

    /** Draws each chain's states of a layer by the chain's own key. */
    private void draw(int layer, float[] from, int sweep, int rung) {
        float beta = rung == 1 ? 1 : settings.inverseTemperature(sweep);
        ChainDraws.draw(machine, states, layer, from, names, kernels, beta, sweep, rung);
    }

    /** The same unit by unit, where the layer is coupled to itself. The order of units is that of the sweep, whatever the chain: it depends on no state. */
    private void drawLateral(int layer, int sweep) {
        int units = states.size(layer);
        float[] uniform = sampler.uniform(ROWS * units);
        float[] own = new float[units];
        for (int r = 0; r < ROWS; r++) {
            if (names[r] != null) {
                kernels.uniform(own, 1, units, names[r].key().at(sweep, layer), names[r].row());
                System.arraycopy(own, 0, uniform, r * units, units);
            }
        }
        sampler.drawLateral(
                states,
                layer,
                settings.inverseTemperature(sweep),
                uniform,
                given.of(layer),
                DrawKey.of(0, 0, Purpose.UNIT_ORDER.number()).at(sweep, layer));
    }

    /** Where the chains ended, {@code [ROWS, width]}. */
    float[] states() {
        float[] result = new float[sums.length];
        rows.join(states.states(), ROWS, result);
        return result;
    }

    /** Averaged conditional means, {@code [ROWS, width]}; of given units their states. */
    float[] means() {
        float[] result = new float[sums.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (sums[i] / settings.averaged());
        }
        States means = new States(machine);
        means.resize(ROWS);
        rows.split(result, ROWS, means);
        for (int l : machine.layers(true)) {
            given.restore(l, means.state(l));
        }
        rows.join(means.states(), ROWS, result);
        return result;
    }
}
