package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.Trajectory;

/**
 * Parallel tempering, PT-k: persistent chains at R temperatures, which exchange states; the model statistics are those at temperature 1.
 *
 * <pre>
 * parameters of rung r:  base + beta_r (parameters - base)      base: independent units with the biases of the data's means, beta_0 = 0, beta_(R-1) = 1
 * every update:          k sweeps of every rung; then exchanges of rungs (0,1), (2,3), ... and of (1,2), (3,4), ... in turn
 * ladder:                beta_(r+1) - beta_r proportional to exp(width_r);  width_r grows with the acceptance of its exchanges
 * </pre>
 *
 * <p>So all neighbours come to exchange about equally often. Rung 0 has no weights: its chains are exact samples. Cost: R (2k + 2) products of
 * {@code chains x visible x hidden}, and one product of the rows.
 *
 * <p>Sources: Desjardins, Courville, Bengio, Vincent and Delalleau, "Tempered Markov chain Monte Carlo for training of restricted Boltzmann machines",
 * AISTATS 2010; Cho, Raiko and Ilin, "Parallel tempering is efficient for learning restricted Boltzmann machines", IJCNN 2010.
 */
public final class ParallelTempering extends ChainEstimator {
    /** How fast the logarithm of a width follows acceptance. */
    private static final float LADDER_RATE = 0.02f;

    private final Rungs rungs;
    private final int length;
    private float[][] blended = new float[0][];
    private float[] parameters;
    private float[] base;

    /** @throws IllegalArgumentException for a machine that is not restricted or has several visible layers */
    public ParallelTempering(Machine machine, StatisticsForm form, Elementwise kernels, BatchProducts products) {
        super(machine, form, kernels, products);
        this.rungs = new Rungs(machine, kernels, products);
        this.length = machine.layout().length();
    }

    @Override
    public void load(float[] values, int fast) {
        super.load(values, fast);
        parameters = values;
    }

    @Override
    public void take(ChainBlock block, Trajectory trajectory) {
        rungs.take(block);
        base = trajectory.parameters(0);
        if (blended.length != rungs.count() - 1) {
            blended = new float[rungs.count() - 1][length];
        }
    }

    @Override
    public ChainBlock chains() {
        return rungs.pack();
    }

    @Override
    States modelStates() {
        return rungs.top().states();
    }

    @Override
    void advance(Share share) {
        float[] logWidths = rungs.means().logWidths();
        double[] beta = inverseTemperatures(logWidths);
        int top = rungs.count() - 1;
        for (int r = 0; r <= top; r++) {
            rungs.rung(r).load(r == top ? parameters : blend((float) beta[r], blended[r]));
            rungs.rung(r).sweep(share.sweeps(), Rungs.key(share.key(), r));
        }
        int chains = modelStates().rows();
        for (int r = (int) (share.step() % 2); r < top; r += 2) {
            logWidths[r] +=
                    LADDER_RATE * (float) (rungs.exchange(r, share.key()).acceptanceSum() / chains);
        }
        centre(logWidths);
        rungs.top().drawHidden(Rungs.key(share.key(), top), share.sweeps() + 1);
    }

    private float[] blend(float beta, float[] into) {
        for (int i = 0; i < length; i++) {
            into[i] = base[i] + beta * (parameters[i] - base[i]);
        }
        return into;
    }

    /** Widths have only a proportion; their logarithms keep a mean of 0. */
    private static void centre(float[] logWidths) {
        double mean = 0;
        for (float width : logWidths) {
            mean += width;
        }
        for (int r = 0; r < logWidths.length; r++) {
            logWidths[r] -= (float) (mean / logWidths.length);
        }
    }

    /** From 0 to 1, with steps proportional to the widths. */
    static double[] inverseTemperatures(float[] logWidths) {
        double[] beta = new double[logWidths.length + 1];
        for (int r = 0; r < logWidths.length; r++) {
            beta[r + 1] = beta[r] + StrictMath.exp(logWidths[r]);
        }
        double total = beta[logWidths.length];
        for (int r = 1; r < beta.length; r++) {
            beta[r] /= total;
        }
        return beta;
    }
}
