package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Energy;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.util.Arrays;

/**
 * All joint states of a tiny machine with their exact probabilities: what everything stochastic is tested against.
 *
 * <p>State number {@code n} written with the units (or groups of units, softmax) as digits, the first layer's first unit the lowest, gives
 * the units' states.
 */
public final class Enumeration {
    private static final int LARGEST = 1 << 22;

    private final Machine machine;
    private final int count;
    private final double[] logWeights;
    private final double logPartitionFunction;

    private Enumeration(Machine machine, int count, double[] logWeights) {
        this.machine = machine;
        this.count = count;
        this.logWeights = logWeights;
        this.logPartitionFunction = Numerics.logSumExp(logWeights);
    }

    /**
     * Enumerates a machine at a temperature.
     *
     * @throws IllegalArgumentException for more than 2^22 joint states
     */
    public static Enumeration of(Machine machine, Parameters parameters, double temperature) {
        long states = 1;
        for (int l = 0; l < machine.layerCount(); l++) {
            double[][] group = groupStates(machine.layer(l));
            for (int i = 0; i < machine.layer(l).size() / group[0].length; i++) {
                states *= group.length;
                if (states > LARGEST) {
                    throw new IllegalArgumentException("A machine of more than 2^22 joint states is not enumerated.");
                }
            }
        }
        double[] logWeights = new double[(int) states];
        for (int n = 0; n < logWeights.length; n++) {
            double[][] state = state(machine, n);
            logWeights[n] =
                    Energy.logMultiplicity(machine, state) - Energy.of(machine, parameters, state) / temperature;
        }
        return new Enumeration(machine, (int) states, logWeights);
    }

    private static double[][] groupStates(Layer layer) {
        double[][] states = layer.type().groupStates();
        if (states == null) {
            throw new IllegalArgumentException(
                    "Layer '" + layer.name() + "' of " + layer.type().id()
                            + " units has no list of states; only layers of finitely many states are enumerated.");
        }
        return states;
    }

    /** How many joint states there are. */
    public int count() {
        return count;
    }

    /** {@code log Z(T)}. */
    public double logPartitionFunction() {
        return logPartitionFunction;
    }

    /** {@code P(s)} of joint state {@code n}. */
    public double probability(int n) {
        return Math.exp(logWeights[n] - logPartitionFunction);
    }

    /** Exact expectations of the statistics, as the parameters are laid out: {@code <s_i s_j>} for a weight, {@code <s_i>} for a bias. */
    public double[] expectations() {
        double[] sums = new double[machine.layout().length()];
        for (int n = 0; n < count; n++) {
            addStatistics(state(n), probability(n), sums);
        }
        return sums;
    }

    private void addStatistics(double[][] state, double weight, double[] sums) {
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.couplings().get(c);
            Block w = machine.weights(c);
            double[] p = state[coupling.first()];
            double[] q = state[coupling.second()];
            coupling.forEachPair(
                    q.length, w.length(), (index, i, j) -> sums[w.offset() + index] += weight * p[i] * q[j]);
        }
        for (int l = 0; l < machine.layerCount(); l++) {
            for (int i = 0; i < state[l].length; i++) {
                sums[machine.biases(l).offset() + i] += weight * state[l][i];
            }
        }
    }

    /** For each layer its units' states in joint state {@code n}. */
    public double[][] state(int n) {
        return state(machine, n);
    }

    /** {@code log P(v)}: the sum over hidden states, for visible layers' states in the given joint state. */
    public double logProbabilityOfVisible(double[][] state) {
        double[] terms = new double[count];
        int matching = 0;
        for (int n = 0; n < count; n++) {
            if (sameVisible(state, state(n))) {
                terms[matching++] = logWeights[n];
            }
        }
        return Numerics.logSumExp(Arrays.copyOf(terms, matching)) - logPartitionFunction;
    }

    /** The number of a joint state, the inverse of {@link #state(int)}. */
    public int number(double[][] state) {
        int number = 0;
        for (int l = machine.layerCount() - 1; l >= 0; l--) {
            double[][] values = groupStates(machine.layer(l));
            int size = values[0].length;
            for (int at = machine.layer(l).size() - size; at >= 0; at -= size) {
                double[] group = Arrays.copyOfRange(state[l], at, at + size);
                int digit = 0;
                while (!Arrays.equals(values[digit], group)) {
                    digit++;
                }
                number = number * values.length + digit;
            }
        }
        return number;
    }

    private boolean sameVisible(double[][] a, double[][] b) {
        for (int layer : machine.layers(true)) {
            if (!Arrays.equals(a[layer], b[layer])) {
                return false;
            }
        }
        return true;
    }

    private static double[][] state(Machine machine, int number) {
        double[][] state = new double[machine.layerCount()][];
        int rest = number;
        for (int l = 0; l < state.length; l++) {
            double[][] values = groupStates(machine.layer(l));
            int size = values[0].length;
            state[l] = new double[machine.layer(l).size()];
            for (int at = 0; at < state[l].length; at += size) {
                System.arraycopy(values[rest % values.length], 0, state[l], at, size);
                rest /= values.length;
            }
        }
        return state;
    }
}
