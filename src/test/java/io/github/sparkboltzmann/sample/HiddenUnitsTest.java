package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.DeepMachines;
import io.github.sparkboltzmann.MeanFieldTwin;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static List<Machine> deep() {
        List<Machine> machines = new ArrayList<>(DeepMachines.all());
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
                    double[][] expected = MeanFieldTwin.means(machine, parameters, rows[r], sweeps);
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

    @Test
    void theBoundNeverFallsFromSweepToSweep() {
        for (Machine machine : DeepMachines.all()) {
            for (double deviation : new double[] {0.3, 1, 2.5}) {
                Parameters parameters = TinyMachines.random(machine, deviation, 73);
                double[][] rows = randomRows(machine, 74);
                double[] before = new double[ROWS];
                Arrays.fill(before, Double.NEGATIVE_INFINITY);
                for (int sweeps = 0; sweeps <= 12; sweeps++) {
                    States states = settled(machine, parameters, rows, sweeps);
                    for (int r = 0; r < ROWS; r++) {
                        double bound = MeanFieldTwin.bound(machine, parameters, joint(states, r));
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
                double p = Arrays.equals(state[0], row) ? all.probability(n) : 0;
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

    private record Gap(double bound, double exact, double divergence) {}

    /** {@code log P(v)}, the bound of it, and {@code KL(q || P(h | v))}, all by enumeration but for the means. */
    private static Gap gap(Machine machine, Parameters parameters, Enumeration all, double[] row, double[][] m) {
        double[][] state = m.clone();
        state[0] = row;
        for (int l = 1; l < state.length; l++) {
            state[l] = new double[m[l].length];
            Arrays.fill(state[l], machine.layer(l).type().lowest());
        }
        double exact = all.logProbabilityOfVisible(state);
        double divergence = 0;
        for (int n = 0; n < all.count(); n++) {
            double[][] joint = all.state(n);
            double q = Arrays.equals(joint[0], row) ? MeanFieldTwin.probability(machine, m, joint) : 0;
            divergence += q == 0 ? 0 : q * (Math.log(q) - Math.log(all.probability(n)) + exact);
        }
        double bound = MeanFieldTwin.bound(machine, parameters, m) - all.logPartitionFunction();
        return new Gap(bound, exact, divergence);
    }

    private static double largestGap(Machine machine, Parameters parameters, int sweeps) {
        Enumeration all = Enumeration.of(machine, parameters, 1);
        double[][] rows = randomRows(machine, 78);
        States states = settled(machine, parameters, rows, sweeps);
        double largest = 0;
        for (int r = 0; r < ROWS; r++) {
            Gap gap = gap(machine, parameters, all, rows[r], joint(states, r));
            assertTrue(gap.bound() <= gap.exact() + 1e-6, gap.bound() + " above " + gap.exact());
            assertEquals(gap.divergence(), gap.exact() - gap.bound(), 2e-6);
            largest = Math.max(largest, gap.exact() - gap.bound());
        }
        return largest;
    }

    @Test
    void theBoundLiesBelowTheLikelihoodByTheDivergenceAndIsTightWhereItShouldBe() {
        for (Machine machine : DeepMachines.all()) {
            for (long seed = 0; seed < 3; seed++) {
                double wide = largestGap(machine, TinyMachines.random(machine, 1, seed), 30);
                assertTrue(wide > 1e-3, "gap " + wide);
                double narrow = largestGap(machine, TinyMachines.random(machine, 0.005, seed), 30);
                assertTrue(narrow < 2e-4, "gap of small weights " + narrow);
                Parameters factorial = TinyMachines.random(machine, 1, seed);
                for (int c = 0; c < machine.couplings().size(); c++) {
                    if (machine.coupling(c).first() > 0) {
                        int from = machine.weights(c).offset();
                        Arrays.fill(factorial.values(), from, machine.weights(c).end(), 0f);
                    }
                }
                double none = largestGap(machine, factorial, 1);
                assertTrue(none < 1e-5, "gap of independent hidden units " + none);
            }
        }
    }
}
