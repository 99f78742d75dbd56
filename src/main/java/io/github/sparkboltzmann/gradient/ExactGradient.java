package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.Enumeration;
import java.util.Arrays;

/**
 * The exact gradient of the mean log-likelihood of a tiny machine, by enumeration of all joint states.
 *
 * <pre>
 * d/dw_ij mean log P(v) = &lt;s_i s_j&gt;_data - &lt;s_i s_j&gt;_model       (biases: with s_j = 1), at temperature 1
 * </pre>
 *
 * <p>For a lateral coupling both of a pair's entries hold the derivative with respect to the pair's one weight. O(joint states * (rows +
 * parameters)), in double. Source: Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines", 1985, equation 6.
 */
public final class ExactGradient {
    private ExactGradient() {}

    /**
     * @param rows for each row, for each layer its states; {@code null} for hidden layers
     * @return laid out as the parameters are
     */
    public static double[] of(Machine machine, Parameters parameters, double[][][] rows) {
        Enumeration all = Enumeration.of(machine, parameters, 1);
        double[] gradient = new double[machine.layout().length()];
        double[] data = new double[all.count()];
        for (double[][] row : rows) {
            addPosterior(machine, all, row, 1.0 / rows.length, data);
        }
        for (int n = 0; n < all.count(); n++) {
            addCorrelations(machine, all.state(n), data[n] - all.probability(n), gradient);
        }
        return gradient;
    }

    /** Adds {@code weight * P(h | v)} to every joint state whose visible part is the row's. */
    private static void addPosterior(Machine machine, Enumeration all, double[][] row, double weight, double[] into) {
        double total = 0;
        boolean[] matches = new boolean[all.count()];
        for (int n = 0; n < all.count(); n++) {
            double[][] state = all.state(n);
            matches[n] = Arrays.stream(machine.layers(true)).allMatch(l -> Arrays.equals(state[l], row[l]));
            total += matches[n] ? all.probability(n) : 0;
        }
        for (int n = 0; n < all.count(); n++) {
            into[n] += matches[n] ? weight * all.probability(n) / total : 0;
        }
    }

    private static void addCorrelations(Machine machine, double[][] state, double weight, double[] into) {
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.coupling(c);
            Block w = machine.weights(c);
            double[] p = state[coupling.first()];
            double[] q = state[coupling.second()];
            coupling.forEachPair(
                    q.length, w.length(), (index, i, j) -> into[w.offset() + index] += weight * p[i] * q[j]);
        }
        for (int l = 0; l < machine.layerCount(); l++) {
            Block b = machine.biases(l);
            for (int i = 0; i < b.length(); i++) {
                into[b.offset() + i] += weight * state[l][i];
            }
        }
    }
}
