package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ChainName;
import io.github.sparkboltzmann.sample.Sampling;
import io.github.sparkboltzmann.sample.SamplingSettings;
import java.util.Arrays;

/**
 * The shifter problem: the second of two groups of 8 units is the first, shifted to the left, not at all, or to the right by one place around the ring; one of three
 * further units says which. All 3 x 256 cases.
 *
 * <p>No pair of units tells the shift: it is a matter of three, and so of hidden units. Vectors of all zeros or ones, and of alternating ones, look the same under two or three
 * shifts, so that an ideal reader gets 762 of the 768 cases right on average.
 *
 * <p>Source: Hinton and Sejnowski, "Learning and relearning in Boltzmann machines", in Parallel Distributed Processing 1, 1986, chapter 7.
 */
final class Shifter {
    static final int GROUP = 8;
    static final int SHIFTS = 3;
    static final int CASES = SHIFTS << GROUP;
    private static final int WIDTH = 2 * GROUP + SHIFTS;

    final Machine machine;

    Shifter(int hidden, Connections connections) {
        this.machine = GeneralMachine.of(UnitTypes.BERNOULLI, WIDTH, hidden, connections);
    }

    /** Every case once, in an order in which neighbours have little in common: number {@code 5 c mod 768} in place c. */
    static float[][] rows() {
        float[][] rows = new float[CASES][WIDTH];
        for (int c = 0; c < CASES; c++) {
            int number = c * 5 % CASES;
            int shift = number % SHIFTS;
            int pattern = number / SHIFTS;
            for (int i = 0; i < GROUP; i++) {
                rows[c][i] = pattern >> i & 1;
                rows[c][GROUP + (i + shift - 1 + GROUP) % GROUP] = pattern >> i & 1;
            }
            rows[c][2 * GROUP + shift] = 1;
        }
        return rows;
    }

    /** The part of all cases of which the label unit with the largest mean, both groups clamped, is the shift's. */
    double correct(Parameters parameters, SamplingSettings settings, long seed) {
        float[][] rows = rows();
        float[] given = new float[CASES * WIDTH];
        ChainName[] names = new ChainName[CASES];
        for (int c = 0; c < CASES; c++) {
            System.arraycopy(rows[c], 0, given, c * WIDTH, WIDTH);
            Arrays.fill(given, c * WIDTH + 2 * GROUP, (c + 1) * WIDTH, Float.NaN);
            names[c] = ChainName.numbered(seed, c);
        }
        Sampling sampling =
                new Sampling(machine, parameters.values(), settings, Kernels.elementwise(), Kernels.batchProducts());
        sampling.run(names, given);
        float[] means = sampling.means();
        int correct = 0;
        for (int c = 0; c < CASES; c++) {
            int best = 0;
            for (int shift = 1; shift < SHIFTS; shift++) {
                int at = c * WIDTH + 2 * GROUP;
                best = means[at + shift] > means[at + best] ? shift : best;
            }
            correct += rows[c][2 * GROUP + best] == 1 ? 1 : 0;
        }
        return (double) correct / CASES;
    }
}
