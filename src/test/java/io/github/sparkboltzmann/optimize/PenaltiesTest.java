package io.github.sparkboltzmann.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What penalties, Adam and rate factors are for, seen from outside. */
class PenaltiesTest {
    private static final Adam ADAM = new Adam(0.9, 0.999, 1e-8);

    @Test
    void aWeightWhoseGradientIsBelowL1BecomesExactlyZeroWhateverTheMomentum() {
        Machine machine = Machine.restricted(2, 1);
        for (double momentum : new double[] {0, 0.5, 0.9}) {
            for (boolean adam : new boolean[] {false, true}) {
                OptimizerSettings settings = constant(0.01, momentum).withPenalties(new Penalties(0.1, 0, null));
                settings = adam ? settings.withAdam(ADAM) : settings;
                float[] start = {0.3f, 0.3f, 0.3f, 0, 0};
                LearnerState state = LearnerState.start(machine, Parameters.of(machine, start), settings, null);
                UpdateRule rule = new UpdateRule(machine, settings);
                for (int t = 0; t < 4000; t++) {
                    rule.apply(state, statistics(machine, 0.09f, -0.11f, 0, 0, 0), new Progress(t, 4000, 4000, 1));
                }
                String what = "momentum " + momentum + ", Adam " + adam;
                assertEquals(0f, state.values()[0], what);
                assertTrue(state.values()[1] < -0.08f, what + ": " + state.values()[1]);
                assertEquals(0.3f, state.values()[2], "biases have no penalty");
            }
        }
    }

    @Test
    void afterEveryUpdateNoUnitExceedsTheLargestNorm() {
        Machine machine = Machine.restricted(6, 5);
        OptimizerSettings settings = constant(0.2, 0.9).withPenalties(new Penalties(0, 0.8, null));
        LearnerState state = LearnerState.start(machine, Parameters.zero(machine), settings, null);
        UpdateRule rule = new UpdateRule(machine, settings);
        Random random = new Random(1);
        int bound = 0;
        int free = 0;
        for (int t = 0; t < 50; t++) {
            Statistics statistics = new Statistics(machine.statisticsLayout());
            for (int i = 0; i < 30; i++) {
                statistics.values()[i] = (float) random.nextGaussian() * (i % 5 + 1) / 5;
            }
            statistics.count(1, 0);
            rule.apply(state, statistics, new Progress(t, 50, 50, 1));
            for (int j = 0; j < 5; j++) {
                double sum = 0;
                for (int i = 0; i < 6; i++) {
                    sum += state.values()[5 * i + j] * state.values()[5 * i + j];
                }
                assertTrue(Math.sqrt(sum) <= 0.8 * (1 + 1e-6), "update " + t + ", unit " + j);
                bound += Math.sqrt(sum) > 0.8 * (1 - 1e-6) ? 1 : 0;
                free += Math.sqrt(sum) < 0.7 ? 1 : 0;
            }
        }
        assertTrue(bound > 10 && free > 10, bound + " on the bound, " + free + " below");
    }

    /** Maximises {@code -1/2 sum_i s_i (w_i - 1)^2}, whose scales lie six orders of magnitude apart. */
    @Test
    void adamSolvesABadlyScaledProblemThatPlainAscentDoesNot() {
        assertTrue(worst(constant(0.01, 0).withAdam(ADAM)) < 0.05);
        // The largest rate that is stable for the steepest direction.
        assertTrue(worst(constant(1.9e-3, 0)) > 0.9);
    }

    private static double worst(OptimizerSettings settings) {
        Machine machine = Machine.restricted(7, 1);
        LearnerState state = LearnerState.start(machine, Parameters.zero(machine), settings, null);
        UpdateRule rule = new UpdateRule(machine, settings);
        int bias = machine.biases(0).offset();
        for (int t = 0; t < 2000; t++) {
            float[] sums = new float[15];
            for (int i = 0; i < 7; i++) {
                sums[bias + i] = (float) (Math.pow(10, i - 3) * (1 - state.values()[bias + i]));
            }
            rule.apply(state, statistics(machine, sums), new Progress(t, 2000, 2000, 1));
        }
        double worst = 0;
        for (int i = 0; i < 7; i++) {
            worst = Math.max(worst, Math.abs(1 - state.values()[bias + i]));
        }
        return worst;
    }

    @Test
    void aRateFactorOfAnUnknownBlockIsRefusedWithTheBlocksThereAre() {
        Machine machine = Machine.restricted(2, 1);
        OptimizerSettings settings = constant(0.1, 0).withRateFactors(RateFactors.of(1, "bias.visibel=0.1"));
        String message = assertThrows(IllegalArgumentException.class, () -> new UpdateRule(machine, settings))
                .getMessage();
        assertEquals(
                "Rate factors name the block 'bias.visibel', but the blocks are weights.visible.hidden, bias.visible, bias.hidden.",
                message);
    }

    @Test
    void rateFactorsThatAreNoneAreRefused() {
        for (String text :
                new String[] {"bias.visible", "=1", "a=-1", "a=x", "a=1,a=2", "a=Infinity", "a=NaN", "a=1,"}) {
            if (text.equals("a=1,")) {
                assertEquals(1, RateFactors.of(1, text).byBlock().size());
            } else {
                assertThrows(IllegalArgumentException.class, () -> RateFactors.of(1, text), text);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> RateFactors.of(-1, ""));
        assertThrows(IllegalArgumentException.class, () -> RateFactors.of(Double.NaN, ""));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Penalties(-1, 0, null));
        assertThrows(IllegalArgumentException.class, () -> new Penalties(0, Double.NaN, null));
        assertThrows(IllegalArgumentException.class, () -> new Sparsity(0, 1, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new Sparsity(0.1, -1, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new Sparsity(0.1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Adam(1, 0.9, 1e-8));
        assertThrows(IllegalArgumentException.class, () -> new Adam(0.9, -0.1, 1e-8));
        assertThrows(IllegalArgumentException.class, () -> new Adam(0.9, 0.9, 0));
    }

    private static OptimizerSettings constant(double rate, double momentum) {
        return new OptimizerSettings(
                new Schedule(Schedule.Shape.CONSTANT, rate, rate), new Momentum(momentum, momentum, 1), 0, 0);
    }

    private static Statistics statistics(Machine machine, float... sums) {
        Statistics statistics = new Statistics(machine.statisticsLayout());
        System.arraycopy(sums, 0, statistics.values(), 0, sums.length);
        statistics.count(1, 0);
        return statistics;
    }
}
