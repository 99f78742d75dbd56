package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.WakeSleepMachine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;
import java.util.Arrays;

/**
 * The units of a machine of wake-sleep by one pass of means: recognition upward, generation downward from the top step.
 *
 * <pre>
 * up:    m_l = sigmoid(r_l + m_(l-1) R_l),   m_0 = v,  l = 1..L-1;     top: m_L given m_(L-1), and the row's label where there are label units
 * down:  d_(L-1) of the top step given m_L;   d_(l-1) = sigmoid(g_l + G_l d_l),  l = L-1..1
 * </pre>
 *
 * <p>Recognised means stay when it goes down. There is no free energy in closed form: NaN.
 */
final class BeliefPass implements Inference {
    private final Machine machine;
    private final GibbsSampler sampler;
    private final int directed;
    private final int[] hidden;

    BeliefPass(Machine machine, GibbsSampler sampler) {
        this.machine = machine;
        this.sampler = sampler;
        this.directed = WakeSleepMachine.directedSteps(machine);
        this.hidden = new int[directed + 1];
        for (int l = 1; l <= directed; l++) {
            hidden[l - 1] = WakeSleepMachine.recognitionHidden(l);
        }
        hidden[directed] = WakeSleepMachine.topHidden(machine);
    }

    @Override
    public void load(float[] parameters) {
        // The sampler has them.
    }

    @Override
    public void forget() {
        // Nothing is kept.
    }

    @Override
    public void infer(States states) {
        for (int l = 1; l <= directed; l++) {
            int recognised = WakeSleepMachine.recognitionHidden(l);
            sampler.mean(states, recognised, 1);
            copy(
                    states,
                    recognised,
                    l < directed ? WakeSleepMachine.recognitionLower(l + 1) : WakeSleepMachine.topLower(machine));
        }
        sampler.mean(states, WakeSleepMachine.topHidden(machine), 1);
    }

    /** Leaves the lowest step's generating layer at the means that the layers above give it. */
    @Override
    public void descend(States states) {
        int top = WakeSleepMachine.topHidden(machine);
        copy(states, top, top);
        int above = WakeSleepMachine.topLower(machine);
        sampler.mean(states, above, 1);
        for (int l = directed; l >= 1; l--) {
            copy(states, above, WakeSleepMachine.generationHidden(l));
            above = WakeSleepMachine.generationLower(l);
            if (l > 1) {
                sampler.mean(states, above, 1);
            }
        }
    }

    @Override
    public int reconstructed(int visible) {
        return WakeSleepMachine.generationLower(1);
    }

    /** The means of one layer become another's states. */
    private static void copy(States states, int from, int to) {
        System.arraycopy(states.mean(from), 0, states.state(to), 0, states.rows() * states.size(from));
    }

    @Override
    public void freeEnergy(States states, double[] out) {
        Arrays.fill(out, 0, states.rows(), Double.NaN);
    }

    @Override
    public int[] hiddenLayers() {
        return hidden;
    }
}
