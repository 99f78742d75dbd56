package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitBatch;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.Arrays;

/**
 * Exact partition function and expectations of a restricted machine of any units, one side of which has few states.
 *
 * <pre>
 * log Z = log sum_e multiplicity(e) exp(b.e) prod_i exp(A_i(z_i(e)))        e: the enumerated side; A: log-partition of a unit summed out
 * </pre>
 *
 * <p>{@code O(states * visible * hidden)}; inputs and means in float32, sums in double, in a fixed order, at temperature 1. Densities of
 * continuous units are those of the states, which are scaled inputs. Not safe for threads.
 */
public final class ExactMixed implements ExactPartition {
    private static final int BATCH = 256;

    private final Machine machine;
    private final int[] enumerated;
    private final int[] summed;
    private final double[][][] groupStates;
    private final int count;
    private final GibbsSampler sampler;
    private final States states;
    private final Elementwise kernels = Kernels.elementwise();
    private final double[] terms = new double[BATCH];
    private final double[] logWeights = new double[BATCH];

    /** @throws IllegalArgumentException if neither side has few states, or the other cannot be summed out */
    public ExactMixed(Machine machine) {
        if (!isPossible(machine, ExactRestricted.MOST_UNITS)) {
            throw new IllegalArgumentException(
                    "An exact partition function needs a restricted machine that has an energy, no"
                            + " multinomial layer, and at most 2^" + ExactRestricted.MOST_UNITS
                            + " states on one side; measure no likelihood of this machine, or give it fewer hidden units.");
        }
        this.machine = machine;
        boolean visible = logStates(machine, true) < logStates(machine, false);
        this.enumerated = machine.layers(visible);
        this.summed = machine.layers(!visible);
        this.groupStates = machine.layers().stream()
                .map(layer -> layer.type().groupStates())
                .toArray(double[][][]::new);
        this.count = (int) Math.round(Math.pow(2, logStates(machine, visible)));
        this.sampler = new GibbsSampler(machine, kernels, Kernels.batchProducts());
        this.states = new States(machine);
    }

    /** Whether a machine has other than Bernoulli units. */
    static boolean isMixed(Machine machine) {
        return !UnitTypes.allBernoulli(machine);
    }

    /** Whether a machine has at most {@code 2^mostUnits} states on one side, and can be summed over the other. */
    static boolean isPossible(Machine machine, int mostUnits) {
        return machine.isRestricted()
                && !ExactGeneral.isNeeded(machine)
                && machine.hasEnergy()
                && machine.layers().stream().noneMatch(layer -> layer.type().hasTotal())
                && Math.min(logStates(machine, true), logStates(machine, false)) <= mostUnits;
    }

    /** The base-2 logarithm of the number of states of one side; infinity for no end of them. */
    private static double logStates(Machine machine, boolean visible) {
        double sum = 0;
        for (int l : machine.layers(visible)) {
            Layer layer = machine.layer(l);
            double[][] group = layer.type().groupStates();
            sum += group == null
                    ? Double.POSITIVE_INFINITY
                    : (double) layer.size() / group[0].length * Math.log(group.length) / Math.log(2);
        }
        return sum;
    }

    @Override
    public double logPartitionFunction(float[] parameters, double inverseTemperature) {
        return run(parameters, inverseTemperature, null);
    }

    @Override
    public double expectations(float[] parameters, double inverseTemperature, double[] out) {
        Arrays.fill(out, 0);
        return run(parameters, inverseTemperature, out);
    }

    private double run(float[] parameters, double inverseTemperature, double[] out) {
        if (inverseTemperature != 1) {
            throw new IllegalArgumentException("Machines of mixed units are summed at temperature 1 only, but 1 / T is "
                    + inverseTemperature + ".");
        }
        sampler.load(parameters);
        double reference = Double.NEGATIVE_INFINITY;
        double total = 0;
        for (int first = 0; first < count; first += BATCH) {
            int rows = Math.min(BATCH, count - first);
            fill(first, rows);
            weigh(parameters, rows);
            double largest = reference;
            for (int r = 0; r < rows; r++) {
                largest = Math.max(largest, logWeights[r]);
            }
            double factor = Math.exp(reference - largest);
            total *= factor;
            scale(out, factor);
            reference = largest;
            for (int r = 0; r < rows; r++) {
                logWeights[r] = Math.exp(logWeights[r] - reference);
                total += logWeights[r];
            }
            if (out != null) {
                addExpectations(parameters, rows, out);
            }
        }
        scale(out, 1 / total);
        return reference + Math.log(total);
    }

