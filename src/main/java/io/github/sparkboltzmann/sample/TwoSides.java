package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.Arrays;

/**
 * A restricted machine of Bernoulli units as two rows of units, one to be enumerated and one to be summed out, in double.
 *
 * <pre>
 * -E / T = sum_j enumeratedBias[j] e_j + sum_i summedBias[i] s_i + sum_ij s_i weights[i, j] e_j
 * </pre>
 *
 * <p>All three arrays hold the inverse temperature already; {@code weights[summed, enumerated]} is row-major. Layers of one side stand one
 * after the other.
 */
final class TwoSides {
    private final Machine machine;
    private final boolean enumeratesVisible;
    private final int[] first;
    final double[] enumeratedBias;
    final double[] summedBias;
    final double[] weights;

    /** @throws IllegalArgumentException if the machine is not restricted, or has units that are not Bernoulli */
    TwoSides(Machine machine, boolean enumeratesVisible) {
        requireRestricted(machine);
        this.machine = machine;
        this.enumeratesVisible = enumeratesVisible;
        this.first = new int[machine.layerCount()];
        for (boolean visible : new boolean[] {true, false}) {
            int next = 0;
            for (int layer : machine.layers(visible)) {
                first[layer] = next;
                next += machine.layer(layer).size();
            }
        }
        enumeratedBias = new double[units(machine, enumeratesVisible)];
        summedBias = new double[units(machine, !enumeratesVisible)];
        weights = new double[Math.multiplyExact(enumeratedBias.length, summedBias.length)];
    }

    static boolean areThere(Machine machine) {
        return machine.isRestricted()
                && machine.couplings().stream().noneMatch(c -> c.isSparse())
                && UnitTypes.allBernoulli(machine);
    }

    static void requireRestricted(Machine machine) {
        if (!areThere(machine)) {
            throw new IllegalArgumentException("Summing out one side needs a restricted machine of Bernoulli units; "
                    + "use Enumeration for a tiny machine of another structure.");
        }
    }

    /** The units of one side. */
    static int units(Machine machine, boolean visible) {
        return Arrays.stream(machine.layers(visible))
                .mapToObj(machine::layer)
                .mapToInt(Layer::size)
                .sum();
    }

    /** Takes a machine's numbers over. */
    void load(float[] parameters, double inverseTemperature) {
        Arrays.fill(weights, 0);
        for (int c = 0; c < machine.couplings().size(); c++) {
            Block w = machine.weights(c);
            for (int i = 0; i < w.rows(); i++) {
                for (int j = 0; j < w.columns(); j++) {
                    weights[place(c, i, j)] = inverseTemperature * parameters[w.offset() + i * w.columns() + j];
                }
            }
        }
        for (int l = 0; l < machine.layerCount(); l++) {
            Block b = machine.biases(l);
            double[] into = isEnumerated(l) ? enumeratedBias : summedBias;
            for (int i = 0; i < b.length(); i++) {
                into[first[l] + i] = inverseTemperature * parameters[b.offset() + i];
            }
        }
    }

    /** From {@code pairs[summed, enumerated]} and the means of both sides to the order of the parameters. */
    void arrange(double[] pairs, double[] enumerated, double[] summed, double[] out) {
        for (int c = 0; c < machine.couplings().size(); c++) {
            Block w = machine.weights(c);
            for (int i = 0; i < w.rows(); i++) {
                for (int j = 0; j < w.columns(); j++) {
                    out[w.offset() + i * w.columns() + j] = pairs[place(c, i, j)];
                }
            }
        }
        for (int l = 0; l < machine.layerCount(); l++) {
            Block b = machine.biases(l);
            System.arraycopy(isEnumerated(l) ? enumerated : summed, first[l], out, b.offset(), b.length());
        }
    }

    private boolean isEnumerated(int layer) {
        return machine.layer(layer).isVisible() == enumeratesVisible;
    }

    /** Where the weight of row {@code i} and column {@code j} of coupling {@code c} stands. */
    private int place(int c, int i, int j) {
        Coupling coupling = machine.couplings().get(c);
        int row = first[coupling.first()] + i;
        int column = first[coupling.second()] + j;
        int n = enumeratedBias.length;
        return isEnumerated(coupling.first()) ? column * n + row : row * n + column;
    }
}
