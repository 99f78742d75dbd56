package io.github.sparkboltzmann;

import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Energy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import java.util.Arrays;

/** Mean field of hidden layers without lateral couplings, in plain loops and double; layer 0 is the visible one. */
public final class MeanFieldTwin {
    private MeanFieldTwin() {}

    /** A pass from below, inputs doubled but for the highest layer, and sweeps from the lowest hidden layer to the highest. */
    public static double[][] means(Machine machine, Parameters parameters, double[] row, int sweeps) {
        int count = machine.layerCount();
        double[][] s = new double[count][];
        boolean[] below = new boolean[count];
        for (int l = 0; l < count; l++) {
            s[l] = l == 0 ? row.clone() : new double[machine.layer(l).size()];
        }
        for (int l = 1; l < count; l++) {
            below[l - 1] = true;
            s[l] = layer(machine, parameters, s, l, below, l == count - 1 ? 1 : 2);
        }
        settle(machine, parameters, s, sweeps);
        return s;
    }

    /** So many sweeps from where the means are. */
    public static void settle(Machine machine, Parameters parameters, double[][] s, int sweeps) {
        boolean[] all = new boolean[s.length];
        Arrays.fill(all, true);
        for (int sweep = 0; sweep < sweeps; sweep++) {
            for (int l = 1; l < s.length; l++) {
                s[l] = layer(machine, parameters, s, l, all, 1);
            }
        }
    }

    private static double[] layer(
            Machine machine, Parameters parameters, double[][] s, int layer, boolean[] from, double factor) {
        UnitType type = machine.layer(layer).type();
        double gap = type.highest() - type.lowest();
        double[] m = new double[s[layer].length];
        for (int i = 0; i < m.length; i++) {
            double z = parameters.values()[machine.biases(layer).offset() + i]
                    + factor * input(machine, parameters, s, layer, i, from);
            m[i] = type.lowest() + gap * Numerics.sigmoid(gap * z);
        }
        return m;
    }

    private static double input(
            Machine machine, Parameters parameters, double[][] s, int layer, int unit, boolean[] from) {
        double sum = 0;
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.coupling(c);
            Block w = machine.weights(c);
            if (coupling.second() == layer && from[coupling.first()]) {
                for (int i = 0; i < w.rows(); i++) {
                    sum += s[coupling.first()][i] * parameters.values()[w.offset() + i * w.columns() + unit];
                }
            } else if (coupling.first() == layer && from[coupling.second()]) {
                for (int j = 0; j < w.columns(); j++) {
                    sum += s[coupling.second()][j] * parameters.values()[w.offset() + unit * w.columns() + j];
                }
            }
        }
        return sum;
    }

    /** {@code -E(v, m) + H(m)}. */
    public static double bound(Machine machine, Parameters parameters, double[][] m) {
        double sum = -Energy.of(machine, parameters, m);
        for (int l = 1; l < m.length; l++) {
            for (double mean : m[l]) {
                double p = probability(machine, l, mean);
                sum -= (p <= 0 ? 0 : p * Math.log(p)) + (p >= 1 ? 0 : (1 - p) * Math.log(1 - p));
            }
        }
        return sum;
    }

    private static double probability(Machine machine, int layer, double mean) {
        UnitType type = machine.layer(layer).type();
        return (mean - type.lowest()) / (type.highest() - type.lowest());
    }

    /** {@code q(h)} of hidden states, with these means. */
    public static double probability(Machine machine, double[][] m, double[][] state) {
        double product = 1;
        for (int l = 1; l < m.length; l++) {
            for (int i = 0; i < m[l].length; i++) {
                double p = probability(machine, l, m[l][i]);
                product *= state[l][i] == machine.layer(l).type().highest() ? p : 1 - p;
            }
        }
        return product;
    }
}
