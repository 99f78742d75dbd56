package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Energy;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ChainName;
import io.github.sparkboltzmann.sample.Sampling;
import io.github.sparkboltzmann.sample.SamplingSettings;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The encoder problem n-h-n: two groups of n visible units that know of each other through h hidden ones alone; of n vectors each switches one unit of both groups on.
 *
 * <pre>
 * v1 - v1,  v2 - v2,  v1 - h,  v2 - h,  h - h         every pair of them; no v1 - v2
 * </pre>
 *
 * <p>Source: Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines", Cognitive Science 9, 1985, section 4.
 */
final class Encoder {
    final int vectors;
    final int hidden;
    final Machine machine;

    Encoder(int vectors, int hidden) {
        this.vectors = vectors;
        this.hidden = hidden;
        this.machine = GeneralMachine.ofGraph(UnitTypes.BERNOULLI, 2 * vectors, hidden, edges());
    }

    /** Each pair of units that are not in different visible groups. */
    private int[] edges() {
        IntStream.Builder edges = IntStream.builder();
        int units = 2 * vectors + hidden;
        for (int i = 0; i < units; i++) {
            for (int j = i + 1; j < units; j++) {
                if (i >= vectors || j < vectors || j >= 2 * vectors) {
                    edges.add(i).add(j);
                }
            }
        }
        return edges.build().toArray();
    }

    /** {@code 4-2-4} and so on. */
    String name() {
        return vectors + "-" + hidden + "-" + vectors;
    }

    /**
     * Each vector so many times, with noise: a unit that is on is switched off, and one that is off on, with these probabilities.
     *
     * <p>Without noise some states never occur, and weights grow without bound.
     */
    float[][] rows(int copies, double off, double on, long seed) {
        int width = 2 * vectors;
        float[][] rows = new float[vectors * copies][width];
        float[] u = new float[width];
        for (int r = 0; r < rows.length; r++) {
            Kernels.elementwise().uniform(u, 1, width, DrawKey.of(seed, 0, Purpose.BINARISATION.number()), r);
            for (int i = 0; i < width; i++) {
                boolean isOn = i % vectors == r % vectors;
                rows[r][i] = u[i] < (isOn ? 1 - off : on) ? 1 : 0;
            }
        }
        return rows;
    }

    /**
     * Of how many vectors the exact machine completes the second group given the first: the vector has more than half the probability of all states. Where they are
     * all, {@code codes} holds each vector's most probable hidden state given the first group.
     *
     * @param codes {@code [vectors]}, filled
     */
    int completed(Parameters parameters, int[] codes) {
        int correct = 0;
        for (int v = 0; v < vectors; v++) {
            double[] logWeights = logWeights(parameters, v);
            double logZ = Numerics.logSumExp(logWeights);
            double[] second = new double[1 << vectors];
            double[] code = new double[1 << hidden];
            for (int n = 0; n < logWeights.length; n++) {
                double p = Math.exp(logWeights[n] - logZ);
                second[n & second.length - 1] += p;
                code[n >> vectors] += p;
            }
            correct += second[1 << v] > 0.5 ? 1 : 0;
            codes[v] = largest(code);
        }
        return correct;
    }

    /** {@code -E} of all states of the second group (the lower digits) and the hidden units, where the first group is vector {@code v}. */
    private double[] logWeights(Parameters parameters, int v) {
        double[] logWeights = new double[1 << vectors + hidden];
        double[][] state = {new double[2 * vectors], new double[hidden]};
        state[0][v] = 1;
        for (int n = 0; n < logWeights.length; n++) {
            for (int i = 0; i < vectors + hidden; i++) {
                state[i < vectors ? 0 : 1][i < vectors ? vectors + i : i - vectors] = n >> i & 1;
            }
            logWeights[n] = -Energy.of(machine, parameters, state);
        }
        return logWeights;
    }

    private static int largest(double[] x) {
        int best = 0;
        for (int i = 1; i < x.length; i++) {
            best = x[i] > x[best] ? i : best;
        }
        return best;
    }

    /** Whether all vectors are completed, by hidden states that all differ. */
    boolean isSolved(Parameters parameters) {
        int[] codes = new int[vectors];
        return completed(parameters, codes) == vectors
                && Arrays.stream(codes).distinct().count() == vectors;
    }

    /** The part of sampled completions of the second group, given the first, that are the vector, unit for unit. */
    double retrieved(Parameters parameters, SamplingSettings settings, int times, long seed) {
        int chains = vectors * times;
        ChainName[] names = new ChainName[chains];
        float[] given = new float[chains * 2 * vectors];
        for (int c = 0; c < chains; c++) {
            names[c] = ChainName.numbered(seed, c);
            Arrays.fill(given, c * 2 * vectors + vectors, (c + 1) * 2 * vectors, Float.NaN);
            given[c * 2 * vectors + c % vectors] = 1;
        }
        Sampling sampling =
                new Sampling(machine, parameters.values(), settings, Kernels.elementwise(), Kernels.batchProducts());
        sampling.run(names, given);
        float[] states = sampling.states();
        int correct = 0;
        for (int c = 0; c < chains; c++) {
            boolean same = true;
            for (int i = 0; i < vectors; i++) {
                same &= states[c * 2 * vectors + vectors + i] == (i == c % vectors ? 1 : 0);
            }
            correct += same ? 1 : 0;
        }
        return (double) correct / chains;
    }
}
