package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.sample.RowStates;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients of {@code log P(y | x) + g log P(x)} against enumeration of all joint states. */
class LabelGradientTest {
    private static final float NONE = Float.NaN;
    private static final Machine MACHINE = Machine.labelled(UnitTypes.BERNOULLI, 3, 3, UnitTypes.BERNOULLI, 2);
    private static final float[][] ROWS = {
        {1, 0, 1, 0, 1, 0},
        {0, 0, 1, NONE, NONE, NONE},
        {1, 1, 1, 1, 0, 0},
        {0, 1, 0, 0, 0, 1},
        {1, 0, 1, NONE, NONE, NONE}
    };
    private static final float[] WEIGHTS = {1, 2, 0.5f, 3, 1};
    private static final double WEIGHT = 7.5;

    @Test
    void theGradientIsThatOfTheObjectiveForEveryWeightOfItsGenerativePart() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.2, 11);
        for (double g : new double[] {0, 0.3, 1}) {
            Statistics statistics = exact(g, parameters, ROWS, WEIGHTS, WEIGHT);
            double[] expected = enumerated(g, parameters);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], statistics.values()[i] / WEIGHT, 2e-6, "g = " + g + ", parameter " + i);
            }
            assertEquals(WEIGHT, statistics.weight());
        }
    }

    @Test
    void finiteDifferencesOfTheObjectiveAgree() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.7, 12);
        double step = 1.0 / 128;
        for (double g : new double[] {0, 0.5}) {
            float[] gradient = exact(g, parameters, ROWS, WEIGHTS, WEIGHT).values();
            for (int i = 0; i < MACHINE.layout().length(); i++) {
                double difference =
                        (objective(g, moved(parameters, i, step)) - objective(g, moved(parameters, i, -step)))
                                / (2 * step);
                assertEquals(difference, gradient[i] / WEIGHT, 1e-4, "g = " + g + ", parameter " + i);
            }
        }
    }

    @Test
    void labelSumsOfTheDataPhaseHoldWhatIsExpectedOfMissingLabels() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.2, 13);
        Enumeration all = Enumeration.of(MACHINE, parameters, 1);
        float[] sums = exact(0.3, parameters, ROWS, WEIGHTS, WEIGHT).values();
        double[] expected = new double[MACHINE.layout().length()];
        for (int r = 0; r < ROWS.length; r++) {
            add(all, given(all, ROWS[r], true), WEIGHTS[r], expected);
        }
        for (int l = 0; l < 3; l++) {
            for (int i = 0; i < MACHINE.layer(l).size(); i++) {
                assertEquals(
                        expected[MACHINE.biases(l).offset() + i],
                        sums[MACHINE.unitSums(l).offset() + i],
                        1e-5,
                        "layer " + l + ", unit " + i);
            }
        }
    }

    @Test
    void twoBlocksAddUpToOne() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.2, 14);
        float[] whole = exact(0, parameters, ROWS, WEIGHTS, WEIGHT).values();
        Statistics parts = exact(0, parameters, Arrays.copyOf(ROWS, 2), Arrays.copyOf(WEIGHTS, 2), 0)
                .merge(exact(0, parameters, Arrays.copyOfRange(ROWS, 2, 5), Arrays.copyOfRange(WEIGHTS, 2, 5), 0));
        assertArrayEquals(whole, parts.values(), 1e-6f);
    }

    @Test
    void contrastiveDivergenceBecomesTheObjectivesGradientAsSweepsGrow() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.8, 15);
        float[][] many = new float[4_000][];
        Arrays.setAll(many, r -> ROWS[r % ROWS.length]);
        for (StatisticsForm form : new StatisticsForm[] {StatisticsForm.HIDDEN_PROBABILITIES, StatisticsForm.SAMPLES}) {
            ContrastiveDivergence cd =
                    new ContrastiveDivergence(MACHINE, form, Kernels.elementwise(), Kernels.batchProducts());
            cd.aimAt(Objective.of(0.4));
            cd.load(parameters.values());
            Statistics statistics = new Statistics(MACHINE.statisticsLayout());
            cd.add(block(many, null), new Share(DrawKey.of(5, 0, 1), 0, 0, 30), statistics);
            float[] exact =
                    exact(0.4, parameters, ROWS, new float[] {1, 1, 1, 1, 1}, 5).values();
            for (int i = 0; i < MACHINE.layout().length(); i++) {
                assertEquals(exact[i] / 5, statistics.values()[i] / 4_000, 0.03, form + ", parameter " + i);
            }
        }
    }

    @Test
    void chainsOfTheHybridObjectiveHaveItsGradientOnAverage() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.8, 16);
        GradientEstimator chains = GradientSettings.persistent(2, StatisticsForm.HIDDEN_PROBABILITIES, 2_000)
                .aimedAt(Objective.of(0.4))
                .estimator(MACHINE, Kernels.elementwise(), Kernels.batchProducts());
        chains.take(
                ChainBlock.independent(Kernels.elementwise(), MACHINE, parameters, 2_000, DrawKey.of(1, 0, 9)),
                Trajectory.none());
        chains.load(parameters.values());
        double[] mean = new double[MACHINE.layout().length()];
        for (int u = 0; u < 40; u++) {
            Statistics statistics = new Statistics(MACHINE.statisticsLayout());
            chains.add(block(ROWS, null), new Share(DrawKey.of(5, u, 1), u, 5, 2), statistics);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += u < 10 ? 0 : statistics.values()[i] / 5 / 30;
            }
        }
        float[] exact =
                exact(0.4, parameters, ROWS, new float[] {1, 1, 1, 1, 1}, 5).values();
        for (int i = 0; i < mean.length; i++) {
            assertEquals(exact[i] / 5, mean[i], 0.01, "parameter " + i);
        }
    }

    @Test
    void missingFeaturesAreSampledAndLabelsSummedOut() {
        Parameters parameters = TinyMachines.random(MACHINE, 0.8, 17);
        float[][] many = new float[6_000][];
        Arrays.setAll(many, r -> new float[] {NONE, 1, NONE, NONE, NONE, NONE});
        DataPhaseAlone alone = new DataPhaseAlone(
                MACHINE, StatisticsForm.HIDDEN_PROBABILITIES, Kernels.elementwise(), Kernels.batchProducts());
        alone.aimAt(Objective.GENERATIVE);
        alone.treatMissing(MissingValues.of(MissingValues.Treatment.SAMPLE, 20));
        alone.load(parameters.values());
        Statistics statistics = new Statistics(MACHINE.statisticsLayout());
        alone.add(block(many, null), new Share(DrawKey.of(5, 0, 1), 0, 0, 1), statistics);
        Enumeration all = Enumeration.of(MACHINE, parameters, 1);
        double[] expected = new double[MACHINE.layout().length()];
        double[] weights = new double[all.count()];
        double total = 0;
        for (int n = 0; n < weights.length; n++) {
            weights[n] = all.state(n)[0][1] == 1 ? all.probability(n) : 0;
            total += weights[n];
        }
        add(all, weights, 1 / total, expected);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], statistics.values()[i] / many.length, 0.02, "parameter " + i);
        }
    }

    @Test
    void conditionalObjectivesNeedLabels() {
        DataPhaseAlone alone = new DataPhaseAlone(
                TinyMachines.restricted(),
                StatisticsForm.HIDDEN_PROBABILITIES,
                Kernels.elementwise(),
                Kernels.batchProducts());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> alone.aimAt(Objective.of(0.5)));
        assertTrue(e.getMessage().contains("label units"), e.getMessage());
    }

    private static RowBlock block(float[][] rows, float[] weights) {
        List<RowStates> states = Arrays.stream(rows).map(RowStates::dense).toList();
        return RowBlock.pack(Encoding.BITS, rows[0].length, states, weights);
    }

    private static Statistics exact(double g, Parameters parameters, float[][] rows, float[] weights, double model) {
        GradientEstimator exact = GradientSettings.exact()
                .aimedAt(Objective.of(g))
                .estimator(MACHINE, Kernels.elementwise(), Kernels.batchProducts());
        exact.load(parameters.values());
        Statistics statistics = new Statistics(MACHINE.statisticsLayout());
        exact.add(block(rows, weights), new Share(DrawKey.of(1, 0, 1), 0, model, 1), statistics);
        return statistics;
    }

    private static Parameters moved(Parameters parameters, int i, double by) {
        Parameters moved = parameters.copy();
        moved.values()[i] += (float) by;
        return moved;
    }

    /** Normalised weights of the joint states that agree with a row: with its label, too, where it has one and that is asked for. */
    private static double[] given(Enumeration all, float[] row, boolean label) {
        double[] weights = new double[all.count()];
        double total = 0;
        for (int n = 0; n < weights.length; n++) {
            boolean agrees = true;
            for (int i = 0; i < 3; i++) {
                agrees &= all.state(n)[0][i] == row[i];
                agrees &= !label || row[3 + i] != row[3 + i] || all.state(n)[1][i] == row[3 + i];
            }
            weights[n] = agrees ? all.probability(n) : 0;
            total += weights[n];
        }
        for (int n = 0; n < weights.length; n++) {
            weights[n] /= total;
        }
        return weights;
    }

    private static double logProbability(Enumeration all, float[] row, boolean label) {
        double total = 0;
        for (int n = 0; n < all.count(); n++) {
            boolean agrees = true;
            for (int i = 0; i < 3; i++) {
                agrees &= all.state(n)[0][i] == row[i];
                agrees &= !label || row[3 + i] != row[3 + i] || all.state(n)[1][i] == row[3 + i];
            }
            total += agrees ? all.probability(n) : 0;
        }
        return Math.log(total);
    }

    private static double objective(double g, Parameters parameters) {
        Enumeration all = Enumeration.of(MACHINE, parameters, 1);
        double sum = 0;
        for (int r = 0; r < ROWS.length; r++) {
            double features = logProbability(all, ROWS[r], false);
            sum += WEIGHTS[r] * (logProbability(all, ROWS[r], true) - features + g * features);
        }
        return sum / WEIGHT;
    }

    private static double[] enumerated(double g, Parameters parameters) {
        Enumeration all = Enumeration.of(MACHINE, parameters, 1);
        double[] gradient = new double[MACHINE.layout().length()];
        for (int r = 0; r < ROWS.length; r++) {
            double share = WEIGHTS[r] / WEIGHT;
            add(all, given(all, ROWS[r], true), share, gradient);
            add(all, given(all, ROWS[r], false), -(1 - g) * share, gradient);
        }
        double[] model = new double[all.count()];
        Arrays.setAll(model, all::probability);
        add(all, model, -g, gradient);
        return gradient;
    }

    private static void add(Enumeration all, double[] weights, double factor, double[] into) {
        for (int n = 0; n < weights.length; n++) {
            double[][] s = all.state(n);
            for (int c = 0; c < 2; c++) {
                Coupling coupling = MACHINE.coupling(c);
                Block w = MACHINE.weights(c);
                for (int i = 0; i < w.rows(); i++) {
                    for (int j = 0; j < w.columns(); j++) {
                        into[w.offset() + i * w.columns() + j] +=
                                factor * weights[n] * s[coupling.first()][i] * s[coupling.second()][j];
                    }
                }
            }
            for (int l = 0; l < 3; l++) {
                for (int i = 0; i < s[l].length; i++) {
                    into[MACHINE.biases(l).offset() + i] += factor * weights[n] * s[l][i];
                }
            }
        }
    }
}
