package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.gradient.ExactGradient;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ExactGeneral;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Part {@code bound}: mean field's bound of the likelihood against enumeration, and the exact gradient of every coupling against finite differences, on random deep
 * Boltzmann machines.
 */
final class BoundPart {
    /** The lowest hidden layer is too large for the measured bound to be a sum over states; the layers that are enumerated are small. */
    private static final int[][] HIDDEN = {{24, 8}, {25, 10}, {24, 8, 12}, {23, 6, 10, 5}};

    private static final int[][] SMALL = {{3, 2}, {4, 3}, {3, 2, 3}, {2, 3, 2}};
    private static final int VISIBLE = 9;
    private static final int ROWS = 64;
    private static final double[] DEVIATIONS = {0.02, 0.1, 0.5, 1, 2};

    private BoundPart() {}

    static List<Claim> run(StudyContext context) {
        return claims(context.seeds());
    }

    static List<Claim> claims(List<Long> seeds) {
        List<Claim> claims = new ArrayList<>();
        int machines = 0;
        int violations = 0;
        double[] gaps = new double[DEVIATIONS.length];
        double untied = 0;
        for (long seed : seeds) {
            for (int d = 0; d < DEVIATIONS.length; d++) {
                for (int[] hidden : HIDDEN) {
                    Machine machine = DeepMachine.of(UnitTypes.BERNOULLI, VISIBLE, UnitTypes.BERNOULLI, hidden);
                    float[] parameters = parameters(machine, DEVIATIONS[d], seed);
                    double[] gap = gaps(machine, parameters, seed);
                    machines++;
                    for (double g : gap) {
                        violations += g < -1e-4 ? 1 : 0;
                        gaps[d] += g / (gap.length * (double) HIDDEN.length * seeds.size());
                    }
                    // Without the couplings above the first hidden layer the posterior is a product, and mean field is
                    // exact.
                    for (int c = 1; c < machine.couplings().size(); c++) {
                        Block w = machine.weights(c);
                        java.util.Arrays.fill(parameters, w.offset(), w.end(), 0f);
                    }
                    for (double g : gaps(machine, parameters, seed)) {
                        untied = Math.max(untied, Math.abs(g));
                    }
                }
            }
        }
        for (int d = 0; d < gaps.length; d++) {
            claims.add(Claim.information(
                    String.format(
                            Locale.ROOT,
                            "weights of deviation %s: mean gap of the bound, KL(q || P(h | v)), nats a row",
                            DEVIATIONS[d]),
                    gaps[d]));
        }
        claims.add(Claim.atMost(
                machines + " random machines of 2 to 4 hidden layers, " + ROWS
                        + " rows each: rows whose bound lies above the exact log-likelihood by 1e-4 nats",
                violations,
                0));
        claims.add(Claim.atMost(
                "the same without couplings above the first hidden layer: largest gap, nats", untied, 1e-4));
        claims.add(Claim.atMost("weights of deviation 0.02: mean gap, nats a row", gaps[0], 0.01));
        claims.add(Claim.atMost(
                "exact gradient of each coupling and bias against finite differences of log P: largest difference",
                gradients(seeds),
                2e-3));
        return claims;
    }

    private static float[] parameters(Machine machine, double deviation, long seed) {
        float[] values = new float[machine.layout().length()];
        DrawKey key = DrawKey.of(seed, Math.round(1000 * deviation), 0);
        NormalDraws.fill(values, 0, 1, values.length, deviation, key);
        return values;
    }

    /** Exact minus bound, of random rows; log Z cancels. */
    private static double[] gaps(Machine machine, float[] parameters, long seed) {
        RowMeasurer measurer = new RowMeasurer(machine, Kernels.elementwise(), Kernels.batchProducts());
        measurer.load(parameters);
        float[] rows = new float[ROWS * VISIBLE];
        Kernels.elementwise().uniform(rows, ROWS, VISIBLE, DrawKey.of(seed, 0, 1), 0);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rows[i] < 0.5f ? 0f : 1f;
        }
        System.arraycopy(rows, 0, measurer.clamp(ROWS), 0, rows.length);
        double[] bound = new double[ROWS];
        measurer.freeEnergy(bound);
        ExactGeneral exact = new ExactGeneral(machine);
        double[] gaps = new double[ROWS];
        for (int r = 0; r < ROWS; r++) {
            gaps[r] = exact.minusFreeEnergy(parameters, rows, r * VISIBLE) + bound[r];
        }
        return gaps;
    }

    /** Largest difference of {@code <s s>_data - <s s>_model} and central differences of the mean log-likelihood, over all parameters of small machines. */
    private static double gradients(List<Long> seeds) {
        double largest = 0;
        for (long seed : seeds) {
            for (int[] hidden : SMALL) {
                Machine machine = DeepMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, hidden);
                float[] parameters = parameters(machine, 0.7, seed);
                float[][] rows = {{1, 1, 0, 0}, {0, 0, 1, 1}, {1, 0, 1, 0}};
                double[] gradient =
                        ExactGradient.of(machine, Parameters.of(machine, parameters), states(machine, rows));
                for (int i = 0; i < gradient.length; i++) {
                    float was = parameters[i];
                    double step = 1e-2;
                    parameters[i] = (float) (was + step);
                    double up = logLikelihood(machine, parameters, rows);
                    double above = parameters[i];
                    parameters[i] = (float) (was - step);
                    double down = logLikelihood(machine, parameters, rows);
                    double below = parameters[i];
                    parameters[i] = was;
                    largest = Math.max(largest, Math.abs((up - down) / (above - below) - gradient[i]));
                }
            }
        }
        return largest;
    }

    /** Rows as states of all layers, of which the hidden ones are not read. */
    private static double[][][] states(Machine machine, float[][] rows) {
        double[][][] states = new double[rows.length][machine.layerCount()][];
        for (int r = 0; r < rows.length; r++) {
            for (int l = 0; l < machine.layerCount(); l++) {
                states[r][l] = new double[machine.layer(l).size()];
            }
            for (int i = 0; i < rows[r].length; i++) {
                states[r][0][i] = rows[r][i];
            }
        }
        return states;
    }

    private static double logLikelihood(Machine machine, float[] parameters, float[][] rows) {
        ExactGeneral exact = new ExactGeneral(machine);
        double sum = 0;
        for (float[] row : rows) {
            sum += exact.minusFreeEnergy(parameters, row, 0);
        }
        return sum / rows.length - exact.logPartitionFunction(parameters, 1);
    }
}
