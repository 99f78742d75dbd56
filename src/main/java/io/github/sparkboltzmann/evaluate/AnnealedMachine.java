package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.SummedLayers;
import io.github.sparkboltzmann.sample.TwoLayers;
import java.util.stream.IntStream;

/**
 * Annealed chains between independent units and a machine: {@link Annealing} where it is restricted, of Bernoulli units, {@link GeneralAnnealing} else.
 *
 * <p>A chain's state holds the layers that are not summed out ({@link #kept}): visible units where hidden ones are independent given them; of a deep machine
 * v - h1 - h2 the units of h1 alone, or v and h2; all units where each layer is coupled to itself.
 */
public interface AnnealedMachine {
    /** Whether a machine has one visible layer, all layers are of two-state units, and it is no stack. */
    static boolean isPossible(Machine machine) {
        return machine.layers(true).length == 1
                && JointEnergy.isOf(machine)
                && machine.layers().stream().allMatch(layer -> layer.type().hasTwoStates());
    }

    /**
     * The chains of a machine.
     *
     * @param parameters not changed, and not copied where the machine is restricted
     * @throws IllegalArgumentException if {@link #isPossible} does not hold
     */
    static AnnealedMachine of(
            Machine machine, float[] parameters, IndependentUnits base, Elementwise kernels, BatchProducts products) {
        return TwoLayers.areThere(machine)
                ? new Annealing(new TwoLayers(machine, parameters, kernels, products), base, kernels)
                : new GeneralAnnealing(machine, parameters, base, kernels, products);
    }

    /** For each layer whether its units are summed out: the hidden ones where they are independent given the visible ones, else those of {@link SummedLayers}. */
    static boolean[] summed(Machine machine) {
        if (!machine.hasIndependentHidden()) {
            return SummedLayers.of(machine);
        }
        boolean[] hidden = new boolean[machine.layerCount()];
        for (int l : machine.layers(false)) {
            hidden[l] = true;
        }
        return hidden;
    }

    /** The layers whose states a chain holds, one after the other in each state: visible before hidden, each in the machine's order. */
    static int[] kept(Machine machine) {
        boolean[] summed = summed(machine);
        return IntStream.concat(IntStream.of(machine.layers(true)), IntStream.of(machine.layers(false)))
                .filter(l -> !summed[l])
                .toArray();
    }

    /** Units of a chain's state. */
    static int width(Machine machine) {
        return IntStream.of(kept(machine)).map(l -> machine.layer(l).size()).sum();
    }

    /**
     * {@code log Z0} of the independent units that chains begin with, hidden units without bias, in nats.
     *
     * <pre>
     * sum_i low a0_i + softplus((high - low) a0_i) + hidden log 2           hidden: the units of all hidden layers
     * </pre>
     */
    static double logBase(Machine machine, IndependentUnits base) {
        int hidden = IntStream.of(machine.layers(false))
                .map(l -> machine.layer(l).size())
                .sum();
        UnitType type = machine.layer(machine.layers(true)[0]).type();
        double sum = base.logPartitionFunction(hidden);
        for (float logOdds : base.biases()) {
            sum += type.lowest() * logOdds / (type.highest() - type.lowest());
        }
        return sum;
    }

    /**
     * Log-weights of chains from the base to the machine: {@code E[w] = Z / Z0}.
     *
     * @param beta from 0 to 1
     * @param key of the run; a chain's draws are those of its number
     * @param first the number of the first chain
     */
    double[] up(double[] beta, int chains, DrawKey key, int first);

    /**
     * Log-weights of chains from samples of the machine to the base: {@code E[w] = Z0 / Z} if the samples are exact.
     *
     * @param beta from 0 to 1, as for {@link #up}; walked backwards
     * @param samples states {@code [chains, width]}; overwritten
     */
    double[] down(double[] beta, float[] samples, int chains, DrawKey key, int first);

    /** Units of a chain's state. */
    int width();

    /** States {@code [chains, width]} of units without inputs and biases. Sweep 0 of the key. */
    float[] noise(int chains, DrawKey key, int first);

    /**
     * Gibbs sweeps of the machine itself.
     *
     * @param samples {@code [chains, width]}, where the chains stand; receives where they end
     */
    void sweep(float[] samples, int chains, int sweeps, DrawKey key, int first);
}
