package io.github.sparkboltzmann.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.DeepMachines;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.evaluate.LogZEstimate.Direction;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Float32Products;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.ExactPartition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Annealed estimates of machines of several hidden layers in both directions against enumeration, and planted faults that they must show. */
class DeepAnnealingTest {
    private static final double[] FEW = InverseTemperatures.of(5);
    private static final int CHAINS = 10_000;

    private static AnnealedMachine of(Machine machine, float[] parameters, IndependentUnits base) {
        return AnnealedMachine.of(
                machine, parameters, base, Kernels.elementwise(), new Float32Products(Kernels.matrixProduct()));
    }

    /** Of every way of keeping layers: the lowest hidden one, visible ones and a higher one, all. */
    private static List<Machine> machines() {
        List<Machine> machines = new ArrayList<>(DeepMachines.all());
        machines.add(DeepMachine.of(UnitTypes.BERNOULLI, 2, UnitTypes.BERNOULLI, 4, 2, 4));
        machines.add(DeepMachine.of(UnitTypes.named("spin"), 3, UnitTypes.BERNOULLI, 6, 2));
        machines.add(DeepMachines.twoSides());
        return machines;
    }

    private static IndependentUnits base(Machine machine, Enumeration all) {
        Block bias = machine.biases(0);
        return IndependentUnits.of(machine, Arrays.copyOfRange(all.expectations(), bias.offset(), bias.end()), 1_000);
    }

    /** Exact samples of the layers that are kept. */
    private static float[] samples(Machine machine, Enumeration all, int chains) {
        Random random = new Random(6);
        int width = AnnealedMachine.width(machine);
        float[] samples = new float[chains * width];
        for (int r = 0; r < chains; r++) {
            double u = random.nextDouble();
            int n = 0;
            while (n < all.count() - 1 && u >= all.probability(n)) {
                u -= all.probability(n++);
            }
            int at = r * width;
            for (int layer : AnnealedMachine.kept(machine)) {
                for (double s : all.state(n)[layer]) {
                    samples[at++] = (float) s;
                }
            }
        }
        return samples;
    }

    private static LogZEstimate estimate(
            Direction direction, Machine machine, Enumeration all, float[] annealed, float[] samples) {
        boolean up = direction == Direction.UP;
        IndependentUnits base = base(machine, all);
        DrawKey key = DrawKey.of(7, 0, (up ? Purpose.ANNEALING_UP : Purpose.ANNEALING_DOWN).number());
        AnnealedMachine annealing = of(machine, annealed, base);
        double[] logWeights =
                up ? annealing.up(FEW, CHAINS, key, 0) : annealing.down(FEW, samples.clone(), CHAINS, key, 0);
        return LogZEstimate.of(direction, AnnealedMachine.logBase(machine, base), logWeights);
    }

    /** However few temperatures: the mean of weights is the ratio of partition functions. A coupling or a layer's biases left out are not that machine. */
    @Test
    void weightsAreUnbiasedInBothDirectionsAndFaultsAreFound() {
        int faults = 0;
        for (Machine machine : machines()) {
            Parameters parameters = TinyMachines.random(machine, DeepMachines.deviation(machine), 81);
            Enumeration all = Enumeration.of(machine, parameters, 1);
            float[] samples = samples(machine, all, CHAINS);
            for (Direction direction : Direction.values()) {
                LogZEstimate estimate = estimate(direction, machine, all, parameters.values(), samples);
                double error = estimate.standardError();
                assertTrue(error < 0.05, machine.layers() + ": error " + error);
                assertEquals(all.logPartitionFunction(), estimate.value(), 4 * error, direction.toString());
                for (Block block : machine.layout().blocks()) {
                    float[] wrong = parameters.values().clone();
                    Arrays.fill(wrong, block.offset(), block.end(), 0f);
                    LogZEstimate other = estimate(direction, machine, all, wrong, samples);
                    faults += Math.abs(other.value() - all.logPartitionFunction()) < 5 * other.standardError() ? 1 : 0;
                }
            }
        }
        // Some blocks are small by chance, and one that is left out may change log Z by nearly nothing.
        assertTrue(faults <= 6, faults + " faults were not seen");
    }

