package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.DeepMachines;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.Energy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mean field of several hidden layers against a plain twin in double, and the bound that it raises; Gibbs sweeps against enumeration. */
class HiddenUnitsTest {
    private static final int ROWS = 6;

    private static States settled(Machine machine, Parameters parameters, double[][] rows, int sweeps) {
        GibbsSampler sampler = new GibbsSampler(machine, Kernels.elementwise(), Kernels.batchProducts());
        sampler.load(parameters.values());
        HiddenUnits units = new HiddenUnits(machine, Kernels.elementwise(), sampler);
        States states = new States(machine);
        states.resize(rows.length);
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < rows[r].length; i++) {
                states.state(0)[r * rows[r].length + i] = (float) rows[r][i];
            }
        }
        units.meanField(states, sweeps, DrawKey.of(0, 0, 1));
        return states;
    }

    private static double[][] randomRows(Machine machine, long seed) {
        Random random = new Random(seed);
        UnitType type = machine.layer(0).type();
        double[][] rows = new double[ROWS][machine.layer(0).size()];
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextBoolean() ? type.highest() : type.lowest();
            }
        }
        return rows;
    }

    private static double[][] joint(States states, int row) {
        double[][] m = new double[states.states().length][];
        for (int l = 0; l < m.length; l++) {
            m[l] = new double[states.size(l)];
            for (int i = 0; i < m[l].length; i++) {
                m[l][i] = states.state(l)[row * m[l].length + i];
            }
        }
        return m;
    }

    /** {@code b_i + factor sum_j w_ij s_j} over the layers marked, of unit i of a layer. */
    private static double input(
            Machine machine, Parameters parameters, double[][] s, int layer, int unit, boolean[] from, double factor) {
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
        return parameters.values()[machine.biases(layer).offset() + unit] + factor * sum;
    }

    private static double[] means(
            Machine machine, Parameters parameters, double[][] s, int layer, boolean[] from, double factor) {
        UnitType type = machine.layer(layer).type();
        double gap = type.highest() - type.lowest();
        double[] m = new double[s[layer].length];
        for (int i = 0; i < m.length; i++) {
            double z = input(machine, parameters, s, layer, i, from, factor);
            m[i] = type.lowest() + gap * Numerics.sigmoid(gap * z);
        }
        return m;
    }

    private static double[][] twin(Machine machine, Parameters parameters, double[] row, int sweeps) {
        int count = machine.layerCount();
        double[][] s = new double[count][];
        boolean[] all = new boolean[count];
        boolean[] below = new boolean[count];
        for (int l = 0; l < count; l++) {
            s[l] = l == 0 ? row.clone() : new double[machine.layer(l).size()];
            all[l] = true;
        }
        for (int l = 1; l < count; l++) {
            below[l - 1] = true;
            s[l] = means(machine, parameters, s, l, below, l == count - 1 ? 1 : 2);
        }
        for (int sweep = 0; sweep < sweeps; sweep++) {
            for (int l = 1; l < count; l++) {
                s[l] = means(machine, parameters, s, l, all, 1);
            }
        }
        return s;
    }

    private static List<Machine> deep() {
        List<Machine> machines = new java.util.ArrayList<>(DeepMachines.all());
        machines.remove(machines.size() - 1);
        machines.add(DeepMachine.of(UnitTypes.BERNOULLI, 5, UnitTypes.BERNOULLI, 3, 4, 2, 3));
        return machines;
    }

    @Test
    void meanFieldIsThatOfThePlainTwin() {
        for (Machine machine : deep()) {
            Parameters parameters = TinyMachines.random(machine, 0.8, 71);
            double[][] rows = randomRows(machine, 72);
            for (int sweeps : new int[] {0, 1, 3, 10}) {
                States states = settled(machine, parameters, rows, sweeps);
                for (int r = 0; r < ROWS; r++) {
                    double[][] expected = twin(machine, parameters, rows[r], sweeps);
                    double[][] found = joint(states, r);
                    for (int l = 0; l < expected.length; l++) {
                        for (int i = 0; i < expected[l].length; i++) {
                            assertEquals(expected[l][i], found[l][i], 5e-6, "layer " + l + ", sweeps " + sweeps);
                        }
                    }
                }
            }
        }
    }

    /** {@code -E(v, m) + H(m)}. */
    private static double bound(Machine machine, Parameters parameters, double[][] m) {
        double sum = -Energy.of(machine, parameters, m);
        for (int l = 1; l < m.length; l++) {
            UnitType type = machine.layer(l).type();
            for (double mean : m[l]) {
                double p = (mean - type.lowest()) / (type.highest() - type.lowest());
                sum -= (p <= 0 ? 0 : p * Math.log(p)) + (p >= 1 ? 0 : (1 - p) * Math.log(1 - p));
            }
        }
        return sum;
    }

    @Test
    void theBoundNeverFallsFromSweepToSweep() {
        for (Machine machine : DeepMachines.all()) {
            for (double deviation : new double[] {0.3, 1, 2.5}) {
                Parameters parameters = TinyMachines.random(machine, deviation, 73);
                double[][] rows = randomRows(machine, 74);
                double[] before = new double[ROWS];
                java.util.Arrays.fill(before, Double.NEGATIVE_INFINITY);
                for (int sweeps = 0; sweeps <= 12; sweeps++) {
                    States states = settled(machine, parameters, rows, sweeps);
                    for (int r = 0; r < ROWS; r++) {
                        double bound = bound(machine, parameters, joint(states, r));
                        assertTrue(bound >= before[r] - 3e-5, "from " + before[r] + " to " + bound);
                        before[r] = bound;
                    }
                }
            }
        }
    }

    @Test
    void statesAndMeansAreTheSame() {
        Machine machine = DeepMachines.all().get(1);
        Parameters parameters = TinyMachines.random(machine, 0.8, 75);
        States states = settled(machine, parameters, randomRows(machine, 76), 3);
        for (int l : machine.layers(false)) {
            for (int i = 0; i < ROWS * states.size(l); i++) {
                assertEquals(states.state(l)[i], states.mean(l)[i]);
            }
        }
    }

    @Test
    void gibbsSweepsReachThePosterior() {
        for (Machine machine : List.of(DeepMachines.all().get(1), DeepMachines.skipping())) {
            Parameters parameters = TinyMachines.random(machine, 0.8, 77);
            Enumeration all = Enumeration.of(machine, parameters, 1);
            GibbsSampler sampler = new GibbsSampler(machine, Kernels.elementwise(), Kernels.batchProducts());
            sampler.load(parameters.values());
            HiddenUnits units = new HiddenUnits(machine, Kernels.elementwise(), sampler);
            States states = new States(machine);
            int rows = 40_000;
            states.resize(rows);
            double[] row = {1, 0, 1, 1};
            for (int i = 0; i < 4 * rows; i++) {
                states.state(0)[i] = (float) row[i % 4];
            }
            DrawKey key = DrawKey.of(5, 0, 2);
            units.noise(states, key);
            units.clamp(states);
            for (int sweep = 1; sweep <= 30; sweep++) {
                units.sweep(states, 1, key, sweep);
            }
            double total = 0;
            double[][] exact = new double[machine.layerCount()][];
            for (int l = 1; l < exact.length; l++) {
                exact[l] = new double[machine.layer(l).size()];
            }
            for (int n = 0; n < all.count(); n++) {
                double[][] state = all.state(n);
                double p = java.util.Arrays.equals(state[0], row) ? all.probability(n) : 0;
                total += p;
                for (int l = 1; l < exact.length; l++) {
                    for (int i = 0; i < exact[l].length; i++) {
                        exact[l][i] += p * state[l][i];
                    }
                }
            }
            for (int l = 1; l < exact.length; l++) {
                for (int i = 0; i < exact[l].length; i++) {
                    double sum = 0;
                    for (int r = 0; r < rows; r++) {
                        sum += states.state(l)[r * exact[l].length + i];
                    }
                    // 5 standard errors of 40,000 independent bits.
                    assertEquals(exact[l][i] / total, sum / rows, 0.0125, "layer " + l + ", unit " + i);
                }
            }
        }
    }
}
