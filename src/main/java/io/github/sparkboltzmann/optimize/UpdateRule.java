package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.RowUpdate;
import io.github.sparkboltzmann.math.SparsePattern;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.util.Arrays;

/**
 * Gradient ascent on the mean log-likelihood with momentum, L2 decay of weights, and a centred gradient; the same on the driver, after an
 * aggregation, and in a task that takes local steps.
 *
 * <pre>
 * m[l]     = (1 - nu) m[l] + nu data[l] / rows                       offsets, running means of the data phase
 * g(W_pq)  = G - m[p] g[q]' - g[p] m[q]'                             G, g: the plain gradients &lt;.&gt;_data - &lt;.&gt;_model
 * g(b_p)   = g[p] - sum_q g(W_pq) m[q],   g(b_q) = g[q] - sum_p g(W_pq)' m[p]
 * velocity = momentum velocity + rate (gradient - l2 w)               l2 = 0 for biases; or a step of {@link Adam}
 * w        = w + velocity
 * w        = {@link SoftThreshold}, then {@link MaxNorm}              weights only, where there are these penalties
 * average  = d average + (1 - d) w,  d = min(averageDecay, (1 + t) / (10 + t)) in update t = 0, 1, ...     where there is averaging
 * log-variances l:  gradient exp(-l) g(l),  l kept within +-6          g(l): &lt;s^2 / 2&gt;_data - &lt;s^2 / 2&gt;_model
 * </pre>
 *
 * <p>Where rows are without a visible unit (missing omit), its offset moves by {@code nu sum over rows with it of (v_i - m_i) / rows}, whose rest
 * is at the unit's sum over its present count. The centred gradient stays what it is: with {@code a' = a + W m[q], b' = b + W' m[p]} it is the
 * gradient of the same objective, whatever that is, in coordinates that the offsets choose.
 *
 * <p>The gradient is a mean over rows, so the rate is that of one row and does not depend on the batch size; it is multiplied by the factor of
 * its block. Without centring the offsets are 0. One pass over the weights, and one more for each of Adam, L1, norms and averages. Not safe for
 * threads.
 *
 * <p>Sources: Hinton, "A practical guide to training restricted Boltzmann machines", 2012, sections 5, 9 and 10; Melchior, Fischer and Wiskott,
 * "How to center deep Boltzmann machines", JMLR 17, 2016 (centred gradient in the normal parametrisation); averages: Polyak and Juditsky,
 * "Acceleration of stochastic approximation by averaging", SIAM J. Control and Optimization 30, 1992, with exponential weights.
 */
public final class UpdateRule {
    /** Standardised inputs vary by 1; a variance of e^-6 is a deviation of 0.05. A bound, since a constant column would lower it for ever. */
    private static final float LARGEST_LOG_VARIANCE = 6;

    private final Machine machine;
    private final OptimizerSettings settings;
    private final UnitTerms units;
    private final double[] rateFactors;
    private final MaxNorm maxNorm;
    private final float[][] centring;
    private final float[] gradient;
    private final RowUpdate rowUpdate = Kernels.rowUpdate();
    private float[] scratch = new float[0];

    /** @throws IllegalArgumentException for a rate factor of a block that the machine does not have, and for sparsity of a stack */
    public UpdateRule(Machine machine, OptimizerSettings settings) {
        if (settings.penalties().sparsity() != null && !JointEnergy.isOf(machine)) {
            throw new IllegalArgumentException(
                    "A sparsity target would also move biases of a stack that do not decide how often a unit is on; train the steps one by one,"
                            + " or without sparsity.");
        }
        this.machine = machine;
        this.settings = settings;
        this.units = new UnitTerms(machine, settings);
        this.rateFactors = settings.rateFactors().of(machine.layout());
        double most = settings.penalties().maxNorm();
        this.maxNorm = most == 0 ? null : new MaxNorm(machine, most);
        this.gradient =
                settings.adam() == null ? null : new float[machine.layout().length()];
        int layers = machine.layerCount();
        centring = new float[layers][];
        for (int l = 0; l < layers; l++) {
            centring[l] = new float[machine.layer(l).size()];
            scratch = new float[Math.max(scratch.length, centring[l].length)];
        }
    }

