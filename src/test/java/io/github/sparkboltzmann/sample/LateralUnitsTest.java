package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Unit-by-unit updates against plain loops, dense against sparse, and what colours promise. */
class LateralUnitsTest {
    private static final DrawKey KEY = DrawKey.of(5, 6, 7);

    @Test
    void aSweepIsThatOfAPlainLoopInTheSameOrder() {
        for (UnitType type : new UnitType[] {UnitTypes.BERNOULLI, UnitTypes.named("spin")}) {
            Machine machine = GeneralMachine.of(type, 150, 20, Connections.FULL);
            Parameters parameters = TinyMachines.random(machine, 0.2, 3);
            States fast = start(machine, 7);
            States plain = start(machine, 7);
            GibbsSampler sampler = sampler(machine, parameters);
            for (int sweep = 1; sweep <= 3; sweep++) {
                for (int layer = 0; layer < 2; layer++) {
                    sampler.draw(fast, layer, 0.8f, KEY, sweep, 2);
                    plainDraw(machine, parameters, plain, layer, 0.8, sweep, 2);
                    assertArrayEquals(plain.state(layer), fast.state(layer), type + ", sweep " + sweep);
                    assertArrayEquals(plain.mean(layer), fast.mean(layer), 1e-5f);
                }
            }
        }
    }

    /** Blocks and their units in the order that the keyed numbers say, one unit after the other, all inputs anew from the definition. */
    private static void plainDraw(
            Machine machine, Parameters parameters, States states, int layer, double beta, int sweep, int firstRow) {
        int units = states.size(layer);
        int rows = states.rows();
        UnitType type = machine.layer(layer).type();
        float[] u = new float[rows * units];
        Kernels.elementwise().uniform(u, rows, units, KEY.at(sweep, layer), firstRow);
        DrawKey order = LateralUnits.orderKey(KEY, sweep, layer);
        int blocks = (units + DenseLateral.BLOCK - 1) / DenseLateral.BLOCK;
        for (int block : permuted(blocks, order, 0)) {
            int first = block * DenseLateral.BLOCK;
            for (int k : permuted(Math.min(DenseLateral.BLOCK, units - first), order, block + 1)) {
                for (int r = 0; r < rows; r++) {
                    double z = input(machine, parameters, states, layer, r, first + k);
                    double p = 1 / (1 + Math.exp(-beta * (type.highest() - type.lowest()) * z));
                    int at = r * units + first + k;
                    states.mean(layer)[at] = (float) (type.lowest() + p * (type.highest() - type.lowest()));
                    states.state(layer)[at] = (float) (u[at] < p ? type.highest() : type.lowest());
                }
            }
        }
    }

