package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;
import java.util.Arrays;

/**
 * Independent chains from noise: how many of them end in each joint state, numbered as {@link io.github.sparkboltzmann.sample.Enumeration} does.
 *
 * <p>Chains run in blocks of {@value #BLOCK}, each a partition of the key. The faults that a use of draws may have are here, so that tests of the sampler can be tested.
 */
final class FinalStates {
    /** Chains that run side by side: their states stay in the cache. */
    static final int BLOCK = 1_024;

    /** How draws are used. */
    enum Draws {
        /** Each once. */
        ONCE,
        /** The draws of one sweep, order of units included, are those of the next one, too. */
        IN_TWO_SWEEPS,
        /** The draws of a block of chains are those of the next block, too. */
        IN_TWO_CHAINS
    }

    private FinalStates() {}

    /** Counts by joint state, of so many blocks of chains after so many sweeps. */
    static int[] count(RandomMachine random, int blocks, int sweeps, long seed, Draws draws) {
        Machine machine = random.machine;
        GibbsSampler sampler = new GibbsSampler(machine, Kernels.elementwise(), Kernels.batchProducts());
        sampler.load(random.parameters.values());
        States states = new States(machine);
        states.resize(BLOCK);
        SweepPlan plan = SweepPlan.free(machine);
        int units = machine.layers().stream().mapToInt(layer -> layer.size()).sum();
        int[] counts = new int[1 << units];
        float beta = (float) (1 / random.temperature);
        for (int block = 0; block < blocks; block++) {
            DrawKey key = DrawKey.of(seed, 0, Purpose.SAMPLING.number())
                    .partition(draws == Draws.IN_TWO_CHAINS ? block / 2 : block);
            noise(machine, states, key.rung(1));
            for (int sweep = 1; sweep <= sweeps; sweep++) {
                sampler.sweep(states, plan, beta, key, draws == Draws.IN_TWO_SWEEPS ? (sweep + 1) / 2 : sweep, 0);
            }
            add(machine, states, counts);
        }
        return counts;
    }

    /** Each unit in each of its two states with probability 1/2. */
    private static void noise(Machine machine, States states, DrawKey key) {
        for (int l = 0; l < machine.layerCount(); l++) {
            UnitType type = machine.layer(l).type();
            float[] state = states.state(l);
            Kernels.elementwise().uniform(state, states.rows(), states.size(l), key.at(0, l), 0);
            for (int i = 0; i < states.rows() * states.size(l); i++) {
                state[i] = (float) (state[i] < 0.5f ? type.lowest() : type.highest());
            }
        }
    }

    private static void add(Machine machine, States states, int[] counts) {
        int[] number = new int[states.rows()];
        int bit = 0;
        for (int l = 0; l < machine.layerCount(); l++) {
            float high = (float) machine.layer(l).type().highest();
            for (int i = 0; i < states.size(l); i++, bit++) {
                for (int r = 0; r < number.length; r++) {
                    number[r] |= states.state(l)[r * states.size(l) + i] == high ? 1 << bit : 0;
                }
            }
        }
        Arrays.stream(number).forEach(n -> counts[n]++);
    }
}
