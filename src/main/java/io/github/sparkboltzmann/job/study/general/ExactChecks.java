package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.gradient.ExactGradient;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.ExactGeneral;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;

/** What has to hold of one machine to the last digits: the gradient that of finite differences, and detailed balance of the sampler's conditional probabilities. */
final class ExactChecks {
    private static final int ROWS = 4;
    private static final float STEP = 1f / 256;

    private ExactChecks() {}

    /**
     * The largest distance of the exact gradient of the mean log-likelihood, at the machine's temperature, from its central differences.
     *
     * <pre>
     * (L(w + d) - L(w - d)) / 2 d,    L = 1 / R sum_r log P(v_r)
     * </pre>
     */
    static double gradientError(RandomMachine random) {
        Machine machine = random.machine;
        Parameters parameters = random.scaled();
        double[][][] rows = rows(machine);
        double[] exact = ExactGradient.of(machine, parameters, rows);
        ExactGeneral general = new ExactGeneral(machine);
        float[] visible = flat(machine, rows);
        float[] w = parameters.values();
        double worst = 0;
        for (Block block : machine.layout().blocks()) {
            for (int i = block.offset(); i < block.end(); i++) {
                int twin = twin(machine, block, i);
                if (twin < 0) {
                    continue;
                }
                float before = w[i];
                float above = before + STEP;
                float below = before - STEP;
                w[i] = w[twin] = above;
                double up = logLikelihood(general, w, visible);
                w[i] = w[twin] = below;
                double down = logLikelihood(general, w, visible);
                w[i] = w[twin] = before;
                worst = Math.max(worst, Math.abs((up - down) / ((double) above - below) - exact[i]));
            }
        }
        return worst;
    }

    /** The place of the same weight's other copy in a dense lateral block, itself in other blocks; -1 where there is no weight. */
    private static int twin(Machine machine, Block block, int index) {
        for (int c = 0; c < machine.couplings().size(); c++) {
            if (machine.weights(c).offset() == block.offset()
                    && machine.coupling(c).isLateral()
                    && !machine.coupling(c).isSparse()) {
                int i = (index - block.offset()) / block.columns();
                int j = (index - block.offset()) % block.columns();
                return i == j ? -1 : block.offset() + j * block.columns() + i;
            }
        }
        return index;
    }

    private static double logLikelihood(ExactGeneral general, float[] w, float[] visible) {
        double sum = 0;
        int width = visible.length / ROWS;
        for (int r = 0; r < ROWS; r++) {
            sum += general.minusFreeEnergy(w, visible, r * width);
        }
        return sum / ROWS - general.logPartitionFunction(w, 1);
    }

    /** Visible states of some pattern; general machines have one visible layer, the first. */
    private static double[][][] rows(Machine machine) {
        UnitType type = machine.layer(0).type();
        double[][][] rows = new double[ROWS][machine.layerCount()][];
        for (int r = 0; r < ROWS; r++) {
            rows[r][0] = new double[machine.layer(0).size()];
            for (int i = 0; i < rows[r][0].length; i++) {
                rows[r][0][i] = (i * 5 + r * 3) % 7 < 2 + r ? type.highest() : type.lowest();
            }
        }
        return rows;
    }

    private static float[] flat(Machine machine, double[][][] rows) {
        int width = machine.layer(0).size();
        float[] flat = new float[ROWS * width];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / width][0][i % width];
        }
        return flat;
    }

    /**
     * The largest violation of detailed balance over all states {@code s} and all units, {@code s'} being {@code s} with the unit in its other state.
     *
     * <pre>
     * | P(s) P(s -&gt; s') - P(s') P(s' -&gt; s) | / (P(s) + P(s'))       P(s -&gt; s') from GibbsSampler.mean at s, the reverse at s'
     * </pre>
     */
    static double imbalance(RandomMachine random, Enumeration all) {
        Machine machine = random.machine;
        GibbsSampler sampler = new GibbsSampler(machine, Kernels.elementwise(), Kernels.batchProducts());
        sampler.load(random.parameters.values());
        States states = new States(machine);
        states.resize(all.count());
        for (int n = 0; n < all.count(); n++) {
            double[][] state = all.state(n);
            for (int l = 0; l < state.length; l++) {
                for (int i = 0; i < state[l].length; i++) {
                    states.state(l)[n * state[l].length + i] = (float) state[l][i];
                }
            }
        }
        double worst = 0;
        int bit = 1;
        for (int l = 0; l < machine.layerCount(); l++) {
            sampler.mean(states, l, (float) (1 / random.temperature));
            UnitType type = machine.layer(l).type();
            int units = states.size(l);
            for (int i = 0; i < units; i++, bit <<= 1) {
                for (int n = 0; n < all.count(); n++) {
                    if ((n & bit) == 0) {
                        double low = all.probability(n);
                        double high = all.probability(n | bit);
                        double gap = type.highest() - type.lowest();
                        double up = (states.mean(l)[n * units + i] - type.lowest()) / gap;
                        double down = 1 - (states.mean(l)[(n | bit) * units + i] - type.lowest()) / gap;
                        worst = Math.max(worst, Math.abs(low * up - high * down) / (low + high));
                    }
                }
            }
        }
        return worst;
    }
}
