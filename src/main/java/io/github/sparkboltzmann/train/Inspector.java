package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.math.SingularValues;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.sample.ExactPartition;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;

/** Computes the monitors of a measured epoch on the driver, from parameters, chains and what the rows measured. */
final class Inspector {
    private static final int SINGULAR_VALUES = 4;

    private final Machine machine;
    private final Likelihood measure;
    private final ExactPartition exact;

    Inspector(Machine machine, MonitorSettings settings) {
        this.machine = machine;
        this.measure = settings.likelihoodFor(machine);
        this.exact = measure == Likelihood.EXACT ? ExactPartition.of(machine) : null;
    }

    boolean measuresLikelihood() {
        return measure != Likelihood.NONE;
    }

    /** Mean log-likelihood or pseudo-log-likelihood a row, in nats; NaN where none is measured. */
    double likelihood(Parameters parameters, Measures rows) {
        return likelihood(rows, logPartition(parameters));
    }

    private double logPartition(Parameters parameters) {
        return exact == null ? Double.NaN : exact.logPartitionFunction(parameters.values(), 1);
    }

    /**
     * @param parameters what was measured: the averaged parameters where there are some
     * @param before parameters before the last round
     * @param after parameters after it
     * @param updates of the last round
     * @param chainsBefore chains before the last round
     * @param ladderLogZ log Z along a ladder; NaN for none
     */
    Monitors look(
            Parameters parameters,
            float[] before,
            float[] after,
            int updates,
            Chains chainsBefore,
            Chains chains,
            Measures train,
            Measures validation,
            double ladderLogZ) {
        double logPartition = logPartition(parameters);
        Block w = machine.weights(inspected());
        double[] norms = {
            norm(parameters.values(), null, w),
            norm(parameters.values(), null, machine.biases(machine.layers(true)[0])),
            machine.layers(false).length == 0
                    ? Double.NaN
                    : norm(parameters.values(), null, machine.biases(machine.layers(false)[0]))
        };
        return new Monitors(
                measure.id(),
                likelihood(train, logPartition),
                likelihood(validation, logPartition),
                norm(after, before, w) / updates / norm(after, null, w),
                norms,
                SingularValues.leading(parameters.values(), w.offset(), w.rows(), w.columns(), SINGULAR_VALUES),
                autocorrelation(chainsBefore, chains),
                ladderLogZ);
    }

    /** The coupling that is looked at: of visible with hidden units where there is one, else the first. */
    private int inspected() {
        for (int c = 0; c < machine.couplings().size(); c++) {
            if (!machine.coupling(c).isLateral()) {
                return c;
            }
        }
        return 0;
    }

    private double likelihood(Measures measures, double logPartition) {
        return switch (measure) {
            case EXACT -> -measures.freeEnergy() - logPartition;
            case LABELS -> measures.labelLogLikelihood();
            case PSEUDO -> measures.pseudoLikelihood();
            default -> Double.NaN;
        };
    }

    /** Norm of a block, or of its difference from another state. */
    private static double norm(float[] x, float[] minus, Block block) {
        double sum = 0;
        for (int i = block.offset(); i < block.end(); i++) {
            double value = minus == null ? x[i] : x[i] - minus[i];
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private double autocorrelation(Chains before, Chains after) {
        int layer = machine.layers(true)[0];
        int units = machine.layer(layer).size();
        double[] sums = new double[5 * units];
        int count = 0;
        for (int p = 0; p < after.partitions(); p++) {
            ChainBlock a = before.of(p);
            ChainBlock b = after.of(p);
            float[] x = new float[a.chains() * units];
            float[] y = new float[b.chains() * units];
            a.layer(layer).unpack(x);
            b.layer(layer).unpack(y);
            for (int i = 0; i < x.length; i++) {
                int u = 5 * (i % units);
                sums[u] += x[i];
                sums[u + 1] += y[i];
                sums[u + 2] += x[i] * y[i];
                sums[u + 3] += x[i] * x[i];
                sums[u + 4] += y[i] * y[i];
            }
            count += a.chains();
        }
        return count < 2 ? Double.NaN : correlation(sums, count);
    }

    /** {@code sum_i cov_i / sqrt(sum_i var_i(before) sum_i var_i(after))}. */
    private static double correlation(double[] sums, int n) {
        double covariance = 0;
        double variance = 0;
        double otherVariance = 0;
        for (int u = 0; u < sums.length; u += 5) {
            covariance += sums[u + 2] - sums[u] * sums[u + 1] / n;
            variance += sums[u + 3] - sums[u] * sums[u] / n;
            otherVariance += sums[u + 4] - sums[u + 1] * sums[u + 1] / n;
        }
        return covariance / Math.sqrt(variance * otherVariance);
    }
}
