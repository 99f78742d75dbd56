package io.github.sparkboltzmann.job.study.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.job.study.general.FinalStates.Draws;
import io.github.sparkboltzmann.sample.Enumeration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ends of chains against exact distributions, on few machines and chains; what the tests are blind to would show in the planted faults. */
class SamplerPartTest {
    private static final int BLOCKS = 16;
    private static final int SWEEPS = 60;

    private static double p(RandomMachine run, RandomMachine against, Draws draws) {
        Enumeration exact = Enumeration.of(against.machine, against.parameters, against.temperature);
        return ChiSquare.of(FinalStates.count(run, BLOCKS, SWEEPS, 3, draws), exact).p;
    }

    @Test
    void chainsOfEachKindEndInTheBoltzmannDistribution() {
        for (int n : new int[] {0, 3, 7, 9, 14}) {
            RandomMachine machine = RandomMachine.of(n, 1);
            double p = p(machine, machine, Draws.ONCE);
            assertTrue(p > 1e-3, machine.name + ": " + p);
        }
    }

    @Test
    void plantedFaultsAreCaught() {
        RandomMachine machine = RandomMachine.of(3, 1);
        assertTrue(p(machine.at(1.1 * machine.temperature), machine, Draws.ONCE) < 1e-4);
        assertTrue(p(machine.withoutLargestCoupling(), machine, Draws.ONCE) < 1e-4);
        assertTrue(p(machine, machine, Draws.IN_TWO_SWEEPS) < 1e-4);
        assertTrue(p(machine, machine, Draws.IN_TWO_CHAINS) < 1e-4);
    }

    @Test
    void gradientsAreThoseOfFiniteDifferencesAndUpdatesBalance() {
        for (int n : new int[] {0, 5, 7, 14}) {
            RandomMachine machine = RandomMachine.of(n, 1);
            Enumeration exact = Enumeration.of(machine.machine, machine.parameters, machine.temperature);
            assertTrue(ExactChecks.gradientError(machine) < 1e-4, machine.name);
            assertTrue(ExactChecks.imbalance(machine, exact) < 1e-6, machine.name);
            Enumeration hotter = Enumeration.of(machine.machine, machine.parameters, 1.1 * machine.temperature);
            assertTrue(ExactChecks.imbalance(machine, hotter) > 1e-3, machine.name);
        }
    }

    @Test
    void cellsExpectFiveOrMoreAndHoldAllCounts() {
        RandomMachine machine = RandomMachine.of(0, 1);
        Enumeration exact = Enumeration.of(machine.machine, machine.parameters, machine.temperature);
        int[] counts = new int[exact.count()];
        int chains = 10_000;
        for (int n = 0; n < counts.length; n++) {
            counts[n] = (int) Math.round(chains * exact.probability(n));
        }
        ChiSquare test = ChiSquare.of(counts, exact);
        assertTrue(test.cells > 20 && test.cells < counts.length, "" + test.cells);
        assertTrue(test.p > 0.999, "" + test.p);
    }

    @Test
    void theTwentyMachinesCoverAllKindsAndTemperatures() {
        Set<Double> temperatures = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int n = 0; n < RandomMachine.COUNT; n++) {
            RandomMachine machine = RandomMachine.of(n, 1);
            temperatures.add(machine.temperature);
            names.add(machine.name.replaceAll("\\d+", "").strip());
            int units = machine.machine.layers().stream()
                    .mapToInt(layer -> layer.size())
                    .sum();
            assertTrue(units >= 8 && units <= 14, machine.name + ": " + units);
        }
        assertEquals(RandomMachine.COUNT, temperatures.size());
        assertEquals(10, new HashSet<>(names).size());
        assertEquals(0.5, temperatures.stream().min(Double::compare).orElseThrow(), 1e-12);
        assertEquals(4, temperatures.stream().max(Double::compare).orElseThrow(), 1e-12);
    }
}
