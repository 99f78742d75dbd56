package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

/** The sampler's stationary distribution against the exact Boltzmann distribution. */
class GibbsSamplerTest {
    private static final int CHAINS = 20_000;
    private static final int SWEEPS = 40;

    @Test
    void stationaryDistributionIsTheBoltzmannDistribution() {
        Machine[] machines = {TinyMachines.restricted(), TinyMachines.twoVisibleLayers(), TinyMachines.deep()};
        for (Machine machine : machines) {
            for (double temperature : new double[] {0.7, 1, 2.5}) {
                Parameters parameters = TinyMachines.random(machine, 0.9, 31);
                int[] counts = sample(machine, parameters, temperature, 5);
                double p = pValue(counts, Enumeration.of(machine, parameters, temperature));
                assertTrue(p > 1e-4, machine.layerCount() + " layers at T = " + temperature + ": p = " + p);
            }
        }
    }

    @Test
    void theTestSeesATemperatureThatIsOffByATenthAndACouplingThatIsDropped() {
        Machine machine = TinyMachines.restricted();
        Parameters parameters = TinyMachines.random(machine, 0.9, 31);
        int[] counts = sample(machine, parameters, 1, 5);
        assertTrue(pValue(counts, Enumeration.of(machine, parameters, 1.1)) < 1e-6);
        Parameters dropped = parameters.copy();
        dropped.values()[0] = 0;
        assertTrue(pValue(counts, Enumeration.of(machine, dropped, 1)) < 1e-6);
    }

    @Test
    void aClampedLayerKeepsItsStates() {
        Machine machine = TinyMachines.restricted();
        Parameters parameters = TinyMachines.random(machine, 1, 8);
        States states = new States(machine);
        states.resize(3);
        float[] clamped = {1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0};
        System.arraycopy(clamped, 0, states.state(0), 0, clamped.length);
        sampler(machine, parameters).sweep(states, SweepPlan.visibleClamped(machine), 1, DrawKey.of(1, 1, 1), 0, 0);
        assertArrayEquals(clamped, states.state(0));
    }

    @Test
    void aRowsDrawsDoNotDependOnTheOtherRows() {
        Machine machine = TinyMachines.restricted();
        Parameters parameters = TinyMachines.random(machine, 1, 9);
        States together = new States(machine);
        together.resize(5);
        States alone = new States(machine);
        alone.resize(1);
        SweepPlan plan = SweepPlan.free(machine);
        DrawKey key = DrawKey.of(3, 4, 1);
        for (int sweep = 0; sweep < 4; sweep++) {
            sampler(machine, parameters).sweep(together, plan, 1, key, sweep, 0);
            sampler(machine, parameters).sweep(alone, plan, 1, key, sweep, 3);
        }
        for (int i = 0; i < 4; i++) {
            assertTrue(together.state(0)[3 * 4 + i] == alone.state(0)[i]);
        }
    }

    private static GibbsSampler sampler(Machine machine, Parameters parameters) {
        GibbsSampler sampler = new GibbsSampler(machine, Kernels.elementwise(), Kernels.batchProducts());
        sampler.load(parameters.values());
        return sampler;
    }

    /** How often each joint state ends independent chains. */
    private static int[] sample(Machine machine, Parameters parameters, double temperature, long seed) {
        States states = new States(machine);
        states.resize(CHAINS);
        SweepPlan plan = SweepPlan.free(machine);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sampler(machine, parameters)
                    .sweep(states, plan, (float) (1 / temperature), DrawKey.of(seed, 0, 4), sweep, 0);
        }
        Enumeration all = Enumeration.of(machine, parameters, temperature);
        int[] counts = new int[all.count()];
        for (int r = 0; r < CHAINS; r++) {
            double[][] state = new double[machine.layerCount()][];
            for (int l = 0; l < state.length; l++) {
                state[l] = new double[states.size(l)];
                for (int i = 0; i < state[l].length; i++) {
                    state[l][i] = states.state(l)[r * state[l].length + i];
                }
            }
            counts[all.number(state)]++;
        }
        return counts;
    }

    /** Chi-square with states pooled until a cell expects 5 or more. */
    private static double pValue(int[] counts, Enumeration all) {
        List<double[]> cells = new ArrayList<>();
        double[] cell = new double[2];
        for (int n = 0; n < counts.length; n++) {
            cell[0] += counts[n];
            cell[1] += CHAINS * all.probability(n);
            if (cell[1] >= 5) {
                cells.add(cell);
                cell = new double[2];
            }
        }
        cells.get(cells.size() - 1)[0] += cell[0];
        cells.get(cells.size() - 1)[1] += cell[1];
        double chiSquare = cells.stream()
                .mapToDouble(c -> (c[0] - c[1]) * (c[0] - c[1]) / c[1])
                .sum();
        return 1 - new ChiSquaredDistribution(cells.size() - 1).cumulativeProbability(chiSquare);
    }
}