    private static void scale(double[] out, double factor) {
        for (int i = 0; out != null && i < out.length; i++) {
            out[i] *= factor;
        }
    }

    /** Writes the enumerated side's states number {@code first} on: groups are digits, the first the lowest. */
    private void fill(int first, int rows) {
        states.resize(rows);
        for (int r = 0; r < rows; r++) {
            int rest = first + r;
            for (int l : enumerated) {
                double[][] values = groupStates[l];
                int units = machine.layer(l).size();
                for (int i = 0; i < units; i += values[0].length) {
                    double[] group = values[rest % values.length];
                    rest /= values.length;
                    for (int k = 0; k < group.length; k++) {
                        states.state(l)[r * units + i + k] = (float) group[k];
                    }
                }
            }
        }
    }

    private void weigh(float[] parameters, int rows) {
        Arrays.fill(logWeights, 0, rows, 0);
        for (int l : enumerated) {
            Block b = machine.biases(l);
            double[] row = new double[b.length()];
            for (int r = 0; r < rows; r++) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = states.state(l)[r * row.length + i];
                    logWeights[r] += row[i] * parameters[b.offset() + i];
                }
                logWeights[r] += machine.layer(l).type().logMultiplicity(row);
            }
        }
        for (int l : summed) {
            sampler.inputs().compute(l, states.states(), rows, states.mean(l));
            machine.layer(l).type().logPartition(kernels, batch(parameters, l, rows), terms);
            for (int r = 0; r < rows; r++) {
                logWeights[r] += terms[r];
            }
        }
    }

    private UnitBatch batch(float[] parameters, int layer, int rows) {
        return UnitBatch.of(machine, layer, parameters, states.mean(layer), states.state(layer), rows, 1);
    }

    private void addExpectations(float[] parameters, int rows, double[] out) {
        float[][] values = new float[machine.layerCount()][];
        for (int l : enumerated) {
            values[l] = states.state(l);
        }
        for (int l : summed) {
            sampler.mean(states, l, 1);
            values[l] = states.mean(l);
        }
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.coupling(c);
            addPairs(values[coupling.first()], values[coupling.second()], machine.weights(c), rows, out);
        }
        for (int l = 0; l < values.length; l++) {
            Block b = machine.biases(l);
            for (int r = 0; r < rows; r++) {
                for (int i = 0; i < b.length(); i++) {
                    out[b.offset() + i] += logWeights[r] * values[l][r * b.length() + i];
                }
            }
            if (machine.logVariances(l) != null) {
                addSquares(parameters, values[l], machine.logVariances(l), rows, out);
            }
        }
    }

    private void addPairs(float[] p, float[] q, Block w, int rows, double[] out) {
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < w.rows(); i++) {
                double x = logWeights[r] * p[r * w.rows() + i];
                int at = w.offset() + i * w.columns();
                for (int j = 0; x != 0 && j < w.columns(); j++) {
                    out[at + j] += x * q[r * w.columns() + j];
                }
            }
        }
    }

    /** {@code <s^2> / 2 = (variance + mean^2) / 2} of units that learn their variance. */
    private void addSquares(float[] parameters, float[] mean, Block b, int rows, double[] out) {
        for (int i = 0; i < b.length(); i++) {
            double variance = Math.exp(parameters[b.offset() + i]);
            for (int r = 0; r < rows; r++) {
                double m = mean[r * b.length() + i];
                out[b.offset() + i] += logWeights[r] * (variance + m * m) / 2;
            }
        }
    }
}