    /** A chain stays at the machine's distribution: annealing down from samples that were swept on is unbiased still. */
    @Test
    void sweepsLeaveTheDistributionAsItIs() {
        for (Machine machine : machines()) {
            Parameters parameters = TinyMachines.random(machine, DeepMachines.deviation(machine), 82);
            Enumeration all = Enumeration.of(machine, parameters, 1);
            AnnealedMachine annealing = of(machine, parameters.values(), base(machine, all));
            int chains = 20_000;
            DrawKey key = DrawKey.of(3, 0, Purpose.CHAIN_STARTS.number());
            float[] states = annealing.noise(chains, key, 0);
            annealing.sweep(states, chains, 40, key, 0);
            int at = 0;
            for (int layer : AnnealedMachine.kept(machine)) {
                Block bias = machine.biases(layer);
                double gap = machine.layer(layer).type().highest()
                        - machine.layer(layer).type().lowest();
                for (int i = 0; i < bias.length(); i++) {
                    double sum = 0;
                    for (int r = 0; r < chains; r++) {
                        sum += states[r * annealing.width() + at];
                    }
                    // Five standard errors of independent chains.
                    assertEquals(all.expectations()[bias.offset() + i], sum / chains, 0.0177 * gap, "layer " + layer);
                    at++;
                }
            }
            assertEquals(annealing.width(), at);
        }
    }

    @Test
    void theLargestIndependentLayersAreSummedOut() {
        Machine deep = DeepMachine.of(UnitTypes.BERNOULLI, 784, UnitTypes.BERNOULLI, 500, 1000);
        assertArrayEquals(new int[] {1}, AnnealedMachine.kept(deep));
        assertEquals(500, AnnealedMachine.width(deep));
        Machine wide = DeepMachine.of(UnitTypes.BERNOULLI, 10, UnitTypes.BERNOULLI, 50, 10, 30);
        assertArrayEquals(new int[] {0, 2}, AnnealedMachine.kept(wide));
        assertArrayEquals(new int[] {0, 1}, AnnealedMachine.kept(DeepMachines.skipping()));
        double base = AnnealedMachine.logBase(deep, IndependentUnits.uniform(784));
        assertEquals((784 + 1500) * Math.log(2), base, 1e-9);
    }

    /** Many units on the layers that are summed out; exact by enumeration of the one that is kept. */
    @Test
    void aMachineOfManyUnitsIsFound() {
        Machine machine = DeepMachine.of(UnitTypes.BERNOULLI, 60, UnitTypes.BERNOULLI, 12, 40);
        Parameters parameters = TinyMachines.random(machine, 0.25, 83);
        double exact = ExactPartition.of(machine).logPartitionFunction(parameters.values(), 1);
        IndependentUnits base = IndependentUnits.uniform(60);
        double[] logWeights =
                of(machine, parameters.values(), base).up(InverseTemperatures.of(1_000), 50, DrawKey.of(1, 0, 200), 0);
        LogZEstimate estimate = LogZEstimate.of(Direction.UP, AnnealedMachine.logBase(machine, base), logWeights);
        assertTrue(estimate.standardError() < 0.05, "error " + estimate.standardError());
        assertEquals(exact, estimate.value(), 4 * estimate.standardError());
    }

    @Test
    void aChainsDrawsAreThoseOfItsNumber() {
        for (Machine machine : machines()) {
            Parameters parameters = TinyMachines.random(machine, 0.5, 84);
            AnnealedMachine annealing = of(
                    machine,
                    parameters.values(),
                    IndependentUnits.uniform(machine.layer(0).size()));
            double[] beta = InverseTemperatures.of(50);
            DrawKey key = DrawKey.of(9, 0, Purpose.ANNEALING_UP.number());
            double[] all = annealing.up(beta, 20, key, 0);
            double[] later = annealing.up(beta, 5, key, 10);
            for (int r = 0; r < 5; r++) {
                assertEquals(all[10 + r], later[r], 1e-4);
            }
        }
    }
}