    /**
     * One update of the state, in place; statistics of no rows change nothing.
     *
     * @param progress the update's place in the run
     */
    public void apply(LearnerState state, Statistics statistics, Progress progress) {
        if (statistics.weight() == 0) {
            return;
        }
        float perRow = 1f / (float) statistics.weight();
        double rate = progress.rateFactor() * settings.learningRate().at(progress.step(), progress.totalSteps());
        float[] sums = statistics.values();
        units.prepare(state, sums, perRow, statistics.absent());
        if (settings.adam() == null) {
            climb(state, sums, perRow, rate, settings.momentum().at(progress.epoch()));
        } else {
            climbByMoments(state, sums, perRow, rate);
        }
        float[] values = state.values();
        if (state.fast() > 0) {
            settings.fastWeights().apply(values, state.fast(), sums, perRow, state.parameterCount());
        }
        if (maxNorm != null) {
            maxNorm.apply(values);
        }
        for (int l = 0; l < machine.layerCount(); l++) {
            if (machine.logVariances(l) != null) {
                keepWithinBounds(values, machine.logVariances(l));
            }
        }
        if (state.averages() >= 0) {
            float decay = (float) settings.averageDecay(progress.stepOfAllRuns());
            Kernels.arrays().average(values, state.averages(), values, 0, state.parameterCount(), decay);
        }
    }

    private void climb(LearnerState state, float[] sums, float perRow, double rate, double momentum) {
        float[] values = state.values();
        int couplings = machine.couplings().size();
        for (int c = 0; c < couplings; c++) {
            double blockRate = rate * rateFactors[c];
            Coupling coupling = machine.coupling(c);
            Block w = machine.weights(c);
            float l2 = (float) settings.l2();
            updateWeights(values, state.velocity(), coupling, w, sums, perRow, (float) blockRate, (float) momentum, l2);
            if (settings.penalties().l1() > 0) {
                float t =
                        SoftThreshold.threshold(blockRate, settings.penalties().l1(), momentum);
                SoftThreshold.apply(values, w.offset(), w.end(), t);
            }
        }
        for (int l = 0; l < machine.layerCount(); l++) {
            float blockRate = (float) (rate * rateFactors[couplings + l]);
            climb(values, state.velocity(), machine.biases(l).offset(), units.bias[l], blockRate, (float) momentum);
        }
        for (int b = couplings + machine.layerCount(); b < rateFactors.length; b++) {
            Block variances = machine.layout().block(b);
            float[] gradientOfThem = logVarianceGradient(values, variances, sums, perRow);
            float blockRate = (float) (rate * rateFactors[b]);
            climb(values, state.velocity(), variances.offset(), gradientOfThem, blockRate, (float) momentum);
        }
    }

    private void climbByMoments(LearnerState state, float[] sums, float perRow, double rate) {
        Arrays.fill(gradient, 0);
        for (int c = 0; c < machine.couplings().size(); c++) {
            // A step of rate 1 from 0 is the gradient itself.
            updateWeights(gradient, -1, machine.coupling(c), machine.weights(c), sums, perRow, 1, 0, 0);
        }
        for (int l = 0; l < machine.layerCount(); l++) {
            System.arraycopy(units.bias[l], 0, gradient, machine.biases(l).offset(), units.bias[l].length);
        }
        for (int b = machine.couplings().size() + machine.layerCount(); b < rateFactors.length; b++) {
            Block variances = machine.layout().block(b);
            float[] theirs = logVarianceGradient(state.values(), variances, sums, perRow);
            System.arraycopy(theirs, 0, gradient, variances.offset(), theirs.length);
        }
        settings.adam().count(state.values(), state.momentWeights());
        for (int b = 0; b < rateFactors.length; b++) {
            Block block = machine.layout().block(b);
            boolean weights = block.kind() == Block.Kind.WEIGHTS;
            settings.adam()
                    .climb(
                            state.values(),
                            block.offset(),
                            block.end(),
                            gradient,
                            state.firstMoments(),
                            state.secondMoments(),
                            state.momentWeights(),
                            rate * rateFactors[b],
                            weights ? settings.l2() : 0,
                            weights ? settings.penalties().l1() : 0);
        }
    }

