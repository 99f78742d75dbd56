package io.github.sparkboltzmann.deep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditionals of composed deep machines against those of the steps they are composed of. */
class CompositionTest {
    private static final Machine DEEP = DeepMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3, 5, 2);

    /** Parameters of the steps, multiples of 1/64, whose sums floats hold exactly. */
    private static List<Parameters> steps(Machine deep) {
        List<Parameters> steps = new ArrayList<>();
        for (int l = 1; l <= Composition.steps(deep); l++) {
            Parameters step = TinyMachines.random(Composition.step(deep, l), 1, 40 + l);
            for (int i = 0; i < step.values().length; i++) {
                step.values()[i] = Math.round(64 * step.values()[i]) / 64f;
            }
            steps.add(step);
        }
        return steps;
    }

    private static float[] bits(int units, int seed) {
        float[] bits = new float[units];
        for (int i = 0; i < units; i++) {
            bits[i] = (seed * 7 + i * i * 5 + i) % 3 == 0 ? 1 : 0;
        }
        return bits;
    }

    /** The total inputs of a layer, biases included, given the states of all others. */
    private static float[] inputs(Machine machine, Parameters parameters, int layer, float[]... states) {
        States all = states(machine, states);
        GibbsSampler sampler = sampler(machine, parameters);
        float[] out = new float[machine.layer(layer).size()];
        sampler.inputs().compute(layer, all.states(), 1, out);
        for (int i = 0; i < out.length; i++) {
            out[i] += parameters.values()[machine.biases(layer).offset() + i];
        }
        return out;
    }

    private static States states(Machine machine, float[]... states) {
        States all = new States(machine);
        all.resize(1);
        for (int l = 0; l < states.length; l++) {
            if (states[l] != null) {
                System.arraycopy(states[l], 0, all.state(l), 0, states[l].length);
            }
        }
        return all;
    }

    private static GibbsSampler sampler(Machine machine, Parameters parameters) {
        GibbsSampler sampler = new GibbsSampler(machine, Kernels.elementwise(), Kernels.batchProducts());
        sampler.load(parameters.values());
        return sampler;
    }

    private static float[] twice(float[] bits) {
        float[] result = bits.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= 2;
        }
        return result;
    }

    @Test
    void theInputOfALayerBetweenTwoStepsIsHalfTheSumOfTheirs() {
        List<Parameters> steps = steps(DEEP);
        Parameters composed = Composition.compose(DEEP, steps);
        for (int seed = 0; seed < 6; seed++) {
            float[][] s = new float[4][];
            for (int l = 0; l < 4; l++) {
                s[l] = bits(DEEP.layer(l).size(), seed + l);
            }
            for (int l = 1; l <= 2; l++) {
                float[] lower = l == 1 ? twice(s[0]) : s[l - 1];
                float[] upper = l == 2 ? twice(s[3]) : s[l + 1];
                float[] below = inputs(Composition.step(DEEP, l), steps.get(l - 1), 1, lower, null);
                float[] above = inputs(Composition.step(DEEP, l + 1), steps.get(l), 0, null, upper);
                float[] deep = inputs(DEEP, composed, l, s);
                for (int i = 0; i < deep.length; i++) {
                    assertEquals((below[i] + above[i]) / 2, deep[i], 0f, "layer " + l + ", unit " + i);
                }
            }
        }
    }

    @Test
    void visibleAndTopUnitsHaveTheConditionalsOfTheirSteps() {
        List<Parameters> steps = steps(DEEP);
        Parameters composed = Composition.compose(DEEP, steps);
        float[][] s = {bits(4, 1), bits(3, 2), bits(5, 3), bits(2, 4)};
        States first = states(Composition.step(DEEP, 1), null, s[1]);
        sampler(Composition.step(DEEP, 1), steps.get(0)).mean(first, 0, 1);
        States last = states(Composition.step(DEEP, 3), s[2], null);
        sampler(Composition.step(DEEP, 3), steps.get(2)).mean(last, 1, 1);
        States deep = states(DEEP, s);
        sampler(DEEP, composed).mean(deep, 0, 1);
        sampler(DEEP, composed).mean(deep, 3, 1);
        for (int i = 0; i < 4; i++) {
            // A binomial unit of two trials has twice the mean.
            assertEquals(first.mean(0)[i] / 2, deep.mean(0)[i], 1e-6);
        }
        for (int j = 0; j < 2; j++) {
            assertEquals(last.mean(1)[j] / 2, deep.mean(3)[j], 1e-6);
        }
    }

    @Test
    void withoutWeightsAboveTheFirstStepItsHiddenUnitsAreAsInThatStepWhereBiasesAgree() {
        Machine deep = DeepMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3, 5);
        List<Parameters> steps = steps(deep);
        Machine one = Composition.step(deep, 1);
        Machine two = Composition.step(deep, 2);
        float[] above = steps.get(1).values();
        Arrays.fill(above, two.weights(0).offset(), two.weights(0).end(), 0f);
        // The step above gives no input but its bias, here what the first step gives: then the geometric mean of both
        // is each of them.
        float[] v = bits(4, 2);
        float[] input = inputs(one, steps.get(0), 1, twice(v), null);
        System.arraycopy(input, 0, above, two.biases(0).offset(), 3);
        float[] composed = inputs(deep, Composition.compose(deep, steps), 1, v, null, bits(5, 1));
        for (int i = 0; i < 3; i++) {
            assertEquals(input[i], composed[i], 0f);
        }
    }

    @Test
    void withOneHiddenLayerTheRestrictedMachineIsAll() {
        Machine machine = DeepMachine.of(UnitTypes.named("gaussian"), 4, UnitTypes.BERNOULLI, 3);
        Parameters parameters = TinyMachines.random(machine, 1, 3);
        assertTrue(Composition.step(machine, 1).layout().sameAs(machine.layout()));
        assertEquals("gaussian", Composition.step(machine, 1).layer(0).type().id());
        assertEquals(1, Composition.copies(machine, 1));
        assertEquals(2, Composition.copies(DEEP, 1));
        assertTrue(Arrays.equals(
                parameters.values(),
                Composition.compose(machine, List.of(parameters)).values()));
    }

    @Test
    void otherStepsAndUnitsAreRefused() {
        List<Parameters> steps = steps(DEEP);
        assertThrows(IllegalArgumentException.class, () -> Composition.compose(DEEP, steps.subList(0, 2)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Composition.compose(DEEP, List.of(steps.get(1), steps.get(0), steps.get(2))));
        Machine gaussian = DeepMachine.of(UnitTypes.named("gaussian"), 4, UnitTypes.BERNOULLI, 3, 2);
        assertThrows(IllegalArgumentException.class, () -> Composition.step(gaussian, 1));
    }
}