    private static int[] permuted(int count, DrawKey key, int row) {
        float[] u = new float[count];
        Kernels.elementwise().uniform(u, 1, count, key, row);
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = (int) (u[i] * (i + 1));
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static double input(Machine machine, Parameters parameters, States states, int layer, int row, int unit) {
        float[] w = parameters.values();
        double z = w[machine.biases(layer).offset() + unit];
        for (int c = 0; c < machine.couplings().size(); c++) {
            int p = machine.coupling(c).first();
            int q = machine.coupling(c).second();
            Block block = machine.weights(c);
            for (int other = 0; p == layer && other < block.columns(); other++) {
                z += w[block.offset() + unit * block.columns() + other]
                        * states.state(q)[row * block.columns() + other];
            }
            for (int other = 0; p != layer && q == layer && other < block.rows(); other++) {
                z += w[block.offset() + other * block.columns() + unit] * states.state(p)[row * block.rows() + other];
            }
        }
        return z;
    }

    @Test
    void givenUnitsKeepTheirStatesAndTheOthersHearOfThem() {
        Machine machine = GeneralMachine.of(UnitTypes.BERNOULLI, 4, 0, Connections.FULL);
        Parameters parameters = TinyMachines.random(machine, 1, 4);
        int rows = 40_000;
        States states = start(machine, rows);
        float[] given = new float[rows * 4];
        Arrays.fill(given, Float.NaN);
        for (int r = 0; r < rows; r++) {
            given[4 * r + 1] = states.state(0)[4 * r + 1] = 1;
            given[4 * r + 2] = states.state(0)[4 * r + 2] = 0;
        }
        GibbsSampler sampler = sampler(machine, parameters);
        for (int sweep = 1; sweep <= 30; sweep++) {
            sampler.drawFree(states, 0, 1, KEY, sweep, 0, given);
        }
        Enumeration all = Enumeration.of(machine, parameters, 1);
        double[] expected = new double[4];
        double[] sampled = new double[4];
        double total = 0;
        for (int n = 0; n < all.count(); n++) {
            double[] state = all.state(n)[0];
            if (state[1] == 1 && state[2] == 0) {
                total += all.probability(n);
                for (int i = 0; i < 4; i++) {
                    expected[i] += all.probability(n) * state[i];
                }
            }
        }
        for (int i = 0; i < 4; i++) {
            for (int r = 0; r < rows; r++) {
                sampled[i] += states.state(0)[4 * r + i] / rows;
            }
            assertEquals(expected[i] / total, sampled[i], 0.012, "unit " + i);
        }
    }

    @Test
    void aSparseMachineHasTheMeansOfItsDenseTwin() {
        int[] edges = {0, 1, 1, 2, 2, 3, 3, 0, 4, 0, 4, 2, 5, 1, 4, 5};
        Machine sparse = GeneralMachine.ofGraph(UnitTypes.BERNOULLI, 4, 2, edges);
        Parameters parameters = TinyMachines.random(sparse, 1.2, 8);
        Enumeration all = Enumeration.of(sparse, parameters, 1);
        States states = start(sparse, 40_000);
        GibbsSampler sampler = sampler(sparse, parameters);
        for (int sweep = 1; sweep <= 40; sweep++) {
            sampler.sweep(states, SweepPlan.free(sparse), 1, KEY, sweep, 0);
        }
        double[] expected = all.expectations();
        for (int l = 0; l < 2; l++) {
            Block b = sparse.biases(l);
            for (int i = 0; i < b.length(); i++) {
                double sum = 0;
                for (int r = 0; r < states.rows(); r++) {
                    sum += states.state(l)[r * b.length() + i];
                }
                assertEquals(expected[b.offset() + i], sum / states.rows(), 0.012, "layer " + l + ", unit " + i);
            }
        }
    }

    @Test
    void aLatticeHasTwoColoursAndNoColourHasAnEdgeInside() {
        Machine lattice = GeneralMachine.ofGraph(UnitTypes.named("spin"), 30, 0, GeneralMachine.lattice(5, 6));
        assertEquals(2, GraphColouring.of(lattice.coupling(0).edges()).colours());
        int[] triangles = {0, 1, 1, 2, 2, 0, 2, 3, 3, 4, 4, 2, 5, 6};
        var edges = GeneralMachine.ofGraph(UnitTypes.BERNOULLI, 8, 0, triangles)
                .coupling(0)
                .edges();
        GraphColouring colouring = GraphColouring.of(edges);
        assertEquals(3, colouring.colours());
        Set<Integer> seen = new HashSet<>();
        for (int c = 0; c < colouring.colours(); c++) {
            Set<Integer> group = new HashSet<>();
            Arrays.stream(colouring.units(c)).forEach(group::add);
            seen.addAll(group);
            for (int e = 0; e < edges.places(); e++) {
                assertTrue(!group.contains(edges.row(e)) || !group.contains(edges.column(e)));
            }
        }
        assertEquals(8, seen.size());
    }

    private static States start(Machine machine, int rows) {
        States states = new States(machine);
        states.resize(rows);
        for (int l = 0; l < machine.layerCount(); l++) {
            UnitType type = machine.layer(l).type();
            for (int i = 0; i < rows * states.size(l); i++) {
                states.state(l)[i] = (float) (i * 2654435761L % 7 < 3 ? type.highest() : type.lowest());
            }
        }
        return states;
    }

    private static GibbsSampler sampler(Machine machine, Parameters parameters) {
        GibbsSampler sampler = new GibbsSampler(machine, Kernels.elementwise(), Kernels.batchProducts());
        sampler.load(parameters.values());
        return sampler;
    }
}
