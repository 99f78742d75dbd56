package io.github.sparkboltzmann.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every combination of what an update can do, against plain loops in double. */
class UpdateRuleReferenceTest {
    private static final int UPDATES = 25;

    @Test
    void everyCombinationIsThatOfPlainLoops() {
        for (Machine machine :
                new Machine[] {Machine.restricted(5, 37), TinyMachines.twoVisibleLayers(), TinyMachines.deep()}) {
            for (int choice = 0; choice < 128; choice++) {
                compare(machine, settings(machine, choice), "choice " + Integer.toBinaryString(choice));
            }
        }
    }

    private static OptimizerSettings settings(Machine machine, int choice) {
        boolean momentum = (choice & 1) != 0;
        boolean centred = (choice & 2) != 0;
        Sparsity sparsity = (choice & 4) != 0 ? new Sparsity(0.1, 0.7, 0.9) : null;
        Penalties penalties = new Penalties((choice & 8) != 0 ? 0.02 : 0, (choice & 16) != 0 ? 1.2 : 0, sparsity);
        OptimizerSettings settings = new OptimizerSettings(
                        new Schedule(Schedule.Shape.LINEAR, 0.1, 0.02),
                        new Momentum(momentum ? 0.7 : 0, momentum ? 0.7 : 0, 1),
                        0.01,
                        centred ? 0.05 : 0)
                .withPenalties(penalties);
        if ((choice & 32) != 0) {
            settings = settings.withAdam(new Adam(0.8, 0.95, 1e-2));
        }
        if ((choice & 64) != 0) {
            String first = machine.layout().block(0).name();
            settings = settings.withRateFactors(RateFactors.of(0.3, first + "=2, bias.visible=0"))
                    .withAverageDecay(0.6);
        }
        return settings;
    }

    private static void compare(Machine machine, OptimizerSettings settings, String what) {
        Random random = new Random(3);
        Parameters parameters = TinyMachines.random(machine, 0.5, 1);
        double[][] offsets = new double[machine.layerCount()][];
        for (int l = 0; l < offsets.length; l++) {
            offsets[l] = new double[machine.layer(l).size()];
            Arrays.fill(offsets[l], 0.4);
        }
        PlainUpdateRule plain = new PlainUpdateRule(machine, settings, parameters.values(), offsets);
        LearnerState state = LearnerState.start(machine, parameters, settings, offsets);
        UpdateRule rule = new UpdateRule(machine, settings);
        Statistics statistics = new Statistics(machine.statisticsLayout());
        for (int step = 0; step < UPDATES; step++) {
            statistics.clear();
            statistics.count(4, 0);
            float[] sums = statistics.values();
            for (Block block : machine.statisticsLayout().blocks()) {
                for (int i = block.offset(); i < block.end(); i++) {
                    boolean sum = block.kind() == Block.Kind.UNIT_SUMS;
                    sums[i] = sum ? 4 * random.nextFloat() : (float) random.nextGaussian();
                }
            }
            rule.apply(state, statistics, new Progress(step, UPDATES, UPDATES, 1));
            plain.apply(sums, 4, step, UPDATES);
        }
        double[] expected = settings.averages() ? plain.average : plain.w;
        same(plain.w, state.parameters(machine).values(), 0, what);
        same(expected, state.evaluated(machine).values(), 0, what + ", averages");
        int at = state.activations();
        for (int l = 0; at >= 0 && l < machine.layerCount(); l++) {
            if (!machine.layer(l).isVisible()) {
                same(plain.activation[l], state.values(), at, what + ", activations");
                at += machine.layer(l).size();
            }
        }
        assertEquals(settings.penalties().sparsity() != null, at >= 0);
    }

    private static void same(double[] expected, float[] actual, int from, String what) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[from + i], 2e-5, what + ", number " + i);
        }
    }
}
