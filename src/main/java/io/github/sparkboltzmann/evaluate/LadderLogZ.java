package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.Exchange;
import io.github.sparkboltzmann.sample.Rung;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Log Z of a machine along the ladder of frozen machines that its training left, by exchanging chains and Bennett's ratios.
 *
 * <pre>
 * log Z = log Z_0 + sum_r (log Z_(r+1) - log Z_r),   rung 0: independent units, of known log Z;   last rung: the machine
 * </pre>
 *
 * <p>All rungs have as many chains. They start as exact samples of rung 0, which climb: each rung takes over the chains of the one below and sweeps. Then every rung sweeps,
 * neighbours exchange, and each pair's ratio moves towards Bennett's equation by stochastic Newton steps 1/n. Nothing here begins at the data, so that a mode of the machine
 * is found or missed by the ladder alone. Cost: 4 products of {@code chains x visible x hidden} for each rung and sweep.
 *
 * <p>Sources: Bereux and others, ICLR 2025, section 4 (log-likelihood along the trajectory); {@link BennettRatio}.
 */
public final class LadderLogZ {
    private static final int CLIMB = 10;

    /** How many exchanges estimates remember before measurement begins. */
    private static final int MEMORY = 10;

    private final List<Rung> rungs = new ArrayList<>();
    private final double baseLogZ;

    /**
     * @param trajectory one rung or more
     * @param parameters of the machine
     * @param products makes room for each rung's weights
     */
    public LadderLogZ(
            Machine machine,
            Trajectory trajectory,
            float[] parameters,
            Elementwise kernels,
            Supplier<BatchProducts> products) {
        for (int r = 0; r <= trajectory.rungs(); r++) {
            Rung rung = new Rung(machine, kernels, products.get());
            rung.load(r == trajectory.rungs() ? parameters : trajectory.parameters(r));
            rungs.add(rung);
        }
        this.baseLogZ = trajectory.baseLogZ();
    }

    /**
     * One estimate, in nats.
     *
     * @param sweeps of every rung after the climb, 5 or more; a fifth of them are not measured
     * @param batch the number of this estimate: others draw differently
     */
    public double estimate(int chains, int sweeps, long seed, int purpose, int batch) {
        climb(chains, DrawKey.of(seed, 0, purpose).partition(batch));
        double[] ratios = new double[rungs.size() - 1];
        int[] visits = new int[ratios.length];
        int warmUp = sweeps / 5;
        for (int t = 1; t <= sweeps; t++) {
            DrawKey key = DrawKey.of(seed, t, purpose).partition(batch);
            for (int r = 0; r < rungs.size(); r++) {
                rungs.get(r).sweep(1, key.rung(r));
            }
            for (int r = t % 2; r < ratios.length; r += 2) {
                Exchange exchange = Rung.exchange(rungs.get(r), rungs.get(r + 1), key.rung(r));
                visits[r] = t <= warmUp ? Math.min(MEMORY, visits[r] + 1) : visits[r] + 1;
                ratios[r] = exchange.refined(ratios[r], visits[r]);
            }
        }
        double logZ = baseLogZ;
        for (double ratio : ratios) {
            logZ += ratio;
        }
        return logZ;
    }

    private void climb(int chains, DrawKey key) {
        rungs.get(0).states().resize(chains);
        for (int r = 0; r < rungs.size(); r++) {
            if (r > 0) {
                rungs.get(r).copyFrom(rungs.get(r - 1));
            }
            rungs.get(r).sweep(CLIMB, key.rung(r));
        }
    }
}
