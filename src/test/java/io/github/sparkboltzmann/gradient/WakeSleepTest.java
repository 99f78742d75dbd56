package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.StackTwin;
import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.model.WakeSleepMachine;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wake-sleep against a plain twin, exact gradients of conditionals, and the exact description length of a tiny network. */
class WakeSleepTest {
    private static final Machine NETWORK = network(0, 4, 3, 2, 3);
    private static final Machine LABELLED = network(2, 4, 3, 2, 3);
    private static final float[][] DATA = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};
    private static final float[][] WITH_LABELS = {{1, 0, 1, 1, 0, 1}, {0, 0, 1, 0, 1, 0}, {1, 1, 0, 0, 0, 1}};

    private static Machine network(int classes, int visible, int... hidden) {
        return WakeSleepMachine.of(UnitTypes.BERNOULLI, visible, classes, UnitTypes.BERNOULLI, hidden);
    }

    private static WakeSleep estimator(Machine machine, StatisticsForm form) {
        return (WakeSleep) GradientSettings.contrastiveDivergence(1, form)
                .estimator(machine, Kernels.elementwise(), Kernels.batchProducts());
    }

    /** {@code P(unit of layer "to" = 1)} by coupling {@code c}, which a plain loop goes through either way. */
    private static double[] means(Machine machine, float[] values, int c, int to, double[] from) {
        return sigmoid(inputs(machine, values, c, to, from));
    }

    private static double[] inputs(Machine machine, float[] values, int c, int to, double[] from) {
        Block w = machine.weights(c);
        Block b = machine.biases(to);
        boolean up = machine.coupling(c).second() == to;
        double[] z = new double[b.length()];
        for (int j = 0; j < z.length; j++) {
            z[j] = values[b.offset() + j];
            for (int i = 0; i < from.length; i++) {
                z[j] += from[i] * values[w.offset() + (up ? i * w.columns() + j : j * w.columns() + i)];
            }
        }
        return z;
    }

    private static double[] sigmoid(double[] z) {
        double[] p = z.clone();
        for (int j = 0; j < p.length; j++) {
            p[j] = 1 / (1 + Math.exp(-p[j]));
        }
        return p;
    }

    /** Adds {@code weight} times states of both layers of coupling {@code c}. */
    private static void add(Machine machine, int c, double[] first, double[] second, double weight, double[] into) {
        Block w = machine.weights(c);
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < second.length; j++) {
                into[w.offset() + i * w.columns() + j] += weight * first[i] * second[j];
            }
        }
    }

    private static void add(Block biases, double[] state, double weight, double[] into) {
        for (int i = 0; i < state.length; i++) {
            into[biases.offset() + i] += weight * state[i];
        }
    }

    @Test
    void equalsAPlainTwin() {
        for (Machine machine : new Machine[] {NETWORK, LABELLED}) {
            float[] values = TinyMachines.random(machine, 1, 6).values();
            float[][] rows = machine == LABELLED ? WITH_LABELS : DATA;
            for (StatisticsForm form : StatisticsForm.values()) {
                WakeSleep estimator = estimator(machine, form);
                estimator.load(values);
                Statistics sums = new Statistics(machine.statisticsLayout());
                DrawKey key = DrawKey.of(4, 2, 1);
                estimator.add(RowBlock.pack(Encoding.BITS, rows[0].length, rows), new Share(key, 2, 3, 2), sums);
                double[] expected = new double[machine.layout().length()];
                double error = 0;
                for (int r = 0; r < rows.length; r++) {
                    error += twin(machine, values, form, key, r, expected);
                }
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], sums.values()[i], 1e-5, form + ", parameter " + i);
                }
                assertEquals(error, sums.squaredError(), 1e-5);
            }
        }
    }

    @Test
    void biasesThatAreNotUsedHaveNoGradientAtAll() {
        WakeSleep estimator = estimator(NETWORK, StatisticsForm.PROBABILITIES);
        estimator.load(TinyMachines.random(NETWORK, 1, 6).values());
        Statistics sums = new Statistics(NETWORK.statisticsLayout());
        float[][] rows = new float[501][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = DATA[r % DATA.length];
        }
        for (int step = 0; step < 5; step++) {
            estimator.add(RowBlock.pack(Encoding.BITS, 4, rows), new Share(DrawKey.of(4, step, 1), step, 501, 1), sums);
        }
        for (int l = 1; l <= 2; l++) {
            for (int layer : new int[] {WakeSleepMachine.recognitionLower(l), WakeSleepMachine.generationHidden(l)}) {
                for (int i = NETWORK.biases(layer).offset();
                        i < NETWORK.biases(layer).end();
                        i++) {
                    assertEquals(0f, sums.values()[i], 0f);
                }
            }
        }
    }

    /** One row with two sweeps of the top; returns its squared error. */
    private static double twin(
            Machine machine, float[] values, StatisticsForm form, DrawKey key, int row, double[] into) {
        double[] lower = new double[4];
        for (int i = 0; i < 4; i++) {
            lower[i] = DATA[row][i];
        }
        double error = 0;
        for (int l = 1; l <= 2; l++) {
            double[] q = means(machine, values, 2 * l - 2, WakeSleepMachine.recognitionHidden(l), lower);
            double[] hidden = StackTwin.draw(q, key, 0, WakeSleepMachine.recognitionHidden(l), row);
            double[] p = means(machine, values, 2 * l - 1, WakeSleepMachine.generationLower(l), hidden);
            double[] delta = minus(lower, p);
            add(machine, 2 * l - 1, delta, hidden, 1, into);
            add(machine.biases(WakeSleepMachine.generationLower(l)), delta, 1, into);
            for (int i = 0; l == 1 && i < 4; i++) {
                error += delta[i] * delta[i];
            }
            lower = hidden;
        }
        double[] label = null;
        if (machine == LABELLED) {
            label = new double[] {WITH_LABELS[row][4], WITH_LABELS[row][5]};
        }
        double[] dream = twinTop(machine, values, form, key, row, lower, label, into);
        for (int l = 2; l >= 1; l--) {
            int generated = WakeSleepMachine.generationLower(l);
            double[] p = means(machine, values, 2 * l - 1, generated, dream);
            boolean mean = l == 1 && form == StatisticsForm.PROBABILITIES;
            double[] below = mean ? p : StackTwin.draw(p, key, 0, generated, row);
            double[] delta =
                    minus(dream, means(machine, values, 2 * l - 2, WakeSleepMachine.recognitionHidden(l), below));
            add(machine, 2 * l - 2, below, delta, 1, into);
            add(machine.biases(WakeSleepMachine.recognitionHidden(l)), delta, 1, into);
            dream = below;
        }
        return error;
    }

    /** Adds CD-2 of the top step; returns the lower states that it ends with. */
    private static double[] twinTop(
            Machine machine,
            float[] values,
            StatisticsForm form,
            DrawKey key,
            int row,
            double[] data,
            double[] dataLabel,
            double[] into) {
        int top = WakeSleepMachine.topHidden(machine);
        int low = WakeSleepMachine.topLower(machine);
        double[] lower = data;
        double[] label = dataLabel;
        for (int sweep = 0; ; sweep++) {
            double[] z = inputs(machine, values, 4, top, lower);
            if (label != null) {
                double[] more = inputs(machine, values, 5, top, label);
                for (int j = 0; j < z.length; j++) {
                    z[j] += more[j] - values[machine.biases(top).offset() + j];
                }
            }
            double[] p = sigmoid(z);
            double[] hidden = StackTwin.draw(p, key, sweep, top, row);
            double[] entering = form == StatisticsForm.SAMPLES ? hidden : p;
            double weight = sweep == 0 ? 1 : sweep == 2 ? -1 : 0;
            add(machine, 4, lower, entering, weight, into);
            add(machine.biases(low), lower, weight, into);
            add(machine.biases(top), entering, weight, into);
            if (label != null) {
                add(machine, 5, label, entering, weight, into);
                add(machine.biases(low + 1), label, weight, into);
            }
            if (sweep == 2) {
                return lower;
            }
            lower = StackTwin.draw(means(machine, values, 4, low, hidden), key, sweep + 1, low, row);
            if (label != null) {
                label = drawLabel(inputs(machine, values, 5, low + 1, hidden), key, sweep + 1, low + 1, row);
            }
        }
    }

    /** One of two classes, by the draw of the first. */
    private static double[] drawLabel(double[] z, DrawKey key, int sweep, int layer, int row) {
        float[] u = new float[2];
        Kernels.elementwise().uniform(u, 1, 2, key.at(sweep, layer), row);
        double first = 1 / (1 + Math.exp(z[1] - z[0]));
        return u[0] < first ? new double[] {1, 0} : new double[] {0, 1};
    }

    private static double[] minus(double[] a, double[] b) {
        double[] result = a.clone();
        for (int i = 0; i < a.length; i++) {
            result[i] -= b[i];
        }
        return result;
    }

    @Test
    void theMeanWakeGradientIsThatOfTheConditionalsLogLikelihood() {
        float[] values = TinyMachines.random(NETWORK, 1, 8).values();
        double[] exact = new double[values.length];
        Block w = NETWORK.weights(1);
        Block g = NETWORK.biases(WakeSleepMachine.generationLower(1));
        for (Block block : new Block[] {w, g}) {
            for (int i = block.offset(); i < block.end(); i++) {
                float kept = values[i];
                values[i] = kept + 0.01f;
                double above = meanLogLikelihood(values);
                values[i] = kept - 0.01f;
                exact[i] = (above - meanLogLikelihood(values)) / 0.02;
                values[i] = kept;
            }
        }
        WakeSleep estimator = estimator(NETWORK, StatisticsForm.HIDDEN_PROBABILITIES);
        estimator.load(values);
        double[] z = EquilibriumGradient.zScores(NETWORK, DATA, estimator, 1, exact, 1);
        double[] faulty = EquilibriumGradient.zScores(NETWORK, DATA, estimator, 1, scaled(exact, 1.3), 1);
        double worst = 0;
        double worstFaulty = 0;
        for (Block block : new Block[] {w, g}) {
            for (int i = block.offset(); i < block.end(); i++) {
                worst = Math.max(worst, Math.abs(z[i]));
                worstFaulty = Math.max(worstFaulty, Math.abs(faulty[i]));
            }
        }
        assertTrue(worst < 5, worst + " standard errors off");
        assertTrue(worstFaulty > 8, "a gradient that is off by a third is seen: " + worstFaulty);
    }

    private static double[] scaled(double[] x, double factor) {
        double[] result = x.clone();
        for (int i = 0; i < x.length; i++) {
            result[i] *= factor;
        }
        return result;
    }

    /** Mean over rows and recognised states of {@code log p(v | h_1)}. */
    private static double meanLogLikelihood(float[] values) {
        double sum = 0;
        for (float[] row : DATA) {
            double[] v = {row[0], row[1], row[2], row[3]};
            double[] q = means(NETWORK, values, 0, WakeSleepMachine.recognitionHidden(1), v);
            for (int s = 0; s < 8; s++) {
                double[] h = StackTwin.state(s, 3);
                double[] p = means(NETWORK, values, 1, WakeSleepMachine.generationLower(1), h);
                sum += StackTwin.probability(q, h) * Math.log(StackTwin.probability(p, v)) / DATA.length;
            }
        }
        return sum;
    }

    @Test
    void fineTuningLowersTheDescriptionLengthOfBarsAndStripes() {
        float[][] rows = TestRows.barsAndStripes(3);
        Machine machine = network(0, 9, 6, 5);
        float[] values = WakeSleepMachine.join(machine, greedy(rows, 9, 6, 5)).values();
        double before = descriptionLength(machine, values, rows);
        WakeSleep estimator = estimator(machine, StatisticsForm.HIDDEN_PROBABILITIES);
        learn(machine, estimator, values, rows, 6000);
        double after = descriptionLength(machine, values, rows);
        assertTrue(
                after < before - 0.3, "from " + before + " to " + after + " nats a row; the data has " + Math.log(14));
        assertTrue(after > Math.log(14), "no code is shorter than the entropy");
        for (int layer : new int[] {WakeSleepMachine.recognitionLower(1), WakeSleepMachine.generationHidden(1)}) {
            for (int i = machine.biases(layer).offset();
                    i < machine.biases(layer).end();
                    i++) {
                assertEquals(0f, values[i]);
            }
        }
        float[] up = WakeSleepMachine.recognition(machine, values, 1).values();
        float[] down = WakeSleepMachine.generation(machine, values, 1).values();
        assertFalse(up[0] == down[0], "both directions have gone their own way");
    }

    /** Plain steps of rate 0.05 over all rows, CD-1. */
    private static void learn(
            Machine machine, GradientEstimator estimator, float[] values, float[][] rows, int updates) {
        RowBlock block = RowBlock.pack(Encoding.BITS, rows[0].length, rows);
        Statistics sums = new Statistics(machine.statisticsLayout());
        for (int step = 0; step < updates; step++) {
            sums.clear();
            estimator.load(values);
            estimator.add(block, new Share(DrawKey.of(1, step, 1), step, rows.length, 1), sums);
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.05f * sums.values()[i] / rows.length;
            }
        }
    }

    /** Steps trained by CD-1 one after the other, on hidden states drawn once for each of many copies of the rows. */
    private static List<Parameters> greedy(float[][] rows, int visible, int... hidden) {
        List<Parameters> steps = new ArrayList<>();
        float[][] inputs = rows;
        Machine stack = StackMachine.of(UnitTypes.BERNOULLI, visible, UnitTypes.BERNOULLI, hidden);
        for (int l = 1; l <= hidden.length; l++) {
            Machine machine = StackMachine.step(stack, l);
            Parameters step = TinyMachines.random(machine, 0.1, l);
            learn(
                    machine,
                    new ContrastiveDivergence(
                            machine,
                            StatisticsForm.HIDDEN_PROBABILITIES,
                            Kernels.elementwise(),
                            Kernels.batchProducts()),
                    step.values(),
                    inputs,
                    3000);
            steps.add(step);
            float[][] next = new float[8 * inputs.length][];
            for (int r = 0; r < next.length; r++) {
                double[] from = new double[inputs[0].length];
                for (int i = 0; i < from.length; i++) {
                    from[i] = inputs[r % inputs.length][i];
                }
                double[] drawn =
                        StackTwin.draw(means(machine, step.values(), 0, 1, from), DrawKey.of(2, 0, 4), l, 0, r);
                next[r] = new float[drawn.length];
                for (int i = 0; i < drawn.length; i++) {
                    next[r][i] = (float) drawn[i];
                }
            }
            inputs = next;
        }
        return steps;
    }

    /** {@code - sum_h q(h_1 | v) [log p_top(h_1) + log p(v | h_1) - log q(h_1 | v)]}, a mean over rows, in nats, exact. */
    private static double descriptionLength(Machine machine, float[] values, float[][] rows) {
        int units = machine.layer(WakeSleepMachine.recognitionHidden(1)).size();
        double[] logTop = new double[1 << units];
        double total = 0;
        for (int s = 0; s < logTop.length; s++) {
            double[] h = StackTwin.state(s, units);
            Block a = machine.biases(WakeSleepMachine.topLower(machine));
            for (int i = 0; i < units; i++) {
                logTop[s] += h[i] * values[a.offset() + i];
            }
            for (double z : inputs(machine, values, 2, WakeSleepMachine.topHidden(machine), h)) {
                logTop[s] += Math.log1p(Math.exp(z));
            }
            total += Math.exp(logTop[s]);
        }
        double sum = 0;
        for (float[] row : rows) {
            double[] v = new double[row.length];
            for (int i = 0; i < v.length; i++) {
                v[i] = row[i];
            }
            double[] q = means(machine, values, 0, WakeSleepMachine.recognitionHidden(1), v);
            for (int s = 0; s < logTop.length; s++) {
                double[] h = StackTwin.state(s, units);
                double own = StackTwin.probability(q, h);
                double[] p = means(machine, values, 1, WakeSleepMachine.generationLower(1), h);
                if (own > 0) {
                    sum -= own
                            * (logTop[s] - Math.log(total) + Math.log(StackTwin.probability(p, v)) - Math.log(own))
                            / rows.length;
                }
            }
        }
        return sum;
    }

    @Test
    void partsAreJoinedAndTakenApart() {
        Parameters all = TinyMachines.random(LABELLED, 1, 3);
        for (int l = 1; l <= 2; l++) {
            for (int layer : new int[] {WakeSleepMachine.recognitionLower(l), WakeSleepMachine.generationHidden(l)}) {
                Block bias = LABELLED.biases(layer);
                java.util.Arrays.fill(all.values(), bias.offset(), bias.end(), 0f);
            }
        }
        List<Parameters> up = new ArrayList<>();
        List<Parameters> down = new ArrayList<>();
        for (int l = 1; l <= WakeSleepMachine.directedSteps(LABELLED); l++) {
            up.add(WakeSleepMachine.recognition(LABELLED, all.values(), l));
            down.add(WakeSleepMachine.generation(LABELLED, all.values(), l));
        }
        Parameters top = WakeSleepMachine.topParameters(LABELLED, all.values());
        assertArrayEquals(
                all.values(), WakeSleepMachine.join(LABELLED, up, down, top).values());
        assertEquals(2, WakeSleepMachine.top(LABELLED).classes());
        assertTrue(WakeSleepMachine.isWakeSleep(NETWORK) && !StackMachine.isStack(NETWORK));
        assertFalse(
                WakeSleepMachine.isWakeSleep(StackMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3, 2, 2)));
    }

    @Test
    void whatWakeSleepCannotDoIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> network(0, 4, 3));
        assertThrows(IllegalArgumentException.class, () -> network(1, 4, 3, 2));
        assertThrows(IllegalArgumentException.class, () -> GradientSettings.persistent(1, StatisticsForm.SAMPLES, 5)
                .estimator(NETWORK, Kernels.elementwise(), Kernels.batchProducts()));
        WakeSleep estimator = estimator(LABELLED, StatisticsForm.SAMPLES);
        assertThrows(IllegalArgumentException.class, () -> estimator.aimAt(Objective.of(0.5)));
        assertThrows(
                IllegalArgumentException.class,
                () -> estimator.treatMissing(MissingValues.of(MissingValues.Treatment.SAMPLE, 3)));
        float nan = Float.NaN;
        RowBlock unlabelled = RowBlock.pack(Encoding.FLOATS, 6, new float[][] {{1, 1, 0, 1, nan, nan}});
        estimator.load(new float[LABELLED.layout().length()]);
        assertThrows(
                IllegalStateException.class,
                () -> estimator.add(
                        unlabelled,
                        new Share(DrawKey.of(1, 0, 1), 0, 1, 1),
                        new Statistics(LABELLED.statisticsLayout())));
    }
}
