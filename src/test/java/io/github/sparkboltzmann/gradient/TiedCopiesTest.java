package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Binomial units of two trials are two tied copies of binary ones: what the pretraining of deep machines rests on. */
class TiedCopiesTest {
    private static final int VISIBLE = 4;
    private static final int HIDDEN = 3;
    private static final Machine BINOMIAL =
            Machine.restricted(UnitTypes.named("binomial:2"), VISIBLE, UnitTypes.BERNOULLI, HIDDEN);
    private static final Machine TWO_COPIES = Machine.of(
            List.of(
                    Layer.visible("visible", UnitTypes.BERNOULLI, VISIBLE),
                    Layer.visible("copy", UnitTypes.BERNOULLI, VISIBLE),
                    Layer.hidden("hidden", UnitTypes.BERNOULLI, HIDDEN)),
            List.of(Coupling.between(0, 2), Coupling.between(1, 2)));
    private static final float[][] DATA = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};
    private static final float[][] DOUBLED = {{2, 0, 2, 2}, {0, 0, 2, 0}, {2, 2, 0, 0}};

    /** The gradient of the log-likelihood of rows both of whose copies are the same, by the shared parameters. */
    private static double[] tied(Parameters parameters) {
        Parameters both = Parameters.zero(TWO_COPIES);
        Block w = BINOMIAL.weights(0);
        Block a = BINOMIAL.biases(0);
        Block b = BINOMIAL.biases(1);
        float[] from = parameters.values();
        for (int copy = 0; copy < 2; copy++) {
            System.arraycopy(
                    from, w.offset(), both.values(), TWO_COPIES.weights(copy).offset(), w.length());
            System.arraycopy(
                    from, a.offset(), both.values(), TWO_COPIES.biases(copy).offset(), a.length());
        }
        System.arraycopy(from, b.offset(), both.values(), TWO_COPIES.biases(2).offset(), b.length());
        double[][][] rows = new double[DATA.length][3][];
        for (int r = 0; r < rows.length; r++) {
            rows[r][0] = new double[VISIBLE];
            for (int i = 0; i < VISIBLE; i++) {
                rows[r][0][i] = DATA[r][i];
            }
            rows[r][1] = rows[r][0];
        }
        double[] separate = ExactGradient.of(TWO_COPIES, both, rows);
        double[] result = new double[BINOMIAL.layout().length()];
        for (int copy = 0; copy < 2; copy++) {
            for (int i = 0; i < w.length(); i++) {
                result[w.offset() + i] += separate[TWO_COPIES.weights(copy).offset() + i];
            }
            for (int i = 0; i < VISIBLE; i++) {
                result[a.offset() + i] += separate[TWO_COPIES.biases(copy).offset() + i];
            }
        }
        System.arraycopy(separate, TWO_COPIES.biases(2).offset(), result, b.offset(), HIDDEN);
        return result;
    }

    @Test
    void theExactGradientIsThatOfTwoTiedCopies() {
        Parameters parameters = TinyMachines.random(BINOMIAL, 0.8, 12);
        assertArrayEquals(tied(parameters), EquilibriumGradient.exact(BINOMIAL, parameters, DOUBLED), 1e-9);
    }

    @Test
    void sampledGradientsAreThatOfTwoTiedCopies() {
        Parameters parameters = TinyMachines.random(BINOMIAL, 0.5, 12);
        double[] exact = tied(parameters);
        for (StatisticsForm form : new StatisticsForm[] {StatisticsForm.HIDDEN_PROBABILITIES, StatisticsForm.SAMPLES}) {
            assertTrue(worst(parameters, ModelPhase.CD, 60, form, DOUBLED, exact) < 5, "CD, " + form);
            assertTrue(worst(parameters, ModelPhase.PCD, 3, form, DOUBLED, exact) < 5, "PCD, " + form);
        }
        assertTrue(
                worst(parameters, ModelPhase.CD, 1, StatisticsForm.SAMPLES, DOUBLED, exact) > 8, "CD-1 is not exact");
        assertTrue(worst(parameters, ModelPhase.PCD, 3, StatisticsForm.SAMPLES, DATA, exact) > 8, "rows of one copy");
    }

    private static double worst(
            Parameters parameters, ModelPhase phase, int sweeps, StatisticsForm form, float[][] data, double[] exact) {
        GradientEstimator estimator = new GradientSettings(phase, sweeps, sweeps, form, 300, 2)
                .estimator(BINOMIAL, Kernels.elementwise(), Kernels.batchProducts());
        estimator.load(parameters.values());
        estimator.take(
                ChainBlock.independent(Kernels.elementwise(), BINOMIAL, parameters, 300, DrawKey.of(8, 0, 5)),
                Trajectory.none());
        return EquilibriumGradient.worst(EquilibriumGradient.zScores(BINOMIAL, data, estimator, sweeps, exact, 1));
    }
}