    private void updateWeights(
            float[] values,
            int velocities,
            Coupling coupling,
            Block w,
            float[] sums,
            float perRow,
            float rate,
            float momentum,
            float l2) {
        if (coupling.isSparse()) {
            updateEdges(values, velocities, coupling, w, sums, perRow, rate, momentum, l2);
            return;
        }
        int p = coupling.first();
        int q = coupling.second();
        boolean lateral = coupling.isLateral();
        int columns = w.columns();
        // A lateral coupling counts once for each unit, by rows: what its columns would add is thrown away.
        float[] columnSums = lateral ? scratch : centring[q];
        Arrays.fill(columnSums, 0, columns, 0f);
        for (int i = 0; i < w.rows(); i++) {
            int at = w.offset() + i * columns;
            int velocity = velocities < 0 ? -1 : velocities + at;
            float diagonal = values[at + i % columns];
            float speed = velocity < 0 ? 0 : values[velocity + i % columns];
            float mean = units.mean[p][i];
            float rowSum = rowUpdate.step(
                    values,
                    at,
                    velocity,
                    sums,
                    perRow,
                    mean,
                    units.gradient[p][i],
                    units.gradient[q],
                    units.mean[q],
                    columns,
                    rate,
                    momentum,
                    l2,
                    columnSums);
            if (lateral) {
                // Centring gives the diagonal a gradient; it stays zero, and out of the row's sum.
                values[at + i] = diagonal;
                if (velocity >= 0) {
                    values[velocity + i] = speed;
                }
                rowSum += 2 * mean * units.gradient[p][i] * mean;
            }
            if (units.centresBiases()) {
                units.bias[p][i] -= rowSum;
            }
        }
        for (int j = 0; units.centresBiases() && !lateral && j < columns; j++) {
            units.bias[q][j] -= columnSums[j];
        }
        if (lateral) {
            // The two halves' gradients are the same numbers, added in two orders.
            Parameters.mirrorUpperTriangle(values, w.offset(), columns);
        }
    }

    /** The same for the weights of edges: each belongs to both its units. */
    private void updateEdges(
            float[] values,
            int velocities,
            Coupling coupling,
            Block w,
            float[] sums,
            float perRow,
            float rate,
            float momentum,
            float l2) {
        int p = coupling.first();
        int q = coupling.second();
        SparsePattern edges = coupling.edges();
        for (int e = 0; e < edges.places(); e++) {
            int at = w.offset() + e;
            int i = edges.row(e);
            int j = edges.column(e);
            float g = sums[at] * perRow
                    - units.mean[p][i] * units.gradient[q][j]
                    - units.gradient[p][i] * units.mean[q][j];
            float move = rate * (g - l2 * values[at]);
            if (velocities >= 0) {
                move += momentum * values[velocities + at];
                values[velocities + at] = move;
            }
            values[at] += move;
            if (units.centresBiases()) {
                units.bias[p][i] -= g * units.mean[q][j];
                units.bias[q][j] -= g * units.mean[p][i];
            }
        }
    }

    private static void keepWithinBounds(float[] w, Block logVariances) {
        for (int i = logVariances.offset(); i < logVariances.end(); i++) {
            w[i] = Math.max(-LARGEST_LOG_VARIANCE, Math.min(LARGEST_LOG_VARIANCE, w[i]));
        }
    }

    private static float[] logVarianceGradient(float[] w, Block b, float[] sums, float perRow) {
        float[] gradient = new float[b.length()];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) StrictMath.exp(-w[b.offset() + i]) * sums[b.offset() + i] * perRow;
        }
        return gradient;
    }

    private static void climb(float[] w, int velocities, int at, float[] gradient, float rate, float momentum) {
        int velocity = velocities + at;
        for (int j = 0; j < gradient.length; j++) {
            float move = rate * gradient[j];
            if (velocities >= 0) {
                move += momentum * w[velocity + j];
                w[velocity + j] = move;
            }
            w[at + j] += move;
        }
    }
}
