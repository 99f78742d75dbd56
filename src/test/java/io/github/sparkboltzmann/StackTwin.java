package io.github.sparkboltzmann;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;

/** Plain conditionals of a stack of Bernoulli units in double, and draws from them with the keys of the estimators. */
public final class StackTwin {
    public final Machine stack;
    public final int steps;
    private final float[] parameters;
    private final double downBiasFault;

    /** @param downBiasFault added to each down bias: a fault that a test has to see */
    public StackTwin(Machine stack, float[] parameters, double downBiasFault) {
        this.stack = stack;
        this.steps = StackMachine.steps(stack);
        this.parameters = parameters;
        this.downBiasFault = downBiasFault;
    }

    /** Units of {@code h_l}; {@code h_0} are the visible ones. */
    public int units(int l) {
        return stack.layer(l == 0 ? 0 : StackMachine.hidden(l)).size();
    }

    /** {@code P(h_l = 1 | h_(l-1))}. */
    public double[] up(int l, double[] below) {
        Block w = stack.weights(l - 1);
        double[] p = new double[w.columns()];
        for (int j = 0; j < p.length; j++) {
            double z = parameters[stack.biases(StackMachine.hidden(l)).offset() + j];
            for (int i = 0; i < below.length; i++) {
                z += below[i] * parameters[w.offset() + i * w.columns() + j];
            }
            p[j] = 1 / (1 + Math.exp(-z));
        }
        return p;
    }

    /** {@code P(h_(l-1) = 1 | h_l)}. */
    public double[] down(int l, double[] above) {
        Block w = stack.weights(l - 1);
        double[] p = new double[w.rows()];
        for (int i = 0; i < p.length; i++) {
            double z = parameters[stack.biases(StackMachine.lower(l)).offset() + i] + downBiasFault;
            for (int j = 0; j < above.length; j++) {
                z += above[j] * parameters[w.offset() + i * w.columns() + j];
            }
            p[i] = 1 / (1 + Math.exp(-z));
        }
        return p;
    }

    /** The states that a key draws for a row. */
    public static double[] draw(double[] p, DrawKey key, int sweep, int layer, int row) {
        float[] u = new float[p.length];
        Kernels.elementwise().uniform(u, 1, p.length, key.at(sweep, layer), row);
        double[] state = new double[p.length];
        for (int i = 0; i < state.length; i++) {
            state[i] = u[i] < p[i] ? 1 : 0;
        }
        return state;
    }

    /** The probability of a state of independent units. */
    public static double probability(double[] p, double[] state) {
        double product = 1;
        for (int i = 0; i < p.length; i++) {
            product *= state[i] == 1 ? p[i] : 1 - p[i];
        }
        return product;
    }

    /** State number {@code n} of so many binary units. */
    public static double[] state(int n, int units) {
        double[] state = new double[units];
        for (int i = 0; i < units; i++) {
            state[i] = n >> i & 1;
        }
        return state;
    }

    /** Adds {@code weight} times one step's statistics. */
    public void add(int l, double[] lower, double[] hidden, double weight, double[] into) {
        Block w = stack.weights(l - 1);
        for (int i = 0; i < lower.length; i++) {
            into[stack.biases(StackMachine.lower(l)).offset() + i] += weight * lower[i];
            for (int j = 0; j < hidden.length; j++) {
                into[w.offset() + i * w.columns() + j] += weight * lower[i] * hidden[j];
            }
        }
        for (int j = 0; j < hidden.length; j++) {
            into[stack.biases(StackMachine.hidden(l)).offset() + j] += weight * hidden[j];
        }
    }

    /** The distribution of the top states, over their numbers, after a pass up from that of the visible ones. */
    public double[] passUp(double[] visible) {
        double[] distribution = visible;
        for (int l = 1; l <= steps; l++) {
            distribution = through(distribution, units(l - 1), units(l), l, true);
        }
        return distribution;
    }

    /**
     * The distribution of the visible states after a pass down from that of the top ones; adds {@code weight} times the expected statistics of each step, which goes up from
     * its lower layer's states.
     */
    public double[] passDown(double[] top, double weight, double[] into) {
        double[] distribution = top;
        for (int l = steps; l >= 1; l--) {
            distribution = through(distribution, units(l), units(l - 1), l, false);
            addPairs(l, distribution, weight, into);
        }
        return distribution;
    }

    private void addPairs(int l, double[] distribution, double weight, double[] into) {
        for (int s = 0; s < distribution.length; s++) {
            double[] lower = state(s, units(l - 1));
            add(l, lower, up(l, lower), weight * distribution[s], into);
        }
    }

    private double[] through(double[] from, int fromUnits, int toUnits, int l, boolean up) {
        double[] to = new double[1 << toUnits];
        for (int s = 0; s < from.length; s++) {
            double[] p = up ? up(l, state(s, fromUnits)) : down(l, state(s, fromUnits));
            for (int t = 0; t < to.length; t++) {
                to[t] += from[s] * probability(p, state(t, toUnits));
            }
        }
        return to;
    }

    /** Adds {@code weight} times the expected statistics of a pass up from that distribution of visible states. */
    public void addUpPass(double[] visible, double weight, double[] into) {
        double[] distribution = visible;
        for (int l = 1; l <= steps; l++) {
            addPairs(l, distribution, weight, into);
            distribution = through(distribution, units(l - 1), units(l), l, true);
        }
    }
}
