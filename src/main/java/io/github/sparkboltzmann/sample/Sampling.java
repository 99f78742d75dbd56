package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import java.util.Arrays;

/**
 * Gibbs chains of a machine of any layers and units, from noise or from states, with single visible units given.
 *
 * <pre>
 * start      v ~ units without inputs and biases, or states;  v_given;  h ~ P(h | v)
 * sweep s    v_free ~ P(v_free | h) at beta_s;  then h ~ P(h | v)
 * means      1 / A sum_s &lt;v_free | h&gt; over the last A sweeps          (Rao-Blackwell: less noise than the mean of as many states)
 * </pre>
 *
 * <p>As sweeps grow, the states' distribution becomes {@code P(v_free | v_given)}. Rows are the visible layers one after the other, {@code [n, width]}.
 * A chain is a function of its name, of what is given, and of the settings: not of the chains that run with it. Two matrix products of
 * {@code n x visible x hidden} a sweep. Not safe for threads.
 *
 * <p>Source of averaging conditional means: Gelfand and Smith, "Sampling-based approaches to calculating marginal densities", JASA 85, 1990.
 */
public final class Sampling {
    /** As many chains of successive numbers go through one product: more than that may run at once, fewer cost as much. */
    public static final int BATCH = ChainBatch.ROWS;

    private final Machine machine;
    private final int width;
    private final ChainBatch batch;
    private float[] states;
    private float[] means;

    /**
     * @param parameters not copied
     */
    public Sampling(
            Machine machine,
            float[] parameters,
            SamplingSettings settings,
            Elementwise kernels,
            BatchProducts products) {
        this.machine = machine;
        this.width = VisibleRows.width(machine);
        this.batch = new ChainBatch(machine, parameters, settings, kernels, products);
    }

    /** Units of all visible layers. */
    public int width() {
        return width;
    }

    /**
     * Runs chains from noise; states and means are then those of their end.
     *
     * @param clamped {@code [chains, width]}, {@code NaN} for units that are free; {@code null} for none
     * @throws IllegalArgumentException for states that the units cannot take, or of a part of a softmax
     */
    public void run(ChainName[] chains, float[] clamped) {
        run(chains, clamped, null);
    }

    /** The same from states {@code starts[chains, width]}; where units are given, those count. */
    public void run(ChainName[] chains, float[] clamped, float[] starts) {
        requireStates(chains.length, clamped, true);
        requireStates(chains.length, starts, false);
        states = new float[Math.multiplyExact(chains.length, width)];
        means = new float[states.length];
        boolean[] done = new boolean[chains.length];
        int[] places = new int[BATCH];
        for (int left = chains.length; left > 0; ) {
            int placed = place(chains, done, places);
            batch.run(names(chains, places), rows(clamped, places), rows(starts, places));
            float[] ends = batch.states();
            float[] averages = batch.means();
            for (int p = 0; p < BATCH; p++) {
                if (places[p] >= 0) {
                    System.arraycopy(ends, p * width, states, places[p] * width, width);
                    System.arraycopy(averages, p * width, means, places[p] * width, width);
                }
            }
            left -= placed;
        }
    }

    /** Gives each place of a batch the first chain left that belongs there, or -1. */
    static int place(ChainName[] chains, boolean[] done, int[] places) {
        Arrays.fill(places, -1);
        int[] next = new int[ChainBatch.SLOTS];
        int placed = 0;
        for (int c = 0; c < chains.length && placed < BATCH; c++) {
            int slot = chains[c].slot();
            int place = slot + ChainBatch.SLOTS * next[slot];
            if (!done[c] && place < BATCH) {
                places[place] = c;
                next[slot]++;
                done[c] = true;
                placed++;
            }
        }
        return placed;
    }

    static ChainName[] names(ChainName[] chains, int[] places) {
        ChainName[] names = new ChainName[BATCH];
        Arrays.setAll(names, p -> places[p] < 0 ? null : chains[places[p]]);
        return names;
    }

    private float[] rows(float[] all, int[] places) {
        if (all == null) {
            return null;
        }
        float[] rows = new float[BATCH * width];
        for (int p = 0; p < BATCH; p++) {
            if (places[p] >= 0) {
                System.arraycopy(all, places[p] * width, rows, p * width, width);
            }
        }
        return rows;
    }

    private void requireStates(int chains, float[] rows, boolean mayBeFree) {
        if (rows == null) {
            return;
        }
        if (rows.length != (long) chains * width) {
            throw new IllegalArgumentException(chains + " chains of " + width + " visible units have "
                    + (long) chains * width + " states, but " + rows.length + " were given.");
        }
        for (int r = 0; r < chains; r++) {
            String problem = GivenStates.problem(machine, rows, r * width, mayBeFree);
            if (problem != null) {
                throw new IllegalArgumentException("Row " + r + " of the given states: " + problem + ".");
            }
        }
    }

    /** Where the chains ended, {@code [chains, width]}. */
    public float[] states() {
        return states.clone();
    }

    /** Averaged conditional means, {@code [chains, width]}; of given units their states. */
    public float[] means() {
        return means.clone();
    }
}
